import type { Block, BlockContent } from "../../model/article";
import { applyEdits, replace, type TextEdit } from "../../text/edit";
import { once } from "../../text/memo";
import { charScript, counterpart, foldUnit } from "../../text/script";
import { contains, firstEndingAfter, firstStartingAt, holderOf, type Span } from "../../text/span";
import type { Lexicon } from "../../variants/lexicon";
import { replaced } from "../../variants/rewriting";
import { VisibleText } from "../../variants/visible";
import type { Snapshot } from "../../workspace/snapshot";
import type { Change, Rule } from "../rule";
import { type Slip, slipsByStart, slipsOf } from "./slips";

const WRITE = { en: "Write “{word}”", "zh-hans": "改为“{word}”", "zh-hant": "改為「{word}」" };

interface Character {
  readonly span: Span;
  /** What it may become. */
  readonly forms: readonly string[];
}

let forms: ReadonlyMap<number, readonly string[]> | undefined;

/** The Traditional forms of each Simplified or neutral character that has any. Made on first use: only fixes ask. */
function traditionalForms(): ReadonlyMap<number, readonly string[]> {
  if (forms) return forms;
  const made = new Map<number, string[]>();
  for (let unit = 0x4e00; unit <= 0x9fff; unit++) {
    const simplified = foldUnit(unit);
    if (simplified === unit || charScript(unit) !== "hant") continue;
    const known = made.get(simplified);
    if (known) known.push(String.fromCharCode(unit));
    else made.set(simplified, [String.fromCharCode(unit)]);
  }
  forms = made;
  return made;
}

/** Whether a character beside it is Simplified in one word and Traditional in another: 这里, but 里程. */
function touchesOpen(text: string, { start, end }: Span): boolean {
  return [start - 1, end].some((beside) => traditionalForms().has(text.charCodeAt(beside)));
}

function rewritten(text: string, { start, end }: Span, edits: readonly TextEdit[]): string {
  return applyEdits(
    text.slice(start, end),
    edits.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start })),
  );
}

/**
 * The fixes of a Simplified slip as the dictionaries have them, when they are loaded: its words tell between several forms,
 * and what else in them is written otherwise (关系: 關係).
 */
function byDictionary(
  { article, facts: { lexicon } }: Snapshot,
  { content, start: origin }: Block,
  slip: Slip,
): Change[] | undefined {
  const run = slip.script === "hans" ? runAround(content, slip) : undefined;
  if (!lexicon || !run) return undefined;
  const { visible, converted } = readRun(lexicon, content, run);
  const start = visible.offsetOf(slip.start);
  const last = visible.offsetOf(slip.end - 1);
  if (start === undefined || last === undefined) return undefined;
  const replacements = touching(converted.replacements, { start, end: last + 1 });
  let word: Span = { start, end: last + 1 };
  const inside = (place: Span) => place.start < word.end && word.start < place.end;
  // What touches the slip is of its word: characters of the same script further on would be part of it.
  for (const { start, end } of replacements)
    if (start <= word.end && word.start <= end) word = joined(word, { start, end });
  const changed = replacements.filter(inside);
  const sources = changed.map(({ start, end }) => visible.sourcesOf(start, end));
  const isWhole = slip.characters.every((offset) =>
    sources.flat().some((source) => contains(source, { start: offset, end: offset + 1 })),
  );
  if (!isWhole || sources.some(({ length }) => length !== 1)) return undefined;

  const open = touching(converted.readings, word).filter(inside);
  const choices = [undefined, ...open.flatMap((place) => place.alternatives.map((form) => ({ ...place, form })))];
  return choices.map((choice): Change => {
    const forms = changed.map((one) => (choice && choice.start === one.start ? choice.form : one.text));
    const shown = replaced(
      visible.text.slice(word.start, word.end),
      changed.map((one, at) => ({ start: one.start - word.start, end: one.end - word.start, text: forms[at]! })),
    );
    return {
      title: { texts: WRITE, args: { word: shown } },
      safety: open.length === 0 ? "safe" : "review",
      edits: sources.map(([source], at) =>
        replace(article.text, { start: origin + source!.start, end: origin + source!.end }, forms[at]!),
      ),
      preferred: open.length === 0,
    };
  });
}

/** A run of visible text, and what the dictionaries make of it. */
interface RunReading {
  readonly visible: VisibleText;
  readonly converted: ReturnType<Lexicon["slipsIn"]>;
}

const readingsOf = once((_: Lexicon) => new WeakMap<readonly Span[], RunReading>());

