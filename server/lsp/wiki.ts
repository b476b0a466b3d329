// What concerns all pages of the wiki at once.
import type { Location, SymbolInformation } from "vscode-languageserver";
import { wikiReferences } from "../core/features/wiki-references";
import { wikiSymbols } from "../core/features/wiki-symbols";
import { usesOf } from "../core/footnotes/tags";
import type { NameUse } from "../core/model/article";
import { pathOfTitle } from "../core/rules/link/targets";
import type { Backlink, WikiIndex } from "../core/workspace/index/wiki-index";
import { canHaveTitle, pathWithTitle } from "../core/workspace/page-titles";
import { placeOf, uriOf } from "../core/workspace/paths";
import type { Wiki } from "../core/workspace/wiki";
import { isArticleTitle, isWikitextFile, titleOfPage } from "../core/workspace/wikitext-titles";
import { toLocation, toRange } from "./convert";
import { expectParams, expectPosition, isRecord } from "./guard";
import { type FootnoteItem, type WikiList, type WikiListItem, type WikiListResult, wikiLists } from "./protocol";
import { informed, type Page, type Session, surroundings } from "./session";
import { COMMON_SYMBOL } from "./show";

/** What an editor lists of symbols. */
const MAX_SYMBOLS = 200;

const SYMBOL_KINDS = { page: 1, section: 15 } as const; // File, String

/** Answers `textDocument/references`. */
export async function findReferences(
  asked: Page,
  session: Session,
  params: Record<string, unknown>,
): Promise<Location[]> {
  const page = await informed(asked, session);
  const { document, lines, snapshot } = page;
  const { context } = params;
  const withDeclaration = isRecord(context) && context.includeDeclaration === true;
  const offset = lines.offsetAt(expectPosition(params.position));
  const { here, links } = await wikiReferences(snapshot, offset, withDeclaration, surroundings(page, session));
  return [
    ...here.map((span) => toLocation(document.uri, lines, span)),
    ...links.map((link) => locationOf(link, (path) => session.workspace.uriOfPage(document, path))),
  ];
}

function locationOf({ path, from, to }: Backlink, uriOfPage: (path: string) => string): Location {
  return { uri: uriOfPage(path), range: { start: from, end: to } };
}

/** Answers `workspace/symbol`. */
export async function symbols(session: Session, params: unknown): Promise<SymbolInformation[]> {
  const query = isRecord(params) ? params.query : undefined;
  expectParams(typeof query === "string", "query must be a string");
  const { workspaceSymbolKinds } = session.client;
  const found: SymbolInformation[] = [];
  for (const wiki of await session.workspace.allWikis()) {
    for (const { kind, name, container, path, at } of wikiSymbols(wiki.index, query, MAX_SYMBOLS - found.length)) {
      const location = { uri: uriOf(wiki.placeOf(path)), range: { start: at, end: at } };
      found.push({
        name,
        kind: workspaceSymbolKinds(SYMBOL_KINDS[kind]) ? SYMBOL_KINDS[kind] : COMMON_SYMBOL,
        location,
        ...(container === "" ? {} : { containerName: container }),
      });
    }
  }
  return found;
}

/** Answers `redlink/wikiList`. */
export async function wikiList(session: Session, params: unknown): Promise<WikiListResult> {
  const list = isRecord(params) ? wikiLists.find((name) => name === params.list) : undefined;
  expectParams(list !== undefined, `list must be one of ${wikiLists.join(", ")}`);
  const { limit } = params as { limit?: unknown };
  session.wikiNews.listed();
  await session.workspace.scan();
  const wikis = await session.workspace.allWikis();
  const items = wikis.flatMap((wiki) => listOf(list, wiki));
  // One wiki's list is in order.
  if (wikis.length > 1 && list !== "orphans") items.sort(list === "wanted" ? byCount : bySeverity);
  return { items: typeof limit === "number" ? items.slice(0, limit) : items, total: items.length };
}

function listOf(list: WikiList, wiki: Wiki): WikiListItem[] {
  const item = (path: string, counts: Partial<WikiListItem> = {}): WikiListItem => ({
    title: titleOfPage(path),
    uri: uriOf(wiki.placeOf(path)),
    count: 0,
    errors: 0,
    warnings: 0,
    ...counts,
  });
  const { index } = wiki;
  switch (list) {
    case "wanted":
      return wantedPages(index).map(({ title, path, pages }) => ({ ...item(path, { count: pages }), title }));
    case "orphans":
      return index.orphans().map((path) => item(path));
    case "problems":
      return index
        .problemPages()
        .map(({ path, error, warning, total }) => item(path, { count: total, errors: error, warnings: warning }));
  }
}

/** The pages that are wanted and could be created, each with the path its file would have. */
function wantedPages(index: WikiIndex): { readonly title: string; readonly path: string; readonly pages: number }[] {
  const isArticle = (path: string) => isArticleTitle(titleOfPage(path));
  const model = index.pages.size > 0 ? undefined : index.wikitextFiles().find(isArticle);
  return index.wanted().flatMap(({ title, pages }) => {
    const file = model ?? pathOfTitle(title);
    return canHaveTitle(file, title) ? [{ title, path: pathWithTitle(file, title), pages }] : [];
  });
}

function byCount(a: WikiListItem, b: WikiListItem): number {
  return b.count - a.count;
}

function bySeverity(a: WikiListItem, b: WikiListItem): number {
  return b.errors - a.errors || b.warnings - a.warnings || b.count - a.count;
}

/** Answers `redlink/linksTo`. */
export async function linksTo(session: Session, params: unknown): Promise<Location[]> {
  const uri = isRecord(params) ? params.uri : undefined;
  expectParams(typeof uri === "string", "uri must be a string");
  const { workspace } = session;
  await workspace.readAround(uri);
  const wiki = await workspace.wiki(uri);
  const path = wiki.pathOf(placeOf(uri));
  if (path === undefined) return [];
  return localLinksTo(wiki.index, path).map((link) => locationOf(link, (other) => uriOf(wiki.placeOf(other))));
}

function localLinksTo(index: WikiIndex, path: string): readonly Backlink[] {
  const title = titleOfPage(path);
  const there = (isWikitextFile(path) ? index.titles : index.pages).find(title);
  const links = there ? index.backlinks(there.path) : index.linksToMissing(title);
  return links.filter(({ kind }) => kind === "page");
}

/** Answers `redlink/footnotes`. */
export function footnotes({ snapshot, lines }: Page): FootnoteItem[] {
  const { references, nameUses } = snapshot.article;
  const cited = references.map(({ citedBy }) => citedBy.length);
  // Who cites a part of a footnote cites the footnote.
  for (const { partOf, citedBy } of references) if (partOf != null) cited[partOf]! += citedBy.length;
  const byName = new Map<string, NameUse[]>();
  for (const use of nameUses) {
    const same = byName.get(use.name);
    if (same) same.push(use);
    else byName.set(use.name, [use]);
  }
  return references.map((reference, index) => ({
    name: reference.name,
    citation: reference.text,
    empty: reference.empty,
    markers: cited[index]! + usesOf(byName.get(reference.name) ?? [], reference.name, reference.group).length,
    range: toRange(lines, reference),
  }));
}
