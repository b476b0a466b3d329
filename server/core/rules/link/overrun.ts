import { withoutQualifier } from "../../dialects/titles";
import { isDefinition, type Link } from "../../model/article";
import { replace, type TextEdit } from "../../text/edit";
import { foldUnit } from "../../text/script";
import type { Span } from "../../text/span";
import type { PageFacts, Snapshot } from "../../workspace/snapshot";
import type { Change, Rule } from "../rule";
import { isWikilink, linkOf } from "./targets";

const TITLES = {
  one: {
    en: "Move “{rest}” behind the link",
    "zh-hans": "将“{rest}”移到链接之后",
    "zh-hant": "將「{rest}」移到連結之後",
  },
  all: {
    en: "Move the rest behind the link in all {count} links of this page",
    "zh-hans": "将本页全部 {count} 处多余的链接文字移到链接之后",
    "zh-hant": "將本頁全部 {count} 處多餘的連結文字移到連結之後",
  },
};

/** The converter took letters only (Han, kana, hangul, Latin …) and stopped at anything else. */
const LETTERS = /^\p{L}+$/u;
const STARTS_WITH_LETTER = /^\p{L}/u;
const NOT_HAN = /^\p{Script=Latin}|^\p{Script=Cyrillic}|^\p{Script=Greek}/u;
const ENDS_NOT_HAN = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]$/u;

/**
 * Endings that make a word of its own with the title: `[法國人](法國)` was either `[[法國]]人` or `[[法國|法國人]]`. Nobody can
 * tell, and the text reads well as it is: worth a hint, and no part of a change of the whole page.
 */
const DERIVATIONS = new Set(
  "人 者 家 員 员 民 族 裔 籍 語 语 文 字 話 话 學 学 派 系 式 型 性 化 史 法 論 论 界 軍 军 隊 队 省 市 縣 县 州 區 区 鎮 镇 村 國 国 島 岛 山 河 江 湖 海 站 線 线 號 号 機 机 體 体 類 类 科 屬 属 目 綱 纲 門 门 主義 主义 主義者 主义者 學家 学家 動物 动物 植物 時期 时期 時代 时代 地區 地区 政府 議會 议会 軍隊 军队 王朝 帝國 帝国 王國 王国 文化 文學 文学 方言 語言 语言 人民 大學 大学 公司".split(
    " ",
  ),
);

/**
 * Single characters that begin another clause rather than end a word. Any other one may belong to the word: `[獅子](狮)`
 * was `[[狮|獅子]]`, `[基督教](基督)` nobody can tell.
 */
const PARTICLES = new Set(
  "的 是 和 與 与 及 或 為 为 於 于 等 從 从 在 而 也 之 被 將 将 由 並 并 則 则 以 亦 即 把 對 对 曾 仍 均 皆 乃 但 若".split(
    " ",
  ),
);

/** Those that do so behind a title of two characters and more, but end a word behind one: `[空中](空)`, `[海上](海)`. */
const ADVERBS = new Set(
  "中 後 后 前 時 时 上 下 內 内 裡 裏 里 外 間 间 有 到 至 向 著 譯 译 所 其 因 使 令 讓 让 給 给 同 又 作 稱 称 一 兩 两 每 此 該 该 這 这 那 不 已 還 还 就 都 只 最 更 再 才 用 出 當 当".split(
    " ",
  ),
);

/** Characters that begin a clause, and those that end one, behind a title without its qualifier. */
const OPENING = new Set("的 是 和 與 与 及 或 為 为 於 于 在 而 被".split(" "));
const CLOSING = new Set("於 于 在 是 由 從 从 被 及 之 以".split(" "));

/** The part of a label that belongs behind the link. */
export interface Overrun extends Span {
  /** What the label says before it: the link's title, or that without its qualifier. */
  readonly title: string;
}

/** Where a link's text runs on: the span of the letters behind the title, inside the label. */
export function overrunOf(text: string, link: Link): Overrun | undefined {
  const { title, label } = link;
  const last = title.charCodeAt(title.length - 1);
  const base = last === 0x29 || last === 0xff09 ? withoutQualifier(title) : title;
  // No label that has nothing behind the title is longer than it: most are ruled out by that.
  if (label.end - label.start <= base.length || title === "") return undefined;
  if ((link.kind !== "page" && link.kind !== "remote") || link.image || !isWikilink(link)) return undefined;
  if (isDefinition(link, text)) return undefined;
  const cut = endOfTitle(text, link, title);
  if (cut === undefined) return base === title ? undefined : overrunOfBase(text, link, base);
  const rest = text.slice(cut, label.end);
  if (!LETTERS.test(rest)) return undefined;
  // `[buses](bus)`, `[Pythonic](Python)`: one word.
  if (NOT_HAN.test(rest) && ENDS_NOT_HAN.test(title)) return undefined;
  // A letter behind the link: then nothing was swallowed here.
  if (STARTS_WITH_LETTER.test(text.slice(link.end, link.end + 2))) return undefined;
  return { start: cut, end: label.end, title };
}

