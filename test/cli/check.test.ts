import assert from "node:assert/strict";
import { chmodSync, chownSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { describe, test } from "node:test";
import type { FileReport, Summary } from "../../server/main/cli/report";
import { cli, inFolder } from "./cli";

const CATEGORY = '[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")';
const OVERRUN = '[老橋位於](https://zh.wikipedia.org/wiki/老橋 "wikilink")。\n';
const CLEAN = '[老橋](https://zh.wikipedia.org/wiki/老橋 "wikilink")。\n';
/** One safe repair, one for review, one hint. */
const MIXED = `甲\\[1]乙。${OVERRUN}\n${CATEGORY}\n\n1.  一。\n`;
const README = "# 讀我\n\n[1\\] 與 \\]\\]\n";

interface Json {
  version: number;
  files: FileReport[];
  summary: Summary;
}

const rulesOf = ({ findings }: FileReport) => findings.map(({ rule }) => rule);

describe("check --format json", () => {
  test("has the promised shape: positions from 1, fixes with their edits, a summary", () =>
    inFolder({ "Page/例.md": `𠀀\n${OVERRUN}` }, async (folder) => {
      const { code, out, err } = await cli(folder, ["check", "--format", "json", "Page/例.md"]);
      const json = JSON.parse(out) as Json;
      assert.deepEqual([code, err], [1, ""]);
      assert.ok(json.summary.durationMs >= 0);
      const path = "Page/例.md";
      const start = { line: 2, column: 4, offset: 6 };
      const end = { line: 2, column: 6, offset: 8 };
      const behind = { line: 2, column: 52, offset: 54 };
      assert.deepEqual(
        { ...json, summary: { ...json.summary, durationMs: 0 } },
        {
          version: 1,
          files: [
            {
              path,
              dialect: "markdown",
              findings: [
                {
                  rule: "link/overrun",
                  severity: "warning",
                  message: "The link text runs on past the title “老橋”: “位於” belongs behind the link.",
                  start,
                  end,
                  fixes: [
                    {
                      title: "Move “位於” behind the link",
                      safety: "review",
                      edits: [
                        {
                          path,
                          start,
                          end: behind,
                          newText: '](https://zh.wikipedia.org/wiki/老橋 "wikilink")位於',
                        },
                      ],
                    },
                  ],
                },
              ],
            },
          ],
          summary: { files: 1, error: 0, warning: 1, info: 0, hint: 0, durationMs: 0 },
        },
      );
    }));

  test("of a folder: the articles in it by name, and only they", () =>
    inFolder(
      {
        "wiki/Page/乙.md": CLEAN,
        "wiki/Page/甲.md": OVERRUN,
        "wiki/README.md": README,
        "wiki/.git/丙.md": OVERRUN,
        "wiki/node_modules/丁.md": OVERRUN,
        "wiki/notes.txt": "字\n",
        "wiki/a.png": new Uint8Array([0xff]),
      },
      async (folder) => {
        symlinkSync(folder.resolve("wiki"), folder.resolve("wiki/Page/loop"));
        for (const given of ["wiki", "wiki/", "./wiki"]) {
          const { files } = JSON.parse((await cli(folder, ["check", "--format", "json", given])).out) as Json;
          const prefix = given.endsWith("/") ? given : `${given}/`;
          assert.deepEqual(
            files.map(({ path }) => path),
            [`${prefix}Page/乙.md`, `${prefix}Page/甲.md`],
          );
        }
        const here = JSON.parse((await cli(folder, ["check", "--format", "json"])).out) as Json;
        assert.deepEqual(
          here.files.map(({ path }) => path),
          ["wiki/Page/乙.md", "wiki/Page/甲.md"],
        );
        const named = JSON.parse((await cli(folder, ["check", "--format", "json", "wiki/README.md"])).out) as Json;
        assert.equal(named.files[0]?.dialect, "markdown");
      },
    ));

  test("a page that a fix creates is an edit of that page", () =>
    inFolder(
      { "Page/甲.md": '[無此頁](../Page/無此頁.md "wikilink")與[網](https://zh.wikipedia.org/wiki/網 "wikilink")。\n' },
      async (folder) => {
        const { files } = JSON.parse((await cli(folder, ["check", "--format", "json", "."])).out) as Json;
        const created = files[0]?.findings[0]?.fixes
          .flatMap(({ edits }) => edits)
          .filter(({ path }) => path !== "Page/甲.md");
        assert.deepEqual(
          created?.map(({ path, start }) => [path, start.offset]),
          [["Page/無此頁.md", 0]],
        );
      },
    ));

  test("the messages in the language asked for, or that of the environment", () =>
    inFolder({ "甲.md": OVERRUN }, async (folder) => {
      const message = async (...more: string[]) =>
        (JSON.parse((await cli(folder, ["check", "--format", "json", "甲.md", ...more])).out) as Json).files[0]
          ?.findings[0]?.message;
      assert.match(String(await message("--lang", "zh-hans")), /链接文字越过了标题/);
      assert.match(String(await message("--lang", "zh-hant")), /連結文字越過了標題/);
    }));
});

describe("exit codes", () => {
  const code = async (files: Record<string, string | Uint8Array>, ...args: string[]) => {
    let found = -1;
    await inFolder(files, async (folder) => {
      found = (await cli(folder, ["check", ...args])).code;
    });
    return found;
  };

  test("0 without findings of weight, 1 with, 2 when something could not be done", async () => {
    assert.equal(await code({ "甲.md": CLEAN }, "甲.md"), 0);
    assert.equal(await code({ "甲.md": OVERRUN }, "甲.md"), 1);
    assert.equal(await code({ "甲.md": OVERRUN }, "甲.md", "--rule", "link/overrun=info"), 0);
    assert.equal(await code({ "甲.md": OVERRUN }, "甲.md", "--rule", "link/overrun=off"), 0);
    assert.equal(await code({ "甲.md": OVERRUN }, "甲.md", "乙.md"), 2);
  });

  test("--max-warnings allows so many, but no errors", async () => {
    assert.equal(await code({ "甲.md": OVERRUN }, "甲.md", "--max-warnings", "1"), 0);
    assert.equal(await code({ "甲.md": OVERRUN + OVERRUN }, "甲.md", "--max-warnings", "1"), 1);
    assert.equal(await code({ "甲.md": OVERRUN }, "甲.md", "--max-warnings", "1", "--rule", "link/overrun=error"), 1);
  });
});

describe("what cannot be done", () => {
  const errors = (...args: string[]) =>
    new Promise<string>((resolve, reject) => {
      inFolder({ "甲.md": CLEAN, "broken.json": "{" }, async (folder) => {
        const { code, err, out } = await cli(folder, args);
        assert.equal(code, 2, out);
        assert.equal(err.trimEnd().split("\n").length, 1, `one line: ${err}`);
        resolve(err);
      }).catch(reject);
    });

  for (const [args, expected] of [
    [["check", "無.md"], /^redlink: 無\.md: no such file or folder$/m],
    [["check", "--fix", "甲.md", ""], /^redlink: a PATH is empty$/m],
    [["convert", "--to", "hans", "--write", ""], /^redlink: a PATH is empty$/m],
    [["check", "--format", "xml"], /--format must be one of pretty, json, jsonl, sarif, github, not "xml"/],
    [["check", "--rule", "no/such=off"], /there is no rule "no\/such"/],
    [["check", "--rule", "link/overrun=loud"], /"link\/overrun=loud" is not ID=off\|hint\|info\|warning\|error/],
    [["check", "--rule", "link/overrun"], /is not ID=/],
    [["check", "--config", "無.json"], /--config: 無\.json: no such file/],
    [["check", "--root", "甲.md"], /--root: 甲\.md: no such folder/],
    [["check", "--max-warnings", "-1"], /--max-warnings/],
    [["check", "--max-warnings", "many"], /must be a whole number/],
    [["check", "--lang", "fr"], /--lang must be one of en, zh-hans, zh-hant/],
    [["check", "--dialect", "rtf"], /--dialect must be/],
    [["check", "--input", "csv"], /--input must be jsonl/],
    [["check", "--nonsense"], /Unknown option '--nonsense'/],
    [["check", "--stdin", "甲.md"], /a PATH cannot go with standard input/],
    [["check", "--stdin-filename", "甲.md"], /needs --stdin/],
    [["check", "--input", "jsonl", "--fix"], /need files or --stdin/],
    [["model"], /model takes one FILE/],
    [["model", "無.md"], /無\.md: no such file/],
    [["model", "."], /^redlink: \.: is a folder/],
    [["rules", "no/such"], /there is no rule/],
    [["convert", "甲.md"], /--to is needed/],
    [["convert", "--to", "hans"], /either PATHs or --stdin/],
    [["convert", "--to", "hans", "無.md"], /無\.md: no such file/],
    [["lsp"], /lsp needs --stdio/],
    [["restore"], /there is no command "restore"/],
  ] as const) {
    test(args.join(" "), async () => assert.match(await errors(...args), expected));
  }

  test("a file that is named more than once, by itself or with its folder, is checked once", () =>
    inFolder(
      { "Page/甲.md": MIXED, "Page/深/乙.md": MIXED, "Page/README.md": "字\n", "Page/丙.md": MIXED },
      async (folder) => {
        const checked = async (...paths: string[]) => {
          const { out } = await cli(folder, ["check", "--format", "jsonl", ...paths]);
          return out
            .split("\n")
            .filter(Boolean)
            .map((line) => JSON.parse(line).path);
        };
        const all = ["Page/丙.md", "Page/深/乙.md", "Page/甲.md"];
        assert.deepEqual(await checked(".", "."), all);
        assert.deepEqual(await checked(".", "Page/深", "./Page"), all);
        assert.deepEqual(await checked("Page/深", "Page"), ["Page/深/乙.md", "Page/丙.md", "Page/甲.md"]);
        assert.deepEqual(await checked("Page/甲.md", "./Page/甲.md", "Page"), [
          "Page/甲.md",
          "Page/丙.md",
          "Page/深/乙.md",
        ]);
        // Named itself it is checked whatever it holds, and in its own place.
        assert.deepEqual(await checked("Page", "Page/README.md", "Page/丙.md"), [
          "Page/深/乙.md",
          "Page/甲.md",
          "Page/README.md",
          "Page/丙.md",
        ]);
        const recorded = await cli(folder, ["check", "--write-baseline", "known.json", ".", "Page", "Page/甲.md"]);
        assert.match(recorded.err, / of 3 files recorded/);
        const converted = await cli(folder, ["convert", "--to", "hant", "Page/README.md", "Page/README.md"]);
        assert.equal(converted.out, "字\n");
      },
    ));

  test("a redirect that is a symbolic link is a page to link to, and the page it leads to is checked once", () =>
    inFolder(
      {
        ".git/HEAD": "",
        "甲/甲縣.wikitext": "[[乙縣]][[甲區#歷史]][[丙]]<ref></ref>\n\n== 歷史 ==\n",
        "乙/乙縣.wikitext": "[[甲縣]][[甲區]][[甲 區]][[無]]\n",
        "Redirect/x": "",
        "丙/.hidden/丙.wikitext": "[[甲縣]]<ref></ref>\n",
      },
      async (folder) => {
        symlinkSync("../甲/甲縣.wikitext", folder.resolve("Redirect/甲區.wikitext"));
        symlinkSync("../甲/甲縣.wikitext", folder.resolve("Redirect/甲_區.wikitext"));
        symlinkSync(".hidden/丙.wikitext", folder.resolve("丙/丙.wikitext"));
        const found = async (...paths: string[]) => {
          const { out } = await cli(folder, ["check", "--format", "jsonl", ...paths]);
          const files = out
            .split("\n")
            .filter(Boolean)
            .map((line) => JSON.parse(line) as FileReport);
          return files.map((file) => `${file.path} ${rulesOf(file)}`);
        };
        const own = "footnote/empty";
        assert.deepEqual(await found("."), [
          `丙/丙.wikitext ${own}`,
          "乙/乙縣.wikitext link/missing-target",
          `甲/甲縣.wikitext ${own}`,
        ]);
        assert.deepEqual(await found("Redirect"), [`Redirect/甲_區.wikitext ${own}`, `Redirect/甲區.wikitext ${own}`]);
        assert.deepEqual(await found("Redirect/甲區.wikitext"), [`Redirect/甲區.wikitext ${own}`]);
      },
    ));

  test("a file that cannot be found does not keep the others from being checked", () =>
    inFolder({ "甲.md": OVERRUN }, async (folder) => {
      const { code, out } = await cli(folder, ["check", "無.md", "甲.md", "--format", "jsonl"]);
      assert.deepEqual([code, out.trim().split("\n").length], [2, 1]);
    }));
});

describe("standard input", () => {
  test("is checked under the name it is given", () =>
    inFolder({ "wiki/Page/別.md": "別\n" }, async (folder) => {
      const text = '[無](../Page/無.md "wikilink")與[網](https://zh.wikipedia.org/wiki/網 "wikilink")。\n';
      const { out } = await cli(
        folder,
        ["check", "--stdin", "--stdin-filename", "wiki/Page/例.md", "--format", "json"],
        text,
      );
      const [file] = (JSON.parse(out) as Json).files;
      assert.deepEqual([file?.path, rulesOf(file!)], ["wiki/Page/例.md", ["link/missing-page"]]);
    }));

  test("with --fix the text comes out, and the findings go elsewhere", () =>
    inFolder({}, async (folder) => {
      const { out, err, code } = await cli(folder, ["check", "--stdin", "--fix"], MIXED);
      assert.equal(out, MIXED.replace("\\[1]", "\\[1\\]"));
      assert.match(err, /link\/overrun/);
      assert.equal(code, 1);
      assert.equal((await cli(folder, ["check", "--stdin", "--fix"], CLEAN)).out, CLEAN);
    }));

  test("what is not UTF-8 does not come out changed", () =>
    inFolder({}, async (folder) => {
      const bytes = Buffer.concat([Buffer.from(MIXED), Buffer.from([0xff])]);
      for (const args of [
        ["check", "--stdin", "--fix"],
        ["convert", "--stdin", "--to", "hans"],
      ]) {
        const { code, out, err } = await cli(folder, args, bytes);
        assert.deepEqual([code, out], [2, ""]);
        assert.match(err, /not valid UTF-8/);
      }
    }));

  test("--input jsonl answers every record on a line of its own, in their order", () =>
    inFolder({}, async (folder) => {
      const records = [
        { path: "a.md", text: OVERRUN },
        { path: "README.md", text: README },
        { path: "深/b.md", text: CLEAN, more: 1 },
      ];
      const input = `${records.map((record) => JSON.stringify(record)).join("\n")}\n\n{"path":1}\nnot json\n${JSON.stringify(records[0])}`;
      const { out, err, code } = await cli(folder, ["check", "--input", "jsonl"], input);
      const lines = out
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as FileReport);
      assert.deepEqual(
        lines.map((file) => [file.path, file.dialect, rulesOf(file)]),
        [
          ["a.md", "markdown", ["link/overrun"]],
          ["README.md", null, []],
          ["深/b.md", "markdown", []],
          ["a.md", "markdown", ["link/overrun"]],
        ],
      );
      assert.equal(code, 2);
      assert.match(err, /^redlink: stdin:5: not a record.*\nredlink: stdin:6: not a record.*\n$/);
    }));
});

