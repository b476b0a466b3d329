import { withoutQualifier } from "../dialects/titles";
import type { Article, Link, Reference } from "../model/article";
import { guardPercent, underscored, writtenDestination } from "../rules/link/targets";
import type { Message, Texts } from "../rules/texts";
import { counterpart, countScript, strictOffsets } from "../text/script";
import { firstEndingAfter, type Span } from "../text/span";
import { pagesFolderOf, placeOf, relativePath } from "../workspace/paths";
import type { PageName, Snapshot } from "../workspace/snapshot";
import { foldedTitle } from "../workspace/title-search";
import { completeWikitext } from "./completion-wikitext";
import { writtenLabel } from "./link-text";
import type { Surroundings } from "./place";
import { type Typing, typingAt } from "./typing";
import { shortened } from "./visible";
import { writtenPath } from "./written-path";

/** Something that can be inserted. */
export interface Completion {
  readonly kind: "page" | "anchor" | "footnote" | "category" | "template" | "parameter";
  /** What it is shown as. */
  readonly name: string;
  /** What it is shown with. */
  readonly note?: Message | string;
  /** What replaces the completed span. */
  readonly insert: string;
  /** The page it leads to, by its path. */
  readonly path?: string;
}

export interface Completions {
  /** What the insertions replace: on one line, the cursor in it. */
  readonly span: Span;
  /** Best first. There may be more than these: another letter typed is another question. */
  readonly items: readonly Completion[];
}

/** An editor shows a dozen; whoever looks for another one types on. */
const LIMIT = 60;
const CITATION_LIMIT = 90;

const EMPTY: Texts = { en: "empty entry", "zh-hans": "空条目", "zh-hant": "空條目" };

/** What could be inserted where somebody types a link, an anchor, a footnote marker or a category. */
export async function complete(
  snapshot: Snapshot,
  offset: number,
  around: Surroundings,
): Promise<Completions | undefined> {
  const { article } = snapshot;
  if (article.dialect === "wikitext") return completeWikitext(snapshot, offset, around);
  const typing = article.dialect === "markdown" ? typingAt(article, offset) : undefined;
  if (!typing) return undefined;
  const items = await itemsFor(typing, snapshot, offset, around);
  return items.length > 0 ? { span: typing.span, items: items.slice(0, LIMIT) } : undefined;
}

async function itemsFor(
  typing: Typing,
  snapshot: Snapshot,
  offset: number,
  around: Surroundings,
): Promise<Completion[]> {
  switch (typing.kind) {
    case "footnote":
      return footnotes(snapshot, typing.query, false);
    case "category":
      return categories(snapshot, typing.query);
    case "anchor":
      return anchors(typing, snapshot, around);
    case "target":
      return targets(typing, snapshot);
    case "link":
      return links(snapshot, typing.query, isRawHtml(snapshot.article, offset));
  }
}

/** Whether a place lies in a block of HTML, where Markdown is not read. */
function isRawHtml({ blocks }: Article, offset: number): boolean {
  const block = blocks[firstEndingAfter(blocks, offset - 1)];
  return block?.kind === "html" && block.start < offset;
}

function links(snapshot: Snapshot, query: string, isHtml: boolean): Completion[] {
  const pages = query === "" ? pagesToBeginWith(snapshot) : snapshot.facts.pages.search(query, LIMIT);
  const manner = mannerOf(snapshot, isHtml ? "html" : "markdown");
  const found = pages.map(({ title, path }): Completion => {
    const label = labelFor(snapshot, title, query);
    const target = manner.target(path);
    const insert = isHtml
      ? `<a href="${target}"${manner.attribute}>${writtenLabel(label, "html")}</a>`
      : `[${writtenLabel(label, "markdown")}](${target}${manner.attribute})`;
    return { kind: "page", name: title, insert, path };
  });
  return isHtml && /^\d*$/.test(query) ? [...footnotes(snapshot, query, true), ...found] : found;
}

/** Before anything is typed: the pages that this one links to already, then any. */
function pagesToBeginWith({ article, facts }: Snapshot): readonly PageName[] {
  const known = new Map<string, PageName>();
  for (const { kind, title } of article.links) {
    if (kind !== "page" || known.size >= LIMIT) continue;
    const resolved = facts.pages.resolve(title);
    if ("path" in resolved) known.set(resolved.path, resolved);
  }
  for (const page of facts.pages.search("", LIMIT)) known.set(page.path, page);
  return [...known.values()].slice(0, LIMIT);
}

function targets(typing: Typing & { kind: "target" }, snapshot: Snapshot): Completion[] {
  const { form, closed, query, label } = typing;
  const { pages } = snapshot.facts;
  const named = query === "" ? pages.search(label, LIMIT) : [];
  const found = named.length > 0 ? named : query === "" ? pagesToBeginWith(snapshot) : pages.search(query, LIMIT);
  const manner = mannerOf(snapshot, form);
  const tail = closed ? "" : form === "html" ? `"${manner.attribute}>` : `${manner.attribute})`;
  return found.map(({ title, path }) => ({ kind: "page", name: title, insert: manner.target(path) + tail, path }));
}

