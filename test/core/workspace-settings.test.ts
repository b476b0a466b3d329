import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { describeProblems, mergeSettings, readConfigFile, readSettings } from "../../server/core/workspace/config-file";
import { DEFAULT_CONFIGURATION } from "../../server/core/workspace/configuration";
import { pathJudge } from "../../server/core/workspace/globs";

const isRule = (id: string) => id === "a/b" || id === "c/d";

function read(text: string) {
  const { settings, problems } = readConfigFile(text, isRule);
  return { settings, problem: describeProblems(".redlink.json", text, problems) };
}

describe("the settings file", () => {
  test("JSON with comments and trailing commas, keys with and without the editor's prefix", () => {
    assert.deepEqual(read('{ // why\n "rules": { "a/b": "off", }, "redlink.include": ["x/**"],\n "$schema": "s" }'), {
      settings: { rules: { "a/b": "off" }, include: ["x/**"] },
      problem: undefined,
    });
  });

  test("an empty one says nothing", () => assert.deepEqual(read(" \n"), { settings: {}, problem: undefined }));

  for (const [text, settings, problem] of [
    ["{", {}, ".redlink.json:1: not valid JSON (close brace expected)"],
    ["[]", {}, ".redlink.json:1: the settings must be a JSON object"],
    [
      '{"rules": {"a/b": "off"}\n"maxProblems": 3}',
      { rules: { "a/b": "off" }, maxProblems: 3 },
      ".redlink.json:2: not valid JSON (comma expected)",
    ],
    [
      '{\n"rules": {\n"x/y": "off", "a/b": "info"}}',
      { rules: { "a/b": "info" } },
      '.redlink.json:3: there is no rule "x/y"',
    ],
    ['{\n"rules": {"a/b": "loud"}}', {}, '.redlink.json:2: "a/b" must be one of off, hint, info, warning, error'],
    ['{"rules": []}', {}, '.redlink.json:1: "rules" must be an object of rule ids and severities'],
    ['{"include": "x"}', {}, '.redlink.json:1: "include" must be a list of glob patterns'],
    ['{"exclude": [1]}', {}, '.redlink.json:1: "exclude" must be a list of glob patterns'],
    ['{"maxProblems": 0}', {}, '.redlink.json:1: "maxProblems" must be a whole number from 1'],
    ['{"wikitext.mediawiki": "1.43"}', { mediawiki: 43 }, undefined],
    ['{"redlink.wikitext.mediawiki": "1.44.2"}', { mediawiki: 44 }, undefined],
    ['{"wikitext": {"mediawiki": "1.47"}}', { mediawiki: 47 }, undefined],
    [
      '{"wikitext": {\n"mediawiki": 1.43}}',
      {},
      '.redlink.json:2: "wikitext.mediawiki" must be a release of MediaWiki such as "1.43"',
    ],
    [
      '{"wikitext.mediawiki": "newest"}',
      {},
      '.redlink.json:1: "wikitext.mediawiki" must be a release of MediaWiki such as "1.43"',
    ],
    ['{"color": 1,\n"colour": 2}', {}, '.redlink.json:1: there is no setting "color" (and 1 more)'],
    ['\ufeff{"maxProblems": 3}', { maxProblems: 3 }, undefined],
    ['{"__proto__": {"rules": {"a/b": "off"}}}', {}, '.redlink.json:1: there is no setting "__proto__"'],
  ] as const) {
    test(JSON.stringify(text), () => assert.deepEqual(read(text), { settings, problem }));
  }
});

