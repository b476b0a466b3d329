import assert from "node:assert/strict";
import { symlinkSync } from "node:fs";
import { describe, test } from "node:test";
import type {
  CodeAction,
  CodeLens,
  Hover,
  Location,
  Position,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
} from "vscode-languageserver";
import { applyEdits, replace } from "../../server/core/text/edit";
import { LineIndex } from "../../server/core/text/lines";
import { EDITOR, type TestClient, withClient } from "./client";

const CATEGORY = '[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")';
const OVERRUN = '[老橋位於](https://zh.wikipedia.org/wiki/老橋 "wikilink")';
const PAGE = `甲\\[2\\]乙\\[1\\]，${OVERRUN}，[舊橋建於](https://zh.wikipedia.org/wiki/舊橋 "wikilink")1462年。

${CATEGORY}

1.  一。
2.  二。
`;

/** The edits of the first document of an edit. */
function firstDocument(edit: WorkspaceEdit | null | undefined): TextDocumentEdit {
  const document = edit?.documentChanges?.find((change) => "edits" in change);
  assert.ok(document);
  return document;
}

/** The text after the edits a client would make. */
function edited(text: string, edit: WorkspaceEdit | null | undefined): string {
  const lines = new LineIndex(text);
  const edits = (firstDocument(edit).edits as TextEdit[]).map(({ range, newText }) =>
    replace(text, { start: lines.offsetAt(range.start), end: lines.offsetAt(range.end) }, newText),
  );
  return applyEdits(text, edits);
}

function actionsAt(
  client: TestClient,
  uri: string,
  start: Position,
  end: Position,
  context: object = {},
): Promise<CodeAction[]> {
  return client.request("textDocument/codeAction", {
    textDocument: { uri },
    range: { start, end },
    context: { diagnostics: [], ...context },
  });
}

const resolve = (client: TestClient, action: CodeAction | undefined) =>
  client.request<CodeAction>("codeAction/resolve", action!);

const at = (line: number, character: number): Position => ({ line, character });

