import type {
  OptionalVersionedTextDocumentIdentifier,
  PrepareRenameResult,
  RenameFile,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
} from "vscode-languageserver";
import { moveFiles } from "../core/features/move-files";
import type { Move, PageEdits } from "../core/features/page-edits";
import { NameRefused, type Renameable, rename, renameableAt, type WikiChange } from "../core/features/rename";
import { render, type Texts } from "../core/rules/texts";
import { LineIndex, withLineFeeds } from "../core/text/lines";
import { PAGES, placeOf, uriOf } from "../core/workspace/paths";
import type { Wiki } from "../core/workspace/wiki";
import { toRange } from "./convert";
import { ERROR_CODES, expectParams, expectPosition, isRecord, RequestFailure } from "./guard";
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
  const page = await informed(asked, session);
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
  const page = await informed(asked, session);
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
    await workspace.readAround(file.oldUri);
    const wiki = await workspace.wiki(file.oldUri);
    const from = wiki.pathOf(placeOf(file.oldUri));
    const to = wiki.pathOf(placeOf(file.newUri));
    // To another wiki: the links stay with this one. And with all its pages a wiki moves, if it stays one.
    if (from === undefined || to === undefined || from === PAGES) continue;
    moves.set(wiki, [...(moves.get(wiki) ?? []), { from, to }]);
  }
  const pages: PageEdits[] = [];
  for (const [wiki, moved] of moves) {
    const edits = await moveFiles(moved, wiki.index, {
      linkingPages: (links) => workspace.linkingPages(wiki, links),
      page: (path) => workspace.pageAt(uriOf(wiki.placeOf(path))),
    });
    pages.push(...edits);
  }
  return pages.length > 0 ? wikiEdit({ pages }, session, (path) => path) : null;
}

/** A change of the wiki as one edit: of the versions of open documents, and of the files that are not open. */
function wikiEdit(change: WikiChange, session: Session, uriOfPage: (path: string) => string): WorkspaceEdit {
  const { client, workspace } = session;
  const documents = change.pages.map(({ uri, text, edits }): TextDocumentEdit => {
    const open = workspace.document(uri);
    if (open && withLineFeeds(open.text) !== withLineFeeds(text)) {
      throw new RequestFailure(ERROR_CODES.contentModified, `${uri} has changed meanwhile`);
    }
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
