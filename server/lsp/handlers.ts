import type { CancellationToken } from "vscode-jsonrpc";
import type {
  CodeAction,
  CodeLens,
  Command,
  DocumentDiagnosticReport,
  DocumentHighlight,
  DocumentLink,
  DocumentSymbol,
  FoldingRange,
  Hover,
  Location,
  ServerCapabilities,
  SymbolInformation,
} from "vscode-languageserver";
import { hover } from "../core/features/hover";
import { definition, documentLinks, references } from "../core/features/navigation";
import { folds, lenses, outline } from "../core/features/outline";
import { variantHover } from "../core/features/variant-hover";
import { render } from "../core/rules/texts";
import { ACTION_KINDS, actionCommands, actions, executeCommand, resolveAction } from "./actions";
import type { Client } from "./client";
import { COMPLETION_TRIGGERS, completion, resolveCompletion } from "./completion";
import { conversion, convertedText } from "./conversion";
import { locationIn, toHighlight, toLocation, toRange } from "./convert";
import { filesConversion } from "./files-conversion";
import { expectPosition, expectUri, isRecord } from "./guard";
import {
  checkWikiCommand,
  checkWikiRequest,
  companionsRequest,
  convertedTextRequest,
  convertFilesRequest,
  convertRequest,
  footnotesRequest,
  linksToRequest,
  restoreCommand,
  restoreRequest,
  serverCommands,
  showReferencesCommand,
  wikiListRequest,
} from "./protocol";
import { prepareRename, renameRequest, willRenameFiles } from "./rename";
import { companions, restoration } from "./restore";
import { type Page, type Session, surroundings } from "./session";
import { flatSymbols, toFoldingRange, toHover, toSymbol } from "./show";
import { findReferences, footnotes, linksTo, symbols, wikiList } from "./wiki";

/** What is done with one method, and what it is announced as. */
export interface RequestHandler {
  readonly method: string;
  readonly capability?: (client: Client) => Partial<ServerCapabilities>;
  readonly handle: (session: Session, params: unknown, token: CancellationToken) => unknown;
}

/** A request about a document: answered with `otherwise` when that is no open article. */
function onPage<R>(
  method: string,
  capability: RequestHandler["capability"],
  otherwise: R,
  handle: (page: Page, session: Session, params: Record<string, unknown>) => R | Promise<R>,
): RequestHandler {
  return {
    method,
    ...(capability && { capability }),
    handle(session, params) {
      const page = session.page(expectUri(params));
      return page ? handle(page, session, params as Record<string, unknown>) : otherwise;
    },
  };
}

