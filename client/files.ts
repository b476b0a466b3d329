import * as vscode from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import {
  type FileParams,
  type ReadDirectoryResult,
  type ReadFileResult,
  readDirectoryRequest,
  readFileRequest,
} from "../server/lsp/protocol";

/** Reads files for a server that cannot: one in the browser's worker, or one whose folder is on no disk. */
export function answerFileRequests(client: BaseLanguageClient): vscode.Disposable {
  const place = (params: FileParams): vscode.Uri => client.protocol2CodeConverter.asUri(params.uri);
  return vscode.Disposable.from(
    client.onRequest(readFileRequest, async (params: FileParams): Promise<ReadFileResult> => {
      try {
        return { text: new TextDecoder().decode(await vscode.workspace.fs.readFile(place(params))) };
      } catch {
        return { text: null }; // no such file, or not readable: the server treats both as a missing page
      }
    }),
    client.onRequest(readDirectoryRequest, async (params: FileParams): Promise<ReadDirectoryResult> => {
      try {
        return { entries: entriesOf(await vscode.workspace.fs.readDirectory(place(params))) };
      } catch {
        return { entries: [] };
      }
    }),
  );
}

/** Files and folders; a link to a file counts as one, a link to a folder is left out, for it may lead back up. */
function entriesOf(found: readonly [string, vscode.FileType][]): ReadDirectoryResult["entries"] {
  const entries: [string, "file" | "directory"][] = [];
  for (const [name, type] of found) {
    if (type & vscode.FileType.File) entries.push([name, "file"]);
    else if (type === vscode.FileType.Directory) entries.push([name, "directory"]);
  }
  return entries;
}