/** Reads a run once for all slips in it. */
function readRun(lexicon: Lexicon, { text }: BlockContent, run: readonly Span[]): RunReading {
  const readings = readingsOf(lexicon);
  let reading = readings.get(run);
  if (!reading) {
    const visible = new VisibleText(text, run);
    reading = { visible, converted: lexicon.slipsIn(visible.text) };
    readings.set(run, reading);
  }
  return reading;
}

const piecesOf = once(({ passages }: BlockContent) =>
  passages
    .flatMap(({ runs }) => runs.flatMap((run) => run.map(({ start, end }) => ({ start, end, run }))))
    .sort((a, b) => a.start - b.start),
);

/** The run with a piece that holds a slip. */
function runAround(content: BlockContent, slip: Span): readonly Span[] | undefined {
  const pieces = piecesOf(content);
  const piece = pieces[firstStartingAt(pieces, slip.start + 1) - 1];
  return piece && contains(piece, slip) ? piece.run : undefined;
}

/** Those of some spans, sorted and apart, that touch a span or what touches it is joined to. */
function touching<T extends Span>(spans: readonly T[], { start, end }: Span): T[] {
  const found: T[] = [];
  let until = end;
  for (let index = firstEndingAfter(spans, start - 1); index < spans.length; index++) {
    const span = spans[index]!;
    if (span.start > until) break;
    found.push(span);
    until = Math.max(until, span.end);
  }
  return found;
}

const joined = (a: Span, b: Span): Span => ({ start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) });

