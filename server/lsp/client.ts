import type { ClientCapabilities, InitializeParams } from "vscode-languageserver";
import { type Language, languageOf } from "../core/rules/texts";
import { isRecord } from "./guard";
import { convertCommand, restoreCommand, showReferencesCommand } from "./protocol";

/** Kinds of completion items and of symbols that every client knows; newer ones have to be announced. */
const LAST_COMPLETION_KIND = 18; // Reference
const LAST_SYMBOL_KIND = 18; // Array
const UNNECESSARY = 1;

/** How a client wants text written: formatted, plain, or as a string because it announced no format. */
export type TextFormat = "markdown" | "plaintext" | "string";

/** What the client at the other end can do and how it wants to be spoken to. */
export interface Client {
  readonly language: Language;
  /** It asks for diagnostics itself; otherwise they are sent to it. */
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  /** It grays out what is unnecessary. */
  readonly showsUnnecessary: boolean;
  readonly versionedEdits: boolean;
  readonly createsFiles: boolean;
  readonly renamesFiles: boolean;
  /** It applies edits that the server sends by itself. */
  readonly appliesEdits: boolean;
  readonly preparesRename: boolean;
  /** It asks for the diagnostics of files that are not open, whenever it likes. */
  readonly pullsWorkspace: boolean;
  readonly annotatesChanges: boolean;
  readonly literalActions: boolean;
  readonly prefersActions: boolean;
  readonly resolvesEdits: boolean;
  /** It shows a note beside what a completion is called. */
  readonly completionDetails: boolean;
  readonly resolvesCompletions: boolean;
  readonly documentation: TextFormat;
  readonly completionKinds: Kinds;
  readonly markdownHover: boolean;
  readonly symbolKinds: Kinds;
  readonly workspaceSymbolKinds: Kinds;
  readonly nestedSymbols: boolean;
  readonly relatedInformation: boolean;
  readonly codeDescriptions: boolean;
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
  /** The requests beyond LSP that it answers, by method. */
  readonly answers: readonly string[];
  /** It shows a list of locations: `showReferencesCommand`. */
  readonly showsReferences: boolean;
}

/** Tells whether a client knows a kind of completion items or symbols. */
type Kinds = (kind: number) => boolean;

export function clientOf(params: InitializeParams): Client {
  const capabilities: ClientCapabilities = params.capabilities ?? {};
  const { textDocument, window, workspace } = capabilities;
  const options: unknown = params.initializationOptions;
  const edits = workspace?.workspaceEdit;
  const { commands, requests } = isRecord(options) ? options : {};
  const carriesOut = (command: string) => listed(commands).includes(command);
  const operations = listed(edits?.resourceOperations);
  const { completion, codeAction, diagnostic, publishDiagnostics } = textDocument ?? {};
  const item = completion?.completionItem;
  const pullsDiagnostics = isDeclared(diagnostic);
  return {
    language: languageOf(params.locale),
    pullsDiagnostics,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    showsUnnecessary: [diagnostic, publishDiagnostics].some((one) =>
      listed(one?.tagSupport?.valueSet).includes(UNNECESSARY),
    ),
    versionedEdits: edits?.documentChanges === true,
    // File operations exist in `documentChanges` only: a client that declares one understands these.
    createsFiles: operations.includes("create"),
    renamesFiles: operations.includes("rename"),
    appliesEdits: workspace?.applyEdit === true,
    preparesRename: textDocument?.rename?.prepareSupport === true,
    pullsWorkspace: pullsDiagnostics && !(isRecord(options) && options.workspaceDiagnostics === false),
    annotatesChanges: edits?.documentChanges === true && isDeclared(edits.changeAnnotationSupport),
    literalActions: isDeclared(codeAction?.codeActionLiteralSupport),
    prefersActions: codeAction?.isPreferredSupport === true,
    // Without `dataSupport` an action comes back without the data it is resolved by.
    resolvesEdits: codeAction?.dataSupport === true && listed(codeAction.resolveSupport?.properties).includes("edit"),
    completionDetails: item?.labelDetailsSupport === true,
    resolvesCompletions: listed(item?.resolveSupport?.properties).includes("documentation"),
    documentation: formatOf(item?.documentationFormat),
    completionKinds: kindsOf(completion?.completionItemKind?.valueSet, LAST_COMPLETION_KIND),
    markdownHover: formatOf(textDocument?.hover?.contentFormat) === "markdown",
    symbolKinds: kindsOf(textDocument?.documentSymbol?.symbolKind?.valueSet, LAST_SYMBOL_KIND),
    workspaceSymbolKinds: kindsOf(workspace?.symbol?.symbolKind?.valueSet, LAST_SYMBOL_KIND),
    nestedSymbols: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    relatedInformation: (diagnostic?.relatedInformation ?? publishDiagnostics?.relatedInformation) === true,
    codeDescriptions: (diagnostic?.codeDescriptionSupport ?? publishDiagnostics?.codeDescriptionSupport) === true,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    answersConfiguration: workspace?.configuration === true,
    changesFolders: workspace?.workspaceFolders === true,
    asksPerson: isDeclared(window?.showMessage),
    showsDocuments: window?.showDocument?.support === true,
    convertsByList: carriesOut(convertCommand),
    restores: carriesOut(restoreCommand),
    showsReferences: carriesOut(showReferencesCommand),
    answers: listed(requests).filter((method) => typeof method === "string"),
  };
}

/** Tells whether a capability is there; some clients send `null` for one they lack. */
function isDeclared(capability: unknown): boolean {
  return capability !== undefined && capability !== null && capability !== false;
}

/** The elements of a list of a client's capabilities; none when it is no list. */
function listed(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The first format of a client's list, which begins with the one it likes best, that the server can write. */
function formatOf(formats: unknown): TextFormat {
  const known = listed(formats).find((format) => format === "markdown" || format === "plaintext");
  return known === undefined ? "string" : (known as TextFormat);
}

function kindsOf(valueSet: unknown, last: number): Kinds {
  return Array.isArray(valueSet) ? (kind) => valueSet.includes(kind) : (kind) => kind <= last;
}
