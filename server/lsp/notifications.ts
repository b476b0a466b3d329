import type { LineIndex } from "../core/text/lines";
import type { FileChange } from "../core/workspace/changes";
import type { OpenDocument, Replacement } from "../core/workspace/document";
import { expectParams, expectRange, expectUri, isRecord } from "./guard";
import type { Session } from "./session";

type Notice = (session: Session, params: unknown) => void | Promise<void>;

/** The files that the checks of other pages depend on. */
export const FILES_READ: readonly string[] = [
  "**/*.md",
  "**/.redlink.json",
  "**/*.{wikitext,mediawiki,wiki,html,htm,rendered.txt}",
];

const CREATED_CHANGED_DELETED = 1 | 2 | 4;

/** What is done with every notification, by method. */
export const NOTIFICATIONS: Readonly<Record<string, Notice>> = {
  initialized: afterInitialize,

  "textDocument/didOpen"(session, params) {
    const uri = expectUri(params);
    const { languageId, version, text } = (params as { textDocument: Record<string, unknown> }).textDocument;
    expectParams(typeof text === "string", "textDocument.text must be a string");
    const language = typeof languageId === "string" ? languageId : "";
    session.diagnostics.schedule(session.workspace.open(uri, language, versionOf(version), text));
    session.wikiCheck.opened(uri);
  },

  "textDocument/didChange"(session, params) {
    const document = openDocument(session, params);
    const { textDocument, contentChanges } = params as {
      textDocument: Record<string, unknown>;
      contentChanges: unknown;
    };
    expectParams(Array.isArray(contentChanges), "contentChanges must be a list");
    for (const change of contentChanges) document.change(replacement(document, change));
    document.version = versionOf(textDocument.version);
    session.diagnostics.schedule(document);
  },

  async "textDocument/didClose"(session, params) {
    const document = openDocument(session, params);
    session.workspace.close(document.uri);
    session.diagnostics.closed(document);
    session.companions.closed(document.uri);
    session.wikiCheck.forget([document.uri]);
    await session.wikiCheck.recheckAll([document.uri]);
    await lookForNews(session);
  },

  async "textDocument/didSave"(session, params) {
    const { uri } = openDocument(session, params);
    if (!session.client.watchesFiles) await filesChanged(session, [{ uri, deleted: false }]);
    await lookForNews(session);
  },

  async "workspace/didChangeWatchedFiles"(session, params) {
    const changes = isRecord(params) ? params.changes : undefined;
    expectParams(Array.isArray(changes), "changes must be a list");
    await filesChanged(
      session,
      changes.flatMap((change: unknown) =>
        isRecord(change) && typeof change.uri === "string" ? [{ uri: change.uri, deleted: change.type === 3 }] : [],
      ),
    );
  },

  // What is done in the editor itself is told at once, also where nothing watches the disk.
  "workspace/didCreateFiles": (session, params) =>
    filesChanged(
      session,
      told(params, ({ uri }) => [{ uri, deleted: false }]),
    ),

  "workspace/didDeleteFiles": (session, params) =>
    filesChanged(
      session,
      told(params, ({ uri }) => [{ uri, deleted: true }]),
    ),

  "workspace/didRenameFiles": (session, params) =>
    filesChanged(
      session,
      told(params, ({ oldUri, newUri }) => [
        { uri: oldUri, deleted: true },
        { uri: newUri, deleted: false },
      ]),
    ),

  async "workspace/didChangeConfiguration"(session, params) {
    const settings = isRecord(params) ? params.settings : undefined;
    if (session.client.answersConfiguration) await askForSettings(session);
    else if (isRecord(settings) && session.setSettings(settings.redlink)) {
      session.wikiCheck.changed();
      session.diagnostics.refresh();
    }
  },

  "workspace/didChangeWorkspaceFolders"(session, params) {
    const event = isRecord(params) && isRecord(params.event) ? params.event : {};
    session.workspace.changeRoots(urisOf(event.added), urisOf(event.removed));
    session.diagnostics.refresh();
  },
};

/** Asks a client that is ready for what it can tell. */
async function afterInitialize(session: Session): Promise<void> {
  const { client, workspace } = session;
  void session.guardWork("reading settings", () => workspace.readSettingsFiles());
  const registrations: { id: string; method: string; registerOptions: object }[] = [];
  if (client.watchesFiles) {
    const watchers = FILES_READ.map((globPattern) => ({
      globPattern,
      kind: CREATED_CHANGED_DELETED,
    }));
    registrations.push({ id: "files", method: "workspace/didChangeWatchedFiles", registerOptions: { watchers } });
  }
  if (client.registersConfiguration) {
    const registerOptions = { section: "redlink" };
    registrations.push({ id: "configuration", method: "workspace/didChangeConfiguration", registerOptions });
  }
  if (registrations.length > 0) await session.request("client/registerCapability", { registrations });
  if (client.answersConfiguration) await askForSettings(session);
}

async function askForSettings(session: Session): Promise<void> {
  const answers = await session.request<unknown>("workspace/configuration", { items: [{ section: "redlink" }] });
  if (Array.isArray(answers) && isRecord(answers[0]) && session.setSettings(answers[0])) {
    session.wikiCheck.changed();
    session.diagnostics.refresh();
  }
}

async function filesChanged(session: Session, changes: FileChange[]): Promise<void> {
  session.companions.forget();
  const uris = changes.map(({ uri }) => uri);
  session.wikiCheck.forget(uris);
  const isRelevant = await session.workspace.filesChanged(changes);
  if (isRelevant) {
    session.wikiCheck.changed();
    session.diagnostics.refresh();
  }
  await session.wikiCheck.recheckAll(uris);
  await lookForNews(session);
}

/** Takes over what open documents say, and tells the client when its lists are not up to date. */
async function lookForNews({ workspace, wikiNews }: Session): Promise<void> {
  await workspace.allWikis();
  wikiNews.look(workspace.version);
}

/** The changes that a notification of file operations tells of. */
function told(
  params: unknown,
  changesOf: (file: Record<string, unknown>) => { readonly uri: unknown; readonly deleted: boolean }[],
): FileChange[] {
  const files = isRecord(params) ? params.files : undefined;
  expectParams(Array.isArray(files), "files must be a list");
  return files
    .flatMap((file: unknown) => (isRecord(file) ? changesOf(file) : []))
    .flatMap(({ uri, deleted }) => (typeof uri === "string" ? [{ uri, deleted }] : []));
}

function openDocument(session: Session, params: unknown): OpenDocument {
  const uri = expectUri(params);
  const document = session.workspace.document(uri);
  expectParams(document !== undefined, `${uri} is not open`);
  return document;
}

/** One change of the protocol as offsets of the text it speaks of. */
function replacement(
  { lines, text }: { readonly lines: LineIndex; readonly text: string },
  change: unknown,
): Replacement {
  expectParams(isRecord(change) && typeof change.text === "string", "a change needs text");
  if (change.range === undefined || change.range === null) return { start: 0, end: text.length, newText: change.text };
  const range = expectRange(change.range);
  const start = lines.offsetAt(range.start);
  const end = lines.offsetAt(range.end);
  return { start: Math.min(start, end), end: Math.max(start, end), newText: change.text };
}

function versionOf(version: unknown): number {
  return typeof version === "number" ? version : 0;
}

function urisOf(folders: unknown): string[] {
  if (!Array.isArray(folders)) return [];
  return folders.flatMap((folder: unknown) => (isRecord(folder) && typeof folder.uri === "string" ? [folder.uri] : []));
}
