import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { applyEdits, replace, type TextEdit } from "../../server/core/text/edit";
import { unifiedDiff } from "../../server/main/cli/diff";
import { cli, inFolder } from "./cli";
import { assertSarif } from "./sarif-format";

const CATEGORY = '[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")';
const OVERRUN = '[老橋位於](https://zh.wikipedia.org/wiki/老橋 "wikilink")。\n';
const PAGE = `甲\\[1\\]乙\\[3\\]。${OVERRUN}\n${CATEGORY}\n\n1.  一。\n2.  二。\n`;

const output = async (args: string[], text = PAGE, stdin = "") => {
  let out = "";
  await inFolder({ "Page/甲 乙.md": text }, async (folder) => {
    out = (await cli(folder, args, stdin)).out;
  });
  return out;
};

const checked = (format: string, ...more: string[]) => output(["check", "--format", format, "Page/甲 乙.md", ...more]);

describe("formats", () => {
  test("pretty: a line each, counted at the end", async () => {
    const lines = (await checked("pretty")).split("\n");
    for (const [index, expected] of [
      /^Page\/甲 乙\.md$/,
      /^ {2}1:8 {3}error {4}\S.*\S {2}footnote\/undefined$/,
      /^ {2}1:17 {2}warning {2}\S.*\S {2}link\/overrun$/,
      /^ {2}6:1 {3}warning {2}\S.*\S {2}footnote\/unused$/,
      /^$/,
      /^1 file checked: 1 error, 2 warnings$/,
      /^$/,
    ].entries()) {
      assert.match(lines[index]!, expected);
    }
    assert.equal(await output(["check", "."], "字。\n"), "0 files checked: nothing found\n");
    assert.match(await checked("pretty", "--lang", "zh-hant"), /已檢查 1 個檔案：1 錯誤、2 警告\n$/);
  });

  test("github: a workflow command each, with what it needs escaped", async () => {
    const lines = (await checked("github")).trimEnd().split("\n");
    assert.deepEqual(
      lines.map((line) => line.slice(0, line.indexOf("::", 2))),
      [
        "::error file=Page/甲 乙.md,line=1,endLine=1,col=8,endColumn=13,title=footnote/undefined",
        "::warning file=Page/甲 乙.md,line=1,endLine=1,col=17,endColumn=19,title=link/overrun",
        "::warning file=Page/甲 乙.md,line=6,endLine=6,col=1,endColumn=7,title=footnote/unused",
      ],
    );
  });

  test("sarif 2.1.0: tool, rules, results with regions, fixes and levels", async () => {
    const log = JSON.parse(await checked("sarif"));
    assertSarif(log);
    assert.equal(log.version, "2.1.0");
    const [run] = log.runs;
    assert.equal(run.tool.driver.name, "redlink");
    assert.equal(run.columnKind, "utf16CodeUnits");
    const ids = run.tool.driver.rules.map((rule: { id: string }) => rule.id);
    assert.equal(new Set(ids).size, ids.length);
    assert.deepEqual(
      run.results.map((result: { ruleId: string; level: string }) => [result.ruleId, result.level]),
      [
        ["footnote/undefined", "error"],
        ["link/overrun", "warning"],
        ["footnote/unused", "warning"],
      ],
    );
    for (const result of run.results) {
      assert.equal(ids[result.ruleIndex], result.ruleId);
      const { artifactLocation, region } = result.locations[0].physicalLocation;
      assert.equal(artifactLocation.uri, "Page/%E7%94%B2%20%E4%B9%99.md");
      assert.deepEqual(Object.keys(region).sort(), [
        "charLength",
        "charOffset",
        "endColumn",
        "endLine",
        "startColumn",
        "startLine",
      ]);
      for (const fix of result.fixes) {
        assert.ok(fix.description.text.length > 0);
        for (const change of fix.artifactChanges) {
          assert.ok(change.replacements.length > 0);
          for (const { deletedRegion, insertedContent } of change.replacements) {
            assert.equal(typeof insertedContent.text, "string");
            assert.ok(deletedRegion.startLine >= 1);
          }
        }
      }
    }
    const none = JSON.parse(await output(["check", "--format", "sarif", "."], "字。\n"));
    assert.deepEqual(none.runs[0].results, []);
  });

  const regionsOf = async (text: string) => {
    const log = JSON.parse(await output(["check", "--format", "sarif", "Page/甲 乙.md", "--lang", "zh-hant"], text));
    assertSarif(log);
    assert.equal(log.runs[0].language, "zh-TW");
    const { results } = log.runs[0];
    return JSON.stringify(
      results.map((result: { locations: object; fixes: object }) => [
        result.locations,
        JSON.stringify(result.fixes).match(/"deletedRegion":\{[^}]*\}/g),
      ]),
    );
  };

  test("sarif: a byte order mark counts for nothing; a carriage return ends a line", async () => {
    assert.equal(await regionsOf(`\ufeff${PAGE}`), await regionsOf(PAGE));
    assert.match(await regionsOf(`字\r${OVERRUN}`), /"startLine":2,"startColumn":4,/);
  });

  test("sarif and github: a file has one name, however it is written; names are escaped", () =>
    inFolder(
      { "here/Page/甲 乙.md": OVERRUN, "here/Page/1%\n,:[.md": OVERRUN, "there/丙.md": OVERRUN },
      async (folder) => {
        const here = { path: folder.resolve("here") };
        const urisOf = async (...paths: string[]) => {
          const log = JSON.parse((await cli(here, ["check", "--format", "sarif", ...paths])).out);
          assertSarif(log);
          return log.runs[0].results.map(
            (result: { locations: [{ physicalLocation: { artifactLocation: { uri: string } } }] }) =>
              result.locations[0].physicalLocation.artifactLocation.uri,
          );
        };
        const filesOf = async (...paths: string[]) =>
          Array.from(
            (await cli(here, ["check", "--format", "github", ...paths])).out.matchAll(/^::\w+ file=(.*?),/gm),
          ).map(([, file]) => file);
        const inside = ["Page/1%25%0A%2C%3A%5B.md", "Page/%E7%94%B2%20%E4%B9%99.md"];
        for (const path of ["Page", "./Page", ".", "../here//Page/", folder.resolve("here/Page")]) {
          assert.deepEqual(await urisOf(path), inside, path);
          assert.deepEqual(await filesOf(path), ["Page/1%25%0A%2C%3A[.md", "Page/甲 乙.md"], path);
        }
        assert.deepEqual(await urisOf("../there/丙.md"), [`file://${folder.resolve("there")}/%E4%B8%99.md`]);
        assert.deepEqual(await filesOf("../there/丙.md"), [folder.resolve("there/丙.md")]);
      },
    ));

  test("sarif: a record's path may be no text at all", async () => {
    const record = JSON.stringify({ path: "\ud800.md", text: PAGE });
    assertSarif(JSON.parse(await output(["check", "--input", "jsonl", "--format", "sarif"], "", record)));
  });

  test("json of nothing is json", async () => {
    assert.deepEqual(JSON.parse(await output(["check", "--format", "json", "."], "字。\n")).files, []);
  });
});

