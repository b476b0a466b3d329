// Conversion as its user meets it: doubtful places in the preview, the list of variants, a comparison, whole folders.
import * as vscode from "vscode";
import {
  applyConfirming,
  applyQuickFix,
  equal,
  file,
  hover,
  hoverAt,
  isFinding,
  open,
  pressing,
  reach,
  screenshot,
  show,
  test,
  type,
  undoTo,
  waitForDiagnostics,
} from "./harness";

const folder = "conversion/Page";
const tower = `${folder}/钟楼.md`;
const river = `${folder}/白沙河.md`;
const ferry = `${folder}/渡船.md`;

/** Pages as the preview would leave them, which VS Code shows in its comparison. */
const previewScheme = "vscode-bulkeditpreview-editor";

const certain: readonly (readonly [string, string])[] = [
  ["**钟楼**在", "**鐘樓**在"],
  ["边，楼里装着潮汐钟，软件是新写的", "邊，樓裏裝着潮汐钟，軟件是新寫的"],
  ["钟声每天响十二次，头发灰白的老人记得它的历史", "鐘聲每天響十二次，頭髮灰白的老人記得它的歷史"],
  ["[Category:建筑](", "[Category:建筑]("],
  ["《河边建筑》，第12页", "《河邊建築》，第12頁"],
];

function replacedAll(text: string, pairs: readonly (readonly [string, string])[]): string {
  return pairs.reduce((result, [from, to]) => {
    if (!result.includes(from)) throw new Error(`${JSON.stringify(result)} lacks ${from}`);
    return result.replace(from, to);
  }, text);
}

/** The page as the preview's boxes have it now; undefined without a preview. */
function previewOf(uri: vscode.Uri): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find(
    (document) => document.uri.scheme === previewScheme && vscode.Uri.parse(document.uri.query).path === uri.path,
  );
}

/** The preview of a page, once it is as wanted. Without it `start` is repeated. */
function previewed(
  uri: vscode.Uri,
  wanted: (text: string) => boolean,
  start?: () => Promise<unknown>,
): Promise<vscode.TextDocument> {
  const what = () => `the preview of ${uri.path}, which is now ${JSON.stringify(previewOf(uri)?.getText())}`;
  const look = () => {
    const document = previewOf(uri);
    return document !== undefined && wanted(document.getText()) ? document : undefined;
  };
  return reach(what, look, start);
}

async function read(path: string): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(file(path)));
}

/** Opens an article and waits until the server has seen it. */
async function openChecked(path: string): Promise<vscode.TextDocument> {
  const { document } = await open(path);
  await waitForDiagnostics(document.uri, () => true);
  return document;
}

test("what is certain is ticked in the preview, what is doubtful is not", async () => {
  const document = await openChecked(tower);
  const before = document.getText();
  const done = vscode.commands.executeCommand("redlink.convert", { target: "hant" });
  const expected = replacedAll(before, certain);
  await previewed(document.uri, (text) => text === expected);
  await screenshot("conversion-preview");
  await applyConfirming(done);
  equal(document.getText(), expected, "text");
  await undoTo(document, before);
});

test("a doubtful place is converted when it is ticked", async () => {
  const document = await openChecked(tower);
  const before = document.getText();
  const ticked = replacedAll(before, [...certain, ["潮汐钟", "潮汐鍾"]]);
  let done: Thenable<unknown> | undefined;
  const tick = async () => {
    await discarded(done);
    done = vscode.commands.executeCommand("redlink.convert", { target: "hant" });
    await previewed(document.uri, (text) => text.includes("頭髮"));
    await vscode.commands.executeCommand("refactorPreview.focus");
    await vscode.commands.executeCommand("refactorPreview.groupByType");
    await vscode.commands.executeCommand("list.focusFirst");
    await vscode.commands.executeCommand("refactorPreview.toggleCheckedState");
  };
  await previewed(document.uri, (text) => text === ticked, tick);
  await screenshot("conversion-doubt");
  await vscode.commands.executeCommand("refactorPreview.groupByFile");
  await applyConfirming(done!);
  equal(document.getText(), ticked, "text");
  await undoTo(document, before);
});

/** Ends a conversion without its changes: its list is closed, its preview discarded. */
async function discarded(conversion: Thenable<unknown> | undefined): Promise<void> {
  if (conversion === undefined) return;
  await vscode.commands.executeCommand("workbench.action.closeQuickOpen");
  await pressing("refactorPreview.discard", conversion);
}