describe("--fix", () => {
  const read = (folder: { resolve(name: string): string }, name: string) => readFileSync(folder.resolve(name));

  test("writes what is safe, leaves the rest, and reports it", () =>
    inFolder({ "甲.md": MIXED, "乙.md": CLEAN }, async (folder) => {
      const before = statSync(folder.resolve("乙.md"));
      const { out, code } = await cli(folder, ["check", "--fix", "--format", "json", "甲.md", "乙.md"]);
      assert.equal(String(read(folder, "甲.md")), MIXED.replace("\\[1]", "\\[1\\]"));
      assert.ok(!rulesOf((JSON.parse(out) as Json).files[0]!).includes("footnote/broken-marker"));
      assert.equal(code, 1);
      assert.equal(statSync(folder.resolve("乙.md")).ino, before.ino, "a file without fixes is not written");
      assert.deepEqual(readdirSync(folder.path).sort(), ["乙.md", "甲.md"], "nothing is left behind");
    }));

  test("keeps line ends, byte order mark, mode, owner and symbolic links", () =>
    inFolder({ "甲.md": `\ufeff${MIXED.replaceAll("\n", "\r\n")}` }, async (folder) => {
      chmodSync(folder.resolve("甲.md"), 0o640);
      // The superuser's repairs stay the owner's; anybody else's are their own.
      if (process.getuid?.() === 0) chownSync(folder.resolve("甲.md"), 65_534, 65_534);
      const { uid, gid } = statSync(folder.resolve("甲.md"));
      symlinkSync("甲.md", folder.resolve("連.md"));
      await cli(folder, ["check", "--fix", "連.md"]);
      const expected = `\ufeff${MIXED.replaceAll("\n", "\r\n")}`.replace("\\[1]", "\\[1\\]");
      assert.equal(String(read(folder, "甲.md")), expected);
      const after = statSync(folder.resolve("甲.md"));
      assert.deepEqual([after.mode & 0o777, after.uid, after.gid], [0o640, uid, gid]);
      assert.ok(lstatSync(folder.resolve("連.md")).isSymbolicLink());
    }));

  test("never rewrites what is not UTF-8, and says so; checks it all the same", () =>
    inFolder({ "甲.md": Buffer.concat([Buffer.from(MIXED), Buffer.from([0xff, 0xfe, 0x0a])]) }, async (folder) => {
      const before = read(folder, "甲.md");
      const fixed = await cli(folder, ["check", "--fix", "甲.md"]);
      assert.deepEqual([fixed.code, fixed.err], [2, "redlink: 甲.md: not valid UTF-8, left as it is\n"]);
      assert.ok(read(folder, "甲.md").equals(before));
      const checked = await cli(folder, ["check", "甲.md"]);
      assert.equal(checked.err, "redlink: 甲.md: not valid UTF-8, checked with replacement characters\n");
      assert.match(checked.out, /link\/overrun/);
    }));

  test("a real replacement character is nothing wrong", () =>
    inFolder({ "甲.md": `\ufffd${MIXED}` }, async (folder) => {
      const { err } = await cli(folder, ["check", "--fix", "甲.md"]);
      assert.equal(err, "");
      assert.equal(String(read(folder, "甲.md")), `\ufffd${MIXED.replace("\\[1]", "\\[1\\]")}`);
    }));

  test("--diff prints the change and writes nothing", () =>
    inFolder({ "甲.md": MIXED }, async (folder) => {
      const { out } = await cli(folder, ["check", "--diff", "甲.md"]);
      assert.match(
        out,
        /^--- a\/甲\.md\n\+\+\+ b\/甲\.md\n@@ -1,4 \+1,4 @@\n-甲\\\[1\]乙。.*\n\+甲\\\[1\\\]乙。.*\n \n/,
      );
      assert.equal(String(read(folder, "甲.md")), MIXED);
    }));
});

