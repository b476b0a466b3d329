// Hostile settings: the check goes on without them, says so in one line, and a repaired file works at once.
//   HOSTILE_SETTINGS=10000 npx tsx --test test/hostile/settings.test.ts
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { ruleById } from "../../server/core/rules/registry";
import { CONFIG_FILE, readConfigFile } from "../../server/core/workspace/config-file";
import { TITLE_PLACEHOLDER } from "../../server/core/workspace/configuration";
import { Workspace } from "../../server/core/workspace/workspace";
import { fileHost } from "../../server/main/host";
import { cli, inFolder } from "../cli/cli";
import { Dice, Stopwatch } from "../support/dice";

const COUNT = Number(process.env.HOSTILE_SETTINGS ?? 300);
const SEED = Number(process.env.HOSTILE_SEED ?? 13);

const BROKEN = '甲\\[1]\n\n[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")\n\n1.  一。\n';
const NAMES = ["甲", "乙", "a".repeat(250), `${"深/".repeat(10)}丙`].map((name) => `Page/${name}.md`);
const FILES = Object.fromEntries(NAMES.map((name) => [name, BROKEN]));

const KEYS = [
  ..."rules include exclude maxProblems variants variants.words variants.hover collation".split(" "),
  ..."collation.companions collation.wiki wikitext wikitext.mediawiki redlink.rules redlink.include $schema".split(" "),
  ..."__proto__ constructor prototype toString hasOwnProperty link/missing-page footnote/broken-marker".split(" "),
];
const SIGNS = ["*", "**", "/", "?", "[", "]", "!", "{", "}", ",", "a", "\\", "(", ")", "|", "+", "..", "Page", "甲"];
const REPEATED = ["*a", "**/", "{a,b}", "{a,", "(a+)+", "+(*a|*aa)", "[a-z]", "\\", "?*", "a", "a/*/", "{*a,*aa}*"];
const SCALARS = [
  ...[
    "off",
    "error",
    "hint",
    "/dev/zero",
    "../../etc/passwd",
    "\u0000",
    "https://u:p@x",
    "1.43",
    TITLE_PLACEHOLDER,
    "\u001b]0;x",
  ],
  ...[0, -1, 1, 3, 1e300, Number.POSITIVE_INFINITY, 0.5, null, true, false],
];
const NOISE = [
  ...["[", "{", '{"a":', "[},", "[:", '{"a"]:', "[/*", "]", "}", "//\n", '"', ",", ":", "\\", "/*", "1", "[]", "[1,"],
  ...['{"rules":', '{"rules":{"a":[', "{]", "[}[", "}{"],
];

/** A few now and then in thousands: most of what is made of so many is refused by its length. */
function size(dice: Dice, usual: readonly number[], huge: number): number {
  return dice.chance(0.03) ? huge : dice.pick(usual);
}

function hostileGlob(dice: Dice): string {
  if (dice.chance(0.5)) return dice.several(12, () => dice.pick(SIGNS)).join("");
  return dice.pick(REPEATED).repeat(size(dice, [2, 6, 30, 60, 125, 330], 70_000)) + dice.pick(["", "b", "x/*.md"]);
}

/** A value as JSON: its keys stay as they are, `__proto__` and those that occur twice among them. */
function hostileValue(dice: Dice, depth: number): string {
  const kind = dice.below(depth > 3 ? 3 : 8);
  if (kind === 0) return JSON.stringify(hostileGlob(dice));
  if (kind === 1) return JSON.stringify(dice.text(40));
  if (kind === 2)
    return String(JSON.stringify(dice.pick(SCALARS))).replace(/^null$/, () => dice.pick(["null", "1e999"]));
  if (kind === 3) return `[${dice.several(6, () => hostileValue(dice, depth + 1)).join()}]`;
  if (kind === 4) {
    const one = JSON.stringify(hostileGlob(dice));
    const times = Math.min(size(dice, [5, 30, 600], 30_000), Math.ceil(900_000 / one.length));
    return `[${Array.from({ length: times }, () => one).join()}]`;
  }
  if (kind === 5)
    return `{${Array.from({ length: size(dice, [2, 200], 60_000) }, (_, number) => `"k${number}":1`).join()}}`;
  return hostileObject(dice, depth + 1);
}

function hostileObject(dice: Dice, depth: number): string {
  const members = dice.several(5, () => `${JSON.stringify(hostileKey(dice))}:${hostileValue(dice, depth)}`);
  return `{${members.join()}}`;
}

