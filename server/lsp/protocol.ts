// What client and server say to each other beyond LSP: the names of the messages and the shape of what they carry.
import type { Range, TextDocumentIdentifier, WorkspaceEdit } from "vscode-languageserver-types";
import type { Dialect, Script } from "../core/model/article";

/** Server to client, after each check of an open document: what kind of page it is. */
export const statusNotification = "redlink/status";

export interface ArticleStatus {
  readonly dialect: Dialect;
  readonly script: Script;
  /** Footnote markers in the text. */
  readonly markers: number;
  /** Entries of the reference list. */
  readonly references: number;
  /** Entries without a citation. */
  readonly empty: number;
  /** Findings of every severity. */
  readonly findings: number;
}

export interface StatusParams {
  readonly uri: string;
  /** `null` for a page that is no wiki article. */
  readonly article: ArticleStatus | null;
}

/** Server to client, without parameters: settings, word lists or other pages have changed; answers given before may be others now. */
export const refreshNotification = "redlink/refresh";

/**
 * Server to client, without parameters: the person wants to see the list of problems. Sent to clients that name it in
 * `initializationOptions.requests`.
 */
export const showProblemsNotification = "redlink/showProblems";

/**
 * Client to server: the versioned `WorkspaceEdit` that converts a document or a part of it; `null` when none is needed. Where
 * somebody should look at it first, its edits have annotations: see `conversionAnnotations`.
 */
export const convertRequest = "redlink/convert";

/** 简体, 繁體, and the regional forms: 大陆, 新加坡, 台灣, 香港, 澳門. */
export const conversionTargets = ["hans", "hant", "cn", "sg", "tw", "hk", "mo"] as const;

export type ConversionTarget = (typeof conversionTargets)[number];

export interface ConvertParams {
  readonly textDocument: TextDocumentIdentifier;
  /** The whole document without one. */
  readonly range?: Range;
  readonly target: ConversionTarget;
  /** Also replaces words that differ by region, not characters only. */
  readonly phrases?: boolean;
}

/**
 * What the ids of a conversion's annotations begin with: what is certain, words exchanged for those of another region,
 * places that convert but could become something else, and places that stay but could be converted. All but the first
 * need confirmation.
 */
export const conversionAnnotations = { certain: "certain", word: "word:", doubt: "doubt:", open: "open:" } as const;

/** Client to server: the document's text as the conversion makes it, for comparison; `null` when it is no article. */
export const convertedTextRequest = "redlink/convertedText";

export type ConvertedTextParams = Omit<ConvertParams, "range">;

export interface ConvertedTextResult {
  readonly text: string;
}

/** Client to server: converts the articles among files and below folders, open or not. It reports progress, and can be cancelled. */
export const convertFilesRequest = "redlink/convertFiles";

export interface ConvertFilesParams {
  /** Files and folders of the workspace. */
  readonly uris: readonly string[];
  readonly target: ConversionTarget;
  readonly phrases?: boolean;
  readonly workDoneToken?: number | string;
}

export interface ConvertFilesResult {
  /** `null` when nothing changes. Pages that are not open have no version. */
  readonly edit: WorkspaceEdit | null;
  /** Articles that were looked at, and how many of them change. */
  readonly articles: number;
  readonly changed: number;
  /** Files that could not be converted, and why, in the client's language. */
  readonly failed: readonly { readonly uri: string; readonly reason: string }[];
  /** Files not looked at because the edit is as large as an editor can show. */
  readonly left: number;
}

/** Client to server: the companions of a document that lie on disk, best first, and whether the wiki may be asked. */
export const companionsRequest = "redlink/companions";

export interface CompanionsParams {
  readonly textDocument: TextDocumentIdentifier;
}

export interface CompanionsResult {
  readonly files: readonly { readonly uri: string; readonly name: string }[];
  /** The address that `redlink.collation.wiki` names; `null`: no network. */
  readonly wiki: string | null;
}

/**
 * Client to server: what a document lost, restored from a companion: the same article as a file of the workspace, as a text
 * the person chose, or as the wiki has it. Without `from` the best one on disk.
 */
export const restoreRequest = "redlink/restore";

export interface RestoreParams {
  readonly textDocument: TextDocumentIdentifier;
  readonly from?: { readonly uri: string } | { readonly name: string; readonly text: string } | { readonly wiki: true };
}

export interface RestoreResult {
  /** Versioned, each part with an annotation that says where it comes from: see `restoreAnnotations`. */
  readonly edit: WorkspaceEdit | null;
  /** Why there is no edit, or what it leaves open, in the client's language; `null`: nothing to say. */
  readonly message: string | null;
}