describe("code actions", () => {
  test("a repair is offered with its finding, and worked out when it is chosen", () =>
    withClient({}, async (client) => {
      const uri = await client.open("Page/例.md", PAGE);
      const place = at(0, PAGE.indexOf("位於"));
      const found = await actionsAt(client, uri, place, place);
      const [first, all] = found.filter(({ kind }) => kind === "quickfix");
      assert.deepEqual(
        [first?.title, first?.isPreferred, first?.diagnostics?.[0]?.code, first?.edit],
        ["Move “位於” behind the link", true, "link/overrun", undefined],
      );
      const one = await resolve(client, first);
      assert.equal(edited(PAGE, one.edit), PAGE.replace(OVERRUN, OVERRUN.replace("位於", "").concat("位於")));
      assert.deepEqual(firstDocument(one.edit).textDocument, { uri, version: 1 });
      assert.equal(one.edit?.changeAnnotations, undefined, "a single place is not asked about");
      const every = await resolve(client, all);
      assert.equal(firstDocument(every.edit).edits.length, 2, "each can be ticked by itself");
      assert.match(edited(PAGE, every.edit), /\[老橋\]\(.*\)位於，\[舊橋\]\(.*\)建於1462年/);
      assert.deepEqual(Object.values(every.edit?.changeAnnotations ?? {}), [
        { label: "Move the rest behind the link in all 2 links of this page", needsConfirmation: true },
      ]);
    }));

  test("an action of another version is refused", () =>
    withClient({}, async (client) => {
      const uri = await client.open("Page/例.md", PAGE);
      const place = at(0, PAGE.indexOf("位於"));
      const [action] = await actionsAt(client, uri, place, place);
      await client.change(uri, 2, { range: { start: at(0, 0), end: at(0, 0) }, text: "頭" });
      await assert.rejects(resolve(client, action), { code: -32801 });
    }));

  test("the page's own actions come on request, by kind", () =>
    withClient({}, async (client) => {
      const broken = PAGE.replace("\\[1\\]", "\\[1]");
      const uri = await client.open("Page/例.md", broken);
      const kinds = async (context: object, end = at(0, 0)) =>
        (await actionsAt(client, uri, at(0, 0), end, context)).map(({ kind }) => kind);
      assert.deepEqual(await kinds({ triggerKind: 2 }), []);
      assert.deepEqual(await kinds({ only: ["source"] }), [
        "source.fixAll.redlink",
        "source.organizeFootnotes.redlink",
      ]);
      assert.deepEqual(await kinds({ only: ["source.fixAll"] }), ["source.fixAll.redlink"]);
      assert.deepEqual(await kinds({ only: ["refactor.rewrite.redlink.convert"] }), [
        ...["hans", "hant", "cn", "sg", "tw", "hk", "mo"].map((target) => `refactor.rewrite.redlink.convert.${target}`),
      ]);
      assert.equal((await kinds({ triggerKind: 2 }, at(0, 1))).filter((kind) => /convert/.test(kind!)).length, 4);
      const [fixAll] = await actionsAt(client, uri, at(0, 0), at(0, 0), { only: ["source.fixAll.redlink"] });
      assert.match(edited(broken, (await resolve(client, fixAll)).edit), /乙\\\[1\\\]/);
    }));

  test("a page that a repair creates comes with the edit; not for clients that cannot create files", async () => {
    const files = { "Page/別頁.md": "別\n" };
    const source = '[無此頁](../Page/無此頁.md "wikilink")與[網](https://zh.wikipedia.org/wiki/網 "wikilink")。\n';
    const creating = async (client: TestClient) => {
      const uri = await client.open("Page/例.md", source);
      await client.diagnostics(uri, (items) => items.length === 1);
      const offered = await actionsAt(client, uri, at(0, 10), at(0, 10));
      return offered.find(({ title }) => /create/i.test(title));
    };
    await withClient({ files }, async (client) => {
      const { edit } = await resolve(client, await creating(client));
      const uri = client.uri("Page/無此頁.md");
      assert.deepEqual(edit?.documentChanges?.[0], { kind: "create", uri, options: { ignoreIfExists: true } });
      assert.deepEqual(firstDocument(edit).textDocument, { uri, version: null });
    });
    const workspace = { workspaceEdit: { documentChanges: true } };
    await withClient({ files, capabilities: { ...EDITOR, workspace } }, async (client) => {
      assert.equal(await creating(client), undefined);
    });
  });

  test("a simple client gets the edits at once, and without versions", () =>
    withClient(
      {
        capabilities: {
          textDocument: { codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } } },
        },
      },
      async (client) => {
        const uri = await client.open("Page/例.md", PAGE);
        const place = at(0, PAGE.indexOf("位於"));
        const [action] = await actionsAt(client, uri, place, place);
        assert.equal(action?.edit?.changes?.[uri]?.length, 1);
      },
    ));
});

describe("citing at the cursor", () => {
  const CITED = `甲\\[1\\]乙丙。\n\n${CATEGORY}\n\n1.  一。\n2.  二。\n`;
  const KIND = "refactor.rewrite.redlink.citeEntry";

  test("offers unused entries among the actions, every entry when asked for them alone", () =>
    withClient({}, async (client) => {
      const uri = await client.open("Page/例.md", CITED);
      const offered = async (context: object) =>
        (await actionsAt(client, uri, at(0, 7), at(0, 7), context)).filter(({ kind }) => kind === KIND);
      assert.deepEqual(await offered({}), []);
      assert.deepEqual(
        (await offered({ triggerKind: 1 })).map(({ title }) => title),
        ["Cite entry 2 here: 二。"],
      );
      const all = await offered({ triggerKind: 1, only: [KIND] });
      assert.deepEqual(
        all.map(({ title }) => title),
        ["Cite entry 2 here: 二。", "Cite entry 1 here: 一。"],
      );
      assert.equal(edited(CITED, (await resolve(client, all[0])).edit), CITED.replace("乙", "乙\\[2\\]"));
    }));
});

