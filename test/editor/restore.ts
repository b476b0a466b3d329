// Restoring what a conversion lost, as its user meets it: the line above the list, a preview, a hover, one undo.
import * as vscode from "vscode";
import {
  applyConfirming,
  applyQuickFix,
  equal,
  file,
  hover,
  isFinding,
  open,
  screenshot,
  test,
  undoTo,
  waitForDiagnostics,
} from "./harness";

const page = "restore/Page/青河水閘.md";
const companion = "restore/Page/青河水閘.html";

/** Opens the page and waits until its empty entries are found. */
async function openSluice(): Promise<vscode.TextDocument> {
  const { document } = await open(page);
  await waitForDiagnostics(document.uri, (findings) => findings.some((one) => isFinding(one, "footnote/empty-entry")));
  return document;
}

const citation = "[水閘工程概要](http://qinghe.example/sluice). 1961-05-02.";

test("what a page lost comes back from the companion beside it, in one edit that is shown first", async () => {
  const document = await openSluice();
  const before = document.getText();
  const uri = file(companion).toString();
  await applyConfirming(vscode.commands.executeCommand("redlink.restoreFromCompanion", uri));
  const expected = before
    .replace(
      '[林海峰設計](https://zh.wikipedia.org/wiki/林海峰 "wikilink")',
      '[林海峰](https://zh.wikipedia.org/wiki/林海峰 "wikilink")設計',
    )
    .replace("簽署了 ，", "簽署了水閘公約，")
    .replace("1.\n", `1.  ${citation}\n`)
    .replace("3.\n", `3.  ${citation}\n`);
  equal(document.getText(), expected, "the restored page");
  await screenshot("restored");
  await undoTo(document, before);
});

test("the line above the list offers it, and an empty marker already shows it", async () => {
  const document = await openSluice();
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    "vscode.executeCodeLensProvider",
    document.uri,
    10,
  );
  const offered = lenses.find(({ command }) => command?.command === "redlink.restoreFromCompanion");
  equal(offered?.command?.title ?? "", "Restore from a companion…", "the lens");
  const shown = await hover(document.uri, document.positionAt(document.getText().indexOf("\\[1\\]") + 2));
  equal(shown.includes("水闸工程概要") && shown.includes("青河水閘.html"), true, `the hover: ${shown}`);
});

test("the light bulb fills one entry", async () => {
  const document = await openSluice();
  const before = document.getText();
  const [finding] = vscode.languages
    .getDiagnostics(document.uri)
    .filter((one) => isFinding(one, "footnote/empty-entry"));
  if (finding === undefined) throw new Error("no empty entry");
  await applyQuickFix(document.uri, finding, /^Restore from 青河水閘\.html: /);
  equal(document.getText(), before.replace("1.\n", `1.  ${citation}\n`), "the page with one entry restored");
  await undoTo(document, before);
});
