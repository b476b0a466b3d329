// The whole wiki as one book: completion, references, rename, the check of all pages, and the views.
import * as vscode from "vscode";
import { equal, file, isFinding, open, reach, screenshot, show, test, type, waitForDiagnostics } from "./harness";

const start = "whole/Page/開頭.md";
const nation = "whole/Page/國家.md";
const league = "whole/Page/聯盟.md";
const island = "whole/Page/孤島.md";
const alone = "whole/Page/小島.md";

/** Opens a page and waits until the pages of its wiki are known: Ctrl-click leads somewhere then. */
async function openKnown(path: string): Promise<vscode.TextEditor> {
  const editor = await open(path);
  await reach(
    () => `links of ${path} to pages`,
    async () => {
      const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
        "vscode.executeLinkProvider",
        editor.document.uri,
      );
      return links.find(({ target }) => target?.path.endsWith(".md"));
    },
  );
  return editor;
}

test("typing [ and a character of a title in the other script writes the whole link", async () => {
  const { document } = await openKnown(start);
  const end = new vscode.Position(2, 0);
  await type(document, end, "[");
  await type(document, end.translate(0, 1), "国");
  const offered = await vscode.commands.executeCommand<vscode.CompletionList>(
    "vscode.executeCompletionItemProvider",
    document.uri,
    end.translate(0, 2),
  );
  const own = offered.items.filter(({ kind }) => kind === vscode.CompletionItemKind.File);
  equal(own.map(({ label }) => (typeof label === "string" ? label : label.label)).join(), "國家", "offered");
  const line = () => document.lineAt(2).text;
  const suggest = async () => {
    await show(document, end.translate(0, 2));
    await vscode.commands.executeCommand("editor.action.triggerSuggest");
  };
  const row = { selector: ".suggest-widget.visible .monaco-list-row", text: "國家" };
  await screenshot("wiki-completion", { ...row, show: suggest });
  const written = await reach(
    () => `the link, instead of ${line()}`,
    async () => {
      await vscode.commands.executeCommand("acceptSelectedSuggestion"); // does nothing until the list is on the screen
      return line().includes("](") ? line() : undefined;
    },
    suggest,
  );
  equal(written, '[国家](../Page/國家.md "wikilink")', "line 3");
  await vscode.commands.executeCommand("workbench.action.files.revert");
});

test("find all references lists the links of all pages", async () => {
  const { document } = await openKnown(nation);
  const found = await vscode.commands.executeCommand<vscode.Location[]>(
    "vscode.executeReferenceProvider",
    document.uri,
    new vscode.Position(0, 3),
  );
  const places = found
    .filter(({ uri }) => uri.path.includes("/whole/"))
    .map(({ uri, range }) => `${uri.path.split("/").at(-1)}:${range.start.line + 1}`);
  equal(places.sort().join(), "孤島.md:1,聯盟.md:1,聯盟.md:1", "links to the page");
  await vscode.commands.executeCommand("editor.action.goToReferences");
});

test("renaming a page rewrites the links to it and moves its file", async () => {
  const { document } = await openKnown(league);
  const at = document.positionAt(document.getText().indexOf("國家](") + 1);
  const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
    "vscode.executeDocumentRenameProvider",
    document.uri,
    at,
    "邦國",
  );
  // The command gives back the file's move before the edits; the editor itself keeps their order: first the links, then the file.
  const ordered = new vscode.WorkspaceEdit();
  for (const [uri, edits] of edit.entries()) ordered.set(uri, edits);
  ordered.renameFile(file(nation), file("whole/Page/邦國.md"));
  equal(await vscode.workspace.applyEdit(ordered, { isRefactoring: true }), true, "applied");
  equal(document.getText().includes('[邦國](../Page/邦國.md "wikilink")結成'), true, "the link names the new title");
  equal(document.getText().includes('[國家的歷史](../Page/邦國#歷史.md "wikilink")'), true, "the anchor stays");
  const moved = await vscode.workspace.openTextDocument(file("whole/Page/邦國.md"));
  equal(moved.getText().startsWith("**國家**"), true, "the file has moved");
  const other = await vscode.workspace.openTextDocument(file(island));
  equal(other.getText().includes('[邦國](../Page/邦國.md "wikilink")'), true, "a page that was not open");
});

test("the whole wiki is checked, and the views list what is wanted and what is wrong", async () => {
  await openKnown(league);
  const place = file(alone);
  const found = waitForDiagnostics(place, (findings) => findings.length > 0);
  const checked = vscode.commands.executeCommand("redlink.checkWiki");
  const findings = await found;
  equal(
    findings.some((finding) => isFinding(finding, "footnote/empty-entry")),
    true,
    "the empty entry is found",
  );
  await checked;
  const views = async () => {
    await vscode.commands.executeCommand("redlink.wanted.focus");
    await vscode.commands.executeCommand("redlink.footnotes.focus");
  };
  await screenshot("wiki-views", { selector: ".pane-body .monaco-list-row", text: "未寫的頁", show: views });
  // What was sent of a file goes when the file speaks for itself: nothing is shown twice.
  const { document } = await open(alone);
  await waitForDiagnostics(
    document.uri,
    (own) => own.filter((one) => isFinding(one, "footnote/empty-entry")).length === 1,
  );
  await screenshot("wiki-footnotes", { selector: ".pane-body .monaco-list-row", text: "某書", show: views });
  await vscode.commands.executeCommand("workbench.view.explorer");
});