describe("model", () => {
  test("prints what the engine understands", async () => {
    const model = JSON.parse(await output(["model", "Page/甲 乙.md", "--format", "json"]));
    assert.deepEqual(Object.keys(model), [
      "dialect",
      "script",
      "headings",
      "links",
      "markers",
      "references",
      "categories",
    ]);
    assert.deepEqual(
      model.links.map(({ kind, label, target, title }: Record<string, string>) => [kind, label, target, title]),
      [
        ["remote", "老橋位於", "https://zh.wikipedia.org/wiki/老橋", "老橋"],
        ["category", "Category:橋", "https://zh.wikipedia.org/wiki/Category:橋", "橋"],
      ],
    );
    assert.deepEqual(model.markers, [
      {
        label: "1",
        group: "",
        start: { line: 1, column: 2, offset: 1 },
        end: { line: 1, column: 7, offset: 6 },
        reference: 0,
      },
      {
        label: "3",
        group: "",
        start: { line: 1, column: 8, offset: 7 },
        end: { line: 1, column: 13, offset: 12 },
        reference: null,
      },
    ]);
    assert.deepEqual(
      model.references.map(({ start, end, ...rest }: Record<string, unknown>) => rest),
      [
        { label: "1", number: 1, group: "", empty: false, text: "一。", citedBy: [0] },
        { label: "2", number: 2, group: "", empty: false, text: "二。", citedBy: [] },
      ],
    );
    assert.equal(model.categories[0].name, "橋");
  });
});

