import type {
  OptionalVersionedTextDocumentIdentifier,
  PrepareRenameResult,
  RenameFile,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
} from "vscode-languageserver";
import { dialectOfPath } from "../core/dialects/detect";
import { moveFiles, type NamingPage, unnameable } from "../core/features/move-files";
import type { Move, PageEdits } from "../core/features/page-edits";
import { pathWithTitle, typedTitle } from "../core/features/page-titles";
import { NameRefused, noTitle, type Renameable, rename, renameableAt, type WikiChange } from "../core/features/rename";
import { render, type Texts } from "../core/rules/texts";
import { LineIndex, withLineFeeds } from "../core/text/lines";
import { PAGES, placeOf, uriOf } from "../core/workspace/paths";
import type { Wiki } from "../core/workspace/wiki";
import { toRange } from "./convert";
import { ERROR_CODES, expectParams, expectPosition, isRecord, type Point, RequestFailure } from "./guard";
import { informed, type Page, type Session, surroundings } from "./session";

const NO_MOVE: Texts = {
  en: "This editor does not let Redlink move files, so the page “{name}” keeps its name. Rename it in an editor that does.",
  "zh-hans": "此编辑器不允许 Redlink 移动文件，页面“{name}”无法重命名。请在支持移动文件的编辑器中重命名。",
  "zh-hant": "此編輯器不允許 Redlink 移動檔案，頁面「{name}」無法重新命名。請在支援移動檔案的編輯器中重新命名。",
};
const NO_FOLDER: Texts = {
  en: "“{name}” may be linked from pages that are not known here. Open the folder of the wiki and rename it there.",
  "zh-hans": "可能有未知的页面链接到“{name}”。请打开维基所在的文件夹后再重命名。",
  "zh-hant": "可能有未知的頁面連結到「{name}」。請開啟維基所在的資料夾後再重新命名。",
};

/** Answers `textDocument/prepareRename`. */
export async function prepareRename(
  asked: Page,
  session: Session,
  params: Record<string, unknown>,
): Promise<PrepareRenameResult | null> {
  const page = await withFiles(await informed(asked, session), session, expectPosition(params.position), []);
  const { snapshot, lines } = page;
  const found = renameableAt(snapshot, lines.offsetAt(expectPosition(params.position)));
  if (!found) return null;
  await expectRenameable(found, page, session);
  return { range: toRange(lines, found.span), placeholder: found.name };
}

/** Answers `textDocument/rename`. */
export async function renameRequest(
  asked: Page,
  session: Session,
  params: Record<string, unknown>,
): Promise<WorkspaceEdit | null> {
  const { newName } = params;
  expectParams(typeof newName === "string", "newName must be a string");
  const page = await withFiles(await informed(asked, session), session, expectPosition(params.position), [newName]);
  const offset = page.lines.offsetAt(expectPosition(params.position));
  const found = renameableAt(page.snapshot, offset);
  if (!found) return null;
  await expectRenameable(found, page, session);
  try {
    const change = await rename(page.snapshot, offset, newName, surroundings(page, session));
    return change ? wikiEdit(change, session, (path) => session.workspace.uriOfPage(page.document, path)) : null;
  } catch (error) {
    if (!(error instanceof NameRefused)) throw error;
    throw new RequestFailure(ERROR_CODES.requestFailed, render(error.reason, session.client.language));
  }
}

/**
 * The page when the files are known under the name that is renamed and the new ones. Some clients watch no files: what an earlier
 * rename moved would still be expected under its old name, and links would be renamed without their page.
 */
async function withFiles(page: Page, session: Session, position: Point, names: readonly string[]): Promise<Page> {
  const { workspace } = session;
  const { document, lines, snapshot } = page;
  const found = renameableAt(snapshot, lines.offsetAt(position));
  if (!found?.isLinked) return page;
  const wiki = await workspace.wiki(document.uri);
  const own = wiki.pathOf(placeOf(document.uri)) ?? "";
  const paths = new Set<string>();
  for (const name of [found.name, ...names]) {
    const title = typedTitle(name, [own]);
    const known = wiki.index.titles.find(title)?.path;
    for (const path of [pathWithTitle(own, title), ...(known === undefined ? [] : wiki.index.formsOf(known))])
      paths.add(path);
  }
  const files = wiki.index.files();
  const asked = [...paths].map((path) => ({ path, uri: uriOf(wiki.placeOf(path)) }));
  const isHere = (uri: string) => wiki.pathOf(placeOf(uri)) !== undefined;
  const edited = [...session.edited].filter(isHere).map((uri) => ({ path: undefined, uri }));
  for (const { uri } of edited) session.edited.delete(uri);
  const looked = [...asked, ...edited];
  const onDisk = await workspace.readAll(looked.map(({ uri }) => uri));
  const changes = looked.flatMap(({ path, uri }, index) => {
    const isThere = onDisk[index]!.text !== undefined;
    return path !== undefined && files.has(path) === isThere ? [] : [{ uri, deleted: !isThere }];
  });
  if (changes.length === 0) return page;
  await workspace.filesChanged(changes);
  return session.page(document.uri) ?? page;
}