/** Characters of the other script in a passage. */
export const mixedScript: Rule = {
  id: "variant/mixed-script",
  summary: {
    en: "Characters of the other script in a paragraph of one script.",
    "zh-hans": "同一段里夹杂另一种字形（繁体或简体）的字。",
    "zh-hant": "同一段裡夾雜另一種字形（繁體或簡體）的字。",
  },
  why: {
    en: "The wiki converts every page to its reader's script, so nobody noticed there. Markdown shows the characters as they were typed.",
    "zh-hans": "维基软件会按读者的设置转换繁简，写的人不觉得有异；Markdown 则原样显示。",
    "zh-hant": "維基軟體會依讀者的設定轉換繁簡，寫的人不覺得有異；Markdown 則原樣顯示。",
  },
  severity: "hint",
  dialects: ["markdown", "footnotes", "wikitext"],
  messages: {
    hans: {
      en: "“{text}” is Simplified in a Traditional paragraph.",
      "zh-hans": "本段为繁体，“{text}”却是简体。",
      "zh-hant": "本段為繁體，「{text}」卻是簡體。",
    },
    hant: {
      en: "“{text}” is Traditional in a Simplified paragraph.",
      "zh-hans": "本段为简体，“{text}”却是繁体。",
      "zh-hant": "本段為簡體，「{text}」卻是繁體。",
    },
  },
  examples: [
    {
      title: "a Simplified word in a Traditional paragraph; the link's destination stays",
      source: `總督（⟦约翰⟧）於戰爭開始後辭職，[議會選舉](https://zh.wikipedia.org/wiki/议会选举 "wikilink")隨即舉行，國內輿論對結果評價不一，報紙認為歷時過長。\n`,
      fixed: `總督（約翰）於戰爭開始後辭職，[議會選舉](https://zh.wikipedia.org/wiki/议会选举 "wikilink")隨即舉行，國內輿論對結果評價不一，報紙認為歷時過長。\n`,
    },
    {
      title: "a Traditional character in a Simplified paragraph",
      source: `战争开始后总督辞职，[议会](https://zh.wikipedia.org/wiki/議會 "wikilink")随即举行选举，国内舆论对结果评价不一，报纸认为历时⟦過⟧长，应该尽早结束。\n`,
      fixed: `战争开始后总督辞职，[议会](https://zh.wikipedia.org/wiki/議會 "wikilink")随即举行选举，国内舆论对结果评价不一，报纸认为历时过长，应该尽早结束。\n`,
    },
    {
      title: "more than one form is possible",
      source: `戰爭開始後總督辭職，[議會](https://zh.wikipedia.org/wiki/議會 "wikilink")隨即舉行選舉，國內輿論對結果評價不一，⟦发⟧表評論的報紙認為歷時過長。\n`,
      fix: "Write “發”",
      fixed: `戰爭開始後總督辭職，[議會](https://zh.wikipedia.org/wiki/議會 "wikilink")隨即舉行選舉，國內輿論對結果評價不一，發表評論的報紙認為歷時過長。\n`,
      internal: true,
    },
    {
      title: "a word whose other character is at home in both scripts",
      source: `戰爭開始後總督辭職，[議會](https://zh.wikipedia.org/wiki/議會 "wikilink")隨即舉行選舉，國內輿論對結果評價不一，報紙認為與此並無甚麼⟦关⟧系可言。\n`,
      fixed: `戰爭開始後總督辭職，[議會](https://zh.wikipedia.org/wiki/議會 "wikilink")隨即舉行選舉，國內輿論對結果評價不一，報紙認為與此並無甚麼關係可言。\n`,
      internal: true,
    },
    {
      title: "titles and quotations in the other script",
      source: `戰爭開始後總督辭職，[議會](https://zh.wikipedia.org/wiki/議會 "wikilink")隨即舉行選舉，國內輿論對結果評價不一，見《总督回忆录》與“时间不够”，報紙認為歷時過長。\n`,
    },
    {
      title: "Japanese, and what is said to be in another language",
      source: `戰爭開始後總督辭職，[議會](https://zh.wikipedia.org/wiki/議會 "wikilink")隨即舉行選舉，國內輿論對結果評價不一，報紙（日語：国会図書館、簡體：图书馆）與国鉄のバス認為歷時過長，<span lang="zh-hans">约翰</span>。\n`,
    },
    {
      title: "a citation in the other script as a whole",
      source: `戰爭開始後總督辭職\\[1\\]，議會隨即舉行選舉，國內輿論對結果評價不一。\n\n[Category:戰爭](https://zh.wikipedia.org/wiki/Category:戰爭 "wikilink")\n\n1.  张三、李四，议会选举的历史与现状研究，载于国际关系学报，出版时间为一九九八年，书号从缺，图书馆有藏\n`,
    },
    {
      title: "the title of a page that is written in the other script, and categories",
      source: `戰爭開始後總督辭職，[议会选举](https://zh.wikipedia.org/wiki/议会选举 "wikilink")隨即舉行，國內輿論對結果評價不一，報紙認為歷時過長，應該儘早結束。[Category:议会选举](https://zh.wikipedia.org/wiki/Category:议会选举 "wikilink")\n`,
    },
    {
      title: "names of Japan, whose forms are Simplified ones too",
      source: `戰爭開始後總督辭職，[議會](https://zh.wikipedia.org/wiki/議會 "wikilink")隨即舉行選舉，日本輿論對結果評價不一，国会図書館與早稲田大学認為歷時過長。\n`,
    },
    {
      title: "a paragraph in both scripts",
      source: `戰爭開始後總督辭職，議會隨即舉行選舉，国内舆论对结果评价不一，报纸认为历时过长，見[議會](https://zh.wikipedia.org/wiki/議會 "wikilink")。\n`,
    },
    {
      title: "a short paragraph",
      source: `總督辞職，見[議會](https://zh.wikipedia.org/wiki/議會 "wikilink")。\n`,
    },
  ],
  checkBlock({ block }, report) {
    const { content } = block;
    for (const slip of slipsOf(content)) {
      report(slip, slip.script, { args: { text: content.text.slice(slip.start, slip.end) } });
    }
  },
  fixes(finding, snapshot) {
    const { article } = snapshot;
    const block = holderOf(article.blocks, finding);
    const slip = block && slipsByStart(block.content).get(finding.start - block.start);
    if (!slip) return [];
    const settled = byDictionary(snapshot, block, slip);
    if (settled) return settled;
    const { text } = article;
    const characters = slip.characters.map((offset): Character => {
      const start = block.start + offset;
      const code = text.codePointAt(start)!;
      const span = { start, end: start + (code > 0xffff ? 2 : 1) };
      const form = counterpart(code);
      return { span, forms: form === undefined ? (traditionalForms().get(code) ?? []) : [form] };
    });
    const open = characters.filter(({ forms }) => forms.length !== 1);
    if (open.length > 1 || open[0]?.forms.length === 0) return [];
    const isCertain = open.length === 0 && !characters.some(({ span }) => touchesOpen(text, span));
    return (open[0]?.forms ?? [""]).map((choice): Change => {
      const edits = characters.map(({ span, forms }) => replace(text, span, forms.length === 1 ? forms[0]! : choice));
      return {
        title: { texts: WRITE, args: { word: rewritten(text, finding, edits) } },
        safety: isCertain ? "safe" : "review",
        edits,
        preferred: isCertain,
      };
    });
  },
};