test("the list has all variants; regional words are previewed, ticked", async () => {
  const document = await openChecked(tower);
  const before = document.getText();
  let done: Thenable<unknown> | undefined;
  const list = async () => {
    await discarded(done);
    await show(document);
    done = vscode.commands.executeCommand("redlink.convert");
    // The window has the list before it has what comes behind it.
    await vscode.commands.executeCommand("setContext", "redlink.test", true);
  };
  const choose = async () => {
    const shown = { selector: ".quick-input-widget .monaco-list-row", text: "台灣正體", show: list };
    await screenshot("conversion-list", shown);
    for (let step = 0; step < 9; step++) await vscode.commands.executeCommand("workbench.action.quickOpenSelectNext");
    await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
  };
  await previewed(document.uri, (text) => text.includes("，軟體是新寫的"), choose);
  await screenshot("conversion-words");
  await applyConfirming(done!);
  equal(document.getText().includes("，軟體是新寫的"), true, "Taiwan's word");
  await undoTo(document, before);
});

/** Opens the comparison of a page with its conversion. */
function compared(document: vscode.TextDocument): Promise<vscode.TabInputTextDiff> {
  const active = () => vscode.window.tabGroups.activeTabGroup.activeTab;
  const look = () => {
    const tab = active();
    return tab?.input instanceof vscode.TabInputTextDiff && tab.label === "渡船.md ↔ 简体" ? tab.input : undefined;
  };
  const compare = async () => {
    await show(document);
    await vscode.commands.executeCommand("redlink.compareConversion", { target: "hans" });
  };
  return reach(() => `the comparison, instead of ${active()?.label}`, look, compare);
}

test("a page is compared with its conversion, which follows it, and is not changed", async () => {
  const document = await openChecked(ferry);
  const before = document.getText();
  const { original, modified } = await compared(document);
  equal(original.toString(), document.uri.toString(), "left side");
  const converted = await vscode.workspace.openTextDocument(modified);
  equal(converted.languageId, "markdown", "language of the right side");
  equal(converted.getText().startsWith("**渡船**在钟楼下的码头停靠"), true, "right side");
  await screenshot("conversion-comparison");
  equal(document.getText(), before, "text");
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, new vscode.Position(0, 0), "歷史：");
  await vscode.workspace.applyEdit(edit);
  const what = () => `the change on the right side, which is now ${converted.getText()}`;
  await reach(what, () => (converted.getText().startsWith("历史：**渡船**") ? true : undefined));
  await undoTo(document, before);
});

test("a folder's articles are previewed; when that is discarded, nothing has changed", async () => {
  await openChecked(ferry);
  const texts = await Promise.all([tower, river].map(read));
  const done = vscode.commands.executeCommand("redlink.convertFiles", file(folder), [file(folder)], { target: "hant" });
  await previewed(file(tower), (text) => text.includes("頭髮灰白"));
  await previewed(file(river), (text) => text.includes("流過"));
  await screenshot("conversion-folder");
  await pressing("refactorPreview.discard", done);
  equal((await Promise.all([tower, river].map(read))).join("\n"), texts.join("\n"), "files");
});

test("a file where nothing is doubtful is previewed too, all of it ticked", async () => {
  const document = await openChecked(ferry);
  const before = document.getText();
  const done = vscode.commands.executeCommand("redlink.convertFiles", document.uri, undefined, { target: "hans" });
  const expected = "**渡船**在钟楼下的码头停靠，船夫说这条航线从清代开始，历经战争与水灾";
  await previewed(document.uri, (text) => text.startsWith(expected));
  await screenshot("conversion-reminder");
  await applyConfirming(done);
  equal(document.getText().startsWith(expected), true, document.getText());
  await undoTo(document, before);
  await document.save();
});

test("a folder's articles are converted, unsaved text and all, and saved", async () => {
  const document = await openChecked(river);
  const before = await read(tower);
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, new vscode.Position(0, 0), "这条");
  await vscode.workspace.applyEdit(edit);
  const done = vscode.commands.executeCommand("redlink.convertFiles", file(folder), undefined, { target: "hant" });
  await previewed(document.uri, (text) => text.startsWith("這條**白沙河**流過"));
  await applyConfirming(done);
  equal(await read(tower), replacedAll(before, certain), "the closed page");
  equal((await read(river)).startsWith("這條**白沙河**流過"), true, "the open page");
});

