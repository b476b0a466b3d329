import type { Diagnostic, DocumentDiagnosticReport } from "vscode-languageserver";
import { statusOf } from "../core/features/status";
import type { Finding } from "../core/rules/rule";
import { CheckCache, checkPage, PageFindings } from "../core/rules/run";
import { type Language, type Message, render, type Texts } from "../core/rules/texts";
import type { LineIndex } from "../core/text/lines";
import type { OpenDocument } from "../core/workspace/document";
import type { Snapshot } from "../core/workspace/snapshot";
import { sameDiagnostics, toDiagnostic } from "./convert";
import { refreshNotification, type StatusParams, statusNotification } from "./protocol";
import type { Session } from "./session";

const MORE: Texts = {
  en: "{message} (and {count} more on this page that are not shown)",
  "zh-hans": "{message}（本页另有 {count} 处未列出）",
  "zh-hant": "{message}（本頁另有 {count} 處未列出）",
};

/** A burst of changes is checked once, when a turn of the event loop brought none; at the latest after so many turns. */
const MAX_TURNS = 50;

/**
 * Milliseconds without a check after which somebody has paused: then the wiki is read. Its threads share the processors
 * with the editor; measured, they make a page open half as slowly again.
 */
const PAUSE = 700;

/** Milliseconds after which the wiki is read although somebody has been typing all the time. */
const LONGEST_WAIT = 10_000;

const NOTHING_FOUND = new PageFindings([]);

interface Checked {
  readonly cache: CheckCache;
  snapshot: Snapshot | undefined;
  findings: PageFindings;
  items: readonly Diagnostic[];
  resultId: string;
  /** The last status sent, as text. */
  status: string;
}

/** Checks open documents, and brings the findings to the client the way it wants them. */
export class Diagnostics {
  private readonly checked = new WeakMap<OpenDocument, Checked>();
  private readonly changed = new Set<OpenDocument>();
  private turns = 0;
  private waiting = false;
  private changedInTurn = false;
  private results = 0;
  private refreshing = false;
  private pause: ReturnType<typeof setTimeout> | undefined;
  private latest: ReturnType<typeof setTimeout> | undefined;
  /** Whether the wiki is being read because of a timer. */
  private scanning = false;

  constructor(private readonly session: Session) {}

  /** The findings of a document as it stands, all of them. */
  findings(document: OpenDocument): readonly Finding[] {
    return this.check(document).findings.all;
  }

  /** To be called after every change: checks the document soon, if the client does not ask for it. */
  schedule(document: OpenDocument): void {
    if (this.session.client.pullsDiagnostics) return;
    this.changed.add(document);
    this.changedInTurn = true;
    if (!this.waiting) {
      this.waiting = true;
      this.turns = 0;
      nextTurn(() => this.turn());
    }
  }

  /** Answers a client that asks. */
  async pull(document: OpenDocument, previousResultId: string | undefined): Promise<DocumentDiagnosticReport> {
    await this.session.workspace.configured(document.uri);
    const { items, resultId } = this.check(document);
    this.afterwards(document);
    if (previousResultId === resultId) return { kind: "unchanged", resultId };
    return { kind: "full", resultId, items: [...items] };
  }

  /** Takes the findings of a closed document away. */
  closed(document: OpenDocument): void {
    this.changed.delete(document);
    if (!this.session.client.pullsDiagnostics) {
      this.session.notify("textDocument/publishDiagnostics", { uri: document.uri, diagnostics: [] });
    }
  }

  /** To be called when something else than the text has changed: settings, other pages. */
  refresh(): void {
    const { client, workspace } = this.session;
    this.session.notify(refreshNotification, {});
    if (!client.pullsDiagnostics) {
      for (const document of workspace.openDocuments()) this.schedule(document);
    } else if (client.refreshesDiagnostics && !this.refreshing) {
      this.refreshing = true; // several reasons in one turn are one refresh
      nextTurn(() => {
        this.refreshing = false;
        this.session.request("workspace/diagnostic/refresh").catch(() => {
          // The client is going away, or will ask again by itself.
        });
      });
    }
  }

