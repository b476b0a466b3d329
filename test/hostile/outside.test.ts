// Links of a page that lead out of its wiki: no repair, list, completion or jump offers a file there.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { CodeAction, Diagnostic, WorkspaceEdit } from "vscode-languageserver";
import { fixesOf } from "../../server/core/rules/fixes";
import { check } from "../../server/core/rules/run";
import { LineIndex } from "../../server/core/text/lines";
import { canHaveTitle } from "../../server/core/workspace/page-titles";
import { staysInside } from "../../server/core/workspace/paths";
import type { Client } from "../../server/lsp/client";
import { toWorkspaceEdit } from "../../server/lsp/convert";
import { cli, inFolder } from "../cli/cli";
import { withClient } from "../lsp/client";
import { openPage } from "../support/wiki";

const OUTSIDE = [
  "../../elsewhere/甲",
  "..",
  "../甲",
  "./甲",
  "甲/../../乙",
  "甲/../乙",
  "甲//乙",
  "/etc/甲",
  "..\\..\\甲",
  "甲\u0007",
  "%2e%2e/%2e%2e/elsewhere/甲",
  "%2E%2E%2Felsewhere%2F甲",
  "%5c..%5c甲",
  "甲%00",
  "甲%0a乙",
  "甲/",
  ".git/hooks/甲",
  ".vscode/甲",
  "node_modules/甲",
  `${"長".repeat(90)}`,
];
const REMOTE = '[橋](https://zh.wikipedia.org/wiki/橋 "wikilink")';
const link = (title: string) => `[字](<../Page/${title}.md> "wikilink")`;
const PAGE = `${REMOTE}\n\n${OUTSIDE.map((title) => `見${link(title)}。\n`).join("\n")}`;

/** The creations that are offered for a page of one link. */
function created(title: string): string[] {
  const snapshot = openPage(`${REMOTE}見${link(title)}。\n`, { pages: { "Page/有.md": "" } });
  return check(snapshot).flatMap((finding) =>
    fixesOf(finding, snapshot).flatMap(({ create = [] }) => create.map(({ path }) => path)),
  );
}

describe("a link that leads out of the wiki", () => {
  for (const title of OUTSIDE) {
    test(`${JSON.stringify(title)}: no page is created`, () => assert.deepEqual(created(title), []));
  }

  test("pages in the wiki are created, in folders too", () => {
    assert.deepEqual(created("清河鎮"), ["Page/清河鎮.md"]);
    assert.deepEqual(created("甲/乙"), ["Page/甲/乙.md"]);
    assert.deepEqual(created("...甲"), ["Page/...甲.md"]);
  });

  test("a page is renamed to none of them either", () => {
    for (const title of OUTSIDE.map(decodeURIComponent)) assert.equal(canHaveTitle("Page/有.md", title), false, title);
  });

  test("nor does the command line name such a file", () =>
    inFolder({ "Page/例.md": PAGE, "Page/有.md": "" }, async (folder) => {
      for (const format of ["json", "jsonl", "sarif"]) {
        const { out } = await cli(folder, ["check", "--format", format, "."]);
        assert.match(out, /missing-page/);
        assert.doesNotMatch(out, /"path":\s*"[^"]*(?:elsewhere|\.\.|\.git)|"(?:create|artifactLocation)[^}]*\.\.\//);
      }
    }));

  test("nor does the server, whatever it is asked", () =>
    withClient({ files: { "Page/例.md": PAGE, "Page/有.md": "" } }, async (client) => {
      const uri = await client.open("Page/例.md", PAGE);
      const diagnostics = await client.diagnostics(uri, (items) => items.length > 5);
      const textDocument = { uri };
      const answers: unknown[] = [await client.request("textDocument/documentLink", { textDocument })];
      answers.push(await client.request("redlink/wikiList", { list: "wanted" }));
      for (const { range } of diagnostics as Diagnostic[]) {
        const context = { diagnostics: [] };
        const actions = await client.request<CodeAction[]>("textDocument/codeAction", { textDocument, range, context });
        for (const action of actions) {
          answers.push(action.edit ?? (action.data ? await client.request("codeAction/resolve", action) : action));
        }
        const position = range.start;
        for (const method of ["definition", "references", "hover", "completion"])
          answers.push(
            await client.at(`textDocument/${method}`, uri, position, { context: { includeDeclaration: true } }),
          );
      }
      const uris = (JSON.stringify(answers).match(/file:[^"\\]*/g) ?? []).filter(
        (one) => !one.includes("/docs/rules/"),
      );
      assert.ok(uris.length > 0);
      for (const one of uris) {
        assert.ok(one.startsWith(client.uri("Page/")), one);
        assert.ok(staysInside(decodeURIComponent(one.slice(client.uri("").length + 1))), one);
        assert.doesNotMatch(one, /elsewhere|\.git|\.vscode|node_modules/);
      }
    }));
});

test("a creation outside the wiki, whatever asks for it, is left out of the client's edit and logged", () => {
  const client = { createsFiles: true, versionedEdits: true, annotatesChanges: false } as Client;
  const document = { uri: "file:///w/Page/a.md", version: 1, lines: new LineIndex("") };
  const refused: string[] = [];
  const options = {
    client,
    uriOfPage: (path: string) => `file:///w/${path}`,
    refused: (path: string) => refused.push(path),
  };
  const paths = [
    "../x.md",
    "Page/../../x.md",
    "/etc/x.md",
    "Page//x.md",
    "Page/.",
    "Page\\..\\x.md",
    "Page/a\u0000.md",
    "",
  ];
  const edit = (...all: string[]): WorkspaceEdit | undefined =>
    toWorkspaceEdit({ edits: [], create: all.map((path) => ({ path, text: "" })) }, document, options);
  assert.equal(edit(...paths), undefined);
  assert.deepEqual(refused, paths);
  assert.match(JSON.stringify(edit("../x.md", "Page/x.md")), /^(?!.*\.\.).*w\/Page\/x\.md/);
});
