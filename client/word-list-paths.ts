import * as vscode from "vscode";

/** Where `variants.words` can be set. */
const selector: vscode.DocumentSelector = [
  { pattern: "**/.redlink.json" },
  { pattern: "**/settings.json" },
  { pattern: "**/*.code-workspace" },
];

/** The setting and the beginning of its value, up to the cursor. */
const beginning = /"(?:redlink\.)?variants\.words"\s*:\s*"([^"\\]*)$/;
/** The same in `.redlink.json` where it stands in a group of its own. */
const groupedBeginning = /"words"\s*:\s*"([^"\\]*)$/;
/** What every project has and no word list is called. */
const neverLists = /(?:^|\/)(?:package(?:-lock)?|tsconfig|jsconfig|\.[^/]*)\.json$|(?:^|\/)\.[^/]+\//;
const mostFiles = 500;

/** Completes the path of a word list where the settings name it. */
export function completeWordListPaths(): vscode.Disposable {
  return vscode.languages.registerCompletionItemProvider(selector, { provideCompletionItems }, '"', "/");
}

async function provideCompletionItems(
  document: vscode.TextDocument,
  position: vscode.Position,
  token: vscode.CancellationToken,
): Promise<vscode.CompletionItem[]> {
  const line = document.lineAt(position).text;
  const before = line.slice(0, position.character);
  const isOwnFile = document.uri.path.endsWith("/.redlink.json");
  const typed = (beginning.exec(before) ?? (isOwnFile ? groupedBeginning.exec(before) : null))?.[1];
  if (typed === undefined) return [];
  const rest = /^[^"\\]*/.exec(line.slice(position.character))![0].length;
  const range = new vscode.Range(position.translate(0, -typed.length), position.translate(0, rest));
  const found = await vscode.workspace.findFiles("**/*.{tsv,json}", "**/node_modules/**", mostFiles, token);
  const home = vscode.workspace.getWorkspaceFolder(document.uri);
  const paths = found.flatMap((uri) => {
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    if (folder === undefined || (home && folder.uri.toString() !== home.uri.toString())) return [];
    const path = uri.path.slice(folder.uri.path.replace(/\/$/, "").length + 1);
    return neverLists.test(path) ? [] : [path];
  });
  return [...new Set(paths)].map((path) => {
    const item = new vscode.CompletionItem(path, vscode.CompletionItemKind.File);
    item.range = range;
    item.filterText = path;
    // Lists in lines are the usual ones.
    item.sortText = `${path.endsWith(".tsv") ? 0 : 1}${path}`;
    return item;
  });
}
