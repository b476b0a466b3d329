// All footnotes of a page in another form, as its user meets it: the light bulb at a marker, the command, a reason when it
// cannot be done, one undo.
import * as vscode from "vscode";
import { applyCodeAction, applyConfirming, equal, open, test, undoTo, waitForDiagnostics } from "./harness";

const page = "forms/Page/潮門.md";

/** Opens the page and waits until the server has seen it: the leftover `{{-}}` is found. */
async function openPage(): Promise<vscode.TextDocument> {
  const { document } = await open(page);
  await waitForDiagnostics(document.uri, (findings) => findings.length > 0);
  return document;
}

/** The page's footnotes as definitions. */
const defined = (text: string): string => text.replace(/\\\[(\d)\\\]/g, "[^$1]").replace(/^(\d)\. {2}/gm, "[^$1]: ");

test("the light bulb at a marker writes all footnotes as [^n]; one undo takes it back", async () => {
  const document = await openPage();
  const before = document.getText();
  const marker = document.positionAt(before.indexOf("\\[1\\]") + 2);
  const title = /^Write all footnotes as \[\^n\]/;
  await applyCodeAction(document.uri, new vscode.Range(marker, marker), title, vscode.CodeActionKind.RefactorRewrite);
  equal(document.getText(), defined(before), "the page with definitions");
  await undoTo(document, before);
});

test("the commands write them as <ref> and back", async () => {
  const document = await openPage();
  const before = document.getText();
  await applyConfirming(vscode.commands.executeCommand("redlink.refFootnotes"));
  const tagged = document.getText();
  equal(tagged.includes("<ref>《潮門志》卷一</ref>") && tagged.includes("<references />"), true, `as tags: ${tagged}`);
  await applyConfirming(vscode.commands.executeCommand("redlink.numberedFootnotes"));
  equal(document.getText(), before, "the page with its list again");
  await undoTo(document, tagged);
  await undoTo(document, before);
});
