// The only place that knows both the core's types and the protocol's: offsets there, lines and characters here.
import type {
  AnnotatedTextEdit,
  ChangeAnnotation,
  CreateFile,
  Diagnostic,
  DocumentHighlight,
  Location,
  TextEdit as LspTextEdit,
  Range,
  TextDocumentEdit,
  WorkspaceEdit,
} from "vscode-languageserver";
import type { Article } from "../core/model/article";
import type { Change, Finding } from "../core/rules/rule";
import { type Message, render } from "../core/rules/texts";
import type { TextEdit } from "../core/text/edit";
import { LineIndex } from "../core/text/lines";
import type { Span } from "../core/text/span";
import type { Severity } from "../core/workspace/configuration";
import { staysInside } from "../core/workspace/paths";
import type { Client } from "./client";
import type { Point } from "./guard";

const SEVERITY_NUMBERS: Readonly<Record<Severity, 1 | 2 | 3 | 4>> = { error: 1, warning: 2, info: 3, hint: 4 };
const UNNECESSARY = 1;

export function toRange(lines: LineIndex, { start, end }: Span): Range {
  return { start: lines.positionAt(start), end: lines.positionAt(end) };
}

export function fromRange(lines: LineIndex, { start, end }: { readonly start: Point; readonly end: Point }): Span {
  const from = lines.offsetAt(start);
  return { start: from, end: Math.max(from, lines.offsetAt(end)) };
}

export function toLocation(uri: string, lines: LineIndex, span: Span): Location {
  return { uri, range: toRange(lines, span) };
}

/** A place of an article that need not be open. */
export function locationIn(uri: string, article: Article, span: Span): Location {
  return toLocation(uri, new LineIndex(article.text), span);
}

export function toHighlight(lines: LineIndex, span: Span): DocumentHighlight {
  return { range: toRange(lines, span) };
}

/** What a diagnostic needs besides its finding. */
export interface DiagnosticContext {
  readonly uri: string;
  readonly lines: LineIndex;
  readonly client: Client;
  /** Address of a rule's documentation. */
  readonly documentation: (rule: string) => string | undefined;
}

export function toDiagnostic(finding: Finding, { uri, lines, client, documentation }: DiagnosticContext): Diagnostic {
  const { language } = client;
  const diagnostic: Diagnostic = {
    range: toRange(lines, finding),
    severity: SEVERITY_NUMBERS[finding.severity],
    code: finding.rule,
    source: "redlink",
    message: render(finding.message, language),
  };
  const href = client.codeDescriptions ? documentation(finding.rule) : undefined;
  if (href !== undefined) diagnostic.codeDescription = { href };
  if (finding.unnecessary && client.showsUnnecessary) diagnostic.tags = [UNNECESSARY];
  if (finding.related && client.relatedInformation) {
    diagnostic.relatedInformation = finding.related.map((place) => ({
      location: toLocation(uri, lines, place),
      message: render(place.message, language),
    }));
  }
  return diagnostic;
}

/** Whether two lists of diagnostics show the same. */
export function sameDiagnostics(a: readonly Diagnostic[], b: readonly Diagnostic[]): boolean {
  return a.length === b.length && a.every((diagnostic, index) => sameDiagnostic(diagnostic, b[index]!));
}

function sameDiagnostic(a: Diagnostic, b: Diagnostic): boolean {
  const related = a.relatedInformation ?? [];
  const otherRelated = b.relatedInformation ?? [];
  return (
    a.code === b.code &&
    a.message === b.message &&
    a.severity === b.severity &&
    sameRange(a.range, b.range) &&
    (a.tags === undefined) === (b.tags === undefined) &&
    related.length === otherRelated.length &&
    related.every(
      ({ message, location }, index) =>
        message === otherRelated[index]!.message && sameRange(location.range, otherRelated[index]!.location.range),
    )
  );
}

function sameRange(a: Range, b: Range): boolean {
  return (
    a.start.line === b.start.line &&
    a.start.character === b.start.character &&
    a.end.line === b.end.line &&
    a.end.character === b.end.character
  );
}

/** The version of a document that edits are made for. */
export interface EditedDocument {
  readonly uri: string;
  readonly version: number;
  readonly lines: LineIndex;
}

export interface EditOptions {
  readonly client: Client;
  /** Set: the editor shows the edit under this title and waits for a yes, if it can. */
  readonly confirm?: Message | undefined;
  /** The URI of a page to create, from its path (`Page/X.md`). */
  readonly uriOfPage: (path: string) => string;
  /** Called with the path of a file that is not created, because it may lie outside the wiki. */
  readonly refused: (path: string) => void;
}

/** A change as an edit of the client; undefined when it cannot be made. */
export function toWorkspaceEdit(
  change: Pick<Change, "edits" | "create">,
  document: EditedDocument,
  { client, confirm, uriOfPage, refused }: EditOptions,
): WorkspaceEdit | undefined {
  const create = change.create ?? [];
  if (create.length > 0 && !client.createsFiles) return undefined;
  const edits = toTextEdits(document.lines, change.edits);
  if (!client.versionedEdits && create.length === 0) return { changes: { [document.uri]: edits } };
  const annotated = confirm !== undefined && client.annotatesChanges;
  const documentChanges: (TextDocumentEdit | CreateFile)[] = [];
  if (edits.length > 0) {
    documentChanges.push({
      textDocument: { uri: document.uri, version: document.version },
      edits: annotated ? edits.map((edit): AnnotatedTextEdit => ({ ...edit, annotationId: "review" })) : edits,
    });
  }
  for (const page of create) {
    if (!staysInside(page.path)) {
      refused(page.path);
      continue;
    }
    const uri = uriOfPage(page.path);
    const start = { line: 0, character: 0 };
    documentChanges.push(
      { kind: "create", uri, options: { ignoreIfExists: true } },
      { textDocument: { uri, version: null }, edits: [{ range: { start, end: start }, newText: page.text }] },
    );
  }
  if (documentChanges.length === 0 && create.length > 0) return undefined;
  if (!annotated) return { documentChanges };
  const annotation: ChangeAnnotation = { label: render(confirm, client.language), needsConfirmation: true };
  return { documentChanges, changeAnnotations: { review: annotation } };
}

function toTextEdits(lines: LineIndex, edits: readonly TextEdit[]): LspTextEdit[] {
  return edits.map((edit) => ({ range: toRange(lines, edit), newText: edit.newText }));
}
