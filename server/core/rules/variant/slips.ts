import { type BlockContent, isBare, type Link, type Passage } from "../../model/article";
import { once } from "../../text/memo";
import { countPieces, countScript, type ScriptCount, strictOffsets } from "../../text/script";
import { firstStartingAt, type Span } from "../../text/span";

/** A word or a few characters of the script that its passage is not written in. Spans are offsets of the block. */
export interface Slip extends Span {
  /** The script it is in. */
  readonly script: "hans" | "hant";
  /** Offsets of its strict characters. */
  readonly characters: readonly number[];
}

/** So many strict characters tell a passage's script; fewer may be a name, a table cell, a label. */
export const LEAST = 20;
/** Above this share of the other script the passage is a mixture, not a text with slips. */
export const LARGEST_SHARE = 1 / 8;
/** A stretch between punctuation and markup up to this long is shown as one word. */
const LONGEST_WORD = 6;
/** Characters this close stand in one word. */
const NEAR = 2;

export const QUOTED =
  /《[^《》]{1,80}》|〈[^〈〉]{1,80}〉|「[^「」]{1,80}」|『[^『』]{1,80}』|“[^“”]{1,80}”|‘[^‘’]{1,80}’|"[^"]{1,80}"/gu;
// 日語：…  簡體中文：…  漢字：…: what follows is not the page's own text.
const LABELLED = /(?:[語语文體体字名]|[简簡正繁]中?)[：:]\s*[^，。；）)、]{1,60}/gu;
const KANA = /[ぁ-んァ-ヺー]+/g;
const IS_JAPANESE = /[\p{Script=Han}々ぁ-んァ-ヺー]/u;
/** Signs that a passage speaks of Japan: kana, forms that only Japanese uses, names. */
const OF_JAPAN =
  /[ぁ-んァ-ヺ亜悪圧囲壱隠栄営駅円塩応桜仮壊懐絵拡覚楽渇歓観顔帰犠拠挙暁駆勲薫渓経継鶏撃県倹剣険圏検権顕験厳効広鉱砕済斎剤雑賛児実釈収従渋獣縦粛焼奨乗浄剰畳縄壌嬢譲醸図粋酔髄瀬斉摂専戦繊銭捜挿巣総騒増臓蔵続対帯滝択沢単団弾遅鋳庁聴勅鎮鉄転伝稲闘読弐悩脳覇廃拝売発髪抜浜払辺満黙訳薬揺様謡頼覧塁隷霊齢労録]|日本|日[語语文]|[东東]京|大阪|京都/u;
const HAN = /[\p{Script=Han}]/u;

/** Simplified forms that Japanese uses too: where a passage speaks of Japan they prove nothing. */
const SHINJITAI = new Set(
  "万与乱争会体侠写励匀区医参双号嘘嘱国堕壮声学宝寝寿将尽属峡庄弥弯当径恋惨担挟数断旧昼条来枢桧楼横欧残殴没浅湾湿滞潜灯炉点状独狭猫献画盗砺礼祢祷禅称窃胆芦茎莱蒋蚕蛮装触誉践辞随麦",
);

/** How many strictly Simplified and strictly Traditional characters one of a block's passages has. */
export function scriptCountOf({ text, passages, script }: BlockContent, passage: Passage): ScriptCount {
  return passages.length === 1 ? script : countPieces(text, [passage]);
}

/** The slips of a block by where they start. */
export const slipsByStart = once(
  (content: BlockContent): ReadonlyMap<number, Slip> => new Map(slipsOf(content).map((slip) => [slip.start, slip])),
);

/** The characters of the other script in the passages of a block, as far as they are slips and not something quoted. */
export function slipsOf(content: BlockContent): Slip[] {
  if (content.script.hans === 0 || content.script.hant === 0) return [];
  const slips: Slip[] = [];
  for (const passage of content.passages) {
    const { hans, hant } = scriptCountOf(content, passage);
    // Of what counts here some may be quoted: a first, generous bound.
    if (Math.min(hans, hant) === 0 || Math.max(hans, hant) < LEAST || 2 * Math.min(hans, hant) > Math.max(hans, hant)) {
      continue;
    }
    find(content, passage, hans > hant ? "hant" : "hans", Math.max(hans, hant), slips);
  }
  return slips;
}

