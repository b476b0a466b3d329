import { commonWords } from "./common";
import { CHOICES, OPEN, SEVERAL } from "./generated/choices";
import type { Watch } from "./pass";
import { character, textOf } from "./rewriting";

// Where OpenCC's dictionaries are wrong for an encyclopedia's prose. Words go in front of its dictionaries of the same
// step; characters no word covers are decided by their neighbours. Entries are `word replacement`, joined by `|`.

/**
 * Simplified to Traditional. OpenCC has 事干 (事幹) and takes it before it sees 干预; so it does with 肯出 | 征, 的历 | 法,
 * 种稻 | 谷, 对表 | 达 (对錶), 手表 | 演 (手錶), 了如 | 何 (瞭如), 下注 | 册. For 丑 beside its neighbours among the twelve branches and for 咨文 it has no word; of 转注, one of
 * the six ways of making characters, it makes a footnote (轉註).
 */
export const TO_HANT_WORDS =
  "军事干预 軍事干預|军事干涉 軍事干涉|军事干扰 軍事干擾|加布里埃尔 加布里埃爾|肯出征 肯出征|的历法 的曆法|种稻谷 種稻穀|" +
  "子丑 子丑|丑寅 丑寅|咨文 咨文|转注 轉注|" +
  "对表达 對表達|对表现 對表現|对表面 對表面|对表示 對表示|对表演 對表演|对表决 對表決|对表彰 對表彰|对表明 對表明|对表态 對表態|对表述 對表述|对表征 對表徵|手表达 手表達|手表现 手表現|" +
  "手表演 手表演|手表决 手表決|手表明 手表明|了如何 了如何|下注册 下註冊|头发花白 頭髮花白";

/**
 * Traditional to Simplified: words with forms of Hong Kong's standard and of common print that OpenCC leaves when it is not
 * told where a text is from, and those in which Taiwan's 么 is 幺.
 */
export const TO_HANS_WORDS =
  "衞生 卫生|衞星 卫星|衞視 卫视|衞兵 卫兵|衞隊 卫队|衞士 卫士|防衞 防卫|守衞 守卫|保衞 保卫|自衞 自卫|警衞 警卫|護衞 护卫|" +
  "侍衞 侍卫|捍衞 捍卫|前衞 前卫|後衞 后卫|姪子 侄子|姪女 侄女|姪兒 侄儿|叔姪 叔侄|大砲 大炮|火砲 火炮|砲台 炮台|砲臺 炮台|" +
  "砲火 炮火|砲兵 炮兵|砲彈 炮弹|砲擊 炮击|化粧 化妆|粧奩 妆奁|敍述 叙述|敍事 叙事|記敍 记叙|屋簷 屋檐|麻痺 麻痹|" +
  "老么 老幺|么兒 幺儿|么女 幺女|么妹 幺妹|么弟 幺弟";

/** Characters that transcribe foreign names and hardly ever stand before or behind 里 in the sense of "inside". */
const TRANSCRIBING = "埃尔爾斯弗德特姆兹茲谢謝莱萊诺諾奥奧亚亞伊莫穆贝貝蒂蒙奈妮娜瓦维維泽澤佐翁恩昂茨普菲费費克哈朗勒";

/** What stands before 著 in the sense of "to write, a work". */
const WORK_BEFORE = "原編编土名顯显論论專专譯译遺遗巨鉅合所新舊旧拙卓昭撰所較较共";
/** What stands behind 著 in that sense: always (看 | 著名), or unless a verb stands before it (著書, 看著 | 書). */
const WORK_BEHIND = "名作者述稱称錄录於于";
const WORK_MAYBE_BEHIND = "書书說说文有的";
/** Verbs and the like whose aspect 著 marks (看著, 沿著), and what goes together with it (著陸, 著重). */
const ASPECT_BEFORE =
  "看蓋盖聽听說说走跑站坐躺拿帶带跟隨随沿順顺朝向對对靠憑凭本接活笑哭想忙等守抱抓握扶拉推拖提背穿戴開开關关掛挂擺摆放留住睡醒望盯指念唱叫喊寫写味表錄录在作照謂谓行示動动進进過过成生現现味持繞绕帶隔藏冒燒烧流飛飞閃闪亮圍围罩懷怀載载含存意執执沉附膠胶黏粘固衣悶闷捧舉举挨陪逼趁就衝冲變变映試试";
const ASPECT_BEHIND = "陸陆火手重眼色想急迷裝装落力涼凉魔實实";

