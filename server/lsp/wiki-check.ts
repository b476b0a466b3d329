import type { CancellationToken } from "vscode-jsonrpc";
import type { Diagnostic, WorkspaceDiagnosticReport, WorkspaceDocumentDiagnosticReport } from "vscode-languageserver";
import { checkPage } from "../core/rules/run";
import type { Texts } from "../core/rules/texts";
import { LineIndex } from "../core/text/lines";
import { placeKey } from "../core/workspace/paths";
import { diagnosticsFor } from "./diagnostics";
import { ERROR_CODES, expectParams, isRecord, RequestFailure } from "./guard";
import { Progress } from "./progress";
import type { CheckWikiResult } from "./protocol";
import type { Session } from "./session";

const TITLE: Texts = { en: "Checking the wiki", "zh-hans": "正在检查维基", "zh-hant": "正在檢查維基" };

/** Files that are read at once: while one is checked, the next are on their way. What they take together is what a key waits for. */
const AHEAD = 8;

/** Reports that go to the client at once. */
const BATCH = 200;

/** What was said of a page that is not open. */
interface Reported {
  readonly resultId: string;
  /** What all checks depended on besides the page's text. */
  readonly state: number;
}

/**
 * Checks pages that are not open: all of them when somebody asks, and from then on those that change. Requests on open
 * documents are answered meanwhile.
 */
export class WikiCheck {
  /** By key of the file. Of pages without findings nothing is kept for clients that are sent diagnostics. */
  private readonly reported = new Map<string, Reported>();
  /** URIs of the files that the client shows findings of because they were sent to it, by key. */
  private readonly sent = new Map<string, string>();
  /** Counts what may give all pages other findings: pages that come and go, settings. */
  private state = 0;
  private results = 0;
  private isOn = false;

  constructor(private readonly session: Session) {}

  /** Answers `redlink/checkWiki`: sends the client the findings of every page that is not open. */
  async check(params: unknown, token: CancellationToken): Promise<CheckWikiResult> {
    const { session } = this;
    const workDoneToken = isRecord(params) ? params.workDoneToken : undefined;
    this.isOn = true;
    const unmentioned = new Map(this.sent);
    let pagesWithFindings = 0;
    let findings = 0;
    const pages = await this.forEachPage(workDoneToken, token, (uri, items, count) => {
      unmentioned.delete(placeKey(uri));
      this.send(uri, items);
      findings += count;
      if (count > 0) pagesWithFindings++;
    });
    for (const uri of unmentioned.values()) this.send(uri, []); // files that are gone
    for (const document of session.workspace.openDocuments()) {
      const count = session.diagnostics.findings(document).length;
      findings += count;
      if (count > 0) pagesWithFindings++;
    }
    session.wikiNews.look(session.workspace.version);
    return { pages, pagesWithFindings, findings };
  }

  /** Answers `workspace/diagnostic`. */
  async pull(params: unknown, token: CancellationToken): Promise<WorkspaceDiagnosticReport> {
    expectParams(isRecord(params), "workspace/diagnostic needs parameters");
    const { partialResultToken, workDoneToken } = params;
    const known = previousResults(params.previousResultIds);
    let items: WorkspaceDocumentDiagnosticReport[] = [];
    const streams = typeof partialResultToken === "string" || typeof partialResultToken === "number";
    const add = (report: WorkspaceDocumentDiagnosticReport) => {
      items.push(report);
      if (!streams || items.length < BATCH) return;
      this.session.notify("$/progress", { token: partialResultToken, value: { items } });
      items = [];
    };
    const { state } = this;
    const isKnown = (uri: string) => {
      const key = placeKey(uri);
      const reported = this.reported.get(key);
      const previous = known.get(key);
      if (!reported || reported.state !== state || previous?.value !== reported.resultId) return false;
      known.delete(key);
      add({ kind: "unchanged", uri, version: null, resultId: reported.resultId });
      return true;
    };
    await this.forEachPage(
      workDoneToken,
      token,
      (uri, diagnostics) => {
        const key = placeKey(uri);
        const resultId = `wiki-${++this.results}`;
        this.reported.set(key, { resultId, state });
        // A page without findings that the client knows none of is no news.
        if (diagnostics.length > 0 || known.has(key))
          add({ kind: "full", uri, version: null, resultId, items: diagnostics });
        known.delete(key);
      },
      isKnown,
    );
    for (const { uri, value } of known.values()) {
      if (value.startsWith("wiki-") && !this.session.workspace.document(uri)) {
        add({ kind: "full", uri, version: null, items: [] });
      }
    }
    return { items };
  }