describe("commands", () => {
  const run = (client: TestClient, command: string, uri: string, ...rest: unknown[]) =>
    client.request("workspace/executeCommand", { command: `redlink.server.${command}`, arguments: [uri, ...rest] });

  test("apply a versioned edit, and ask before a change in many places", () =>
    withClient({}, async (client) => {
      const uri = await client.open("Page/例.md", PAGE);
      await run(client, "organizeFootnotes", uri);
      const [edit] = client.applied;
      assert.match(edited(PAGE, edit), /^甲\\\[1\\\]乙\\\[2\\\][\s\S]*1\. {2}二。\n2\. {2}一。\n$/);
      assert.equal(Object.values(edit?.changeAnnotations ?? {})[0]?.needsConfirmation, true);
      assert.equal(firstDocument(edit).edits.length, 1, "half a renumbering cannot be ticked");
      await run(client, "insertFootnote", uri, { start: at(0, 1), end: at(0, 1) });
      assert.match(edited(PAGE, client.applied[1]), /\n3\. /);
      await run(client, "removeFootnote", uri, at(0, 2));
      assert.doesNotMatch(edited(PAGE, client.applied[2]), /二。/);
      await run(client, "fixOverruns", uri);
      assert.match(edited(PAGE, client.applied[3]), /\)建於1462年/);
      assert.deepEqual(client.shown, []);
    }));

  test("write all footnotes in another form, or say why not", () =>
    withClient({}, async (client) => {
      const page = `甲\\[1\\]乙。\n\n## 參考文獻\n\n${CATEGORY}\n\n1.  一。\n`;
      const uri = await client.open("Page/例.md", page);
      await run(client, "markdownFootnotes", uri);
      assert.equal(edited(page, client.applied[0]), page.replace("\\[1\\]", "[^1]").replace("1.  ", "[^1]: "));
      const kinds = async (line: number, character: number, context: object) =>
        (await actionsAt(client, uri, at(line, character), at(line, character), context)).flatMap(({ kind }) =>
          kind?.endsWith("Footnotes") ? kind.replace("refactor.rewrite.redlink.", "") : [],
        );
      const other = ["markdownFootnotes", "refFootnotes"];
      // At a marker, at the heading of the list and at an entry they show by themselves, elsewhere when asked for.
      assert.deepEqual(await kinds(0, 3, { triggerKind: 2 }), other);
      assert.deepEqual(await kinds(2, 4, { triggerKind: 2 }), other);
      assert.deepEqual(await kinds(6, 5, { triggerKind: 2 }), other);
      assert.deepEqual(await kinds(0, 0, { triggerKind: 2 }), []);
      assert.deepEqual(await kinds(0, 0, { triggerKind: 1 }), other);

      const unused = await client.open("Page/乙.md", page.replace("\\[1\\]", ""));
      await run(client, "refFootnotes", unused);
      const why =
        "The footnotes stay as they are. Line 7: Entry 1 is cited nowhere in the text; cite or remove it first.";
      assert.deepEqual([client.shown, client.applied.length], [[why], 1]);
      const [action] = await actionsAt(client, unused, at(0, 0), at(0, 0), {
        only: ["refactor.rewrite.redlink.refFootnotes"],
      });
      assert.equal((await resolve(client, action)).edit, undefined);
      assert.deepEqual(client.shown, [why, why]);

      // Applied as one: nothing is left for somebody to untick.
      assert.equal(client.applied[0]?.changeAnnotations, undefined);
      const index = page.replace("乙", "乙，元素 a\\[1\\]");
      await run(client, "markdownFootnotes", await client.open("Page/丙.md", index));
      assert.match(client.shown[2]!, /; 1 that may be indices/);
    }));

  test("say so when there is nothing to do, in the client's language", () =>
    withClient({ locale: "zh-cn" }, async (client) => {
      const uri = await client.open("Page/例.md", PAGE);
      await run(client, "mergeDuplicateEntries", uri);
      assert.deepEqual([client.shown, client.applied], [["此处没有需要修改的内容。"], []]);
    }));
});