/**
 * The same behind the title without its qualifier: `[彈道在](彈道_\(電影\))`. Most such labels are words of their own
 * (`[清河鎮](清河_\(鎮\))`): only what reads as the beginning or the end of a clause is one.
 */
function overrunOfBase(text: string, link: Link, base: string): Overrun | undefined {
  const { end } = link.label;
  const start = endOfTitle(text, link, base);
  if (start === undefined) return undefined;
  const rest = text.slice(start, end);
  const overrun = { start, end, title: base };
  if (PARTICLES.has(rest)) return overrun;
  if (!/^\p{Script=Han}+$/u.test(rest) || STARTS_WITH_LETTER.test(text.slice(link.end, link.end + 2))) return undefined;
  const letters = [...rest];
  if (letters.length === 1) return base.length > 1 && ADVERBS.has(rest) ? overrun : undefined;
  return OPENING.has(letters[0]!) || CLOSING.has(letters.at(-1)!) ? overrun : undefined;
}

/** The offset behind the title a label begins with (escapes resolved; `_`, script and the first letter's case forgiven). */
function endOfTitle(text: string, link: Link, title: string): number | undefined {
  const { end } = link.label;
  let at = link.label.start;
  for (let index = 0; index < title.length; index++) {
    if (text[at] === "\\" && link.form === "markdown" && /[!-/:-@[-`{-~]/.test(text[at + 1] ?? "")) at++;
    else if (link.form === "html" && text.startsWith("&amp;", at)) {
      if (title[index] !== "&") return undefined;
      at += 5;
      continue;
    }
    if (at >= end) return undefined;
    const written = text[at]!;
    const wanted = title[index]!;
    if (wanted === " " && /\s/.test(written)) {
      // A label may be wrapped, and its next line indented.
      while (at < end && /\s/.test(text[at]!)) at++;
      continue;
    }
    const same =
      written === wanted ||
      foldUnit(written.charCodeAt(0)) === foldUnit(wanted.charCodeAt(0)) ||
      (written === "_" && wanted === " ") ||
      (index === 0 && written.toLowerCase() === wanted.toLowerCase());
    if (!same) return undefined;
    at++;
  }
  return at < end ? at : undefined;
}

/** A label that is itself the title of a page was chosen by an author. */
function isTitle(link: Link, facts: PageFacts): boolean {
  return facts.pages.resolve(link.labelText).status === "exact";
}

/** Whether the text may be a word that an author linked on purpose. */
function isDoubtful(text: string, { title }: Link, rest: Overrun): boolean {
  if (rest.title !== title) return true;
  const written = text.slice(rest.start, rest.end);
  if (DERIVATIONS.has(written)) return true;
  return /^\p{Script=Han}$/u.test(written) && !PARTICLES.has(written) && (title.length < 2 || !ADVERBS.has(written));
}

function moveBehind(text: string, link: Link, rest: Span): TextEdit[] {
  // One edit: in a preview every edit can be declined, and half of a move would lose the words or double them.
  const target = text.slice(rest.end, link.end);
  return [replace(text, { start: rest.start, end: link.end }, target + text.slice(rest.start, rest.end))];
}

interface Moves {
  /** How many links. */
  readonly count: number;
  readonly edits: readonly TextEdit[];
}

/** By snapshot: every finding of a page offers them, and they take a look at all of its links. */
const known = new WeakMap<Snapshot, Moves>();

/** What repairs all links of a page that surely run on. */
function certainOnes(snapshot: Snapshot): Moves {
  let moves = known.get(snapshot);
  if (!moves) {
    const { article, facts } = snapshot;
    const { text } = article;
    const edits: TextEdit[] = [];
    let count = 0;
    for (const link of article.links) {
      const rest = overrunOf(text, link);
      if (!rest || isDoubtful(text, link, rest) || isTitle(link, facts)) continue;
      count++;
      edits.push(...moveBehind(text, link, rest));
    }
    moves = { count, edits };
    known.set(snapshot, moves);
  }
  return moves;
}

/** A link text that swallowed the words behind the link. */
export const overrun: Rule = {
  id: "link/overrun",
  summary: {
    en: "A link text that runs on past the title.",
    "zh-hans": "链接文字越过标题，吞进了后面的字。",
    "zh-hant": "連結文字越過標題，吞進了後面的字。",
  },
  why: {
    en: "The converter took every letter behind `]]` into the link, as English Wikipedia does with endings. Chinese has no spaces, so half a sentence became link text.",
    "zh-hans": "转换程序按英文维基的习惯，把 `]]` 后面的字母都并入链接；中文词间没有空格，于是半句话都成了链接文字。",
    "zh-hant": "轉換程式依英文維基的習慣，把 `]]` 後面的字母都併入連結；中文詞間沒有空格，於是半句話都成了連結文字。",
  },
  severity: "warning",
  dialects: ["markdown", "footnotes"],
  messages: {
    overrun: {
      en: "The link text runs on past the title “{title}”: “{rest}” belongs behind the link.",
      "zh-hans": "链接文字越过了标题“{title}”：“{rest}”应移到链接之后。",
      "zh-hant": "連結文字越過了標題「{title}」：「{rest}」應移到連結之後。",
    },
    doubtful: {
      en: "The link text may run on past the title “{title}”: “{rest}”.",
      "zh-hans": "链接文字可能越过了标题“{title}”，多出“{rest}”。",
      "zh-hant": "連結文字可能越過了標題「{title}」，多出「{rest}」。",
    },
  },
  examples: [
    {
      title: "a particle and a verb in the link",
      source: `[清河鎮⟦位於⟧](https://zh.wikipedia.org/wiki/清河鎮 "wikilink")[北京](https://zh.wikipedia.org/wiki/北京 "wikilink")北部。\n`,
      fixed: `[清河鎮](https://zh.wikipedia.org/wiki/清河鎮 "wikilink")位於[北京](https://zh.wikipedia.org/wiki/北京 "wikilink")北部。\n`,
    },
    {
      title: "all links of the page",
      source: `[清河鎮⟦位於⟧](../Page/清河鎮.md "wikilink")[北京⟦的北部⟧](https://zh.wikipedia.org/wiki/北京 "wikilink")。\n--- Page/清河鎮.md\n**清河鎮**是一個鎮。\n`,
      fix: "Move the rest behind the link in all",
      fixed: `[清河鎮](../Page/清河鎮.md "wikilink")位於[北京](https://zh.wikipedia.org/wiki/北京 "wikilink")的北部。\n`,
    },
    {
      title: "before a marker, a number and the end of a line",
      source: `[老橋⟦建於⟧](https://zh.wikipedia.org/wiki/老橋 "wikilink")1462年，由[李文⟦設計⟧](https://zh.wikipedia.org/wiki/李文 "wikilink")\\[1\\]，[王平⟦監工⟧](https://zh.wikipedia.org/wiki/王平 "wikilink")\n\n[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")\n\n1.  某書\n`,
      internal: true,
    },
    {
      title: "in an HTML table",
      source: `<table><tr><td><a href="../Page/清河鎮.md" title="wikilink">清河鎮⟦位於⟧</a></td></tr></table>\n--- Page/清河鎮.md\n**清河鎮**是一個鎮。\n`,
      fixed: `<table><tr><td><a href="../Page/清河鎮.md" title="wikilink">清河鎮</a>位於</td></tr></table>\n`,
      internal: true,
    },
    {
      title: "a Latin title, a lower-case first letter, an escape",
      source: `[jQuery⟦函數庫⟧](https://zh.wikipedia.org/wiki/JQuery "wikilink")、[A\\*⟦演算法⟧](https://zh.wikipedia.org/wiki/A* "wikilink")。\n`,
      fixed: `[jQuery](https://zh.wikipedia.org/wiki/JQuery "wikilink")函數庫、[A\\*演算法](https://zh.wikipedia.org/wiki/A* "wikilink")。\n`,
      internal: true,
    },
    {
      title: "a letter behind the link: nothing was swallowed",
      source: `[清河鎮北部](https://zh.wikipedia.org/wiki/清河鎮 "wikilink")的[北京](https://zh.wikipedia.org/wiki/北京 "wikilink")。\n`,
    },
    {
      title: "the rest starts with a space or a digit: the converter would have stopped",
      source: `[Visual Studio 2013](https://zh.wikipedia.org/wiki/Visual_Studio "wikilink")與[北京 城](https://zh.wikipedia.org/wiki/北京 "wikilink")。\n`,
    },
    {
      title: "another text than the title: the right cut is not known",
      source: `[相反数](https://zh.wikipedia.org/wiki/加法逆元 "wikilink")、[自由度](https://zh.wikipedia.org/wiki/自由度_\\(工程学\\) "wikilink")、[最大流的](https://zh.wikipedia.org/wiki/最大流问题 "wikilink")。\n`,
    },
    {
      title: "a word made with the title: a hint only",
      source: `發明者是[法國⟦人⟧](https://zh.wikipedia.org/wiki/法國 "wikilink")。\n`,
      fixed: `發明者是[法國](https://zh.wikipedia.org/wiki/法國 "wikilink")人。\n`,
    },
    {
      title: "a particle behind a word, and a character that may end it",
      source: `[豹⟦或⟧](https://zh.wikipedia.org/wiki/豹 "wikilink")[虎⟦的⟧](https://zh.wikipedia.org/wiki/虎 "wikilink")、[狮⟦子⟧](https://zh.wikipedia.org/wiki/狮 "wikilink")。\n`,
      fix: "Move the rest behind the link in all",
      fixed: `[豹](https://zh.wikipedia.org/wiki/豹 "wikilink")或[虎](https://zh.wikipedia.org/wiki/虎 "wikilink")的、[狮子](https://zh.wikipedia.org/wiki/狮 "wikilink")。\n`,
    },
    {
      title: "behind a title without its qualifier: a hint only",
      source: `砲彈的[彈道⟦在⟧](https://zh.wikipedia.org/wiki/彈道_\\(電影\\) "wikilink")五十公尺處下墜，頂點的[度⟦和⟧](../Page/度_\\(圖論\\).md "wikilink")[邊數](https://zh.wikipedia.org/wiki/邊數 "wikilink")相關，[老橋⟦建於⟧](https://zh.wikipedia.org/wiki/老橋_\\(清河\\) "wikilink")1462年。\n--- Page/度_(圖論).md\n**度**是圖論的概念。\n`,
      fixed: `砲彈的[彈道](https://zh.wikipedia.org/wiki/彈道_\\(電影\\) "wikilink")在五十公尺處下墜，頂點的[度和](../Page/度_\\(圖論\\).md "wikilink")[邊數](https://zh.wikipedia.org/wiki/邊數 "wikilink")相關，[老橋建於](https://zh.wikipedia.org/wiki/老橋_\\(清河\\) "wikilink")1462年。\n`,
    },
    {
      title: "a title without its qualifier, words made with it, a name in full",
      source: `三個[自由度](https://zh.wikipedia.org/wiki/自由度_\\(物理\\) "wikilink")，[清河鎮](https://zh.wikipedia.org/wiki/清河_\\(鎮\\) "wikilink")、[王平將軍](https://zh.wikipedia.org/wiki/王平_\\(軍人\\) "wikilink")、[海上](https://zh.wikipedia.org/wiki/海_\\(地理\\) "wikilink")、[實驗目的](https://zh.wikipedia.org/wiki/實驗_\\(科學\\) "wikilink")。\n`,
    },
    {
      title: "an ending of the same word",
      source: `[buses](https://zh.wikipedia.org/wiki/Bus "wikilink")、[Pythonic](https://zh.wikipedia.org/wiki/Python "wikilink")。\n`,
    },
    {
      title: "a wrapped text",
      source: `由[Ann\nLee⟦批評⟧](https://zh.wikipedia.org/wiki/Ann_Lee "wikilink")\n1次。\n`,
      fixed: `由[Ann\nLee](https://zh.wikipedia.org/wiki/Ann_Lee "wikilink")批評\n1次。\n`,
      internal: true,
    },
    {
      title: "a text that is the title of a page of its own",
      source: `又稱[清河鎮老橋](https://zh.wikipedia.org/wiki/清河鎮 "wikilink")。\n--- Page/清河鎮老橋.md\n**清河鎮老橋**是一座橋。\n`,
      internal: true,
    },
    {
      title: "a web address, not a link of the wiki",
      source: `見[北京旅遊](https://zh.wikipedia.org/wiki/北京)與[北京](https://zh.wikipedia.org/wiki/北京 "wikilink")。\n`,
      internal: true,
    },
  ],
  checkLinks: {
    kinds: ["page", "remote"],
    check(link, { block, facts }, report) {
      const { text } = block.content;
      const rest = overrunOf(text, link);
      if (!rest || isTitle(link, facts)) return;
      const args = { title: rest.title, rest: text.slice(rest.start, rest.end) };
      if (isDoubtful(text, link, rest)) report(rest, "doubtful", { args, severity: "hint" });
      else report(rest, "overrun", { args });
    },
  },
  fixes(finding, snapshot) {
    const { text } = snapshot.article;
    const link = linkOf(finding, snapshot, (link) => overrunOf(text, link) !== undefined);
    const rest = link && overrunOf(text, link);
    if (!link || !rest) return [];
    const one: Change = {
      title: { texts: TITLES.one, args: { rest: text.slice(rest.start, rest.end) } },
      safety: "review",
      edits: moveBehind(text, link, rest),
      preferred: true,
    };
    if (isDoubtful(text, link, rest)) return [one];
    const { count, edits } = certainOnes(snapshot);
    if (count < 2) return [one];
    return [one, { title: { texts: TITLES.all, args: { count } }, safety: "review", edits, pageWide: true }];
  },
};
