import type { Article, Block, Passage } from "../../model/article";
import { remove, type TextEdit } from "../../text/edit";
import { once } from "../../text/memo";
import { holderOf, type Span } from "../../text/span";
import type { Rule } from "../rule";
import { exposesBlock } from "./removal";

const CLOSE = { en: "Close the gap", "zh-hans": "补上缺口", "zh-hant": "補上缺口" };

/**
 * A hole, and what of it goes when it is closed (`gone`, inside the match; nothing: it cannot be closed without the
 * lost words).
 */
interface Hole extends Span {
  readonly gone: Span | undefined;
}

interface Pattern {
  readonly pattern: RegExp;
  /** Which of the match goes: from, and to when it is not the end. */
  readonly gone?: (match: string) => readonly [number, number];
  /** Whether the text around it speaks for a hole; `before` (of {@link LOOK}) ends at the match, `after` begins behind it. */
  readonly fits?: (before: string, after: string) => boolean;
}

const ASTERISK = 42;
const LIST_COMMA = 0x3001;
const COMMA = 0xff0c;
const SEMICOLON = 0xff1b;
/** The half-width characters that an entry without its head begins with. */
const HEADS = ",;.:)";

/** How much of the text before a hole is looked at, in UTF-16 units. */
const LOOK = 200;

// Words that never end a clause: what they spoke of is missing.
const UNFINISHED =
  "参见|參見|了|為|为|位於|位于|處於|处于|屬於|属于|由於|由于|關於|关于|源於|源于|來自|来自|稱為|称为|稱作|称作|命名為|命名为|成為|成为|分為|分为|譯為|译为|包括|以及|根據|根据|例如|或者";
/** A space before a comma is a habit of some authors: then it is no sign of a hole. */
const SPACED = /[\p{L}）」』》)\]][ \u00a0]+[，。；、]/gu;
const LANGUAGE = "[\\p{Script=Han}]{1,6}[語语文]";

