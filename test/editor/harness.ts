// What a test inside VS Code needs: results that reach the runner outside, and waits that end with the event they wait
// for. The same code runs in the node extension host and in the browser's worker, hence fetch and no node modules.
import * as vscode from "vscode";

/** Limit of one test in ms. It only ends what hangs: no test's outcome depends on the speed of the machine. */
const testDeadlineMs = 5 * 60_000;
/** Time between two looks at a goal, in ms. */
const lookEveryMs = 20;
/** Time in ms that an action gets before it is repeated; doubled at each repetition, so that no machine is too slow. */
const firstPatienceMs = 2_000;

interface Test {
  readonly name: string;
  readonly body: () => Promise<void>;
}

const tests: Test[] = [];
/** What the running test waits for, told when its deadline passes. */
let waitingFor: (() => string) | undefined;
/** The number of the running test: what an earlier one still repeats ends. */
let running = 0;

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

/** Takes from the window what a test leaves there, also one that was given up. */
const cleanUp = [
  "workbench.action.closeQuickOpen",
  "refactorPreview.discard",
  "notifications.clearAll",
  "workbench.action.revertAndCloseActiveEditor",
  "workbench.action.closeAllEditors",
];

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
    running += 1;
    try {
      await withDeadline(body());
    } catch (thrown) {
      failed += 1;
      error = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    }
    await tellRunner({ type: "result", name, passed: error === undefined, error, milliseconds: Date.now() - start });
    for (const command of cleanUp) await vscode.commands.executeCommand(command);
  }
  await tellRunner({ type: "end" });
  if (failed > 0) throw new Error(`${failed} failed`);
}

/**
 * Saves a picture of the window under test-results/, where the runner can take one (it says so where it cannot).
 * @param shown an element by its CSS selector and text; `show` is repeated until it is on the screen
 */
export async function screenshot(
  name: string,
  shown?: { readonly selector: string; readonly text: string; readonly show: () => Thenable<unknown> },
): Promise<void> {
  const { selector, text, show } = shown ?? {};
  await show?.();
  const take = async () => {
    const answer = await tellRunner({ type: "screenshot", name, ...(shown && { shown: { selector, text } }) });
    return answer === "not shown" ? undefined : true;
  };
  await reach(() => `${selector} with ${text} on the screen`, take, show);
}

/**
 * Reaches a goal as a user does: looks, acts, looks for a while, acts again. On a loaded machine a menu closes because
 * another part of the window takes the focus, or a keystroke arrives before the editor has it.
 * @param what describes the goal, should it never be reached
 * @param look yields the goal's value, undefined while it is not reached. It may press a button (a preview's Apply, the
 * chosen line of a menu): commands that do nothing while it is not on the screen
 * @param act is done when the goal is not reached, and repeated; it must do no harm when the one before succeeds late
 */
export async function reach<T>(
  what: () => string,
  look: () => T | undefined | PromiseLike<T | undefined>,
  act?: () => PromiseLike<unknown>,
): Promise<T> {
  const own = running;
  for (let patience = 0; ; patience = Math.max(firstPatienceMs, 2 * patience)) {
    const end = Date.now() + patience;
    do {
      waitingFor = what;
      const value = await look();
      if (value !== undefined) return value;
      if (own !== running) throw new Error(`given up: ${what()}`);
      await new Promise((done) => setTimeout(done, lookEveryMs));
    } while (act === undefined || Date.now() < end);
    await act();
  }
}

/** The workspace folder's file of this relative path. */
export function file(path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error("no workspace folder is open");
  return vscode.Uri.joinPath(folder.uri, path);
}

/** Opens a file of the workspace in an editor that has the focus. */
export async function open(path: string): Promise<vscode.TextEditor> {
  return show(await vscode.workspace.openTextDocument(file(path)));
}

/** Shows a document in the active editor, optionally with the cursor at a position. */
export async function show(document: vscode.TextDocument, cursor?: vscode.Position): Promise<vscode.TextEditor> {
  const what = () => `${document.uri.path} in the active editor`;
  const look = () => {
    const editor = vscode.window.activeTextEditor;
    return editor?.document === document ? editor : undefined;
  };
  const editor = await reach(what, look, () => vscode.window.showTextDocument(document));
  if (cursor !== undefined) {
    editor.selection = new vscode.Selection(cursor, cursor);
    editor.revealRange(editor.selection);
  }
  return editor;
}

/** Types text at a position of a document. */
export async function type(document: vscode.TextDocument, position: vscode.Position, text: string): Promise<void> {
  const { version } = document;
  const what = () => `“${text}” typed into ${document.uri.path}`;
  const look = () => (document.version > version ? true : undefined);
  await reach(what, look, async () => {
    await vscode.window.showTextDocument(document);
    await show(document, position);
    await vscode.commands.executeCommand("type", { text });
  });
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
  return reach(what, () => {
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

/** What `screenshot` needs to show the hover at a position with a text in it. */
export function hoverAt(document: vscode.TextDocument, position: vscode.Position, text: string) {
  const showHover = async () => {
    await show(document, position);
    await vscode.commands.executeCommand("editor.action.showHover");
  };
  return { selector: ".monaco-hover", text, show: showHover };
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
export function applyConfirming<T>(change: Thenable<T>): Promise<T> {
  return pressing("refactorPreview.apply", change);
}

/** Waits for work that ends when a button is pressed, whose command does nothing while it is not on the screen. */
export async function pressing<T>(command: string, work: Thenable<T>): Promise<T> {
  let ended = false;
  const done = Promise.resolve(work).finally(() => {
    ended = true;
  });
  const press = async () => {
    // One look is over when the work is, for the command may wait for what the work does.
    if (!ended) await Promise.race([done, vscode.commands.executeCommand(command)]);
    return ended ? true : undefined;
  };
  await reach(() => `the end of what ${command} ends`, press);
  return done;
}

/** Runs a quick fix: the code action of kind "quickfix" whose title matches, at a finding. */
export function applyQuickFix(uri: vscode.Uri, finding: vscode.Diagnostic, title: RegExp): Promise<vscode.CodeAction> {
  return applyCodeAction(uri, finding.range, title, vscode.CodeActionKind.QuickFix);
}

/** Takes the last change of a document back and waits until it has the text again. */
export async function undoTo(document: vscode.TextDocument, text: string): Promise<void> {
  const changed = document.getText();
  if (changed === text) throw new Error(`nothing to undo: ${document.uri.path} is unchanged`);
  const what = () => `the earlier text of ${document.uri.path}, which is now:\n${document.getText()}`;
  const look = () => (document.getText() === text ? true : undefined);
  await reach(what, look, async () => {
    if (document.getText() !== changed) return; // an undo that came late is not made twice
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("undo");
  });
}
