import { parse } from "../../dialects/parse";
import type { Article, ListTag, Marker, Reference, RefTag } from "../../model/article";
import type { Span } from "../../text/span";
import { allMarkers, groupOf, refAt } from "../tags";
import { dedented } from "./body";
import { type Footnotes, hasToken, type Note, Refused, type Use } from "./notes";
import { places } from "./places";

/** The names that stand for no more than a number, as MediaWiki's visual editor gives them: `:3`. */
const AUTOMATIC = /^:\d+$/;

/** A tag of footnotes among what Markdown takes for leftovers. */
const FOOTNOTE_TAG = /^<\/?ref(?:erences)?\b/i;

export function automaticName(note: number): string {
  return `:${note + 1}`;
}

/** The tags of footnotes on a page of Markdown, which are leftovers to its parser. */
export function leftoverTags({ residues, text }: Article): Span[] {
  return residues.filter(({ kind, start, end }) => kind === "raw-tag" && FOOTNOTE_TAG.test(text.slice(start, end)));
}

/** The first `<ref>` or `</ref>` on a page of Markdown; a tag for a list is none. */
export function leftoverRef(article: Article): Span | undefined {
  return leftoverTags(article).find(({ start }) => /^<\/?ref\b/i.test(article.text.slice(start, start + 6)));
}

/** The footnotes of a page in the form of `<ref>`, numbered as MediaWiki does it. @throws Refused when they are not sound */
export function readTags(article: Article): Footnotes {
  const wiki = article.dialect === "wikitext" ? article : parse(article.text, "wikitext").article;
  checkSound(wiki);
  if (wiki !== article) checkAlike(article, wiki);
  const shown = wiki.lists.filter(({ entries }) => entries!.length > 0);
  const [list] = shown;
  if (!list) throw new Refused("none");
  if (shown.length > 1) throw new Refused("behind", shown[1]!.start);
  const tag = wiki.listTags.find(({ start }) => start === list.start);
  const order = list.entries!;
  const number = new Map(order.map((entry, index) => [entry, index]));
  const place = places(article);
  return {
    form: "tag",
    notes: order.map((entry) => noteOf(wiki, wiki.references[entry]!)),
    uses: inTextOrder(allMarkers(wiki)).map(({ start, end, reference }): Use => {
      const at = article === wiki ? "text" : place({ start, end });
      return { start, end, note: number.get(reference!)!, place: at };
    }),
    slots: tag ? [{ start: tag.start, end: tag.end }] : [],
  };
}

function inTextOrder(markers: readonly Marker[]): readonly Marker[] {
  return [...markers].sort((a, b) => a.start - b.start);
}

function noteOf(wiki: Article, reference: Reference): Note {
  const ref = wiki.refs[refAt(wiki, reference.start)]!;
  const source = reference.empty || !ref.body ? "" : wiki.text.slice(ref.body.start, ref.body.end);
  if (hasToken(source)) throw new Refused("markup", reference.start, reference.shown);
  const name = AUTOMATIC.test(reference.name) ? "" : reference.name;
  return { name, lines: dedented(source, Number.POSITIVE_INFINITY) };
}

function checkSound(wiki: Article): void {
  if (wiki.hasHiddenFootnotes || wiki.nameUses.length > 0) throw new Refused("special");
  const flaw = wiki.footnoteFlaws.find(({ kind }) => kind !== "no-text");
  if (flaw) throw new Refused("flaw", flaw.start, flaw.name);
  const special = wiki.refs.find(
    ({ form, follow, extends: parent, details }) =>
      form !== "tag" || follow !== "" || parent !== "" || details !== null,
  );
  if (special) throw new Refused("special", special.start, special.name);
  const grouped = wiki.refs.find((ref) => groupOf(wiki, ref) !== "");
  if (grouped) throw new Refused("group", grouped.start, groupOf(wiki, grouped));
}

/** What Markdown protects (code) and what wikitext protects (`nowiki`) differs: where it matters nothing is certain. */
function checkAlike(article: Article, wiki: Article): void {
  const found = new Set([...wiki.refs.flatMap(tagsOf), ...wiki.listTags.flatMap(tagsOf)]);
  const left = leftoverTags(article);
  const odd = left.find(({ start }) => !found.has(start));
  if (odd) throw new Refused("tags", odd.start);
  const known = new Set(left.map(({ start }) => start));
  const other = [...found].find((start) => !known.has(start));
  if (other !== undefined) throw new Refused("tags", other);
  const templates = new Set(article.residues.flatMap(({ kind, start }) => (kind === "template" ? start : [])));
  const list = wiki.listTags.find(({ form, start }) => form !== "tag" && !templates.has(start));
  if (list) throw new Refused("tags", list.start);
}

/** Where the tags of a footnote or a list begin. */
function tagsOf(tag: RefTag | ListTag): number[] {
  if (tag.form !== "tag") return [];
  return tag.body ? [tag.start, tag.body.end] : [tag.start];
}