/** Behind these 么 is the Simplified 么 of 什么, elsewhere Taiwan's form of 幺, as in 老么. */
const SIMPLIFIED_ME_BEFORE = "什怎那这這多要甚";

const ME = "么".charCodeAt(0);
const WORK = "著".charCodeAt(0);
const ASPECT = "着".charCodeAt(0);
const ONLY = "只".charCodeAt(0);
const INSIDE = "里".charCodeAt(0);
const STANDARD_INSIDE = "裏".charCodeAt(0);

/** Whether the unit at `offset` of a text of so many units is one of `characters`. */
const isOneOf = (characters: string, text: Uint16Array, offset: number, length: number): boolean =>
  offset >= 0 && offset < length && characters.includes(character(text[offset]!));

/** Before 只 these make it 隻 as often as not. */
const COUNTING = "0123456789０１２３４５６７８９〇零一二三四五六七八九十百千万萬亿億两兩几幾数數多余餘";

/** Characters that keep this form as family names; that they are one is told by the word beside them. */
const FAMILY_NAMES = "余范郁朴涂姜岳";
const AFTER_NAME = /^(?:先生|女士|小姐|太太|夫人|氏(?!压|温)|姓)/;
const LONGEST_AFTER_NAME = 3;

/** Simplified text: family names keep their form, 里 in transcribed names stays, 300只 is asked about, and so is what no word decides. */
export const TO_HANT_WATCH: Watch = {
  forms: new Map(
    CHOICES.split("|")
      .filter((choice) => OPEN.includes(choice.charAt(0)))
      .map((choice): [number, readonly string[]] => [choice.charCodeAt(0), Array.from(choice.slice(1))]),
  ),
  contested: Array.from(SEVERAL, (character) => character.charCodeAt(0)),
  common: commonWords,
  decide(text, offset, length) {
    switch (text[offset]) {
      case INSIDE: {
        const before = isOneOf(TRANSCRIBING, text, offset - 1, length);
        const behind = isOneOf(TRANSCRIBING, text, offset + 1, length);
        if (before && behind) return INSIDE;
        return before || behind ? undefined : STANDARD_INSIDE;
      }
      case ONLY:
        return isOneOf(COUNTING, text, offset - 1, length) ? undefined : ONLY;
      default: {
        if (!isOneOf(FAMILY_NAMES, text, offset, length)) return undefined;
        const behind = textOf(text, offset + 1, Math.min(length, offset + 1 + LONGEST_AFTER_NAME));
        return isOneOf("姓", text, offset - 1, length) || AFTER_NAME.test(behind) ? text[offset] : undefined;
      }
    }
  },
};

/** 著 is 着 where it marks aspect, undefined where that is not told. */
function decideWork(text: Uint16Array, offset: number, length: number): number | undefined {
  const isBefore = (characters: string) => isOneOf(characters, text, offset - 1, length);
  const isBehind = (characters: string) => isOneOf(characters, text, offset + 1, length);
  if (isBehind(WORK_BEHIND)) return WORK;
  if (isBefore(ASPECT_BEFORE) || isBehind(ASPECT_BEHIND)) return ASPECT;
  if (isBefore(WORK_BEFORE) || isBehind(WORK_MAYBE_BEHIND)) return WORK;
  return undefined;
}

const WORK_FORMS = new Map<number, readonly string[]>([[WORK, ["著", "着"]]]);

/** Traditional text to Hong Kong's, where 著 and 着 are two characters as in Simplified. */
export const TO_HONG_KONG_WATCH: Watch = { forms: WORK_FORMS, contested: [], decide: decideWork };

/** Traditional text: 著 is 着 where it marks aspect, 么 is no 幺 in 什么; the rest are open readings. */
export const TO_HANS_WATCH: Watch = {
  forms: new Map([...WORK_FORMS, [ME, []]]),
  contested: [],
  decide(text, offset, length) {
    switch (text[offset]) {
      case ME:
        return isOneOf(SIMPLIFIED_ME_BEFORE, text, offset - 1, length) ? ME : undefined;
      case WORK:
        return decideWork(text, offset, length);
      default:
        return undefined;
    }
  },
};

/**
 * Forms of OpenCC's standard, each with the one that most of today's pages have: where a page writes the latter in its
 * Traditional paragraphs and never the former, what becomes Traditional follows it.
 */
export const HABITS = "爲為裏裡羣群衆眾啓啟峯峰麪麵牀床僞偽祕秘";
