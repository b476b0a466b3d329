import type { ConversionEdit } from "./convert";
import type { VisibleText } from "./visible";

/** Collects the edits of a conversion in text order; certain ones that touch become one. */
export class EditList {
  private readonly edits: ConversionEdit[] = [];
  /** The edit being put together: nothing when its text is empty and its span too. */
  private start = 0;
  private end = 0;
  private newText = "";
  private alternatives: readonly string[] = [];

  constructor(private readonly document: string) {}

  /**
   * Replaces a span of the visible text. Where markup breaks it, each part gets its share of the new text; when the
   * lengths differ the first part gets all of it.
   */
  add(visible: VisibleText, start: number, end: number, newText: string, alternatives: readonly string[]): void {
    const source = visible.sourceOf(start);
    if (end <= visible.partEnd) {
      this.push(source, source + end - start, newText, alternatives);
      return;
    }
    const isEven = newText.length === end - start;
    let used = 0;
    for (const span of visible.sourcesOf(start, end)) {
      const share = isEven ? span.end - span.start : newText.length;
      this.push(span.start, span.end, newText.slice(used, used + share), alternatives);
      used += share;
    }
  }

  private push(start: number, end: number, newText: string, alternatives: readonly string[]): void {
    if (start === this.end && alternatives.length === 0 && this.alternatives.length === 0) {
      this.end = end;
      this.newText += newText;
      return;
    }
    this.flush();
    this.start = start;
    this.end = end;
    this.newText = newText;
    this.alternatives = alternatives;
  }

  private flush(): void {
    const { start, end, newText, alternatives } = this;
    if (start === end) return;
    const expected = this.document.slice(start, end);
    if (expected !== newText) this.edits.push({ start, end, expected, newText, alternatives });
  }

  /** All edits; nothing may be added afterwards. */
  finish(): readonly ConversionEdit[] {
    this.flush();
    return this.edits;
  }
}
