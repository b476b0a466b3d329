import * as vscode from "vscode";
import { file, open, screenshot, test } from "./harness";

const id = "redlink.redlink";

function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension(id);
  if (found === undefined) throw new Error(`${id} is not among the window's extensions`);
  return found;
}

function equal<T>(actual: T, expected: T, what: string): void {
  if (actual !== expected) throw new Error(`${what}: ${JSON.stringify(actual)}, expected ${JSON.stringify(expected)}`);
}

test("the extension waits for a document of its languages", async () => {
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file("notes.txt")));
  equal(extension().isActive, false, "active on plain text");
});

test("opening an article activates it", async () => {
  const { document } = await open("Page/青石橋.md");
  equal(document.languageId, "markdown", "language");
  await extension().activate();
  equal(extension().isActive, true, "active");
  await screenshot("activation");
});

test("wikitext files have their language", async () => {
  const { document } = await open("source/青石橋.wikitext");
  equal(document.languageId, "wikitext", "language");
});