function find(content: BlockContent, passage: Passage, other: Slip["script"], majority: number, slips: Slip[]): void {
  const visible = new VisibleText(content.text, passage);
  const { text } = visible;
  const quoted = quotedSpans(content, passage, visible, other);
  const isOfJapan = other === "hans" && OF_JAPAN.test(text);
  let next = 0;
  const hits = strictOffsets(text, other).filter((offset) => {
    while (next < quoted.length && quoted[next]!.end <= offset) next++;
    if (next < quoted.length && quoted[next]!.start <= offset) return false;
    return !(isOfJapan && SHINJITAI.has(text[offset]!));
  });
  if (hits.length === 0 || hits.length > majority * LARGEST_SHARE) return;
  const words: { start: number; end: number; hits: number[] }[] = [];
  for (const hit of hits) {
    const last = words.at(-1);
    if (last && hit < last.end) {
      last.hits.push(hit);
      continue;
    }
    const piece = visible.pieceAt(hit);
    const stretch = hanAround(text, hit, piece);
    const isShort = stretch.end - stretch.start <= LONGEST_WORD;
    if (!isShort && last && last.end + NEAR >= hit && last.end > stretch.start) {
      last.end = hit + widthAt(text, hit);
      last.hits.push(hit);
    } else
      words.push(isShort ? { ...stretch, hits: [hit] } : { start: hit, end: hit + widthAt(text, hit), hits: [hit] });
  }
  for (const word of words) {
    const start = visible.sourceOf(word.start);
    const shift = start - word.start;
    slips.push({ start, end: word.end + shift, script: other, characters: word.hits.map((hit) => hit + shift) });
  }
}

/**
 * What the passage only quotes: titles and words in the other script, other languages, the titles of web pages. In text
 * order, without overlaps.
 */
function quotedSpans(content: BlockContent, passage: Passage, visible: VisibleText, other: Slip["script"]): Span[] {
  const { text } = visible;
  const { links, residues } = content;
  const spans: Span[] = [];
  for (const match of text.matchAll(QUOTED)) {
    const span = { start: match.index, end: match.index + match[0].length };
    if (isMostly(text, span, other)) spans.push(span);
  }
  for (const match of text.matchAll(LABELLED)) {
    spans.push({ start: match.index, end: match.index + match[0].length });
  }
  spans.push(...japanese(text));
  for (const named of inNamedVariant(content.text)) {
    const span = visible.visibleSpan(named);
    if (span) spans.push(span);
  }
  // The parameters of a broken template are nobody's prose: `|t=漢字|s=汉字}}`.
  for (const residue of residues) {
    const span = residue.kind === "parameter" ? visible.visibleSpan(residue) : undefined;
    if (span) spans.push(span);
  }
  for (let index = firstStartingAt(links, passage.start); index < links.length; index++) {
    const link = links[index]!;
    if (link.start >= passage.end) break;
    const span = visible.visibleSpan(link.label);
    // `[[甲]]` shows its target, which is what the page is called.
    if (span && (isBare(link) || namesSomething(link, text, span, other))) spans.push(span);
  }
  return merged(spans);
}