describe("rules", () => {
  test("lists them, as text and as json", async () => {
    assert.match(await output(["rules"]), /^link\/overrun +warning +\S/m);
    const rules = JSON.parse(await output(["rules", "--format", "json", "--lang", "zh-hant"]));
    const overrun = rules.find(({ id }: { id: string }) => id === "link/overrun");
    assert.deepEqual(
      [overrun.severity, overrun.dialects, overrun.summary, overrun.fixable],
      ["warning", ["markdown", "footnotes"], "連結文字越過標題，吞進了後面的字。", true],
    );
  });

  test("explains one", async () => {
    assert.match(await output(["rules", "link/overrun", "--lang", "zh-hans"]), /^link\/overrun\n\n链接文字越过标题/);
    assert.match(await output(["rules", "link/overrun", "--format", "md"]), /^## Found$/m);
    assert.equal(JSON.parse(await output(["rules", "link/overrun", "--format", "json"])).id, "link/overrun");
  });
});

describe("convert", () => {
  const text = '舊[蘇聯](../Page/蘇聯.md "wikilink")。\n';
  const converted = '旧[苏联](../Page/蘇聯.md "wikilink")。\n';

  test("prints, from a file and from standard input", async () => {
    assert.equal(await output(["convert", "--to", "hans", "Page/甲 乙.md"], text), converted);
    assert.equal(await output(["convert", "--to", "hans", "--stdin"], "", text), converted);
    assert.equal(await output(["convert", "--to", "hans", "."], text), converted);
  });

  test("writes, or shows the difference", () =>
    inFolder({ "甲.md": `\ufeff${text.replaceAll("\n", "\r\n")}` }, async (folder) => {
      const { out } = await cli(folder, ["convert", "--to", "hans", "--diff", "甲.md"]);
      assert.match(out, /^-\ufeff舊.*\r\n\+\ufeff旧.*\r$/m);
      const { code } = await cli(folder, ["convert", "--to", "hans", "--write", "甲.md"]);
      const { out: again } = await cli(folder, ["convert", "--to", "hans", "甲.md"]);
      assert.deepEqual([code, again], [0, `\ufeff${converted.replaceAll("\n", "\r\n")}`]);
    }));

  test("regional words only on request", async () => {
    const words = '軟體與[甲](../Page/甲.md "wikilink")的資訊。\n';
    assert.match(await output(["convert", "--to", "cn", "."], words), /^软体/);
    assert.match(await output(["convert", "--to", "cn", "--phrases", "."], words), /^软件/);
  });
});

describe("help and version", () => {
  for (const command of ["check", "convert", "rules", "model", "lsp"]) {
    test(`${command} --help`, async () =>
      assert.match(await output([command, "--help"]), new RegExp(`^Usage: redlink ${command} `)));
  }

  test("all commands, the version", async () => {
    assert.match(await output(["--help"]), /check \[PATH…\]/);
    assert.match(await output(["--version"]), /^\d+\.\d+\.\d+\n$/);
  });
});

describe("unified diffs", () => {
  /** Applies a diff the way patch does: every line of a hunk has to be there. */
  function patched(text: string, diff: string): string {
    const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
    const result: string[] = [];
    let position = 0;
    const body = diff.match(/[^\n]*\n/g) ?? [];
    for (let index = 2; index < body.length; index++) {
      const line = body[index]!;
      const hunk = /^@@ -(\d+)(?:,(\d+))? /.exec(line);
      if (hunk) {
        const start = Number(hunk[1]) - (hunk[2] === "0" ? 0 : 1);
        result.push(...lines.slice(position, start));
        position = start;
        continue;
      }
      if (line.startsWith("\\")) continue;
      const bare = body[index + 1]?.startsWith("\\") ? line.slice(1, -1) : line.slice(1);
      if (line[0] !== "+") assert.equal(lines[position++], bare);
      if (line[0] !== "-") result.push(bare);
    }
    return [...result, ...lines.slice(position)].join("");
  }

  test("say what the edits do", () => {
    const line = fc.constantFrom("a\n", "b\n", "\n", "c\r\n", "dd\n");
    const source = fc
      .tuple(fc.array(line, { maxLength: 30 }), fc.constantFrom("", "z"))
      .map(([all, end]) => all.join("") + end);
    const places = fc.array(fc.tuple(fc.nat(1000), fc.nat(3), fc.constantFrom("", "x", "\n", "x\ny", "x\n")), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(source, places, (text, wanted) => {
        let least = 0;
        const edits: TextEdit[] = [];
        for (const [place, length, newText] of wanted.sort((a, b) => a[0] - b[0])) {
          const start = Math.min(text.length, Math.max(least, Math.floor((place * text.length) / 1000)));
          const end = Math.min(text.length, start + length);
          edits.push(replace(text, { start, end }, newText));
          least = end + 1;
          if (least > text.length) break;
        }
        assert.equal(patched(text, unifiedDiff("a", text, edits)), applyEdits(text, edits));
      }),
      { numRuns: 1000 },
    );
  });
});
