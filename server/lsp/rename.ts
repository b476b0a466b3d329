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
import { NameRefused, rename, renameableAt, type WikiChange } from "../core/features/rename";
import { render } from "../core/rules/texts";
import { LineIndex } from "../core/text/lines";
import { PAGES, placeOf, uriOf } from "../core/workspace/paths";
import type { Wiki } from "../core/workspace/wiki";
import { toRange } from "./convert";
import { ERROR_CODES, expectParams, expectPosition, isRecord, RequestFailure } from "./guard";
import { informed, type Page, type Session, surroundings } from "./session";

/** Answers `textDocument/prepareRename`. */
export async function prepareRename(
  asked: Page,
  session: Session,
  params: Record<string, unknown>,
): Promise<PrepareRenameResult | null> {
  const { snapshot, lines } = await informed(asked, session);
  const found = renameableAt(snapshot, lines.offsetAt(expectPosition(params.position)));
  if (!found || (found.movesFile && !session.client.renamesFiles)) return null;
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
  try {
    const change = await rename(page.snapshot, offset, newName, surroundings(page, session));
    return change ? wikiEdit(change, session, (path) => session.workspace.uriOfPage(page.document, path)) : null;
  } catch (error) {
    if (!(error instanceof NameRefused)) throw error;
    throw new RequestFailure(ERROR_CODES.requestFailed, render(error.reason, session.client.language));
  }
}

/** Answers `workspace/willRenameFiles`: the links to pages whose files are being moved. */
export async function willRenameFiles(session: Session, params: unknown): Promise<WorkspaceEdit | null> {
  const files = isRecord(params) ? params.files : undefined;
  expectParams(Array.isArray(files), "files must be a list");
  const { workspace } = session;
  await workspace.scan();
  const moves = new Map<Wiki, Move[]>();
  for (const file of files as unknown[]) {
    if (!isRecord(file) || typeof file.oldUri !== "string" || typeof file.newUri !== "string") continue;
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
    if (open && open.text !== text) {
      throw new RequestFailure(ERROR_CODES.contentModified, `${uri} has changed meanwhile`);
    }
    const lines = open?.lines ?? new LineIndex(text);
    const textDocument: OptionalVersionedTextDocumentIdentifier = { uri, version: open?.version ?? null };
    return { textDocument, edits: edits.map((edit) => ({ range: toRange(lines, edit), newText: edit.newText })) };
  });
  if (!client.versionedEdits) {
    return { changes: Object.fromEntries(documents.map((one) => [one.textDocument.uri, one.edits as TextEdit[]])) };
  }
  const moves = (change.moves ?? []).map(({ from, to }): RenameFile => {
    return { kind: "rename", oldUri: uriOfPage(from), newUri: uriOfPage(to) };
  });
  return { documentChanges: [...documents, ...moves] };
}
