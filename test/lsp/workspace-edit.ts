import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { TextEdit, WorkspaceEdit } from "vscode-languageserver";
import { applyEdits, replace } from "../../server/core/text/edit";
import { LineIndex } from "../../server/core/text/lines";

/** A text after the edits of a language server. */
export function edited(text: string, edits: readonly TextEdit[]): string {
  const lines = new LineIndex(text);
  const span = ({ start, end }: TextEdit["range"]) => ({ start: lines.offsetAt(start), end: lines.offsetAt(end) });
  return applyEdits(
    text,
    edits.map(({ range, newText }) => replace(text, span(range), newText)),
  );
}

/** Carries out an edit on disk, as an editor does that saves all its documents: one part after the other. */
export function carryOut(edit: WorkspaceEdit | null): void {
  const write = (uri: string, edits: readonly TextEdit[]) => {
    const path = fileURLToPath(uri);
    writeFileSync(path, edited(readFileSync(path, "utf8"), edits));
  };
  for (const [uri, edits] of Object.entries(edit?.changes ?? {})) write(uri, edits);
  for (const change of edit?.documentChanges ?? []) {
    if ("edits" in change) write(change.textDocument.uri, change.edits as TextEdit[]);
    else if (change.kind === "rename") moveFile(fileURLToPath(change.oldUri), fileURLToPath(change.newUri));
    else throw new Error(`unexpected ${change.kind}`);
  }
}

/** Moves a file or a folder; a file that is there already stays. */
export function moveFile(from: string, to: string): void {
  if (existsSync(to)) throw new Error(`${to} is there already`);
  mkdirSync(dirname(to), { recursive: true });
  renameSync(from, to);
}