/** What the ids of a restoration's annotations begin with. All need confirmation; of what is doubtful the label says so. */
export const restoreAnnotations = { certain: "restore:", doubtful: "doubtful:" } as const;

/** Carried out by the client: restores from a companion. Arguments: the companion's URI, or none to be asked. */
export const restoreCommand = "redlink.restoreFromCompanion";

/** Server to client, from a server that cannot read files itself; its parameter is `FileParams`. */
export const readFileRequest = "redlink/fs/readFile";
export const readDirectoryRequest = "redlink/fs/readDirectory";

export interface FileParams {
  readonly uri: string;
}

export interface ReadFileResult {
  /** `null` when there is no such file or it cannot be read. */
  readonly text: string | null;
}

export interface ReadDirectoryResult {
  /** Empty when there is no such folder. A link to a file counts as one, a link to a folder is left out. */
  readonly entries: readonly (readonly [name: string, kind: "file" | "directory"])[];
}

/**
 * What `workspace/executeCommand` runs. Arguments: the document's URI and the selection as an LSP range, which
 * those that concern one footnote act on.
 */
export const serverCommands = [
  "redlink.server.fixAll",
  "redlink.server.fixOverruns",
  "redlink.server.organizeFootnotes",
  "redlink.server.insertFootnote",
  "redlink.server.removeFootnote",
  "redlink.server.mergeDuplicateEntries",
  "redlink.server.nameFootnote",
  "redlink.server.defineInList",
  "redlink.server.defineInline",
  "redlink.server.numberedFootnotes",
  "redlink.server.markdownFootnotes",
  "redlink.server.refFootnotes",
] as const;

export type ServerCommand = (typeof serverCommands)[number];

/** What code lenses run, carried out by the client: shows locations. Arguments: URI, position, locations. */
export const showReferencesCommand = "redlink.showReferences";

/**
 * What code actions run for more variants than they list, carried out by the client: lets the person choose one, and whether
 * regional words are exchanged, for the active editor. Offered to clients that name it in `initializationOptions.commands`.
 */
export const convertCommand = "redlink.convert";
/** Runs through `workspace/executeCommand` as well: checks every page of the open folders. No arguments. */
export const checkWikiCommand = "redlink.server.checkWiki";

/** Client to server: checks every page of the open folders, and fills the client's list of problems. */
export const checkWikiRequest = "redlink/checkWiki";

export interface CheckWikiParams {
  /** Where progress is reported, as `WorkDoneProgress`. */
  readonly workDoneToken?: string | number;
}

export interface CheckWikiResult {
  /** Pages that were checked. */
  readonly pages: number;
  /** Pages with findings, and how many these are. */
  readonly pagesWithFindings: number;
  readonly findings: number;
}

/** Server to client: the lists of the whole wiki may be others now. Without parameters. */
export const wikiChangedNotification = "redlink/wikiChanged";

/** Client to server: a list of the whole wiki; answered when every page has been read. */
export const wikiListRequest = "redlink/wikiList";

/**
 * - `wanted`: titles that local links name and no page has, the most wanted first
 * - `orphans`: pages that no other page links to
 * - `problems`: pages with findings, as far as they have been checked, those with most first
 */
export const wikiLists = ["wanted", "orphans", "problems"] as const;

export type WikiList = (typeof wikiLists)[number];

export interface WikiListParams {
  readonly list: WikiList;
  /** At most so many; all without it. */
  readonly limit?: number;
}

export interface WikiListItem {
  readonly title: string;
  /** The page's file; of a wanted page the one it would have. */
  readonly uri: string;
  /** How many pages want it; how many findings it has. 0 for orphans. */
  readonly count: number;
  /** Findings of these severities. */
  readonly errors: number;
  readonly warnings: number;
}

export interface WikiListResult {
  readonly items: readonly WikiListItem[];
  /** How long the list is without a limit. */
  readonly total: number;
}

/** Client to server: the links to a page, which may be a wanted one, as `Location[]`. */
export const linksToRequest = "redlink/linksTo";

export interface LinksToParams {
  /** The page's file, as in `WikiListItem`. */
  readonly uri: string;
}

/** Client to server: the footnotes of an open article as `FootnoteItem[]`, in the order of its list; `null` for other files. */
export const footnotesRequest = "redlink/footnotes";

export interface FootnotesParams {
  readonly textDocument: TextDocumentIdentifier;
}

export interface FootnoteItem {
  /** What its markers say: "12". */
  readonly name: string;
  /** The entry's text. */
  readonly citation: string;
  readonly empty: boolean;
  /** How many markers cite it. */
  readonly markers: number;
  /** The entry. */
  readonly range: Range;
}