describe("fix all", () => {
  const overrun = '[老橋建於](https://zh.wikipedia.org/wiki/老橋 "wikilink")1462年。';
  const both = `渡口\\[1]。${overrun}\n\n${CATEGORY}\n\n1.  一。\n`;
  const run = (client: TestClient, uri: string) =>
    client.request("workspace/executeCommand", { command: "redlink.server.fixAll", arguments: [uri] });

  test("says what it repaired, and what needs a choice", () =>
    withClient({}, async (client) => {
      await run(client, await client.open("Page/甲.md", both));
      await run(client, await client.open("Page/乙.md", both.replace(overrun, "")));
      await run(client, await client.open("Page/丙.md", both.replace("\\[1]", "\\[1\\]")));
      await run(
        client,
        await client.open("Page/丁.md", both.replace("\\[1]", "\\[1\\]").replace(overrun, overrun + overrun)),
      );
      await run(client, await client.open("Page/戊.md", both.replace("\\[1]", "\\[1\\]").replace(overrun, "")));
      assert.deepEqual(client.shown, [
        "Repaired 1. 1 needs your choice.",
        "Repaired 1. No findings are left.",
        "Nothing could be repaired without a choice of yours: 1 finding needs one.",
        "Nothing could be repaired without a choice of yours: 2 findings need one.",
        "There is nothing to change here.",
      ]);
      assert.equal(client.applied.length, 2);
    }));

  test("leads to the list of problems, in clients that have one", async () => {
    for (const [locale, wanted, title] of [
      ["en", "Repaired 1. 1 needs your choice.", "Show Problems"],
      ["zh-cn", "已修复 1 处。另有 1 处需要您选择。", "显示问题"],
      ["zh-tw", "已修復 1 處。另有 1 處需要您選擇。", "顯示問題"],
    ] as const) {
      const asked: unknown[] = [];
      const answers = {
        "window/showMessageRequest": (question: { actions: { title: string }[] }) => {
          asked.push(question);
          return question.actions[0];
        },
      };
      const capabilities = { ...EDITOR, window: { showMessage: {} } };
      const options = { requests: ["redlink/showProblems"] };
      await withClient({ locale, answers, capabilities, options }, async (client) => {
        const shown = new Promise<void>((done) =>
          client.connection.onNotification("redlink/showProblems", () => done()),
        );
        await run(client, await client.open("Page/甲.md", both));
        await shown;
        assert.deepEqual([asked, client.shown], [[{ type: 3, message: wanted, actions: [{ title }] }], []]);
      });
    }
  });

  test("says nothing when a page is saved", () =>
    withClient({}, async (client) => {
      const uri = await client.open("Page/甲.md", both);
      const resolve = async (triggerKind: number) => {
        const context = { only: ["source.fixAll"], triggerKind };
        const [action] = await actionsAt(client, uri, at(0, 0), at(0, 0), context);
        return client.request<CodeAction>("codeAction/resolve", action!);
      };
      assert.ok((await resolve(2)).edit);
      assert.deepEqual(client.shown, []);
      assert.ok((await resolve(1)).edit);
      assert.deepEqual(client.shown, ["Repaired 1. 1 needs your choice."]);
    }));
});