  /** To be called when a document was opened: it speaks for itself now. */
  opened(uri: string): void {
    this.send(uri, []);
  }

  /** To be called as soon as files have changed, or documents are no longer open. */
  forget(uris: readonly string[]): void {
    for (const uri of uris) this.reported.delete(placeKey(uri));
  }

  /** To be called when the workspace has taken note of that. */
  async recheckAll(uris: readonly string[]): Promise<void> {
    if (this.isOn) for (const uri of uris) await this.recheck(uri);
  }

  /** To be called when all pages may have other findings than before. */
  changed(): void {
    this.state++;
  }

  private async recheck(uri: string): Promise<void> {
    const found = await this.findingsOf(uri);
    if (!this.session.workspace.document(uri)) this.send(uri, found?.items ?? []);
  }

  private send(uri: string, diagnostics: readonly Diagnostic[]): void {
    const key = placeKey(uri);
    const sent = this.sent.get(key);
    if (diagnostics.length === 0 && sent === undefined) return;
    this.session.notify("textDocument/publishDiagnostics", { uri: sent ?? uri, diagnostics });
    if (diagnostics.length === 0) this.sent.delete(key);
    else this.sent.set(key, uri);
  }

  /** Checks every page that is not open. Resolves to how many pages there are. */
  private async forEachPage(
    workDoneToken: unknown,
    token: CancellationToken,
    take: (uri: string, items: Diagnostic[], count: number) => void,
    passOver: (uri: string) => boolean = () => false,
  ): Promise<number> {
    const { workspace, client } = this.session;
    const progress = new Progress(this.session, workDoneToken, TITLE[client.language]);
    try {
      await workspace.scan(); // so that every title and every anchor is known
      const files = await workspace.articleFiles(workspace.rootUris());
      let pages = 0;
      let next = 0;
      let done = 0;
      const work = async (): Promise<void> => {
        while (next < files.length) {
          if (token.isCancellationRequested) {
            throw new RequestFailure(ERROR_CODES.requestCancelled, "the check of the wiki was cancelled");
          }
          const uri = files[next++]!;
          if (workspace.document(uri) || passOver(uri)) {
            pages++;
          } else {
            const found = await this.findingsOf(uri);
            if (found && !workspace.document(uri)) {
              pages++;
              take(uri, found.items, found.count);
            }
          }
          progress.report(++done, files.length);
        }
      };
      await Promise.all(Array.from({ length: AHEAD }, work));
      return pages;
    } finally {
      progress.end();
    }
  }

  private async findingsOf(uri: string): Promise<{ items: Diagnostic[]; count: number } | undefined> {
    const { workspace } = this.session;
    const file = await workspace.fileAt(uri);
    if (typeof file === "string") {
      workspace.setProblems(uri, undefined);
      return undefined;
    }
    const { snapshot } = file;
    const findings = checkPage(snapshot);
    workspace.setProblems(uri, findings.counts());
    if (findings.count === 0) return { items: [], count: 0 };
    const lines = new LineIndex(snapshot.article.text);
    return { items: diagnosticsFor(this.session, { uri, lines }, findings), count: findings.count };
  }
}

function previousResults(given: unknown): Map<string, { readonly uri: string; readonly value: string }> {
  const known = new Map<string, { uri: string; value: string }>();
  if (!Array.isArray(given)) return known;
  for (const one of given as unknown[]) {
    if (!isRecord(one) || typeof one.uri !== "string" || typeof one.value !== "string") continue;
    known.set(placeKey(one.uri), { uri: one.uri, value: one.value });
  }
  return known;
}
