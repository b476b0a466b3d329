import type { Article } from "../model/article";
import type { Snapshot } from "../workspace/snapshot";
import { foldedTitle } from "../workspace/title-search";
import type { Completion, Completions } from "./completion";
import type { Surroundings } from "./place";
import { shortened } from "./visible";

/** How far in front of the cursor a construct may begin, in UTF-16 units. */
const REACH = 600;
const LIMIT = 60;
const CITATION_LIMIT = 90;

/** `<ref name="…`, with or without quotation marks, up to the cursor. */
const REF_NAME = /<ref\b([^<>]*?\s)name\s*=\s*(["']?)([^<>"'\n]{0,80})$/i;
/** `group="…` of a footnote or a list. */
const GROUP = /<ref(?:erences)?\b[^<>]*?\sgroup\s*=\s*(["']?)([^<>"'\n]{0,80})$/i;
const LINK = /\[\[([^[\]{}|<>\n]{0,100})$/;
const CATEGORY = /\[\[\s*(?:category|分类|分類)\s*:([^[\]{}|<>#\n]{0,100})$/i;
const ANCHOR = /\[\[:?([^[\]{}|<>#\n]{0,100})#([^[\]{}|<>#\n]{0,100})$/;
const TEMPLATE = /\{\{([^[\]{}|<>\n:#]{0,80})$/;
/** `{{name|…|para`: a parameter's name, where the template stands on this line or the cursor's own line begins with a bar. */
const PARAMETER = /\|\s*([^[\]{}|<>=\n]{0,60})$/;

/** What could be inserted where somebody types the name or group of a footnote, a link, a template or a parameter. */
export async function completeWikitext(
  snapshot: Snapshot,
  offset: number,
  around: Surroundings,
): Promise<Completions | undefined> {
  const { article } = snapshot;
  const { text } = article;
  const lineStart = Math.max(text.lastIndexOf("\n", offset - 1) + 1, offset - REACH);
  const before = text.slice(lineStart, offset);
  const name = REF_NAME.exec(before);
  if (name) return names(article, offset, name[2]!, name[3]!, groupIn(name[1]!));
  const group = GROUP.exec(before);
  if (group) return made(offset, group[2]!, groups(article, group[2]!));
  const category = CATEGORY.exec(before);
  if (category) return made(offset, category[1]!, categories(snapshot, offset, category[1]!));
  const anchor = ANCHOR.exec(before);
  if (anchor) return made(offset, anchor[2]!, await anchors(snapshot, offset, anchor[1]!, anchor[2]!, around));
  const link = LINK.exec(before);
  if (link) return links(snapshot, offset, link[1]!);
  const template = TEMPLATE.exec(before);
  if (template) return made(offset, template[1]!, templates(article, template[1]!));
  const parameter = PARAMETER.exec(before);
  return parameter ? made(offset, parameter[1]!, parameters(article, offset, parameter[1]!)) : undefined;
}

function made(offset: number, query: string, items: Completion[]): Completions | undefined {
  return items.length > 0
    ? { span: { start: offset - query.length, end: offset }, items: items.slice(0, LIMIT) }
    : undefined;
}

function groupIn(attributes: string): string | undefined {
  const match = /\sgroup\s*=\s*(?:"([^"]*)"|'([^']*)'|(\S+))/i.exec(attributes);
  return match ? (match[1] ?? match[2] ?? match[3]) : undefined;
}

/** The names of the page's footnotes, with what they say. Without a closing quotation mark the tag is closed as well. */
function names(
  article: Article,
  offset: number,
  quote: string,
  query: string,
  group: string | undefined,
): Completions | undefined {
  const wanted = foldedTitle(query);
  const behind = /^[^\n>]{0,80}>?/.exec(article.text.slice(offset, offset + 90))![0];
  const isClosed = behind.endsWith(">");
  const items = article.references
    .filter(({ name, group: own, empty }) => name !== "" && !empty && (group === undefined || own === group))
    .filter(({ name, text }) => foldedTitle(name).includes(wanted) || foldedTitle(text).includes(wanted))
    .map(({ name, group: own, text }): Completion => {
      const inGroup = own === "" || group !== undefined ? "" : ` group="${own}"`;
      const tail = isClosed ? "" : quote === "" ? "" : `${quote}${inGroup} />`;
      const written = quote === "" && /[\s/='`]/.test(name) ? `"${name}"` : name;
      return { kind: "footnote", name, note: shortened(text, CITATION_LIMIT), insert: written + tail };
    });
  return made(offset, query, items);
}

function groups(article: Article, query: string): Completion[] {
  const known = new Set(article.markers.map(({ group }) => group).filter((group) => group !== ""));
  return [...known]
    .filter((group) => group.startsWith(query))
    .map((group) => ({ kind: "footnote", name: group, insert: group }));
}

/** Whether a link goes on behind a place: then it is not closed once more. */
function goesOn({ text }: Article, offset: number): boolean {
  return text.startsWith("]]", offset) || text[offset] === "|";
}

function categories({ article, facts }: Snapshot, offset: number, query: string): Completion[] {
  const isClosed = goesOn(article, offset);
  const own = new Set(article.categories.map(({ name }) => name));
  return facts.pages
    .searchCategories(query, LIMIT)
    .filter((name) => !own.has(name))
    .map((name) => ({ kind: "category", name, insert: isClosed ? name : `${name}]]` }));
}

/** The sections of a page; of this one where no title stands in front. */
async function anchors(
  { article, facts }: Snapshot,
  offset: number,
  title: string,
  query: string,
  around: Surroundings,
): Promise<Completion[]> {
  const isClosed = goesOn(article, offset);
  const resolved = facts.pages.resolve(title);
  const known = "path" in resolved ? facts.pages.headings(resolved.path) : undefined;
  const page = title === "" ? { article } : "path" in resolved && !known ? await around.page(resolved.path) : undefined;
  const headings = known ?? page?.article.headings.map(({ text }) => text) ?? [];
  const wanted = foldedTitle(query);
  return [...new Set(headings)]
    .filter((name) => name !== "" && foldedTitle(name).includes(wanted))
    .map((name) => ({ kind: "anchor", name, insert: isClosed ? name : `${name}]]` }));
}

function links({ article, facts }: Snapshot, offset: number, query: string): Completions | undefined {
  const isClosed = goesOn(article, offset);
  const found = facts.pages.search(query, LIMIT).map(({ title, path }): Completion => {
    return { kind: "page", name: title, insert: isClosed ? title : `${title}]]`, path };
  });
  return made(offset, query, found);
}

/** The templates this page uses, most used first. */
function templates(article: Article, query: string): Completion[] {
  const wanted = query.trim().toLowerCase();
  const counts = new Map<string, number>();
  for (const { content } of article.blocks) {
    for (const { kind, name } of content.templates) {
      if (kind === "template" && name !== "") counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return [...counts]
    .filter(([name]) => name.toLowerCase().startsWith(wanted) && name !== query.trim())
    .sort((a, b) => b[1] - a[1])
    .map(([name]) => ({ kind: "template", name, insert: name }));
}

/** The parameters this page gives the template around a place, those left out that it has there already. */
function parameters(article: Article, offset: number, query: string): Completion[] {
  const around = article.templates.filter(({ start, end }) => start < offset && offset <= end).at(-1);
  if (around?.kind !== "template") return [];
  const given = new Set(around.parameters.map(({ name }) => name));
  const known = new Map<string, number>();
  for (const { content } of article.blocks) {
    for (const { name, parameters: own } of content.templates) {
      if (name.toLowerCase() !== around.name.toLowerCase()) continue;
      for (const { name: parameter, label } of own) if (label) known.set(parameter, (known.get(parameter) ?? 0) + 1);
    }
  }
  return [...known]
    .filter(([name]) => name.startsWith(query.trimStart()) && !given.has(name))
    .sort((a, b) => b[1] - a[1])
    .map(([name]) => ({ kind: "parameter", name, insert: `${name}=` }));
}
