// What an article tells its reader: hovers, places to go to, outline, and what is done to a page as a whole.
import * as vscode from "vscode";
import {
  applyCodeAction,
  codeActions,
  equal,
  file,
  hover,
  hoverAt,
  isFinding,
  open,
  reach,
  ruleOf,
  screenshot,
  show,
  test,
  undoTo,
  waitForDiagnostics,
} from "./harness";

const ferry = "reading/Page/南渡.md";
const fixAll = vscode.CodeActionKind.SourceFixAll.append("redlink");
const organize = vscode.CodeActionKind.Source.append("organizeFootnotes").append("redlink");

/** Opens an article and waits until the rules named have found something, and all pages of its wiki are known. */
async function openChecked(path: string, ...rules: readonly string[]): Promise<vscode.TextDocument> {
  const { document } = await open(path);
  await waitForDiagnostics(document.uri, (findings) => {
    const found = findings.map(ruleOf);
    return rules.every((rule) => found.includes(rule));
  });
  return document;
}

const openFerry = () => openChecked(ferry, "footnote/empty-entry", "footnote/undefined", "link/missing-page");

/** The place in the middle of the first (or a later) occurrence of a text. */
function inside(document: vscode.TextDocument, text: string, occurrence = 1): vscode.Position {
  let at = -1;
  for (let count = 0; count < occurrence; count++) at = document.getText().indexOf(text, at + 1);
  if (at < 0) throw new Error(`${document.uri.path} has no ${occurrence}. ${text}`);
  return document.positionAt(at + Math.floor(text.length / 2));
}

/** Fails unless a text holds all the others. */
function holds(text: string, ...parts: readonly string[]): void {
  for (const part of parts) if (!text.includes(part)) throw new Error(`${JSON.stringify(text)} lacks ${part}`);
}

/** What a provider's command answers for a place of a document. */
function ask<T>(command: string, document: vscode.TextDocument, ...given: readonly unknown[]): Thenable<T> {
  return vscode.commands.executeCommand<T>(command, document.uri, ...given);
}

/** Places as `line:text`, lines counted from 1, in the order of the text. */
function written(document: vscode.TextDocument, ranges: readonly vscode.Range[]): string {
  return [...ranges]
    .sort((a, b) => a.start.compareTo(b.start))
    .map((range) => `${range.start.line + 1}:${document.getText(range)}`)
    .join(" | ");
}

test("a page with its findings, and the status bar's word on it", async () => {
  const document = await openFerry();
  // The status was sent before the answer to this, and the window gets both in that order.
  await hover(document.uri, inside(document, "\\[1\\]"));
  await screenshot("findings");
});

test("a marker's hover shows the citation", async () => {
  const document = await openFerry();
  const position = inside(document, "\\[1\\]");
  holds(
    await hover(document.uri, position),
    "**Footnote 1**",
    "《青河縣志》卷二，",
    "(<https://example.org/jinliang>)",
  );
  holds(await hover(document.uri, inside(document, "\\[2\\]")), "**Footnote 2**", "The entry is empty");
  holds(await hover(document.uri, inside(document, "\\[5\\]")), "The list has no entry 5");
  await screenshot("hover", hoverAt(document, position, "Footnote 1"));
});

test("an entry's hover shows the sentences that cite it", async () => {
  const document = await openFerry();
  const shown = await hover(document.uri, inside(document, "1.  "));
  holds(shown, "**Cited by 2**", "- 南渡是青河上的渡口，始設於宋代。", "- 渡口東岸立有石碑，記此事始末。");
});

test("a link's hover shows the first paragraph of its page", async () => {
  const document = await openFerry();
  const shown = await hover(document.uri, inside(document, "[青河]"));
  holds(shown, "**青河**", "青河發源於北山，流經三縣，在南渡以下可以行船。");
  equal(shown.includes("河上有橋九座"), false, "the second paragraph");
  holds(await hover(document.uri, inside(document, "[義渡]")), "There is no such page in this wiki.");
});

test("the definition of a marker is its entry, of an entry its markers, of a link its page", async () => {
  const document = await openFerry();
  const definitions = async (position: vscode.Position) => {
    const found = await ask<(vscode.Location | vscode.LocationLink)[]>(
      "vscode.executeDefinitionProvider",
      document,
      position,
    );
    return found.map((one) => ("uri" in one ? one : new vscode.Location(one.targetUri, one.targetRange)));
  };
  const ranges = async (position: vscode.Position) =>
    written(
      document,
      (await definitions(position)).map(({ range }) => range),
    );
  const ownText = "1.  《青河縣志》卷二，[津梁](https://example.org/jinliang)。";
  equal(await ranges(inside(document, "\\[1\\]", 2)), `17:${ownText}`, "of a marker");
  equal(await ranges(inside(document, "1.  ")), "1:\\[1\\] | 5:\\[1\\]", "of an entry");
  const pages = (await definitions(inside(document, "[青河]"))).map(({ uri }) => uri.path);
  equal(pages.includes(file("reading/Page/青河.md").path), true, "its page is among the definitions of a link");
});

test("references and highlights: what cites the same entry, what leads to the same page", async () => {
  const document = await openFerry();
  const same = "1:\\[1\\] | 5:\\[1\\] | 17:1.";
  for (const position of [inside(document, "\\[1\\]"), inside(document, "1.  ")]) {
    const references = await ask<vscode.Location[]>("vscode.executeReferenceProvider", document, position);
    const ranges = references.map(({ range }) => range);
    equal(written(document, ranges), same, "references");
    const highlights = await ask<vscode.DocumentHighlight[]>("vscode.executeDocumentHighlights", document, position);
    const highlighted = highlights.map(({ range }) => range);
    equal(written(document, highlighted), same, "highlights");
  }
});

