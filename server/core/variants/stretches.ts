import type { Span } from "../text/span";

const KANA = /[\u3041-\u3096\u30a1-\u30fa]+/g;
const IS_HAN = /[\p{Script=Han}\u3005]/u;
const IS_JAPANESE = /[\p{Script=Han}\u3005\u3041-\u3096\u30a1-\u30fa\u30fc]/u;

const SENTENCE_END = /[。！？；\n]+[」』”’）]*/g;

/** A long text is cut at line breaks into stretches of about so many units: what a conversion makes of one can go before the next. */
const LONG = 10_000;

/** The stretches of a text that are converted, one after the other: without Japanese, and by the sentence if asked for. */
export function stretchesOf(text: string, bySentence: boolean): Span[] {
  const whole = { start: 0, end: text.length };
  if (!bySentence && text.search(KANA) === -1) return cut(text, whole);
  const parts: Span[] = [];
  let position = 0;
  for (const { start, end } of japanese(text)) {
    if (start > position) parts.push({ start: position, end: start });
    position = end;
  }
  if (position < text.length) parts.push({ start: position, end: text.length });
  return parts.flatMap((part) => (bySentence ? sentences(text, part) : cut(text, part)));
}

function cut(text: string, { start, end }: Span): Span[] {
  const parts: Span[] = [];
  let position = start;
  while (end - position > LONG) {
    const line = text.indexOf("\n", position + LONG);
    if (line === -1 || line + 1 >= end) break;
    parts.push({ start: position, end: line + 1 });
    position = line + 1;
  }
  parts.push({ start: position, end });
  return parts;
}

/** Kana with the Han characters they touch: Japanese, which no conversion concerns. */
function japanese(text: string): Span[] {
  const spans: Span[] = [];
  let position = 0;
  for (const { index } of text.matchAll(KANA)) {
    if (index < position) continue;
    let start = index;
    while (start > position && IS_HAN.test(characterBefore(text, start))) start -= characterBefore(text, start).length;
    let end = index;
    while (end < text.length && IS_JAPANESE.test(characterAt(text, end))) end += characterAt(text, end).length;
    spans.push({ start, end });
    position = end;
  }
  return spans;
}

const characterAt = (text: string, offset: number): string => String.fromCodePoint(text.codePointAt(offset)!);

function characterBefore(text: string, offset: number): string {
  const pair = offset > 1 ? characterAt(text, offset - 2) : "";
  return pair.length === 2 ? pair : text.charAt(offset - 1);
}

function sentences(text: string, { start, end }: Span): Span[] {
  const found: Span[] = [];
  let position = start;
  for (const { 0: mark, index } of text.slice(start, end).matchAll(SENTENCE_END)) {
    const until = start + index + mark.length;
    found.push({ start: position, end: until });
    position = until;
  }
  if (position < end) found.push({ start: position, end });
  return found;
}