  private turn(): void {
    if (this.changedInTurn && this.turns++ < MAX_TURNS) {
      this.changedInTurn = false;
      nextTurn(() => this.turn());
      return;
    }
    this.waiting = false;
    const documents = [...this.changed];
    this.changed.clear();
    for (const document of documents) void this.session.guardWork("diagnostics", () => this.push(document));
  }

  private async push(document: OpenDocument): Promise<void> {
    await this.session.workspace.configured(document.uri);
    if (this.session.workspace.document(document.uri) !== document) return; // closed meanwhile
    const { items } = this.check(document);
    const { uri, version } = document;
    // Also when nothing has changed: the client waits to hear of every version.
    this.session.notify("textDocument/publishDiagnostics", { uri, version, diagnostics: items });
    this.afterwards(document);
  }

  /** What comes after an open document has its diagnostics: the status, then a look at the pages around it. */
  private afterwards(document: OpenDocument): void {
    const { session } = this;
    nextTurn(() => {
      void session.guardWork("what follows a check", async () => {
        if (session.workspace.document(document.uri) !== document) return; // closed meanwhile
        this.sendStatus(document);
        session.workspace.setProblems(document.uri, this.check(document).findings.counts());
        if (await session.workspace.learn(document)) this.refresh();
        this.scanInPause();
      });
    });
  }

  /**
   * Reads all pages of the wiki, once, as soon as nothing has been checked for a while, or when that has not happened for
   * long. Whoever needs them does not wait for that.
   */
  private scanInPause(): void {
    const { session } = this;
    clearTimeout(this.pause);
    if (session.workspace.isScanned || this.scanning) return;
    const read = () => {
      clearTimeout(this.pause);
      clearTimeout(this.latest);
      this.latest = undefined;
      this.scanning = true;
      void session.guardWork("reading the wiki", async () => {
        try {
          if (await session.workspace.scan()) this.refresh();
        } finally {
          this.scanning = false;
        }
      });
    };
    this.pause = setTimeout(read, PAUSE);
    this.latest ??= setTimeout(read, LONGEST_WAIT);
  }

  private check(document: OpenDocument): Checked {
    const { workspace } = this.session;
    let checked = this.checked.get(document);
    if (!checked) {
      checked = {
        cache: new CheckCache(),
        snapshot: undefined,
        findings: NOTHING_FOUND,
        items: [],
        resultId: this.nextId(),
        status: "",
      };
      this.checked.set(document, checked);
    }
    const snapshot = workspace.snapshot(document);
    if (snapshot === checked.snapshot) return checked;
    checked.snapshot = snapshot;
    checked.findings = snapshot ? checkPage(snapshot, checked.cache) : NOTHING_FOUND;
    const items = diagnosticsFor(this.session, document, checked.findings);
    if (!sameDiagnostics(items, checked.items)) {
      checked.items = items;
      checked.resultId = this.nextId();
    }
    return checked;
  }

  private sendStatus(document: OpenDocument): void {
    const checked = this.check(document);
    const article = checked.snapshot ? statusOf(checked.snapshot, checked.findings.count) : null;
    const params: StatusParams = { uri: document.uri, article };
    const status = JSON.stringify(article);
    if (status === checked.status) return;
    checked.status = status;
    this.session.notify(statusNotification, params);
  }

  private nextId(): string {
    return String(++this.results);
  }
}

/** The findings of a page as its editor is told of them: the most severe, the last of them saying how many more there are. */
export function diagnosticsFor(
  { client, workspace, documentation }: Session,
  { uri, lines }: { readonly uri: string; readonly lines: LineIndex },
  findings: PageFindings,
): Diagnostic[] {
  const { kept, left } = findings.mostSevere(workspace.configurationOf(uri).maxProblems);
  const context = { uri, lines, client, documentation };
  return kept.map((finding, index) => {
    const more = left > 0 && index === kept.length - 1;
    return toDiagnostic(
      more ? { ...finding, message: withMore(finding.message, left, client.language) } : finding,
      context,
    );
  });
}

function withMore(message: Message, count: number, language: Language): Message {
  return { texts: MORE, args: { message: render(message, language), count } };
}

/** Runs something when the messages that have arrived by now were taken note of. */
export function nextTurn(work: () => void): void {
  if (typeof setImmediate === "function") setImmediate(work);
  else setTimeout(work, 0);
}
