import type { Residue } from "../../model/article";
import type { Span } from "../../text/span";
import type { Collector } from "./collector";
import { PAIRED_TAGS, type Tag } from "./tags";

/** Pairs the tags and the escaped brackets of a stretch; what has no other half there is a residue. */
export class Pairs {
  /** Paired tags that stand open, by name: where they stand. */
  private readonly openTags = new Map<string, Span[]>();
  /** Where `\[` stand that no `\]` has closed. */
  readonly escapedOpeners: number[] = [];
  /** How many residues there were before this stretch. */
  private firstResidue = 0;

  constructor(private readonly out: Collector) {}

  /** Takes up a stretch. */
  begin(): void {
    // To set the length of a list is a call out of the compiled code, even where it is the same.
    if (this.escapedOpeners.length > 0) this.escapedOpeners.length = 0;
    if (this.openTags.size > 0) this.openTags.clear();
    this.firstResidue = this.out.residues.length;
  }

  countTag(tag: Tag, position: number): void {
    if (!PAIRED_TAGS.has(tag.name) || (tag.selfClosing && !tag.closing)) return;
    const span = { start: position, end: tag.end };
    const open = this.openTags.get(tag.name);
    if (tag.closing) {
      if (!open?.pop()) this.out.residues.push({ ...span, kind: "tag-close" });
    } else if (open) open.push(span);
    else this.openTags.set(tag.name, [span]);
  }

  /** What this stretch leaves open: tags, which another may close, and the `\[\[` of a link. */
  finish(): void {
    const open: Residue[] = [];
    for (const spans of this.openTags.values()) for (const span of spans) open.push({ ...span, kind: "tag-open" });
    const brackets = this.escapedOpeners;
    for (let index = 1; index < brackets.length; index++) {
      const start = brackets[index - 1]!;
      if (brackets[index] === start + 2) open.push({ start, end: brackets[index++]! + 2, kind: "link-open" });
    }
    if (open.length === 0) return;
    const { residues } = this.out;
    const own = [...residues.splice(this.firstResidue), ...open];
    own.sort((one, other) => one.start - other.start);
    for (const residue of own) residues.push(residue);
  }

  /** Drops the residues of a formula that a blank line parted from its `<math>`: its braces are no template's. */
  dropFormula(formulaEnd: number): void {
    if (formulaEnd < 0) return;
    const { residues } = this.out;
    for (const residue of residues.splice(this.firstResidue)) {
      if (residue.start > formulaEnd) residues.push(residue);
    }
  }
}