describe("settings", () => {
  const severity = async (folder: Parameters<typeof cli>[0], ...args: string[]) => {
    const { out } = await cli(folder, ["check", "--format", "json", ...args]);
    return (JSON.parse(out) as Json).files[0]?.findings[0]?.severity;
  };

  test("of the root, of the file named, of the command line: the last one wins", () =>
    inFolder(
      {
        "甲.md": OVERRUN,
        ".redlink.json": '{ "redlink.rules": { "link/overrun": "info" } }',
        "other.json": '{ "rules": { "link/overrun": "hint" } }',
      },
      async (folder) => {
        assert.equal(await severity(folder, "甲.md"), "info");
        assert.equal(await severity(folder, "甲.md", "--config", "other.json"), "hint");
        assert.equal(await severity(folder, "甲.md", "--rule", "link/overrun=error"), "error");
      },
    ));

  test("the release of MediaWiki whose footnotes a wiki has", () =>
    inFolder(
      {
        "new/甲.wikitext": '甲<ref name="書" details="頁一">某書</ref>。\n<references />\n',
        "old/甲.wikitext": '甲<ref name="書" details="頁一">某書</ref>。\n<references />\n',
        "old/.redlink.json": '{ "wikitext.mediawiki": "1.43" }',
      },
      async (folder) => {
        const found = async (wiki: string) => {
          const { out } = await cli(folder, ["check", "--format", "json", "--root", wiki, `${wiki}/甲.wikitext`]);
          return (JSON.parse(out) as Json).files.flatMap(({ findings }) => findings.map(({ rule }) => rule));
        };
        assert.deepEqual(await found("new"), []);
        assert.deepEqual(await found("old"), ["footnote/bad-attribute"]);
      },
    ));

  test("a folder elsewhere is a root of its own, with its own settings", () =>
    inFolder(
      {
        "wiki/Category/甲.md": OVERRUN,
        "wiki/.redlink.json": '{ "rules": { "link/overrun": "hint" } }',
        "here/x.md": "",
      },
      async (folder) => {
        const { out } = await cli({ ...folder, path: folder.resolve("here") }, [
          "check",
          "--format",
          "json",
          "../wiki",
        ]);
        const [file] = (JSON.parse(out) as Json).files;
        assert.deepEqual([file?.path, file?.findings[0]?.severity], ["../wiki/Category/甲.md", "hint"]);
      },
    ));

  test("what is wrong in them is one line, and the rest holds", () =>
    inFolder(
      { "甲.md": OVERRUN, ".redlink.json": '{\n "rules": { "link/overrun": "info", },\n "color": 1\n}' },
      async (folder) => {
        const { err, out } = await cli(folder, ["check", "甲.md", "--format", "json"]);
        assert.equal(err, 'redlink: .redlink.json:3: there is no setting "color"\n');
        assert.equal((JSON.parse(out) as Json).files[0]?.findings[0]?.severity, "info");
      },
    ));

  test("exclude leaves files of a folder out, include takes them in; a file that is named is always checked", () =>
    inFolder(
      { "a/甲.md": OVERRUN, "b/乙.md": README, ".redlink.json": '{ "exclude": ["a/**"], "include": ["b/*.md"] }' },
      async (folder) => {
        const paths = async (...args: string[]) =>
          (JSON.parse((await cli(folder, ["check", "--format", "json", ...args])).out) as Json).files.map(
            ({ path }) => path,
          );
        assert.deepEqual(await paths("."), ["b/乙.md"]);
        assert.deepEqual(await paths("a/甲.md"), ["a/甲.md"]);
      },
    ));
});

