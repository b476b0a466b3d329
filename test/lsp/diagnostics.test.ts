import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { EDITOR, PULLING, type TestClient, withClient } from "./client";

const CATEGORY = '[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")';
const OVERRUN = '[老橋位於](https://zh.wikipedia.org/wiki/老橋 "wikilink")。\n';
const MISSING = '[無](../Page/無.md "wikilink")與[網](https://zh.wikipedia.org/wiki/網 "wikilink")。\n';

interface Report {
  kind: string;
  resultId: string;
  items?: { code: string }[];
}

const pull = (client: TestClient, uri: string, previousResultId?: string) =>
  client.request<Report>("textDocument/diagnostic", {
    textDocument: { uri },
    ...(previousResultId && { previousResultId }),
  });

describe("pushed diagnostics", () => {
  test("come with the version, the rule, its documentation, in the client's language", () =>
    withClient({ locale: "zh-tw" }, async (client) => {
      const uri = await client.open("Page/例.md", OVERRUN);
      const [diagnostic] = await client.diagnostics(uri);
      assert.deepEqual(
        { ...diagnostic, codeDescription: undefined },
        {
          range: { start: { line: 0, character: 3 }, end: { line: 0, character: 5 } },
          severity: 2,
          code: "link/overrun",
          source: "redlink",
          message: "連結文字越過了標題「老橋」：「位於」應移到連結之後。",
          codeDescription: undefined,
        },
      );
      assert.match(String(diagnostic?.codeDescription?.href), /^file:.*\/docs\/rules\/link\/overrun\.md$/);
      assert.equal(client.published[0]?.version, 1);
    }));

  test("follow every kind of change", () =>
    withClient({}, async (client) => {
      const uri = await client.open("Page/例.md", OVERRUN);
      const at = (line: number, character: number) => ({ line, character });
      const version = (wanted: number) => (_: unknown, found: number | undefined) => found === wanted;
      // Several changes in one message, each on the text the one before it left.
      await client.change(
        uri,
        2,
        { range: { start: at(0, 0), end: at(0, 0) }, text: "甲\r\n" },
        { range: { start: at(1, 3), end: at(1, 5) }, text: "" },
        { range: { start: at(0, 1), end: at(1, 0) }, text: "\n\n" },
      );
      assert.deepEqual(await client.diagnostics(uri, version(2)), []);
      await client.change(uri, 3, { text: `𠀀${OVERRUN}` });
      const [diagnostic] = await client.diagnostics(uri, version(3));
      assert.deepEqual(diagnostic?.range.start, at(0, 5));
      // Beyond the end of the line and of the document.
      await client.change(uri, 4, { range: { start: at(0, 999), end: at(999, 0) }, text: "乙" });
      await client.diagnostics(uri, version(4));
    }));

  test("a burst of changes is checked together", () =>
    withClient({}, async (client) => {
      const uri = await client.open("Page/例.md", OVERRUN);
      await client.diagnostics(uri);
      const before = client.published.length;
      const start = { line: 1, character: 0 };
      const sent: Promise<void>[] = [];
      for (let version = 2; version <= 101; version++) {
        sent.push(client.change(uri, version, { range: { start, end: start }, text: "字" }));
      }
      await Promise.all(sent);
      await client.diagnostics(uri, (_, version) => version === 101);
      assert.ok(client.published.length - before < 50, `${client.published.length - before} reports for 100 changes`);
    }));

  test("missing pages are known after the first diagnostics, and follow the files", () =>
    withClient(
      {
        files: { "Page/網.md": "網\n" },
        capabilities: { ...EDITOR, workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } },
      },
      async (client) => {
        const uri = await client.open("Page/例.md", MISSING);
        const first = await client.diagnostics(uri);
        assert.deepEqual(first, []);
        const codes = async (count: number) =>
          (await client.diagnostics(uri, (items) => items.length === count)).map(({ code }) => code);
        assert.deepEqual((await codes(2)).sort(), ["link/local-available", "link/missing-page"]);
        assert.ok(client.registered.includes("workspace/didChangeWatchedFiles"));
        const watched = (type: number, name: string) =>
          client.connection.sendNotification("workspace/didChangeWatchedFiles", {
            changes: [{ uri: client.uri(name), type }],
          });
        await watched(1, "Page/無.md");
        assert.deepEqual(await codes(1), ["link/local-available"]);
        await watched(3, "Page/網.md");
        assert.deepEqual(await codes(0), []);
      },
    ));

  test("what the editor itself creates, renames and deletes is known without a watcher", () =>
    withClient({ files: { "Page/網.md": "網\n" } }, async (client) => {
      const uri = await client.open("Page/例.md", MISSING);
      const codes = async (count: number) =>
        (await client.diagnostics(uri, (items) => items.length === count)).map(({ code }) => code).sort();
      const tell = (what: string, ...files: object[]) =>
        client.connection.sendNotification(`workspace/did${what}Files`, { files });
      assert.deepEqual(await codes(2), ["link/local-available", "link/missing-page"]);
      await tell("Create", { uri: client.uri("Page/無.md") });
      assert.deepEqual(await codes(1), ["link/local-available"]);
      await tell("Rename", { oldUri: client.uri("Page/無.md"), newUri: client.uri("Page/有.md") });
      assert.deepEqual(await codes(2), ["link/local-available", "link/missing-page"]);
      await tell("Delete", { uri: client.uri("Page/網.md") });
      assert.deepEqual(await codes(1), ["link/missing-page"]);
    }));

  test("anchors are looked up in the pages a page links to", () =>
    withClient({ files: { "Page/塔.md": '**塔**\n\n## 歷史\n\n[甲](../Page/甲.md "wikilink")\n' } }, async (client) => {
      const uri = await client.open(
        "Page/例.md",
        '[塔](../Page/塔#歴史.md "wikilink")、[塔](../Page/塔#歷史.md "wikilink")。\n',
      );
      const found = await client.diagnostics(uri, (items) => items.length === 1);
      assert.equal(found[0]?.code, "link/missing-anchor");
    }));

  test("an ordinary Markdown file gets none, and becomes an article when it is written as one", () =>
    withClient({}, async (client) => {
      const uri = await client.open("README.md", "# 讀我\n\n[1\\] 與 \\]\\]\n");
      assert.deepEqual(await client.diagnostics(uri), []);
      await client.until(() => client.statuses.some((status) => status.uri === uri));
      assert.equal(client.statuses.at(-1)?.article, null);
      await client.change(uri, 2, { text: OVERRUN });
      assert.equal((await client.diagnostics(uri, (items) => items.length > 0))[0]?.code, "link/overrun");
    }));

  test("at most so many, the most severe, and the last one counts the others", () =>
    withClient({ settings: { maxProblems: 2 } }, async (client) => {
      const uri = await client.open("Page/例.md", `${OVERRUN}\n${OVERRUN}\n${OVERRUN}\n甲\\[1\\]乙\\[2\\]。\n`);
      const found = await client.diagnostics(uri);
      assert.equal(found.length, 2);
      assert.equal(found.filter(({ severity }) => severity === 1).length, 1);
      assert.match(String(found[1]?.message), /and 2 more on this page/);
    }));

  test("go away when the document is closed", () =>
    withClient({}, async (client) => {
      const uri = await client.open("Page/例.md", OVERRUN);
      await client.diagnostics(uri, (items) => items.length > 0);
      await client.connection.sendNotification("textDocument/didClose", { textDocument: { uri } });
      await client.diagnostics(uri, (items) => items.length === 0);
    }));
});

