import * as vscode from "vscode";
import { equal, file, open, ruleOf, screenshot, test, waitForDiagnostics } from "./harness";

function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension("redlink.redlink");
  if (found === undefined) throw new Error("redlink.redlink is not among the window's extensions");
  return found;
}

test("the suite runs in the extension host it is meant for", async () => {
  const kind = vscode.workspace.getConfiguration("redlinkTests").get<string>("kind");
  equal(typeof Reflect.get(globalThis, "importScripts") === "function", kind === "web", "in a worker");
});

test("the extension waits for a document of its languages", async () => {
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file("notes.txt")));
  equal(extension().isActive, false, "active on plain text");
});

test("opening an article activates it, and its faults are underlined", async () => {
  const { document } = await open("Page/青石橋.md");
  equal(document.languageId, "markdown", "language");
  await waitForDiagnostics(document.uri, (findings) => {
    const rules = findings.map(ruleOf);
    return ["footnote/empty-entry", "footnote/undefined", "link/missing-page"].every((rule) => rules.includes(rule));
  });
  await extension().activate(); // the first findings may come before the activation has ended
  await screenshot("activation");
});

test("an ordinary Markdown page is left alone", async () => {
  const ordinary = await open("README.md");
  const article = await open("Page/青石橋.md");
  await waitForDiagnostics(article.document.uri, (findings) => findings.length > 0);
  await waitForDiagnostics(ordinary.document.uri, (findings) => findings.length === 0);
});

test("wikitext files have their language", async () => {
  const { document } = await open("source/青石橋.wikitext");
  equal(document.languageId, "wikitext", "language");
});

test("the commands of the palette exist", async () => {
  const manifest = extension().packageJSON as { contributes: { commands: { command: string }[] } };
  const known = new Set(await vscode.commands.getCommands(true));
  const missing = manifest.contributes.commands.map(({ command }) => command).filter((command) => !known.has(command));
  equal(missing.join(), "", "contributed and not registered");
});