describe("looking around", () => {
  const WIKI = { "Page/塔.md": '**塔**高十米。\n\n## 歷史\n\n[例](../Page/例.md "wikilink")\n' };

  test("hover in Markdown, article text escaped; in plain text for clients without", async () => {
    const source = `甲\\[1\\]\\[2\\]。\n\n${CATEGORY}\n\n1.  *一*：[二](http://example.org/a_(b))，<b>三</b>。\n2.  四。\n`;
    const value = async (client: TestClient) => {
      const uri = await client.open("Page/例.md", source);
      const hover = await client.at<Hover>("textDocument/hover", uri, at(0, 3));
      return hover.contents as { kind: string; value: string };
    };
    await withClient({}, async (client) => {
      assert.deepEqual(await value(client), {
        kind: "markdown",
        value: "**Footnote 1**\n\n一：[二](<http://example.org/a_(b)>)，三。",
      });
    });
    await withClient({ capabilities: {} }, async (client) => {
      assert.deepEqual(await value(client), {
        kind: "plaintext",
        value: "Footnote 1\n一：二 (http://example.org/a_(b))，三。",
      });
    });
  });

  test("definition and hover read the page a link leads to, open or not", () =>
    withClient({ files: WIKI }, async (client) => {
      const uri = await client.open("Page/例.md", '[塔](../Page/塔#歷史.md "wikilink")。\n');
      await client.until(() => client.statuses.length > 0);
      const hover = async () =>
        (await client.at<Hover>("textDocument/hover", uri, at(0, 1)))?.contents as { value: string };
      await client.diagnostics(uri);
      let found: Location[] = [];
      while (found.length === 0) found = await client.at("textDocument/definition", uri, at(0, 1)); // until the pages are known
      assert.deepEqual(found, [{ uri: client.uri("Page/塔.md"), range: { start: at(2, 0), end: at(2, 5) } }]);
      assert.match((await hover()).value, /塔高十米/);
      await client.open("Page/塔.md", '**塔**高百米。\n\n[例](../Page/例.md "wikilink")\n');
      assert.match((await hover()).value, /塔高百米/);
    }));

  test("nothing outside the workspace is read, not by dots and not by links", () =>
    withClient(
      { files: { "wiki/Page/甲.md": "甲\n", "secret.md": "**祕密**\n", "outside/丙.md": "**祕密**\n" } },
      async (outer) => {
        symlinkSync(outer.folder.resolve("secret.md"), outer.folder.resolve("wiki/Page/連結.md"));
        symlinkSync(outer.folder.resolve("outside"), outer.folder.resolve("wiki/Page/夾"));
        symlinkSync(outer.folder.resolve("wiki/Page"), outer.folder.resolve("wiki/Page/環"));
        await outer.connection.sendNotification("workspace/didChangeWorkspaceFolders", {
          event: {
            added: [{ uri: outer.uri("wiki"), name: "wiki" }],
            removed: [{ uri: outer.uri(""), name: "all" }],
          },
        });
        const links = [
          "../Page/../../secret.md",
          "../../secret.md",
          "../Page/連結.md",
          "../Page/夾/丙.md",
          "../Page/甲.md",
        ];
        const uri = await outer.open(
          "wiki/Page/例.md",
          `${links.map((link) => `[甲](${link} "wikilink")`).join("\n\n")}\n`,
        );
        const link = (line: number) => outer.at<Location[]>("textDocument/definition", uri, at(line, 1));
        let found: Location[] = [];
        while (found.length === 0) found = await link(8);
        for (const line of [0, 2, 4, 6]) {
          assert.deepEqual(await link(line), [], links[line / 2]);
          const hover = await outer.at<Hover | null>("textDocument/hover", uri, at(line, 1));
          assert.doesNotMatch(JSON.stringify(hover), /祕密/);
        }
      },
    ));

  test("references, highlights, links, symbols, folds, the line above the list", () =>
    withClient({ commands: ["redlink.showReferences"] }, async (client) => {
      const uri = await client.open("Page/例.md", `# 橋\n\n${PAGE}`);
      const textDocument = { uri };
      const references = (includeDeclaration: boolean) =>
        client.at<Location[]>("textDocument/references", uri, at(2, 3), { context: { includeDeclaration } });
      assert.equal((await references(false)).length, 1);
      assert.equal((await references(true)).length, 2);
      assert.equal((await client.at<object[]>("textDocument/documentHighlight", uri, at(2, 3))).length, 2);
      const links = await client.request<{ target: string }[]>("textDocument/documentLink", { textDocument });
      assert.equal(links.length, 3);
      const symbols = await client.request<{ name: string; children: { name: string }[] }[]>(
        "textDocument/documentSymbol",
        { textDocument },
      );
      assert.deepEqual(
        symbols.map(({ name, children }) => [name, ...children.map((child) => child.name)]),
        [["橋", "References"]],
      );
      const folds = await client.request<object[]>("textDocument/foldingRange", { textDocument });
      assert.deepEqual(folds, [
        { startLine: 0, endLine: 7 },
        { startLine: 6, endLine: 7, kind: "region" },
      ]);
      const [lens] = await client.request<CodeLens[]>("textDocument/codeLens", { textDocument });
      assert.deepEqual([lens?.command?.title, lens?.command?.command], ["2 entries", "redlink.showReferences"]);
      assert.deepEqual(lens?.command?.arguments?.slice(0, 2), [uri, at(6, 0)]);
    }));
});
