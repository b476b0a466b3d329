// What a test inside VS Code needs: results that reach the runner outside, and waits that end with the event they wait
// for. The same code runs in the node extension host and in the browser's worker, hence fetch and no node modules.
import * as vscode from "vscode";

/** How long one test may take before it counts as failed: far above what any test needs, below the runner's own limit. */
const testDeadlineMs = 60_000;

interface Test {
  readonly name: string;
  readonly body: () => Promise<void>;
}

const tests: Test[] = [];
/** What the running test waits for, told when its deadline passes. */
let waitingFor: (() => string) | undefined;

/** Registers a test; they run one after the other in the order of registration. */
export function test(name: string, body: () => Promise<void>): void {
  tests.push({ name, body });
}

/** Fails unless two plain values are the same; `what` names them in the message. */
export function equal<T extends string | number | boolean>(actual: T, expected: T, what: string): void {
  if (actual !== expected) throw new Error(`${what}: ${JSON.stringify(actual)}, expected ${JSON.stringify(expected)}`);
}

/** Sends one message to the runner (its address comes with the workspace's settings) and gives back what it answers. */
async function tellRunner(message: object): Promise<string> {
  const address = vscode.workspace.getConfiguration("redlinkTests").get<string>("runner");
  if (address === undefined)
    throw new Error("redlinkTests.runner is not set: run these tests with scripts/editor-tests.mjs");
  const answer = await fetch(address, { method: "POST", body: JSON.stringify(message) });
  if (!answer.ok) throw new Error(`the runner answered ${answer.status}: ${await answer.text()}`);
  return answer.text();
}

function withDeadline<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () =>
        reject(
          new Error(
            `not finished after ${testDeadlineMs} ms${waitingFor === undefined ? "" : `, waiting for ${waitingFor()}`}`,
          ),
        ),
      testDeadlineMs,
    );
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** Runs every registered test and reports each; rejects when one failed. */
export async function runTests(): Promise<void> {
  let failed = 0;
  for (const { name, body } of tests) {
    const start = Date.now();
    let error: string | undefined;
    waitingFor = undefined;
    try {
      await withDeadline(body());
    } catch (thrown) {
      failed += 1;
      error = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    }
    await tellRunner({ type: "result", name, passed: error === undefined, error, milliseconds: Date.now() - start });
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  }
  await tellRunner({ type: "end" });
  if (failed > 0) throw new Error(`${failed} failed`);
}

/**
 * Saves a picture of the window under test-results/, where the runner can take one (it says so where it cannot); it waits
 * until an element of this CSS selector and text is on the screen, for nothing tells an extension that.
 */
export async function screenshot(name: string, shown?: { selector: string; text: string }): Promise<void> {
  await tellRunner({ type: "screenshot", name, shown });
}

/** Asks again and again, for what no event tells of, until the answer is a value; `what` describes it if it never comes. */
export async function asked<T>(what: () => string, ask: () => Thenable<T | undefined>): Promise<T> {
  waitingFor = what;
  for (;;) {
    const value = await ask();
    if (value !== undefined) return value;
  }
}

/** Resolves with the first value `look` finds, looking now and after each `event`; `what` describes it if it never comes. */
export function eventually<T, E>(what: () => string, event: vscode.Event<E>, look: () => T | undefined): Promise<T> {
  waitingFor = what;
  return new Promise((resolve, reject) => {
    const attempt = (): void => {
      try {
        const value = look();
        if (value === undefined) return;
        subscription.dispose();
        resolve(value);
      } catch (error) {
        subscription.dispose();
        reject(error);
      }
    };
    const subscription = event(attempt);
    attempt();
  });
}

/** The workspace folder's file of this relative path. */
export function file(path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error("no workspace folder is open");
  return vscode.Uri.joinPath(folder.uri, path);
}

/** Opens a file of the workspace in an editor that has the focus. */
export async function open(path: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file(path)));
}

/** Whether a diagnostic is Redlink's, and of this rule when one is named. */
export function isFinding(diagnostic: vscode.Diagnostic, rule?: string): boolean {
  return diagnostic.source === "redlink" && (rule === undefined || ruleOf(diagnostic) === rule);
}