const NAMED_VARIANT = /<([a-z][a-z\d]{0,10})\s[^<>]{0,200}\blang\s{0,4}=\s{0,4}["']?zh-[^<>]{0,200}>/gi;

/** What a tag says to be in a variant of its own: `<span lang="zh-hans">…</span>`. Other languages are protected anyway. */
export function inNamedVariant(source: string): Span[] {
  const spans: Span[] = [];
  if (!source.includes("lang")) return spans;
  let position = 0;
  for (const { 0: tag, 1: name, index } of source.matchAll(NAMED_VARIANT)) {
    if (index < position) continue;
    const start = index + tag.length;
    const close = source.indexOf(`</${name}`, start);
    position = close < 0 ? source.length : close;
    spans.push({ start, end: position });
  }
  return spans;
}

/** Kana with the Han characters that touch them. */
function japanese(text: string): Span[] {
  const spans: Span[] = [];
  let position = 0;
  for (const match of text.matchAll(KANA)) {
    if (match.index < position) continue;
    let start = match.index;
    while (start > position && IS_JAPANESE.test(text[start - 1]!)) start--;
    let end = match.index + match[0].length;
    while (end < text.length && IS_JAPANESE.test(text[end]!)) end++;
    spans.push({ start, end });
    position = end;
  }
  return spans;
}

function merged(spans: Span[]): Span[] {
  const result: { start: number; end: number }[] = [];
  for (const { start, end } of spans.sort((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else result.push({ start, end });
  }
  return result;
}

/** A category, or a title as its page or its source writes it: in the other script as a whole, not by a slip. */
function namesSomething(link: Link, text: string, span: Span, other: Slip["script"]): boolean {
  if (link.kind === "category") return true;
  if (!isMostly(text, span, other)) return false;
  if (link.kind === "external" || link.kind === "interwiki") return true;
  const isOwnScript = countScript(text, span.start, span.end)[other === "hans" ? "hant" : "hans"] === 0;
  return isOwnScript && link.title !== "" && link.labelText.startsWith(link.title);
}

function isMostly(text: string, { start, end }: Span, script: Slip["script"]): boolean {
  const { hans, hant } = countScript(text, start, end);
  return script === "hans" ? hans >= hant : hant >= hans;
}

/** UTF-16 units of the character at an offset. */
function widthAt(text: string, offset: number): number {
  return text.codePointAt(offset)! > 0xffff ? 2 : 1;
}

/** The Han characters around an offset, no further than it takes to see that they are more than a word. */
function hanAround(text: string, offset: number, { start, end }: Span): Span {
  const first = Math.max(start, offset - LONGEST_WORD);
  const last = Math.min(end, offset + 1 + LONGEST_WORD);
  let from = offset;
  let to = offset + widthAt(text, offset);
  while (from > first && HAN.test(text[from - 1]!)) from--;
  while (to < last && HAN.test(text[to]!)) to++;
  return { start: from, end: to };
}

/** A passage as its reader sees it, with the way back to the source. */
class VisibleText {
  readonly text: string;
  /** Parallel: where each piece begins in the text, and in the source. */
  private readonly starts: number[] = [];
  private readonly sources: number[] = [];

  constructor(source: string, { runs }: Passage) {
    let text = "";
    for (const run of runs) {
      if (text !== "") text += "\n";
      for (const piece of run) {
        this.starts.push(text.length);
        this.sources.push(piece.start);
        text += source.slice(piece.start, piece.end);
      }
    }
    this.text = text;
  }

  /** The piece an offset of the text lies in, as a span of the text. */
  pieceAt(offset: number): Span {
    const index = this.indexAt(offset);
    return { start: this.starts[index]!, end: this.starts[index + 1] ?? this.text.length };
  }

  sourceOf(offset: number): number {
    const index = this.indexAt(offset);
    return this.sources[index]! + offset - this.starts[index]!;
  }

  /** The part of the text that shows a span of the source, if any of it does. */
  visibleSpan(source: Span): Span | undefined {
    const first = lowerBound(this.sources, source.start);
    const last = lowerBound(this.sources, source.end) - 1;
    return first > last ? undefined : { start: this.starts[first]!, end: this.pieceAt(this.starts[last]!).end };
  }

  private indexAt(offset: number): number {
    return lowerBound(this.starts, offset + 1) - 1;
  }
}

/** Index of the first number that is `least` or more, in an ascending list. */
function lowerBound(numbers: readonly number[], least: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle]! >= least) high = middle;
    else low = middle + 1;
  }
  return low;
}