/** Every request: method → capability → feature. */
export const REQUESTS: readonly RequestHandler[] = [
  {
    method: "textDocument/diagnostic",
    capability: (client) =>
      client.pullsDiagnostics
        ? {
            diagnosticProvider: {
              identifier: "redlink",
              interFileDependencies: false,
              workspaceDiagnostics: client.pullsWorkspace,
            },
          }
        : {},
    handle(session, params): DocumentDiagnosticReport | Promise<DocumentDiagnosticReport> {
      const document = session.workspace.document(expectUri(params));
      const { previousResultId } = params as { previousResultId?: unknown };
      if (!document) return { kind: "full", items: [] };
      return session.diagnostics.pull(document, typeof previousResultId === "string" ? previousResultId : undefined);
    },
  },

  { method: "workspace/diagnostic", handle: (session, params, token) => session.wikiCheck.pull(params, token) },
  { method: checkWikiRequest, handle: (session, params, token) => session.wikiCheck.check(params, token) },
  { method: wikiListRequest, handle: wikiList },
  { method: linksToRequest, handle: linksTo },
  onPage(footnotesRequest, undefined, null, footnotes),

  onPage(
    "textDocument/hover",
    () => ({ hoverProvider: true }),
    null,
    async (page, session, params): Promise<Hover | null> => {
      const { lines, snapshot } = page;
      const offset = offsetIn(page, params);
      const construct = await hover(snapshot, offset, surroundings(page, session));
      const variants = await variantHover(snapshot, offset);
      const [first, ...others] = [construct, variants].filter((content) => content !== undefined);
      return first ? toHover([first, ...others], lines, session.client) : null;
    },
  ),

  onPage(
    "textDocument/completion",
    (client) => ({
      completionProvider: {
        triggerCharacters: [...COMPLETION_TRIGGERS],
        resolveProvider: client.resolvesCompletions,
        ...(client.completionDetails && { completionItem: { labelDetailsSupport: true } }),
      },
    }),
    null,
    completion,
  ),
  { method: "completionItem/resolve", handle: resolveCompletion },

  onPage(
    "textDocument/definition",
    () => ({ definitionProvider: true }),
    null,
    async (page, session, params) => {
      const { document, lines, snapshot } = page;
      const targets = await definition(snapshot, offsetIn(page, params), surroundings(page, session));
      return targets.map(({ other, span }): Location => {
        return other ? locationIn(other.uri, other.article, span) : toLocation(document.uri, lines, span);
      });
    },
  ),

  onPage("textDocument/references", () => ({ referencesProvider: true }), null, findReferences),
  {
    method: "workspace/symbol",
    capability: () => ({ workspaceSymbolProvider: true }),
    handle: symbols,
  },
  onPage(
    "textDocument/rename",
    ({ preparesRename }) => ({ renameProvider: preparesRename ? { prepareProvider: true } : true }),
    null,
    renameRequest,
  ),
  onPage("textDocument/prepareRename", undefined, null, prepareRename),
  { method: "workspace/willRenameFiles", handle: willRenameFiles },

  onPage(
    "textDocument/documentHighlight",
    () => ({ documentHighlightProvider: true }),
    null,
    (page, _session, params) =>
      references(page.snapshot, offsetIn(page, params), true).map(
        (span): DocumentHighlight => toHighlight(page.lines, span),
      ),
  ),

  onPage(
    "textDocument/documentLink",
    () => ({ documentLinkProvider: {} }),
    null,
    (page, session) =>
      documentLinks(page.snapshot, surroundings(page, session)).map(
        ({ span, uri }): DocumentLink => ({ range: toRange(page.lines, span), target: uri }),
      ),
  ),

  onPage(
    "textDocument/documentSymbol",
    () => ({ documentSymbolProvider: true }),
    null,
    ({ document, lines, snapshot }, { client }): DocumentSymbol[] | SymbolInformation[] => {
      const symbols = outline(snapshot).map((node) => toSymbol(node, lines, client));
      return client.nestedSymbols ? symbols : flatSymbols(symbols, document.uri);
    },
  ),

  onPage(
    "textDocument/foldingRange",
    () => ({ foldingRangeProvider: true }),
    null,
    ({ lines, snapshot }) => folds(snapshot).flatMap((fold): FoldingRange[] => toFoldingRange(fold, lines)),
  ),

  onPage(
    "textDocument/codeLens",
    ({ showsReferences, restores }) => (showsReferences || restores ? { codeLensProvider: {} } : {}),
    null,
    codeLenses,
  ),

  onPage<(Command | CodeAction)[] | null>(
    "textDocument/codeAction",
    (client) =>
      client.literalActions
        ? { codeActionProvider: { codeActionKinds: [...ACTION_KINDS], resolveProvider: client.resolvesEdits } }
        : client.appliesEdits
          ? { codeActionProvider: true }
          : {},
    null,
    (page, session, params) =>
      session.client.literalActions ? actions(page, session, params) : actionCommands(page, session, params),
  ),
  { method: "codeAction/resolve", handle: resolveAction },

  {
    method: "workspace/executeCommand",
    capability: ({ appliesEdits }) => ({
      executeCommandProvider: { commands: [...(appliesEdits ? serverCommands : []), checkWikiCommand] },
    }),
    handle: (session, params, token) =>
      isRecord(params) && params.command === checkWikiCommand
        ? session.wikiCheck.check(params, token)
        : executeCommand(session, params),
  },

  onPage(convertRequest, undefined, null, conversion),
  onPage(convertedTextRequest, undefined, null, convertedText),
  { method: convertFilesRequest, handle: filesConversion },
  onPage(companionsRequest, undefined, { files: [], wiki: null }, companions),
  { method: restoreRequest, handle: restoration },
];

/** Answers `textDocument/codeLens` with the commands that the client carries out. */
function codeLenses({ document, lines, snapshot }: Page, { client }: Session): CodeLens[] {
  return lenses(snapshot).flatMap(({ span, title, entries, restore }) => {
    const range = toRange(lines, span);
    const found: CodeLens[] = [];
    if (client.showsReferences) {
      const locations = entries.map((entry) => toLocation(document.uri, lines, entry));
      const shown = [document.uri, range.start, locations];
      const command = { title: render(title, client.language), command: showReferencesCommand, arguments: shown };
      found.push({ range, command });
    }
    if (restore && client.restores) {
      found.push({ range, command: { title: render(restore, client.language), command: restoreCommand } });
    }
    return found;
  });
}

function offsetIn(page: Page, params: Record<string, unknown>): number {
  return page.lines.offsetAt(expectPosition(params.position));
}