/** The id of the rule a diagnostic comes from. */
export function ruleOf(diagnostic: vscode.Diagnostic): string {
  const { code } = diagnostic;
  return String(typeof code === "object" ? code.value : code);
}

/** Redlink's findings of a document, once they are as wanted. */
export function waitForDiagnostics(
  uri: vscode.Uri,
  wanted: (findings: readonly vscode.Diagnostic[]) => boolean,
): Promise<readonly vscode.Diagnostic[]> {
  let seen: readonly vscode.Diagnostic[] = [];
  const what = () =>
    `diagnostics of ${uri.path}, which are now ${seen.map((d) => `${d.range.start.line + 1}:${ruleOf(d)}`).join(" ") || "none"}`;
  return eventually(what, vscode.languages.onDidChangeDiagnostics, () => {
    seen = vscode.languages.getDiagnostics(uri).filter((diagnostic) => isFinding(diagnostic));
    return wanted(seen) ? seen : undefined;
  });
}

/** The text a hover shows at a position, all providers' contents one below the other. */
export async function hover(uri: vscode.Uri, position: vscode.Position): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>("vscode.executeHoverProvider", uri, position);
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (typeof content === "string" ? content : content.value))
    .join("\n");
}

/** The code actions on offer at a range, resolved, of one kind (and those below it) when one is given. */
export async function codeActions(
  uri: vscode.Uri,
  range: vscode.Range,
  kind?: vscode.CodeActionKind,
): Promise<vscode.CodeAction[]> {
  const offered = await vscode.commands.executeCommand<(vscode.CodeAction | vscode.Command)[]>(
    "vscode.executeCodeActionProvider",
    uri,
    range,
    kind?.value,
    100, // how many to resolve
  );
  return offered.filter(
    (action): action is vscode.CodeAction => typeof (action as vscode.CodeAction).command !== "string",
  );
}

/**
 * Applies the one code action whose title matches, the way the light bulb does. Where it asks for a confirmation, the
 * preview's Apply is pressed.
 */
export async function applyCodeAction(
  uri: vscode.Uri,
  range: vscode.Range,
  title: RegExp,
  kind?: vscode.CodeActionKind,
): Promise<vscode.CodeAction> {
  const offered = await codeActions(uri, range, kind);
  const [action, ...others] = offered.filter((candidate) => title.test(candidate.title));
  if (action === undefined || others.length > 0) {
    const titles = offered.map((candidate) => `"${candidate.title}"`).join(", ");
    throw new Error(
      `${action === undefined ? "no" : "more than one"} action matches ${title}; on offer: ${titles || "nothing"}`,
    );
  }
  if (action.edit !== undefined) await applyConfirming(vscode.workspace.applyEdit(action.edit));
  if (action.command !== undefined) {
    const { command, arguments: given = [] } = action.command;
    await applyConfirming(vscode.commands.executeCommand(command, ...given));
  }
  return action;
}

/** Waits for a change, pressing Apply in the refactoring preview should it open. */
export async function applyConfirming<T>(change: Thenable<T>): Promise<T> {
  let settled = false;
  const done = Promise.resolve(change).finally(() => {
    settled = true;
  });
  while (!settled) {
    // Does nothing while no preview is open; each call is a round trip to the window, so the change goes on meanwhile.
    await Promise.race([done, vscode.commands.executeCommand("refactorPreview.apply")]);
  }
  return done;
}

/** Runs a quick fix: the code action of kind "quickfix" whose title matches, at a finding. */
export function applyQuickFix(uri: vscode.Uri, finding: vscode.Diagnostic, title: RegExp): Promise<vscode.CodeAction> {
  return applyCodeAction(uri, finding.range, title, vscode.CodeActionKind.QuickFix);
}

/** Takes the last change of the focused editor back and waits until the document has the text again. */
export async function undoTo(document: vscode.TextDocument, text: string): Promise<void> {
  if (document.getText() === text) throw new Error(`nothing to undo: ${document.uri.path} is unchanged`);
  await vscode.commands.executeCommand("undo");
  const what = () => `the earlier text of ${document.uri.path}, which is now:\n${document.getText()}`;
  await eventually(what, vscode.workspace.onDidChangeTextDocument, () =>
    document.getText() === text ? true : undefined,
  );
}
