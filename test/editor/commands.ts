import * as vscode from "vscode";
import { applyConfirming, equal, isFinding, open, screenshot, show, test, undoTo, waitForDiagnostics } from "./harness";

const page = "Page/青石橋.md";

/** Opens the page and waits until the server has seen it. */
async function openChecked(): Promise<vscode.TextDocument> {
  const { document } = await open(page);
  await waitForDiagnostics(document.uri, (findings) => findings.length > 0);
  return document;
}

test("converting to Simplified changes the prose, no link's target, and is undone in one step", async () => {
  const document = await openChecked();
  const before = document.getText();
  await vscode.commands.executeCommand("redlink.convertToHans");
  const after = document.getText();
  equal(after.includes("桥长三十二米，有三个拱"), true, "prose converted");
  equal(after.includes('(../Page/光緒.md "wikilink")'), true, "target kept");
  await screenshot("converted");
  await undoTo(document, before);
});

test("with a selection only that is converted", async () => {
  const document = await openChecked();
  const editor = await show(document);
  const before = document.getText();
  editor.selection = new vscode.Selection(2, 0, 2, document.lineAt(2).text.length);
  await vscode.commands.executeCommand("redlink.convertToHans");
  equal(document.getText(), before.replace("## 歷史", "## 历史"), "text");
  await undoTo(document, before);
});

test("a footnote is inserted at the cursor and gets its entry", async () => {
  const document = await openChecked();
  const before = document.getText();
  await show(document, document.positionAt(before.indexOf("，此後只許行人")));
  await applyConfirming(vscode.commands.executeCommand("redlink.insertFootnote"));
  equal(/加固橋墩\\\[\d+\\\]，此後/.test(document.getText()), true, "marker at the cursor");
  await undoTo(document, before);
});

test("an entry is cited at the cursor from the light bulb", async () => {
  const document = await openChecked();
  const before = document.getText();
  const editor = await show(document, document.positionAt(before.indexOf("，此後只許行人")));
  const offered = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    editor.selection,
    "refactor.rewrite.redlink.citeEntry",
    1,
  );
  const action = offered.find(({ title }) => title.includes("1"));
  if (!action?.edit) throw new Error(`not offered among: ${offered.map(({ title }) => title).join(", ")}`);
  await vscode.workspace.applyEdit(action.edit);
  equal(document.getText().includes("加固橋墩\\[1\\]，此後"), true, "marker at the cursor");
  await undoTo(document, before);
});

test("after a restart of the server the findings come back", async () => {
  const document = await openChecked();
  const restarted = vscode.commands.executeCommand("redlink.restartServer");
  // They are gone for as long as a process takes to start: less than the time between two looks, perhaps.
  let over = false;
  const end = restarted.then(() => {
    over = true;
  });
  const count = () => vscode.languages.getDiagnostics(document.uri).filter((one) => isFinding(one)).length;
  let fewest = count();
  while (!over && fewest > 0) {
    await new Promise((turn) => setTimeout(turn));
    fewest = Math.min(fewest, count());
  }
  await end;
  equal(fewest, 0, "findings without a server");
  await waitForDiagnostics(document.uri, (findings) =>
    findings.some((finding) => isFinding(finding, "footnote/undefined")),
  );
});
