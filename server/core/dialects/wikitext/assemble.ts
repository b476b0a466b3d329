import type {
  Article,
  Category,
  Constructs,
  FootnoteFlaw,
  Heading,
  Link,
  ListTag,
  LooseTag,
  Marker,
  NameUse,
  Passage,
  Reference,
  ReferenceList,
  RefTag,
  Residue,
  Script,
  TagSlip,
  Template,
  VariantMarkup,
} from "../../model/article";
import { NOTHING } from "../../text/nothing";
import { scriptOfCount } from "../../text/script";
import type { Span } from "../../text/span";
import { Numbering } from "./cite";
import type { WikitextContent } from "./content";
import { moveAttributes, moveRef } from "./refs";
import type { Stretch } from "./structure";
import { moveTemplate } from "./templates";

export interface WikitextBlock extends Stretch {
  readonly content: WikitextContent;
}

/** Puts the article together from its blocks; what rules do not look at on every change is made when first asked for. */
export function assemble(text: string, blocks: readonly WikitextBlock[], mediawiki: number): Article {
  return new WikitextArticle(text, blocks, mediawiki);
}

class WikitextArticle implements Article {
  readonly dialect = "wikitext";
  readonly script: Script;
  readonly markers: readonly Marker[];
  readonly unshownMarkers: readonly Marker[];
  readonly references: readonly Reference[];
  readonly lists: readonly ReferenceList[];
  readonly footnoteFlaws: readonly FootnoteFlaw[];
  readonly hasHiddenFootnotes: boolean;
  readonly brokenMarkers = NOTHING;
  readonly allLinksLocal = false;
  readonly isWikiPage = true;
  readonly hasRemoteLinks = false;
  readonly referenceLinks = NOTHING;
  private readonly memo: { -readonly [K in keyof Constructs]?: Constructs[K] } & { categories?: readonly Category[] } =
    {};

  constructor(
    readonly text: string,
    readonly blocks: readonly WikitextBlock[],
    readonly mediawiki: number,
  ) {
    const footnotes = new Numbering(mediawiki).number(blocks, text.length);
    this.markers = footnotes.markers;
    this.unshownMarkers = footnotes.unshown;
    this.references = footnotes.references;
    this.lists = footnotes.lists;
    this.footnoteFlaws = footnotes.flaws;
    let hans = 0;
    let hant = 0;
    let hidden = false;
    for (let index = 0; index < blocks.length; index++) {
      const { script, hidesFootnotes } = blocks[index]!.content;
      if (hidesFootnotes) hidden = true;
      hans += script.hans;
      hant += script.hant;
    }
    this.hasHiddenFootnotes = hidden;
    this.script = scriptOfCount({ hans, hant });
  }

  get headings(): readonly Heading[] {
    return (this.memo.headings ??= this.collect("headings", (heading, at) => ({
      ...move(heading, at),
      content: shift(heading.content, at),
    })));
  }

  get links(): readonly Link[] {
    return (this.memo.links ??= this.collect("links", (link, at) => ({
      ...move(link, at),
      label: shift(link.label, at),
      target: shift(link.target, at),
    })));
  }

  get residues(): readonly Residue[] {
    return (this.memo.residues ??= this.collect("residues", move));
  }

  get passages(): readonly Passage[] {
    return (this.memo.passages ??= this.collect("passages", (passage, at) => ({
      ...move(passage, at),
      runs: passage.runs.map((run) => run.map((piece) => shift(piece, at))),
    })));
  }

  get protectedSpans(): readonly Span[] {
    return (this.memo.protectedSpans ??= this.collect("protectedSpans", shift));
  }

  get templates(): readonly Template[] {
    return (this.memo.templates ??= this.collect("templates", moveTemplate));
  }

  get variants(): readonly VariantMarkup[] {
    return (this.memo.variants ??= this.collect("variants", (variant, at) => ({
      ...move(variant, at),
      content: shift(variant.content, at),
    })));
  }

  get refs(): readonly RefTag[] {
    if (this.memo.refs) return this.memo.refs;
    let lists = 0;
    const refs: RefTag[] = [];
    for (const { start, content } of this.blocks) {
      for (const ref of content.refs) {
        refs.push({ ...moveRef(ref, start), list: ref.list === null ? null : ref.list + lists });
      }
      lists += content.listTags.length;
    }
    this.memo.refs = refs;
    return refs;
  }

  get listTags(): readonly ListTag[] {
    return (this.memo.listTags ??= this.collect("listTags", (list, at) => ({
      ...move(list, at),
      attributes: moveAttributes(list.attributes, at),
      body: list.body && shift(list.body, at),
    })));
  }

  get looseTags(): readonly LooseTag[] {
    return (this.memo.looseTags ??= this.collect("looseTags", move));
  }

  get nameUses(): readonly NameUse[] {
    return (this.memo.nameUses ??= this.collect("nameUses", move));
  }

  get tagSlips(): readonly TagSlip[] {
    return (this.memo.tagSlips ??= this.collect("tagSlips", (slip, at) => ({
      ...move(slip, at),
      scope: shift(slip.scope, at),
      edits: slip.edits.map((edit) => move(edit, at)),
    })));
  }

  get categories(): readonly Category[] {
    return (this.memo.categories ??= this.links.flatMap((link, index) =>
      link.kind === "category" ? [{ start: link.start, end: link.end, name: link.title, link: index }] : [],
    ));
  }

  private collect<K extends keyof Constructs, T = Constructs[K][number]>(
    key: K,
    place: (construct: Constructs[K][number], at: number) => T,
  ): T[] {
    const all: T[] = [];
    for (let at = 0; at < this.blocks.length; at++) {
      const { content, start } = this.blocks[at]!;
      const constructs: readonly Constructs[K][number][] = content[key];
      for (let index = 0; index < constructs.length; index++) all.push(place(constructs[index]!, start));
    }
    return all;
  }
}

function shift(span: Span, by: number): Span {
  return { start: span.start + by, end: span.end + by };
}

function move<T extends Span>(construct: T, by: number): T {
  return { ...construct, start: construct.start + by, end: construct.end + by };
}