test("the outline has the sections, and the list with its entries", async () => {
  const document = await openFerry();
  const symbols = await ask<vscode.DocumentSymbol[]>("vscode.executeDocumentSymbolProvider", document);
  const paths: string[] = [];
  const visit = (all: readonly vscode.DocumentSymbol[], above: string): void => {
    for (const { name, children } of all) {
      paths.push(above + name);
      visit(children, `${above}${name} / `);
    }
  };
  visit(symbols, "");
  holds(
    `\n${paths.join("\n")}\n`,
    "\n沿革\n沿革 / 遺址\n",
    "\n參考 / References\n參考 / References / 1. 《青河縣志》卷二，津梁。\n參考 / References / 2.\n",
  );
});

test("sections and the list can be folded", async () => {
  const document = await openFerry();
  const folds = await ask<vscode.FoldingRange[]>("vscode.executeFoldingRangeProvider", document);
  const lines = folds.map(({ start, end }) => `${start + 1}-${end + 1}`);
  for (const wanted of ["3-11", "9-11", "17-19"]) holds(` ${lines.join(" ")} `, ` ${wanted} `);
});

test("a code lens on the list counts its entries", async () => {
  const document = await openFerry();
  const lenses = await ask<vscode.CodeLens[]>("vscode.executeCodeLensProvider", document, 10);
  const shown = lenses.map(({ range, command }) => `${range.start.line + 1}:${command?.title}`);
  equal(shown.join(), "17:3 entries, 1 empty,17:Restore from a companion…", "code lenses");
});

test("links lead to the pages and to the web", async () => {
  const document = await openFerry();
  const links = await ask<vscode.DocumentLink[]>("vscode.executeLinkProvider", document, 100);
  const targets = links.map(({ range, target }) => `${range.start.line + 1}:${target?.path}`);
  holds(` ${targets.join(" ")} `, ` 1:${file("reading/Page/青河.md").path} `, " 17:/jinliang ");
});

test("the light bulb's menu repairs what is chosen in it", async () => {
  const document = await openFerry();
  const before = document.getText();
  const entry = new vscode.Position(17, 0);
  const title = "Insert a citation to fill in";
  const openMenu = async () => {
    await show(document, entry);
    await vscode.commands.executeCommand("editor.action.quickFix");
  };
  await screenshot("light-bulb", { selector: ".action-widget .monaco-list-row", text: title, show: openMenu });
  const accept = async () => {
    await vscode.commands.executeCommand("acceptSelectedCodeAction"); // does nothing while the menu is not there
    return document.getText() === before ? undefined : true;
  };
  // A second choice of the same repair would be refused: the text is another by then.
  await reach(() => `“${title}”, chosen in the light bulb's menu`, accept, openMenu);
  equal(document.getText(), before.replace("\n2.\n", "\n2.  [標題](https://)，作者，日期\n"), "text");
  await undoTo(document, before);
});

test("all safe repairs of a page at once", async () => {
  const document = await openChecked("reading/Page/輪渡.md", "footnote/broken-marker");
  const before = document.getText();
  const whole = new vscode.Range(0, 0, 0, 0);
  await applyCodeAction(document.uri, whole, /^Fix everything that can be fixed safely$/, fixAll);
  equal(document.getText(), before.replace("\\[1]", "\\[1\\]").replace("［2］", "\\[2\\]"), "text");
  await waitForDiagnostics(document.uri, (all) => !all.some((finding) => isFinding(finding, "footnote/broken-marker")));
  await undoTo(document, before);
});

test("footnotes are organized by first use", async () => {
  const document = await openChecked("reading/Page/義渡碑.md", "footnote/out-of-order");
  const before = document.getText();
  await applyCodeAction(document.uri, new vscode.Range(0, 0, 0, 0), /^Organize footnotes/, organize);
  const after = before
    .replace("\\[2\\]碑高", "\\[1\\]碑高")
    .replace("十二行。\\[1\\]", "十二行。\\[2\\]")
    .replace(
      "1.  《金石錄補》卷九。\n2.  《青河縣志》卷二，津梁。",
      "1.  《青河縣志》卷二，津梁。\n2.  《金石錄補》卷九。",
    );
  equal(document.getText(), after, "text");
  await waitForDiagnostics(document.uri, (all) => !all.some((finding) => isFinding(finding, "footnote/out-of-order")));
  await undoTo(document, before);
});

test("a comment silences a rule on the next line", async () => {
  const document = await openChecked("reading/Page/停渡.md", "footnote/undefined");
  const findings = vscode.languages.getDiagnostics(document.uri).filter((all) => isFinding(all, "footnote/undefined"));
  const places = findings.map(({ range }) => range);
  equal(written(document, places), "6:\\[8\\]", "reported");
});

test("an ordinary page in the folder of articles gets nothing", async () => {
  const { document } = await open("reading/Page/README.md");
  await openFerry(); // opened later, so checked later
  await waitForDiagnostics(document.uri, (findings) => findings.length === 0);
  const place = inside(document, "\\[1\\]");
  equal(await hover(document.uri, place), "", "hover");
  const lenses = await ask<vscode.CodeLens[]>("vscode.executeCodeLensProvider", document, 10);
  equal(lenses.length, 0, "code lenses");
  for (const kind of [vscode.CodeActionKind.QuickFix, fixAll, organize]) {
    const offered = await codeActions(document.uri, new vscode.Range(0, 0, document.lineCount, 0), kind);
    equal(offered.map(({ title }) => title).join(), "", `actions of kind ${kind.value}`);
  }
});