/** @throws RequestFailure when the file of a page cannot move, or not all links are known that would have to follow */
async function expectRenameable(found: Renameable, { document }: Page, session: Session): Promise<void> {
  const { client, workspace } = session;
  const refuse = (texts: Texts, name: string) =>
    new RequestFailure(ERROR_CODES.requestFailed, render({ texts, args: { name } }, client.language));
  if (found.movesFile && !client.renamesFiles) throw refuse(NO_MOVE, found.name);
  if (found.isLinked && !(await workspace.readAround(document.uri))) throw refuse(NO_FOLDER, found.name);
}

/** Answers `workspace/willRenameFiles`: the links to pages whose files are being moved. */
export async function willRenameFiles(session: Session, params: unknown): Promise<WorkspaceEdit | null> {
  const files = isRecord(params) ? params.files : undefined;
  expectParams(Array.isArray(files), "files must be a list");
  const { workspace } = session;
  const moves = new Map<Wiki, Move[]>();
  for (const file of files as unknown[]) {
    if (!isRecord(file) || typeof file.oldUri !== "string" || typeof file.newUri !== "string") continue;
    const wiki = await wikiOf(file.oldUri, session);
    const from = wiki.pathOf(placeOf(file.oldUri));
    const to = wiki.pathOf(placeOf(file.newUri));
    // To another wiki: the links stay with this one. And with all its pages a wiki moves, if it stays one.
    if (from === undefined || to === undefined || from === PAGES) continue;
    moves.set(wiki, [...(moves.get(wiki) ?? []), { from, to }]);
  }
  const pages: PageEdits[] = [];
  for (const [wiki, moved] of moves) {
    const title = unnameable(moved, wiki.index);
    if (title !== undefined) {
      throw new RequestFailure(ERROR_CODES.requestFailed, render(noTitle(title), session.client.language));
    }
    const edits = await moveFiles(moved, wiki.index, {
      linkingPages: (links) => workspace.linkingPages(wiki, links),
      pagesNaming: (names, paths) => pagesNaming(wiki, session, names, paths),
      page: (path) => workspace.pageAt(uriOf(wiki.placeOf(path))),
    });
    pages.push(...edits);
  }
  return pages.length > 0 ? wikiEdit({ pages }, session, (path) => path) : null;
}

/** The wiki of a file or folder. Of what is no page it is the innermost that holds it: a folder beside `Page` has pictures. */
async function wikiOf(uri: string, { workspace }: Session): Promise<Wiki> {
  await workspace.readAround(uri);
  const place = placeOf(uri);
  const own = await workspace.wiki(uri);
  if (dialectOfPath(place.path) !== null || own.index.pages.size > 0) return own;
  const holding = (await workspace.allWikis()).filter((wiki) => wiki.pathOf(place) !== undefined);
  return holding.sort((a, b) => b.folder.path.length - a.folder.path.length)[0] ?? own;
}

/** Pages whose texts are looked at before others have their turn. */
const AT_ONCE = 64;

/** Reads those among pages whose texts fit a pattern. */
async function pagesNaming(
  wiki: Wiki,
  { workspace }: Session,
  names: readonly RegExp[],
  paths: readonly string[],
): Promise<NamingPage[]> {
  const found: NamingPage[] = [];
  for (let first = 0; first < paths.length; first += AT_ONCE) {
    const some = paths.slice(first, first + AT_ONCE);
    const texts = await workspace.readAll(some.map((path) => uriOf(wiki.placeOf(path))));
    for (const [index, { uri, text }] of texts.entries()) {
      if (text === undefined || !names.some((name) => name.test(text))) continue;
      const page = await workspace.pageAt(uri);
      if (page) found.push({ ...page, path: some[index]! });
    }
  }
  return found;
}

/** A change of the wiki as one edit: of the versions of open documents, and of the files that are not open. */
function wikiEdit(change: WikiChange, session: Session, uriOfPage: (path: string) => string): WorkspaceEdit {
  const { client, workspace } = session;
  const documents = change.pages.map(({ uri, text, edits }): TextDocumentEdit => {
    const open = workspace.document(uri);
    if (open && withLineFeeds(open.text) !== withLineFeeds(text)) {
      throw new RequestFailure(ERROR_CODES.contentModified, `${uri} has changed meanwhile`);
    }
    if (!open) session.edited.add(uri);
    const lines = open?.lines ?? new LineIndex(text);
    const textDocument: OptionalVersionedTextDocumentIdentifier = { uri, version: open?.version ?? null };
    return { textDocument, edits: edits.map((edit) => ({ range: toRange(lines, edit), newText: edit.newText })) };
  });
  const moves = (change.moves ?? []).map(({ from, to }): RenameFile => {
    return { kind: "rename", oldUri: uriOfPage(from), newUri: uriOfPage(to) };
  });
  if (!client.versionedEdits && moves.length === 0) {
    return { changes: Object.fromEntries(documents.map((one) => [one.textDocument.uri, one.edits as TextEdit[]])) };
  }
  return { documentChanges: [...documents, ...moves] };
}