test("the conversion of a folder can be cancelled", async () => {
  await openChecked(ferry);
  // Long, and with nothing to convert: what changes much ends soon, for a preview holds so much only.
  const page = `${"這條河的歷史很長，兩岸的建築見證了戰爭與和平。".repeat(1500)}[河](../Page/河.md "wikilink")。\n`;
  const bytes = new TextEncoder().encode(page);
  const many = Array.from({ length: 400 }, (_, index) => file(`many/Page/${index}.md`));
  await Promise.all(many.map((uri) => vscode.workspace.fs.writeFile(uri, bytes)));
  const done = vscode.commands.executeCommand("redlink.convertFiles", file("many"), undefined, { target: "tw" });
  await pressing("notification.acceptPrimaryAction", done);
  const shown = vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === previewScheme);
  equal(shown.length, 0, "previews");
  equal(await read("many/Page/0.md"), page, "a page");
  await vscode.workspace.fs.delete(file("many"), { recursive: true });
});

test("a word of the wrong script is hinted while it is typed, with its repair", async () => {
  const document = await openChecked(ferry);
  const before = document.getText();
  await type(document, document.positionAt(before.indexOf("，船夫")), "，两岸观众");
  const found = await waitForDiagnostics(document.uri, (all) =>
    all.some((one) => isFinding(one, "variant/mixed-script")),
  );
  const finding = found.find((one) => isFinding(one, "variant/mixed-script"))!;
  equal(finding.severity, vscode.DiagnosticSeverity.Hint, "severity");
  await screenshot("conversion-typed");
  await applyQuickFix(document.uri, finding, /^Write “兩岸觀眾”$/);
  equal(document.getText(), before.replace("，船夫", "，兩岸觀眾，船夫"), "text");
  await applyConfirming(vscode.commands.executeCommand("workbench.action.files.revert"));
});

test("a word's hover has it in the seven variants", async () => {
  const document = await openChecked(ferry);
  const position = document.positionAt(document.getText().indexOf("歷經") + 1);
  const shown = await hover(document.uri, position);
  equal(shown.includes("- 简体 大陆 新马: 历经"), true, shown);
  await screenshot("conversion-hover", hoverAt(document, position, "历经"));
});

/** Changes a file in the editor and saves it. Where only the topmost folder is watched, it has to stand there to be noticed. */
async function save(document: vscode.TextDocument, range: vscode.Range, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, range, text);
  await vscode.workspace.applyEdit(edit);
  await document.save();
}

test("a word list: its path is completed, it is followed at once, and read anew when it changes", async () => {
  const page = await openChecked(ferry);
  const settings = file(".redlink.json");
  const list = file("詞表.tsv");
  const write = (uri: vscode.Uri, text: string) => vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  await write(list, "碼頭\t渡口\n");
  await write(settings, '{\n  "variants.words": "詞"\n}\n');
  const document = await vscode.workspace.openTextDocument(settings);
  let offered: readonly vscode.CompletionItem[] = [];
  const item = await reach(
    () => `詞表.tsv among what is on offer: ${offered.map(({ label }) => label).join()}`,
    async () => {
      const command = "vscode.executeCompletionItemProvider";
      const at = new vscode.Position(1, 22);
      offered = (await vscode.commands.executeCommand<vscode.CompletionList>(command, settings, at)).items;
      return offered.find(({ label }) => label === "詞表.tsv");
    },
  );
  const range = item.range instanceof vscode.Range ? item.range : item.range?.replacing;
  if (range === undefined) throw new Error("the item does not say what it takes the place of");
  equal(document.getText(range), "詞", "what the path takes the place of");
  await save(document, range, "詞表.tsv");

  const converted = await vscode.workspace.openTextDocument((await compared(page)).modified);
  // Saved again, the settings are noticed by a watcher that was busy.
  const saveAgain = () => {
    const { end } = document.lineAt(document.lineCount - 1).range;
    return save(document, new vscode.Range(end, end), "\n");
  };
  const shows = (text: string) =>
    reach(
      () => `${text} on the right side, which is now ${converted.getText()}`,
      () => (converted.getText().includes(text) ? true : undefined),
      saveAgain,
    );
  await shows("在钟楼下的渡口停靠");
  const words = await vscode.workspace.openTextDocument(list);
  await save(words, new vscode.Range(0, 3, 0, 5), "津渡\n船夫");
  await shows("在钟楼下的津渡停靠");
  await screenshot("conversion-word-list");
  await vscode.commands.executeCommand("notifications.clearAll");
  await save(document, document.validateRange(new vscode.Range(0, 0, document.lineCount, 0)), "{}\n");
  await shows("在钟楼下的码头停靠");
});
