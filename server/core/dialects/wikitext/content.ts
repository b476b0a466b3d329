import type {
  BlockContent,
  BlockKind,
  BrokenMarker,
  Heading,
  Link,
  ListTag,
  LooseTag,
  Marker,
  NameUse,
  Passage,
  RefTag,
  Residue,
  TagSlip,
  Template,
  VariantMarkup,
} from "../../model/article";
import { NOTHING } from "../../text/nothing";
import { countPieces, type ScriptCount } from "../../text/script";
import type { Span } from "../../text/span";
import { countedUses, namesIn, noteOfUse } from "./name-uses";
import { type Note, noteOf } from "./notes";
import { Scan } from "./scan";
import { tagSlipsIn } from "./slips";
import { hidesFootnotes } from "./templates";

/** What is found in a block, and what the parser knows of it beyond the model. */
export class WikitextContent implements BlockContent {
  readonly headings: readonly Heading[];
  readonly links: readonly Link[];
  readonly markers: readonly Marker[] = NOTHING;
  readonly brokenMarkers: readonly BrokenMarker[] = NOTHING;
  readonly residues: readonly Residue[];
  readonly passages: readonly Passage[];
  readonly templates: readonly Template[];
  readonly variants: readonly VariantMarkup[];
  readonly refs: readonly RefTag[];
  readonly listTags: readonly ListTag[];
  readonly looseTags: readonly LooseTag[];
  readonly nameUses: readonly NameUse[];
  readonly tagSlips: readonly TagSlip[];
  readonly hasDirective: boolean;
  /** Strictly Simplified and strictly Traditional characters of its visible text. */
  readonly script: ScriptCount;
  /** The order MediaWiki comes to footnotes and lists in: n is `notes[n]`, ~n is `listTags[n]` with what is defined in it. */
  readonly steps: readonly number[];
  /** The footnotes of `refs` for their numbering, then those that templates make by citing a name. */
  readonly notes: readonly Note[];
  /** Whether a template in it makes footnotes. */
  readonly hidesFootnotes: boolean;
  private complement: readonly Span[] | undefined;

  constructor(
    readonly text: string,
    kind: BlockKind,
    inTable: boolean,
  ) {
    const scan = new Scan(text, kind, inTable);
    scan.run();
    this.headings = kept(scan.headings);
    this.links = sorted(scan.links);
    this.residues = kept(scan.residues);
    this.passages = sorted(scan.passages);
    this.templates = sorted(scan.templates);
    this.variants = sorted(scan.variants);
    this.listTags = sorted(scan.listTags);
    this.refs = listed(sorted(scan.refs), this.listTags);
    this.hidesFootnotes = this.templates.some(hidesFootnotes);
    this.nameUses = usesIn(text, this.templates);
    const cited = this.nameUses.length === 0 ? NOTHING : citedNotes(this.nameUses, this.refs, this.listTags);
    this.notes = this.refs.length === 0 ? cited : [...this.refs.map((ref) => noteOf(ref, text)), ...cited];
    this.steps = stepsOf(this.refs, this.listTags, cited);
    this.looseTags = kept(scan.looseTags);
    this.tagSlips = scan.mayHoldSlips || this.refs.some(isOdd) ? kept(tagSlipsIn(text)) : NOTHING;
    this.hasDirective = text.includes("redlink-");
    this.script = countPieces(text, this.passages);
  }

  /** All that is not visible text: whatever stands between two pieces. Made when asked for. */
  get protectedSpans(): readonly Span[] {
    this.complement ??= complementOf(this.text, this.passages);
    return this.complement;
  }
}

/** Whether a footnote's tag, or one in it, may be mistyped: it holds another one, or a quotation mark of it is not closed. */
function isOdd({ form, nested, attributes }: RefTag): boolean {
  if (form === "function") return false;
  return nested || attributes.some(({ quote, content, end }) => quote !== "" && content.end === end);
}

/** Most lists of most blocks are empty: those share one. */
function kept<T>(list: readonly T[]): readonly T[] {
  return list.length > 0 ? list : NOTHING;
}

/** Constructs are found when they end: those that hold others come behind them. */
function sorted<T extends Span>(list: T[]): readonly T[] {
  if (list.length === 0) return NOTHING;
  for (let index = 1; index < list.length; index++) {
    if (list[index]!.start < list[index - 1]!.start) return list.sort((a, b) => a.start - b.start || b.end - a.end);
  }
  return list;
}

/**
 * Notes which footnotes are defined in which list. A function's content is worked out before it, so that a footnote in a
 * footnote is one of the text there: `{{reflist|refs={{#tag:ref|甲<ref>乙</ref>|name=丙}}}}`.
 */
function listed(refs: readonly RefTag[], lists: readonly ListTag[]): readonly RefTag[] {
  if (lists.length === 0 || refs.length === 0) return refs;
  const inList = [...refs];
  let ref = 0;
  let end = 0;
  lists.forEach(({ body, form }, list) => {
    if (!body || body.start < end) return;
    end = body.end;
    let refEnd = 0;
    while (ref < refs.length && refs[ref]!.start < body.start) ref++;
    for (; ref < refs.length && refs[ref]!.end <= body.end; ref++) {
      if (form !== "tag" && refs[ref]!.start < refEnd) continue;
      refEnd = refs[ref]!.end;
      inList[ref] = { ...refs[ref]!, list };
    }
  });
  return inList;
}

function usesIn(text: string, templates: readonly Template[]): readonly NameUse[] {
  const uses: NameUse[] = [];
  for (let index = 0; index < templates.length; index++) uses.push(...namesIn(text, templates[index]!));
  return sorted(uses);
}

/** The footnotes that templates make by citing names. */
function citedNotes(uses: readonly NameUse[], refs: readonly RefTag[], lists: readonly ListTag[]): readonly Note[] {
  const around = [...refs.filter(({ form }) => form === "tag"), ...lists].sort((a, b) => a.start - b.start);
  return kept(countedUses(uses, around).map((index) => noteOfUse(uses[index]!)));
}

/** A function's content is worked out before the function itself; a tag's content is not looked into. */
function stepsOf(refs: readonly RefTag[], lists: readonly ListTag[], cited: readonly Note[]): readonly number[] {
  if (refs.length + lists.length + cited.length === 0) return NOTHING;
  const steps: { readonly at: number; readonly step: number }[] = [];
  let tagEnd = 0;
  refs.forEach((ref, index) => {
    if (ref.start < tagEnd) return;
    if (ref.form === "tag") tagEnd = ref.end;
    if (ref.list === null) steps.push({ at: ref.form === "function" ? ref.end : ref.start, step: index });
  });
  cited.forEach(({ ref }, index) => {
    steps.push({ at: ref.start, step: refs.length + index });
  });
  let end = 0;
  lists.forEach((list, index) => {
    if (list.start >= end) steps.push({ at: list.form === "tag" ? list.start : list.end, step: ~index });
    end = Math.max(end, list.body?.end ?? 0);
  });
  return steps.sort((a, b) => a.at - b.at).map(({ step }) => step);
}

function complementOf(text: string, passages: readonly Passage[]): Span[] {
  const pieces = passages.flatMap(({ runs }) => runs.flat()).sort((a, b) => a.start - b.start);
  const spans: Span[] = [];
  let position = 0;
  const add = (start: number, end: number) => {
    if (end > start && text.slice(start, end).trim() !== "") spans.push({ start, end });
  };
  for (const { start, end } of pieces) {
    add(position, start);
    position = end;
  }
  add(position, text.length);
  return spans;
}