describe("pulled diagnostics", () => {
  test("are announced, and not pushed", () =>
    withClient({ capabilities: PULLING }, async (client) => {
      assert.deepEqual(client.initialized.capabilities.diagnosticProvider, {
        identifier: "redlink",
        interFileDependencies: false,
        workspaceDiagnostics: true,
      });
      const uri = await client.open("Page/例.md", OVERRUN);
      const report = await pull(client, uri);
      assert.deepEqual([report.kind, report.items?.map(({ code }) => code)], ["full", ["link/overrun"]]);
      await client.until(() => client.statuses.length > 0);
      assert.deepEqual(client.published, []);
    }));

  test("are unchanged when a change does not concern them", () =>
    withClient({ capabilities: PULLING }, async (client) => {
      const uri = await client.open("Page/例.md", `${OVERRUN}\n尾\n`);
      const first = await pull(client, uri);
      assert.deepEqual(await pull(client, uri, first.resultId), { kind: "unchanged", resultId: first.resultId });
      const end = { line: 2, character: 1 };
      await client.change(uri, 2, { range: { start: end, end }, text: "巴" });
      assert.equal((await pull(client, uri, first.resultId)).kind, "unchanged");
      const start = { line: 0, character: 0 };
      await client.change(uri, 3, { range: { start, end: start }, text: "頭" });
      const moved = await pull(client, uri, first.resultId);
      assert.equal(moved.kind, "full");
      assert.notEqual(moved.resultId, first.resultId);
    }));

  test("the client is asked to pull again when the pages are known", () =>
    withClient({ capabilities: PULLING, files: { "Page/網.md": "網\n" } }, async (client) => {
      const uri = await client.open("Page/例.md", MISSING);
      assert.deepEqual((await pull(client, uri)).items, []);
      await client.until(() => client.refreshes > 0);
      const codes = (await pull(client, uri)).items?.map(({ code }) => code);
      assert.deepEqual(codes?.sort(), ["link/local-available", "link/missing-page"]);
    }));
});

