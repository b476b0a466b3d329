import type { Span } from "../text/span";
import type { ConversionEdit } from "./convert";
import type { Doubt } from "./rewrite";
import type { VisibleText } from "./visible";

const NONE: readonly string[] = [];

/** Collects the edits of a conversion in text order; certain ones that touch become one. */
export class EditList {
  private readonly edits: ConversionEdit[] = [];
  /** The edit being put together: nothing when its text is empty and its span too. */
  private start = 0;
  private end = 0;
  private newText = "";
  private alternatives = NONE;
  private doubt: Doubt | undefined;

  constructor(private readonly document: string) {}

  /**
   * Replaces a span of the visible text. Where markup breaks it, each part gets its share of the new text; when the
   * lengths differ the first part gets all of it.
   */
  add(
    visible: VisibleText,
    start: number,
    end: number,
    newText: string,
    alternatives: readonly string[] = NONE,
    doubt?: Doubt,
  ): void {
    const source = visible.sourceOf(start);
    if (end <= visible.partEnd) {
      this.push(source, source + end - start, newText, alternatives, doubt);
      return;
    }
    const isEven = newText.length === end - start;
    let used = 0;
    for (const span of visible.sourcesOf(start, end)) {
      const to = isEven ? used + span.end - span.start : newText.length;
      const share = newText.slice(used, to);
      const others = isEven ? sharesOf(alternatives, newText, used, to) : NONE;
      this.push(span.start, span.end, share, others, others.length > 0 ? doubt : undefined);
      used = to;
    }
  }

  private push(
    start: number,
    end: number,
    newText: string,
    alternatives: readonly string[],
    doubt: Doubt | undefined,
  ): void {
    if (start === this.end && doubt === undefined && this.doubt === undefined) {
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
  }

  private flush(): void {
    const { start, end, newText, alternatives, doubt } = this;
    if (start === end) return;
    const expected = this.document.slice(start, end);
    if (expected !== newText) this.edits.push({ start, end, expected, newText, alternatives, doubt });
  }

  /** All edits; nothing may be added afterwards. */
  finish(): readonly ConversionEdit[] {
    this.flush();
    return this.edits;
  }
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
    start: start + from,
    end: start + to,
    expected: expected.slice(from, to),
    newText: newText.slice(from, to),
    alternatives: others,
    doubt: others.length > 0 ? doubt : undefined,
  };
}
