import { Dictionary } from "./dictionary";

// Words that are what they look like wherever they stand, as found in encyclopedias, manuals and textbooks. Each holds a
// character that Traditional writes in several ways. Left out are those that meet by chance as often as not: 了解
// (进行了 | 解释), 面对 (方便面 | 对身体), 理发 (代理 | 发送), and 发型, which is 髮型.

/** These keep their first characters from a rarer word that begins before them: 部长 | 发言, not 长发. */
const LEADING =
  "发展 发现 发生 发行 发表 发布 发言 发起 发育 发送 发射 发明 发出 发动 发达 发挥 发放 发掘 发源 发电 发售 历史 历代 历届 历任 历来 历时 " +
  "历经 历年 历次 历程 历朝 历法 复杂 复制 采用 采取 采集 采访 采购 游戏 尝试 冲突 注意 注重 注册 注明 表示 表明 表达 表演 表决 面积 " +
  "面临 里面 几乎 参加 参与 参赛 参选 系统 回路 尽可能 尽量 尽快 尽早 只有 只能 只会 只要 只需 只读 只限 周期 干预 干涉 干扰 合并 彩色 布局";

/** No rarer word behind these disputes their last characters: 若干 | 个, not 干个. */
const TRAILING =
  "头发 毛发 批发 开发 出发 触发 万历 日历 农历 公历 西历 阴历 阳历 重复 反复 恢复 回复 修复 批复 答复 旅游 代表 列表 钟表 仪表 图表 " +
  "方便面 页面 方面 界面 公里 英里 海里 这里 那里 哪里 关系 体系 联系 返回 为了 除了 一只 两只 三只 每只 船只 若干 巴尔干 皇后 王后 太后 " +
  "天后 集合 组合 归并 两个 概念 路径 规划 标签 日志 词汇 限制 控制 体制 建制 机制 进制 标准 批准 基于 由于 对于 关于 属于 位于 在于 至于 " +
  "等于 大于 小于 人才 感叹 内核";

/** All common words, with spaces between them. */
export const COMMON = `${LEADING} ${TRAILING}`;

const dictionaryOf = (words: readonly string[]): Dictionary =>
  new Dictionary([words.map((word) => `${word} ${word}`).join("|")]);

/** Words that win over others that share a character with them. */
export class CommonWords {
  private readonly leading: Dictionary;
  private readonly all: Dictionary;

  /**
   * @param leading words that keep their first characters, with spaces between them
   * @param trailing words that keep their last ones; the leading words do so too
   */
  constructor(leading: string, trailing: string) {
    const first = leading.split(" ");
    this.leading = dictionaryOf(first);
    this.all = dictionaryOf([...first, ...trailing.split(" ")]);
  }

  /**
   * Where the word between two offsets has to end: before a common word that begins inside it and reaches beyond it, unless
   * it ends with a common word itself.
   * @param limit where words end at the latest
   */
  endOf(text: Uint16Array, start: number, end: number, limit: number): number {
    const { leading } = this;
    for (let from = start + 1; from < end; from++) {
      if (leading.table[text[from]!] === 0) continue;
      const entry = leading.longest(text, from, limit);
      if (entry === -1 || from + leading.lengthOf(entry) <= end) continue;
      return this.isAtEnd(text, start, end) ? end : from;
    }
    return end;
  }

  /** Whether the word between two offsets is a common one, or ends with one. */
  isAtEnd(text: Uint16Array, start: number, end: number): boolean {
    const { all } = this;
    for (let from = start; from < end - 1; from++) {
      if (all.table[text[from]!] === 0) continue;
      const entry = all.longest(text, from, end);
      if (entry !== -1 && from + all.lengthOf(entry) === end) return true;
    }
    return false;
  }
}

let simplified: CommonWords | undefined;

/** The common words of Simplified text, made on first use. */
export function commonWords(): CommonWords {
  simplified ??= new CommonWords(LEADING, TRAILING);
  return simplified;
}