function hostileKey(dice: Dice): string {
  if (dice.chance(0.75)) return dice.pick(KEYS);
  return dice.chance(0.8) ? dice.text(20) : "鍵".repeat(size(dice, [50, 1000], 100_000));
}

function hostileSettings(dice: Dice): string {
  let text = hostileObject(dice, 0);
  const place = dice.below(text.length + 1);
  const part = dice.pick(NOISE);
  const noise = dice.chance(0.8)
    ? part.repeat(Math.min(size(dice, [3, 49, 51, 1000], 400_000), 990_000 / part.length))
    : dice.text(300);
  const how = dice.below(6);
  if (how === 0) text = text.slice(0, place);
  else if (how === 1) text = text.slice(0, place) + noise + text.slice(place);
  else if (how === 2) text = noise + text;
  else if (how === 3) text += noise;
  const form = dice.below(4);
  return form === 0 ? `\ufeff${text}` : form === 1 ? `// why\n${text}/* end */` : text;
}

const isRule = (id: string) => ruleById(id) !== undefined;
const sample = (text: string, round: number) => `${round}: ${JSON.stringify(text.slice(0, 300))} (${text.length})`;

describe("hostile settings", () => {
  test(`of a folder that is checked (${COUNT})`, (context) =>
    inFolder(FILES, async (folder) => {
      const dice = new Dice(SEED);
      const watch = new Stopwatch();
      await cli(folder, ["check", "."]); // loads the dictionaries
      for (let round = 0; round < COUNT; round++) {
        const text = hostileSettings(dice);
        const what = sample(text, round);
        folder.write(CONFIG_FILE, text);
        const { code, out, err } = await watch.measure(() => cli(folder, ["check", "--format", "jsonl", "."]), what);
        assert.ok(code < 2, what + err.slice(0, 1000));
        assert.ok(err.length < 1000, what + err.slice(0, 1000));
        assert.doesNotMatch(err, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
        const { settings, problems } = readConfigFile(text, isRule);
        const warnings = err.split("\n").filter((line) => line.includes(`${CONFIG_FILE}:`));
        assert.equal(warnings.length, problems.length > 0 ? 1 : 0, what + err);
        const paths = out.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line).path as string]));
        // What no valid setting leaves out is checked as ever.
        if (settings?.exclude === undefined && settings?.rules === undefined)
          assert.deepEqual(new Set(paths), new Set(NAMES), what);
        assert.equal(Object.keys(Object.prototype).length, 0);
      }
      context.diagnostic(`${COUNT} settings, seed ${SEED}, worst ${Math.round(watch.worst)} ms`);
    }));

  test(`of a folder that is open (${COUNT}): the last good ones stay, repaired ones work at once`, (context) =>
    inFolder(FILES, async (folder) => {
      const dice = new Dice(SEED + 1);
      const watch = new Stopwatch();
      const warnings: string[] = [];
      const workspace = new Workspace(fileHost(), { isRule, warn: (message) => warnings.push(message) });
      const root = pathToFileURL(folder.path).href;
      const page = `${root}/Page/%E7%94%B2.md`;
      const reread = async (text: string, what: string) => {
        folder.write(CONFIG_FILE, text);
        warnings.length = 0;
        await watch.measure(() => workspace.filesChanged([{ uri: `${root}/${CONFIG_FILE}`, deleted: false }]), what);
        return workspace.configurationOf(page);
      };
      workspace.setRoots([root]);
      for (let round = 0; round < COUNT; round++) {
        const text = hostileSettings(dice);
        const what = sample(text, round);
        const good = { rules: { "link/missing-page": "hint" }, maxProblems: 2 + round };
        const before = await reread(JSON.stringify(good), what);
        assert.deepEqual([before.maxProblems, before.rules["link/missing-page"], warnings], [2 + round, "hint", []]);
        const during = await reread(text, what);
        const { settings, problems } = readConfigFile(text, isRule);
        const told = warnings.filter((message) => message.startsWith(`${CONFIG_FILE}:`));
        assert.equal(told.length, problems.length > 0 ? 1 : 0, what);
        assert.ok(
          warnings.every((message) => message.length < 1000),
          what,
        );
        if (!settings) assert.deepEqual(during, before, "the last good ones are in force");
      }
      context.diagnostic(`${COUNT} settings, seed ${SEED + 1}, worst ${Math.round(watch.worst)} ms`);
    }));
});
