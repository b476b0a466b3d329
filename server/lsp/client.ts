import type { ClientCapabilities, InitializeParams } from "vscode-languageserver";
import { type Language, languageOf } from "../core/rules/texts";
import { isRecord } from "./guard";
import { convertCommand, restoreCommand } from "./protocol";

/** What the client at the other end can do and how it wants to be spoken to. */
export interface Client {
  readonly language: Language;
  /** It asks for diagnostics itself; otherwise they are sent to it. */
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly versionedEdits: boolean;
  readonly createsFiles: boolean;
  readonly renamesFiles: boolean;
  readonly preparesRename: boolean;
  /** It asks for the diagnostics of files that are not open, whenever it likes. */
  readonly pullsWorkspace: boolean;
  readonly annotatesChanges: boolean;
  readonly literalActions: boolean;
  readonly resolvesEdits: boolean;
  /** It shows a note beside what a completion is called. */
  readonly completionDetails: boolean;
  readonly resolvesCompletions: boolean;
  readonly markdownHover: boolean;
  readonly nestedSymbols: boolean;
  readonly relatedInformation: boolean;
  readonly codeDescriptions: boolean;
  readonly foldsLinesOnly: boolean;
  readonly watchesFiles: boolean;
  readonly registersConfiguration: boolean;
  readonly answersConfiguration: boolean;
  readonly changesFolders: boolean;
  /** It lets the person answer a message, and opens documents. */
  readonly asksPerson: boolean;
  readonly showsDocuments: boolean;
  /** It lets the person choose among all variants: `convertCommand`. */
  readonly convertsByList: boolean;
  /** It lets the person choose a companion: `restoreCommand`. */
  readonly restores: boolean;
}

export function clientOf(params: InitializeParams): Client {
  const capabilities: ClientCapabilities = params.capabilities ?? {};
  const { textDocument, window, workspace } = capabilities;
  const options: unknown = params.initializationOptions;
  const edits = workspace?.workspaceEdit;
  const commands: unknown = isRecord(options) ? options.commands : undefined;
  const carriesOut = (command: string) => Array.isArray(commands) && commands.includes(command);
  return {
    language: languageOf(params.locale),
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    versionedEdits: edits?.documentChanges === true,
    createsFiles: edits?.documentChanges === true && (edits.resourceOperations ?? []).includes("create"),
    renamesFiles: edits?.documentChanges === true && (edits.resourceOperations ?? []).includes("rename"),
    preparesRename: textDocument?.rename?.prepareSupport === true,
    pullsWorkspace:
      textDocument?.diagnostic !== undefined && !(isRecord(options) && options.workspaceDiagnostics === false),
    annotatesChanges: edits?.documentChanges === true && edits.changeAnnotationSupport !== undefined,
    literalActions: textDocument?.codeAction?.codeActionLiteralSupport !== undefined,
    resolvesEdits: (textDocument?.codeAction?.resolveSupport?.properties ?? []).includes("edit"),
    completionDetails: textDocument?.completion?.completionItem?.labelDetailsSupport === true,
    resolvesCompletions: (textDocument?.completion?.completionItem?.resolveSupport?.properties ?? []).includes(
      "documentation",
    ),
    markdownHover: (textDocument?.hover?.contentFormat ?? []).includes("markdown"),
    nestedSymbols: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    relatedInformation:
      (textDocument?.diagnostic?.relatedInformation ?? textDocument?.publishDiagnostics?.relatedInformation) === true,
    codeDescriptions:
      (textDocument?.diagnostic?.codeDescriptionSupport ?? textDocument?.publishDiagnostics?.codeDescriptionSupport) ===
      true,
    foldsLinesOnly: textDocument?.foldingRange?.lineFoldingOnly === true,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    answersConfiguration: workspace?.configuration === true,
    changesFolders: workspace?.workspaceFolders === true,
    asksPerson: window?.showMessage !== undefined,
    showsDocuments: window?.showDocument?.support === true,
    convertsByList: carriesOut(convertCommand),
    restores: carriesOut(restoreCommand),
  };
}
