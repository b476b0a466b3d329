import type { Span } from "../text/span";
import type { ConversionEdit } from "./convert";
import type { Doubt } from "./pass";
import type { VisibleText } from "./visible";

const NONE: readonly string[] = [];

/** Collects the edits of a conversion; certain ones that touch become one. */
export class EditList {
  private readonly edits: ConversionEdit[] = [];
  /** The edit being put together: nothing when its text is empty and its span too. */
  private start = 0;
  private end = 0;
  private newText = "";
  private alternatives = NONE;
  private doubt: Doubt | undefined;
  private source: ConversionEdit["source"] = "dictionary";

  constructor(private readonly document: string) {}

  /**
   * Replaces a span of the visible text. Where markup breaks it, each part gets its share of the new text; when the lengths
   * differ each part but the last keeps its length, as far as something is left for those behind it. A word of fewer
   * characters than parts stays: markup around nothing would show.
   */
  add(
    visible: VisibleText,
    start: number,
    end: number,
    newText: string,
    alternatives: readonly string[] = NONE,
    doubt?: Doubt,
    source: ConversionEdit["source"] = "dictionary",
  ): void {
    const from = visible.sourceOf(start);
    if (end <= visible.partEnd) {
      this.push(from, from + end - start, newText, alternatives, doubt, source);
      return;
    }
    const parts = visible.sourcesOf(start, end);
    const isEven = newText.length === end - start;
    const lengths = isEven ? parts.map((part) => part.end - part.start) : lengthsFor(parts, newText);
    if (lengths.includes(0)) return;
    let used = 0;
    parts.forEach((part, index) => {
      const to = used + lengths[index]!;
      const others = isEven ? sharesOf(alternatives, newText, used, to) : NONE;
      this.push(part.start, part.end, newText.slice(used, to), others, others.length > 0 ? doubt : undefined, source);
      used = to;
    });
  }

  /** Replaces a span of the document. */
  private push(
    start: number,
    end: number,
    newText: string,
    alternatives: readonly string[],
    doubt: Doubt | undefined,
    source: ConversionEdit["source"],
  ): void {
    if (start === this.end && doubt === undefined && this.doubt === undefined && source === this.source) {
      this.end = end;
      this.newText += newText;
      return;
    }
    this.flush();
    this.start = start;
    this.end = end;
    this.newText = newText;
    this.alternatives = alternatives;
    this.doubt = doubt;
    this.source = source;
  }

  private flush(): void {
    const { start, end, newText, alternatives, doubt, source } = this;
    if (start === end) return;
    const expected = this.document.slice(start, end);
    if (expected !== newText) this.edits.push({ start, end, expected, newText, alternatives, doubt, source });
  }

  /** All edits; nothing may be added afterwards. */
  finish(): readonly ConversionEdit[] {
    this.flush();
    return this.edits;
  }
}

/** How many units of `newText` each part gets, whole characters; 0 for the last when there are not enough. */
function lengthsFor(parts: readonly Span[], newText: string): number[] {
  const characters = Array.from(newText);
  let taken = 0;
  return parts.map(({ start, end }, index) => {
    const behind = parts.length - 1 - index;
    const left = characters.length - taken;
    const share = characters.slice(
      taken,
      behind === 0 ? undefined : taken + Math.max(1, Math.min(end - start, left - behind)),
    );
    taken += share.length;
    return share.join("").length;
  });
}

/** What could stand instead of the units of `newText` between two offsets, by those alternatives to it that are as long. */
function sharesOf(alternatives: readonly string[], newText: string, start: number, end: number): readonly string[] {
  return alternatives
    .filter((other) => other.length === newText.length)
    .map((other) => other.slice(start, end))
    .filter((other) => other !== newText.slice(start, end));
}

/** The part of an edit that lies in a span: one that replaces unit by unit can be cut, any other lies in it or does not. */
export function clipped(edit: ConversionEdit, span: Span): ConversionEdit | undefined {
  const { start, end, newText, expected, alternatives, doubt } = edit;
  if (span.start <= start && end <= span.end) return edit;
  const from = Math.max(start, span.start) - start;
  const to = Math.min(end, span.end) - start;
  if (from >= to || newText.length !== expected.length) return undefined;
  const others = sharesOf(alternatives, newText, from, to);
  return {
    ...edit,
    start: start + from,
    end: start + to,
    expected: expected.slice(from, to),
    newText: newText.slice(from, to),
    alternatives: others,
    doubt: others.length > 0 ? doubt : undefined,
  };
}