async function anchors(
  typing: Typing & { kind: "anchor" },
  snapshot: Snapshot,
  around: Surroundings,
): Promise<Completion[]> {
  const { before, form, closed, query } = typing;
  const headings = await headingsOf(before, snapshot, around);
  const wanted = foldedTitle(query);
  const manner = mannerOf(snapshot, form);
  // In this wiki the anchor stands in front of `.md`; behind it only where somebody wrote it so.
  const extension = before === "" || /\.md$/.test(before) ? "" : ".md";
  const tail = closed ? "" : form === "html" ? '"' : before === "" ? ")" : `${manner.attribute})`;
  return [...new Set(headings)]
    .filter((heading) => heading !== "" && foldedTitle(heading).includes(wanted))
    .map((heading) => ({
      kind: "anchor",
      name: heading,
      insert: `${before}#${writtenDestination(underscored(heading), form)}${extension}${tail}`,
    }));
}

/** The headings of the page that a destination as written leads to; of this page when it names none. */
async function headingsOf(
  written: string,
  { article, facts }: Snapshot,
  around: Surroundings,
): Promise<readonly string[]> {
  if (written === "") return article.headings.map(({ text }) => text);
  const title = written
    .replace(/\.md$/, "")
    .replace(/^(?:\.{0,2}\/)*(?:Page\/)?/, "")
    .replace(/\\(.)/g, "$1");
  const resolved = facts.pages.resolve(title);
  if (!("path" in resolved)) return [];
  const known = facts.pages.headings(resolved.path);
  return known ?? (await around.page(resolved.path))?.article.headings.map(({ text }) => text) ?? [];
}

function footnotes({ article }: Snapshot, query: string, isHtml: boolean): Completion[] {
  const wanted = foldedTitle(query);
  const isNumber = /^\d+$/.test(query);
  return article.references
    .filter(({ name, text }) => name.startsWith(query) || (!isNumber && foldedTitle(text).includes(wanted)))
    .map((reference) => ({
      kind: "footnote",
      name: reference.name,
      note: reference.empty ? { texts: EMPTY } : shortened(reference.text, CITATION_LIMIT),
      insert: isHtml ? `[${reference.name}]` : markerOf(article, reference),
    }));
}

/** The marker that cites an entry: as the entry's own sort of list has them. */
function markerOf({ text }: Article, { label, name }: Reference): string {
  return text.startsWith("[^", label.start) ? `[^${name}]` : `\\[${name}\\]`;
}

function categories({ article, facts }: Snapshot, query: string): Completion[] {
  const wanted = foldedTitle(query);
  const own = article.categories.map(({ name }) => name).filter((name) => foldedTitle(name).includes(wanted));
  // A page is in a category once: its own come last.
  const names = new Set(facts.pages.searchCategories(query, LIMIT).filter((name) => !own.includes(name)));
  return [...names, ...new Set(own)].map((name) => {
    const target = writtenDestination(guardPercent(`https://zh.wikipedia.org/wiki/Category:${name}`), "markdown");
    return { kind: "category", name, insert: `[Category:${writtenLabel(name, "markdown")}](${target} "wikilink")` };
  });
}

/** How a page writes its links. */
interface Manner {
  readonly target: (path: string) => string;
  /** The title attribute with the space in front of it; "" when its links have none. */
  readonly attribute: string;
}

/** The page's own way to write local links, told from those it has; of a page without any, its dialect's. */
function mannerOf(snapshot: Snapshot, form: "markdown" | "html"): Manner {
  const { article, uri } = snapshot;
  const local = article.links.filter((link) => link.kind === "page" && link.form !== "wikitext");
  const folders = local.map((link) => folderOf(article.text, link));
  const folder = folders.find((written) => written !== "") ?? (local.length > 0 ? "" : folderFrom(uri));
  const isPlain = local.length > 0 && local.every(({ attribute }) => attribute === "");
  const attribute = form === "html" ? ' title="wikilink"' : ' "wikilink"';
  return {
    attribute: isPlain ? "" : attribute,
    target(path) {
      const stem = path.replace(/^Page\//, "").replace(/\.md$/, "");
      const slot = { form, enclosure: form === "html" ? '"' : "" } as const;
      return folder === "" ? writtenPath(underscored(stem), slot) : `${folder}${writtenPath(stem, slot)}.md`;
    },
  };
}

function folderOf(text: string, { target }: Link): string {
  return /^<?((?:\.{0,2}\/)*Page\/)/.exec(text.slice(target.start, target.end))?.[1] ?? "";
}

/** The way from a page's file to the folder of all pages. */
function folderFrom(uri: string): string {
  const { path } = placeOf(uri);
  const inside = relativePath(pagesFolderOf(path), path) ?? "";
  return `${"../".repeat(inside.split("/").length)}Page/`;
}

/**
 * The text of a link to a page: what was typed where that is the whole title in another script, else the title without the
 * qualifier behind it, in the script of the article where every character has just one form there.
 */
function labelFor({ article }: Snapshot, title: string, query: string): string {
  if (query !== "" && foldedTitle(query) === foldedTitle(title)) return query;
  const name = withoutQualifier(title);
  const { script } = article;
  if (script !== "hans" && script !== "hant") return name;
  const other = script === "hans" ? "hant" : "hans";
  if (countScript(name)[other] === 0) return name;
  let label = "";
  let position = 0;
  for (const at of strictOffsets(name, other)) {
    const form = counterpart(name.codePointAt(at)!);
    if (form === undefined) return name;
    label += name.slice(position, at) + form;
    position = at + (name.codePointAt(at)! > 0xffff ? 2 : 1);
  }
  return label + name.slice(position);
}