describe("settings", () => {
  const off = { rules: { "link/overrun": "off" } };

  test("of the editor, at the start and when they change", () =>
    withClient({ settings: off }, async (client) => {
      const uri = await client.open("Page/例.md", OVERRUN);
      assert.deepEqual(await client.diagnostics(uri), []);
      await client.connection.sendNotification("workspace/didChangeConfiguration", {
        settings: { redlink: { rules: { "link/overrun": "error" } } },
      });
      assert.equal((await client.diagnostics(uri, (items) => items.length > 0))[0]?.severity, 1);
    }));

  test("are asked for when the client answers", () =>
    withClient(
      {
        capabilities: { ...EDITOR, workspace: { configuration: true } },
        answers: { "workspace/configuration": () => [off] },
      },
      async (client) => {
        const uri = await client.open("Page/例.md", OVERRUN);
        await client.diagnostics(uri, (items) => items.length === 0);
      },
    ));

  test("the file at the root wins; what is wrong in it is said once, with its line, and the rest holds", () =>
    withClient(
      {
        files: {
          ".redlink.json":
            '{\n  // no overruns\n  "rules": {\n    "link/overrun": "off",\n    "no/such": "off"\n  }\n}\n',
        },
        settings: { rules: { "link/overrun": "error" } },
      },
      async (client) => {
        const uri = await client.open("Page/例.md", OVERRUN);
        assert.deepEqual(await client.diagnostics(uri), []);
        assert.deepEqual(client.logged, ['redlink: .redlink.json:5: there is no rule "no/such"']);
        client.folder.write(".redlink.json", "{}");
        await client.connection.sendNotification("workspace/didChangeWatchedFiles", {
          changes: [{ uri: client.uri(".redlink.json"), type: 2 }],
        });
        await client.diagnostics(uri, (items) => items[0]?.severity === 1);
      },
    ));

  test("include and exclude decide what is an article", () =>
    withClient({ settings: { include: ["notes/**"], exclude: ["**/skip.md"] } }, async (client) => {
      const plain = await client.open("notes/甲.md", "說明\\]\\]。\n");
      assert.equal((await client.diagnostics(plain)).length, 1);
      const excluded = await client.open("Page/skip.md", OVERRUN);
      assert.deepEqual(await client.diagnostics(excluded), []);
    }));
});

test("the status says what the article is", () =>
  withClient({}, async (client) => {
    const uri = await client.open("Page/例.md", `甲\\[1\\]乙\\[2\\]。\n\n${CATEGORY}\n\n1.  一頭髮。\n2.\n`);
    await client.until(() => client.statuses.length > 0);
    const { article } = client.statuses[0]!;
    assert.deepEqual(client.statuses[0], {
      uri,
      article: {
        dialect: "markdown",
        script: "hant",
        markers: 2,
        references: 2,
        empty: 1,
        findings: article?.findings,
      },
    });
  }));