/** A sentence that speaks of punctuation. */
const ASKING = /[括引號号點点][號号]?$|[「『“"'《〈（(、]$/;
const QUOTED = /^[」』”"'》〉）)、]/;
const NAMING = /(?:[稱称名譯译][為为作]|稱號|称号|[專专][輯辑]|[電电]影|小[說说]|[單单]曲|[歌戲戏]曲|[節节]目)$/;
const isNotQuoted = (before: string, after: string) => !ASKING.test(before) && !QUOTED.test(after);

const GAP: Pattern = {
  // 簽署了 ，保證
  pattern: new RegExp(`(?:${UNFINISHED})[ \\u00a0]+[，。；、](?![。…])`, "gu"),
  gone: (match) => [match.search(/[ \u00a0]/), match.length - 1],
};

const PATTERNS: readonly Pattern[] = [
  GAP,
  // 漢字（）  漢字（，1990年）
  {
    pattern: /（\s*）/gu,
    gone: (match) => [0, match.length],
    fits: (before, after) => !/[A-Za-z\d_`]$/.test(before) && isNotQuoted(before, after.replace("、", "")),
  },
  {
    pattern: /（\s*[，、；：](?!\s*[）)])/gu,
    gone: (match) => [1, match.length],
    fits: (before) => !ASKING.test(before),
  },
  // 火星（, 符號♂）
  { pattern: /（[,;] (?=[^\s）])/gu, gone: (match) => [1, match.length] },
  { pattern: /（\s*[，、；：]+\s*）/gu, gone: (match) => [0, match.length], fits: (before) => !ASKING.test(before) },
  // 英語：；法語：  英語：）
  { pattern: new RegExp(`${LANGUAGE}：(?=[；，、）])`, "gu") },
  { pattern: /：[；、，]+/gu, fits: isNotQuoted },
  // Without a bracket that stands open it is a face.
  {
    pattern: /：）/gu,
    fits: (before, after) => before.lastIndexOf("（") > before.lastIndexOf("）") && !/^[」』”"']/.test(after),
  },
  // （甲，）
  {
    pattern: /[，、；]\s*）/gu,
    gone: (match) => [0, match.length - 1],
    fits: (before) => !/[（，、；：「『“]$/.test(before),
  },
  // 最大的鎮，。
  {
    pattern: /[，、](?=[。；](?![。；…]))/gu,
    gone: () => [0, 1],
    fits: (before, after) => !/[\p{P}\p{S}]$/u.test(before) && isNotQuoted(before, after),
  },
  // 專輯《》中  被稱為「 」
  { pattern: /《[ \u3000]*》|「[ \u3000]*」/gu, fits: isNotQuoted },
  // 稱為“”: without such a word before it, it is the empty text programs speak of.
  { pattern: /“”/gu, fits: (before, after) => NAMING.test(before) && isNotQuoted("", after) },
  // 甲、、乙  甲，，乙
  { pattern: /、{2,}/gu, gone: (match) => [1, match.length], fits: (before) => !/[、，：（]$/.test(before) },
  { pattern: /，，(?!，)/gu, gone: () => [1, 2], fits: (before) => !/[、，：（]$/.test(before) },
  // [甲](…)，，，以及[乙](…)  [甲](…)、，[乙](…): commas alone are a manner of writing on the web.
  {
    pattern: /，{3,}|、，+|，、+/gu,
    gone: (match) => [1, match.length],
    fits: (before, after) => before.endsWith(")") || (after === "[" && !/[\p{P}\p{S}]$/u.test(before)),
  },
  // 包括、[甲](…)
  {
    pattern: /(?:包括|例如|諸如|诸如|譬如)、(?!、)/gu,
    gone: (match) => [match.length - 1, match.length],
    fits: (before, after) => !/[、，：；「『“（應应需須须可不未]$/.test(before) && isNotQuoted(before, after),
  },
  // 甲以及、[乙](…)
  {
    pattern: /以及、(?!、)/gu,
    gone: (match) => [match.length - 1, match.length],
    fits: (before, after) => after === "[" && !/[、，：；「『“（]$/.test(before),
  },
];

/** Holes around which marks, or a line break, are left: 漢字（****）, 又稱：****；, 、****、, 擬音：\\[\\]。 The first character stands in a piece of text. */
const MARKED =
  /（(?:\*{2,}|[ \t]*\r?\n[ \t]*)）|（\*{4}(?=[，、；])|：\*{4}(?=[，、；）])|[、；]\*{4}(?=[，、；）。])|[（：]\\\[\\\](?=[，、；）])/gu;

/** What every one of the patterns finds, marked or not, holds this: nearly all blocks are ruled out by one look. */
const QUICK = /[（：、，；《「“](?:\s*[），。；、：》」”]|\*\*|\\\[|[,;])|[ \u00a0][，。；、]|[括如及]、/;

/**
 * Bold marks around nothing where a paragraph or an item begins. Before a letter they could open bold text: `****甲****`.
 */
const MARKED_START = /^\*{4}(?:[ \t]+(?=\S)|(?=[（(，,、；;。：]|[是為为]))/u;
/** What stands before the first word of an item. */
const ITEM_MARK = /(?:^|\n)[ \t>]*(?:[-*+]|\d{1,9}[.)]|\[\^[^\]\s]+\]:)[ \t]+$/;
const ITEM_BEGINS_LATE = /^[、，；][ \u00a0]*(?=[\p{L}\p{N}[「『《“（*])/u;
/** An entry that begins with what follows a title: `, p. 31`, `，第31頁`, `– Chapter 3`. A dash alone stands for an author. */
const HEADLESS =
  /^(?:[,;，、；：。]|[.:](?=\s)|[)）」』”】](?=\s|\p{L})|–(?=\s?[\p{L}\p{N}]))[^\p{L}\p{N}\n]{0,40}[\p{L}\p{N}]/u;

/** What is missing where a paragraph, an item or an entry begins. */
function startsOf({ kind, content: { text, passages } }: Block): Hole[] {
  const found: Hole[] = [];
  for (let index = 0; index < passages.length; index++) {
    const { start, end, kind: passage } = passages[index]!;
    const unit = text.charCodeAt(start);
    if (passage !== "paragraph" || (unit !== ASTERISK && unit !== LIST_COMMA && unit !== COMMA && unit !== SEMICOLON)) {
      continue;
    }
    const head = text.slice(start, start + LOOK);
    const marks = MARKED_START.exec(head)?.[0];
    if (marks !== undefined && !text.slice(start + 4, end).includes("****")) {
      const gone = { start, end: start + marks.length };
      found.push({ start, end: start + 4, gone });
    }
    if (kind !== "item" || !ITEM_MARK.test(text.slice(Math.max(0, start - LOOK), start))) continue;
    const comma = ITEM_BEGINS_LATE.exec(head)?.[0];
    if (comma !== undefined) found.push({ start, end: start + 1, gone: { start, end: start + comma.length } });
  }
  return found;
}

/** Where an entry begins when its head is gone; undefined when it is not. */
function headlessEntry({ kind, content: { text, passages } }: Block): Span | undefined {
  const first = passages[0];
  if ((kind !== "entry" && kind !== "definition") || !first) return undefined;
  const { start } = first;
  if (text.charCodeAt(start) < 0x80 && !HEADS.includes(text.charAt(start))) return undefined;
  if (!ITEM_MARK.test(text.slice(0, start)) || !HEADLESS.test(text.slice(start, start + LOOK))) return undefined;
  const lineEnd = text.indexOf("\n", start);
  const end = Math.min(lineEnd < 0 ? text.length : lineEnd, first.end);
  return { start, end: start + text.slice(start, end).trimEnd().length };
}

/** A paragraph that begins with the end of a clause: what stood before is missing. */
const BEGINS_LATE = /^[，；、][ \u00a0]*(?=\p{L})/u;

/**
 * Paragraphs that begin with a comma where nothing above could have begun their sentence: at the page's beginning and
 * directly below a heading. Below a formula, a picture, a table or another paragraph the sentence may go on.
 */
function* lateBeginnings(article: Article): Generator<Span> {
  const { blocks } = article;
  for (let index = 0; index < blocks.length; index++) {
    const block = blocks[index]!;
    if (block.kind !== "paragraph" || (index > 0 && blocks[index - 1]!.kind !== "heading")) continue;
    const match = BEGINS_LATE.exec(block.content.text.slice(0, 20));
    if (match) yield { start: block.start, end: block.start + match[0].length };
  }
}

/** What every one of the patterns finds in a piece of text holds this. */
const SUSPECT = /[（：、，；《「]\s*[），。；、：》」]|[ \u00a0][，。；、]|“”|（[,;]|[括如及]、/;

function holesOf(block: Block): Hole[] {
  const { text, passages } = block.content;
  const found = startsOf(block);
  if (!QUICK.test(text)) return found;
  for (const passage of passages) {
    for (const run of passage.runs) {
      for (const piece of run) findIn(text, piece, found);
    }
    findMarked(text, passage, found);
  }
  // Of two that overlap the one that begins earlier says more.
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  let end = 0;
  return found.filter((hole) => {
    if (hole.start < end) return false;
    end = hole.end;
    return true;
  });
}

/** The first hole at each start. */
const holesByStart = once((block: Block): ReadonlyMap<number, Hole> => {
  return new Map(
    holesOf(block)
      .map((hole) => [hole.start, hole] as const)
      .reverse(),
  );
});

/** A hole stands in one piece: where markup stands between, something is there. */
function findIn(text: string, piece: Span, holes: Hole[]): void {
  const source = text.slice(piece.start, piece.end);
  if (!SUSPECT.test(source)) return;
  for (const { pattern, gone, fits } of PATTERNS) {
    if (pattern === GAP.pattern && hasSpacedStyle(source)) continue;
    for (const match of source.matchAll(pattern)) {
      const start = piece.start + match.index;
      const end = start + match[0].length;
      if (fits && !fits(text.slice(Math.max(0, start - LOOK), start), text.slice(end, end + 1))) continue;
      const part = gone?.(match[0]);
      holes.push({ start, end, gone: part && { start: start + part[0], end: start + part[1] } });
    }
  }
}

function findMarked(text: string, passage: Passage, holes: Hole[]): void {
  let ends: ReadonlySet<number> | undefined;
  for (const match of text.slice(passage.start, passage.end).matchAll(MARKED)) {
    const start = passage.start + match.index;
    const end = start + match[0].length;
    ends ??= new Set(passage.runs.flatMap((run) => run.map((piece) => piece.end)));
    if (!ends.has(start + 1)) continue;
    const isBracketed = match[0].startsWith("（") && match[0].endsWith("）");
    holes.push({ start, end, gone: { start: isBracketed ? start : start + 1, end } });
  }
}

function hasSpacedStyle(source: string): boolean {
  return (source.match(SPACED)?.length ?? 0) > (source.match(GAP.pattern)?.length ?? 0);
}

/** The hole a template left that the conversion dropped. */
export const droppedTemplate: Rule = {
  id: "residue/dropped-template",
  summary: {
    en: "A hole in a sentence where a template was dropped.",
    "zh-hans": "模板丢失后句子里留下的缺口。",
    "zh-hant": "模板遺失後句子裡留下的缺口。",
  },
  why: {
    en: "Words are missing here: a foreign name, a date, a treaty. The sentence no longer says what it said.",
    "zh-hans": "这里少了字：外文名、日期或条约名等，句子已不完整。",
    "zh-hant": "這裡少了字：外文名、日期或條約名等，句子已不完整。",
  },
  severity: "hint",
  dialects: ["markdown"],
  articlesOnly: true,
  messages: {
    hole: {
      en: "Words are missing at “{hole}”: a template was lost here. Restore them, or close the gap.",
      "zh-hans": "“{hole}”处缺字，原有的模板在转换时丢失。请补回内容，或合上缺口。",
      "zh-hant": "「{hole}」處缺字，原有的模板在轉換時遺失。請補回內容，或合上缺口。",
    },
    headless: {
      en: "This entry has lost its beginning: the source it cites stood in a template. Restore it.",
      "zh-hans": "此条参考文献缺了开头，所引的来源原在模板里，转换时丢失。请补回。",
      "zh-hant": "此條參考文獻缺了開頭，所引的來源原在模板裡，轉換時遺失。請補回。",
    },
  },
  examples: [
    {
      title: "an object is missing",
      source: `兩國簽署⟦了 ，⟧約定共管[老橋](https://zh.wikipedia.org/wiki/老橋 "wikilink")。\n`,
      fixed: `兩國簽署了，約定共管[老橋](https://zh.wikipedia.org/wiki/老橋 "wikilink")。\n`,
    },
    {
      title: "a foreign name is missing",
      source: `**清河鎮**⟦（）⟧在[北京](https://zh.wikipedia.org/wiki/北京 "wikilink")。\n`,
      fixed: `**清河鎮**在[北京](https://zh.wikipedia.org/wiki/北京 "wikilink")。\n`,
    },
    {
      title: "the first of two things is missing",
      source: `**李文**⟦（，⟧1440年—1501年）住在[北京](https://zh.wikipedia.org/wiki/北京 "wikilink")。\n`,
      fixed: `**李文**（1440年—1501年）住在[北京](https://zh.wikipedia.org/wiki/北京 "wikilink")。\n`,
    },
    {
      title: "bold marks around nothing",
      source: `**清河鎮**⟦（****）⟧在[北京](https://zh.wikipedia.org/wiki/北京 "wikilink")。\n`,
      fixed: `**清河鎮**在[北京](https://zh.wikipedia.org/wiki/北京 "wikilink")。\n`,
      internal: true,
    },
    {
      title: "a line break in the place of the words",
      source: `**清河鎮**⟦（\n）⟧，在[北京](https://zh.wikipedia.org/wiki/北京 "wikilink")。\n`,
      fixed: `**清河鎮**，在[北京](https://zh.wikipedia.org/wiki/北京 "wikilink")。\n`,
      internal: true,
    },
    {
      title: "languages without words",
      source: `**清河鎮**（⟦英語：⟧；⟦法語：⟧）在[北京](https://zh.wikipedia.org/wiki/北京 "wikilink")。\n`,
    },
    {
      title: "a space before a comma, as people type it, and behind a footnote",
      source: `他到了[北京](https://zh.wikipedia.org/wiki/北京 "wikilink") ，又到清河鎮 ，後來離開\\[1\\] ，從此不歸 。\n\n[Category:人](https://zh.wikipedia.org/wiki/Category:人 "wikilink")\n\n1.  某書\n`,
    },
    {
      title: "the last clause is missing; a sentence about commas",
      source: `清河鎮是最大的鎮⟦，⟧。中文有逗號，、頓號「、。」與句號。；，。見[北京](https://zh.wikipedia.org/wiki/北京 "wikilink")。\n`,
      fixed: `清河鎮是最大的鎮。中文有逗號，、頓號「、。」與句號。；，。見[北京](https://zh.wikipedia.org/wiki/北京 "wikilink")。\n`,
      internal: true,
    },
    {
      title: "brackets a sentence speaks of, and a function's",
      source: `圓括號（）與「（）」，main（）函數，見[括號](https://zh.wikipedia.org/wiki/括號 "wikilink")。\n`,
    },
    {
      title: "a paragraph whose first words are missing, and one that goes on below a formula",
      source: `## 早年\n\n⟦，⟧字子清，[清河鎮](https://zh.wikipedia.org/wiki/清河鎮 "wikilink")人。\n\n## 生平\n\n設\n\n\\[x = 1\\]\n\n，其中。\n\n## 評價\n\n「，」即逗號。\n`,
      internal: true,
    },
    {
      title: "quotation marks around nothing, and a half-width comma in a bracket",
      source: `**清河鎮**⟦（, ⟧符號清）有[老橋](https://zh.wikipedia.org/wiki/老橋 "wikilink")，被稱為⟦“”⟧的。記法為（,a）。\n`,
      internal: true,
    },
    {
      title: "quotation marks and bold marks around nothing",
      source: `**清河鎮**，舊名清鎮⟦、****⟧、又稱為⟦“”⟧，俗稱⟦「 」⟧或⟦「」⟧。**甲、****乙**，命令的缺省值为“”，用引號“”，見[北京](https://zh.wikipedia.org/wiki/北京 "wikilink")。\n`,
      internal: true,
    },
    {
      title: "a bracket that stands open, and a face; dots",
      source: `**清河鎮**（[法文](https://zh.wikipedia.org/wiki/法語 "wikilink")⟦：）⟧是一個鎮，寫完了：）然後去了 。。。還有，。。。\n`,
      internal: true,
    },
    {
      title: "names missing from a list",
      source: `橋有[甲橋](https://zh.wikipedia.org/wiki/甲橋 "wikilink")⟦，，，⟧以及[乙橋](https://zh.wikipedia.org/wiki/乙橋 "wikilink")⟦、，⟧[丙橋](https://zh.wikipedia.org/wiki/丙橋 "wikilink")，石橋還⟦包括、⟧丁橋。
`,
      fixed: `橋有[甲橋](https://zh.wikipedia.org/wiki/甲橋 "wikilink")，以及[乙橋](https://zh.wikipedia.org/wiki/乙橋 "wikilink")、，[丙橋](https://zh.wikipedia.org/wiki/丙橋 "wikilink")，石橋還包括、丁橋。
`,
    },
    {
      title: "commas as people type them on the web; words that a sentence lists",
      source: `長篇大論，，，是網路語言，應包括、排除者，連詞有「例如、」「以及、」、包括、或者，見[橋](https://zh.wikipedia.org/wiki/橋 "wikilink")。
`,
    },
    {
      title: "bold marks around nothing begin the page, a list comma begins an item",
      source: `⟦****⟧ （又稱**老橋**）見[橋](https://zh.wikipedia.org/wiki/橋 "wikilink")。

  - ⟦、⟧[新橋](https://zh.wikipedia.org/wiki/新橋 "wikilink")
  - 石橋
      - ⟦，⟧木橋
`,
      fixed: `（又稱**老橋**）見[橋](https://zh.wikipedia.org/wiki/橋 "wikilink")。

  - 、[新橋](https://zh.wikipedia.org/wiki/新橋 "wikilink")
  - 石橋
      - ，木橋
`,
    },
    {
      title: "bold text in four asterisks, a rule, and commas that begin a line",
      source: `****老橋****見[橋](https://zh.wikipedia.org/wiki/橋 "wikilink")。

****

  - 新橋
    、石橋
  - 「、」號
`,
      internal: true,
    },
    {
      title: "entries without their heads",
      source: `此式見某書\\[1\\]\\[2\\]\\[3\\]\\[4\\]。

[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")

1.  《橋史》，第四章。
2.  ⟦, Eq. (7)⟧
3.   ⟦– Chapter 3⟧
4.  ⟦，第31頁。⟧
`,
    },
    {
      title: "entries that begin with a dash for the author, a quotation, a link, a name with a dot",
      source: `此式見某書\\[1\\]\\[2\\]\\[3\\]\\[4\\]。

[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")

1.  —，《橋史》，第四章。
2.  「老橋」條。
3.  [老橋](http://example.org/a)，1990年。
4.  .NET 手冊
`,
      internal: true,
    },
    {
      title: "code or mathematics in brackets is not nothing",
      source:
        '函數（`f`，`g`）與（$x$，$y$），見[函數](https://zh.wikipedia.org/wiki/函數 "wikilink")（[甲](https://zh.wikipedia.org/wiki/甲 "wikilink")，乙）。\n',
    },
  ],
  checkBlock({ block }, report) {
    const { content } = block;
    for (const hole of holesOf(block)) {
      report(hole, "hole", { args: { hole: content.text.slice(hole.start, hole.end) } });
    }
    const entry = headlessEntry(block);
    if (entry) report(entry, "headless");
  },
  checkArticle({ article }, report) {
    for (const hole of lateBeginnings(article)) {
      report(hole, "hole", { args: { hole: article.text.slice(hole.start, hole.end).trim() } });
    }
  },
  fixes(finding, snapshot) {
    const { article } = snapshot;
    const block = holderOf(article.blocks, finding);
    const hole = block && holesByStart(block).get(finding.start - block.start);
    if (!block || !hole?.gone) return [];
    const gone = { start: block.start + hole.gone.start, end: block.start + hole.gone.end };
    if (exposesBlock(article.text, gone)) return [];
    const edits: TextEdit[] = [remove(article.text, gone)];
    return [{ title: { texts: CLOSE }, safety: "review", edits }];
  },
};