test("nothing outside the root is read", () =>
  inFolder({ "secret.md": "# 密\n", "wiki/Page/甲.md": CLEAN }, async (folder) => {
    symlinkSync("../../secret.md", folder.resolve("wiki/Page/連結.md"));
    const text = '[甲](../Page/連結#無.md "wikilink")。\n';
    folder.write("wiki/Page/例.md", text);
    const args = ["check", "--format", "json", "--root", "wiki", "wiki/Page/例.md"];
    assert.deepEqual(rulesOf((JSON.parse((await cli(folder, args)).out) as Json).files[0]!), []);
    const inside = args.map((arg) => (arg === "wiki" ? "." : arg));
    assert.deepEqual(rulesOf((JSON.parse((await cli(folder, inside)).out) as Json).files[0]!), ["link/missing-anchor"]);
  }));

describe("a wiki of wikitext", () => {
  const missing = async (files: Readonly<Record<string, string>>, ...args: string[]) => {
    let titles: string[] = [];
    await inFolder(files, async (folder) => {
      const { out } = await cli(folder, ["check", ...args, "--format", "json"]);
      const { files: checked } = JSON.parse(out) as {
        files: { path: string; findings: { rule: string; message: string }[] }[];
      };
      titles = checked.flatMap(({ path, findings }) =>
        findings.filter(({ rule }) => /^link\/missing/.test(rule)).map(({ message }) => `${path} ${message}`),
      );
    });
    return titles;
  };
  const wiki = {
    "中/中國.wikitext":
      "見[[国家]]、[[國家#歷史]]、[[國家#早期的歷史]]、[[國家#地理]]與[[沒有]]、[[Template:地]]、[[Template:天]]。\n",
    "國/國家.wikitext": "甲\n\n== 歷史 ==\n\n== 早期歷史 ==\n",
    "Template/地.wiki": "[[沒有]]\n",
  };

  test("its files are one another's pages, whatever folders they lie in", async () => {
    const expected = [
      "中/中國.wikitext “國家” has no section “早期的歷史”.",
      "中/中國.wikitext There is no page “沒有” in this wiki.",
    ];
    assert.deepEqual(await missing(wiki, "."), expected);
    // A file by itself: what stands around it is looked at in a repository only.
    assert.deepEqual(await missing(wiki, "中/中國.wikitext"), []);
    assert.deepEqual(await missing({ ...wiki, ".redlink.json": "{}" }, "中/中國.wikitext"), expected);
  });

  test("one that lies among others by chance, or beside the Markdown of its page, is told nothing", async () => {
    assert.deepEqual(await missing({ "甲.wikitext": "[[某]][[甲]]\n", "乙.wiki": "[[某人]]\n" }, "."), []);
    assert.deepEqual(await missing({ "甲.wikitext": "[[某]]\n", "甲.md": "[[某]]\n", "乙.md": "甲\n" }, "."), []);
  });

  test("beside pages of Markdown it is theirs", async () => {
    const files = {
      "zh/Page/甲.md": '[乙](../Page/乙.md "wikilink")與[北](https://zh.wikipedia.org/wiki/北 "wikilink")\n',
      "zh/wikitext/丙.wikitext": "[[甲]][[乙]][[丙]]\n",
    };
    assert.deepEqual(
      (await missing(files, ".")).map((line) => line.slice(0, 24)),
      ["zh/Page/甲.md There is no", "zh/wikitext/丙.wikitext T"],
    );
  });
});