describe("a hostile settings file", () => {
  test("brackets of the wrong kind do not hide how deep it is nested", () => {
    for (const text of ["[},".repeat(50_000), "[".repeat(50_000), `${"]".repeat(50_000)}${"[".repeat(50_000)}`]) {
      const { settings, problem } = read(text);
      assert.deepEqual([settings, problem], [undefined, ".redlink.json:1: nested more than 50 levels deep"]);
    }
  });

  test("unknown keys are named in a few words, however long they are", () => {
    assert.ok(read(`{"${"鍵".repeat(100_000)}": 1}`).problem!.length < 200);
    assert.ok(read(`{"rules": {"${"鍵".repeat(100_000)}": "off"}}`).problem!.length < 200);
  });

  test("sixty thousand rules that there are not take no longer than they are many", () => {
    const of = (count: number) =>
      `{"rules": {${Array.from({ length: count }, (_, number) => `"k${number}":1`).join()}}}`;
    const took = (count: number) => {
      const text = of(count);
      const before = process.cpuUsage().user;
      assert.equal(readConfigFile(text, isRule).problems.length, count);
      return process.cpuUsage().user - before;
    };
    took(7500);
    const [some, many] = [took(7500), took(60_000)];
    assert.ok(many < 32 * some, `eight times as many take ${(many / some).toFixed(1)} times as long`);
  });

  test("globs have a length together, their alternatives counted", () => {
    const globs = Array.from({ length: 100 }, () => `{a,b,c,d}${"x".repeat(100)}`);
    const { settings, problem } = read(JSON.stringify({ exclude: globs }));
    assert.equal(settings?.exclude?.length, 49);
    assert.match(problem!, /more than 20000 characters with all alternatives; the rest is not used$/);
  });
});

describe("the editor's settings", () => {
  test("the client's own among them are passed over, wrong ones reported", () => {
    const { settings, problems } = readSettings(
      { trace: { server: "off" }, rules: { "a/b": "x", "c/d": "hint" } },
      isRule,
    );
    assert.deepEqual(settings, { rules: { "c/d": "hint" } });
    assert.equal(problems.length, 1);
  });

  for (const value of [undefined, null, 3, "x", []]) {
    test(`${JSON.stringify(value)} are none`, () => assert.deepEqual(readSettings(value, isRule).settings, {}));
  }
});

test("later settings win, rules one by one", () => {
  assert.deepEqual(
    mergeSettings(
      { rules: { "a/b": "off", "c/d": "info" }, maxProblems: 7 },
      { rules: { "a/b": "error" }, include: ["x"] },
    ),
    { ...DEFAULT_CONFIGURATION, rules: { "a/b": "error", "c/d": "info" }, maxProblems: 7, include: ["x"] },
  );
});

test("include and exclude", () => {
  const judge = pathJudge({
    ...DEFAULT_CONFIGURATION,
    include: ["notes/**", "*.wiki.md"],
    exclude: ["**/draft/**", "x.md"],
  });
  for (const [path, verdict] of [
    ["notes/甲.md", "include"],
    ["notes/.hidden/甲.md", "include"],
    ["deep/er/a.wiki.md", "include"],
    ["notes/draft/甲.md", "exclude"],
    ["a/b/x.md", "exclude"],
    ["Page/甲.md", "content"],
  ] as const) {
    assert.equal(judge(path), verdict, path);
  }
});

describe("a settings file that is too much", () => {
  const problemOf = (text: string) => {
    const { settings, problems } = readConfigFile(text, isRule);
    return [settings, describeProblems(".redlink.json", text, problems)];
  };

  test("nested thousands of levels deep, it has no settings", () => {
    for (const text of ['{"x":'.repeat(5000), "[".repeat(100_000), `{"x":${"[".repeat(60)}${"]".repeat(60)}}`])
      assert.deepEqual(problemOf(text), [undefined, ".redlink.json:1: nested more than 50 levels deep"]);
  });

  test("a comment that is never closed ends with the file", () => {
    for (const text of ["/*", "{}/*/*/*", '{"exclude": []} // x /*', '{"a": "'])
      assert.notEqual(readConfigFile(text, isRule).settings, undefined, text);
  });

  test("longer than a million characters, it has none either", () => {
    assert.deepEqual(problemOf(`{"exclude": ["${"a".repeat(1_000_000)}"]}`), [
      undefined,
      ".redlink.json:1: longer than 1000000 characters",
    ]);
  });

  test("globs that cannot be used are named, the others hold", () => {
    const text = JSON.stringify({ exclude: ["(a+)+x", "drafts/**", "*".repeat(70_000)] });
    const { settings, problems } = readConfigFile(text, isRule);
    assert.deepEqual(settings, { exclude: ["drafts/**"] });
    assert.deepEqual(
      problems.map(({ message }) => message),
      [
        '"exclude": the pattern "(a+)+x" has a group in parentheses; write alternatives in braces: {a,b}',
        `"exclude": the pattern "${"*".repeat(40)}…" has more than 1000 characters`,
      ],
    );
  });
});
