// Hostile folders: nothing hangs or crashes, the good pages are checked, nothing outside is read or written.
//   HOSTILE_FOLDERS=2000 npx tsx --test test/hostile/folders.test.ts
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { ruleById } from "../../server/core/rules/registry";
import { TITLE_PLACEHOLDER } from "../../server/core/workspace/configuration";
import { Workspace } from "../../server/core/workspace/workspace";
import { lockOf } from "../../server/main/cli/write";
import { fileHost } from "../../server/main/host";
import { cli, inFolder } from "../cli/cli";
import { withClient } from "../lsp/client";
import { Dice, Stopwatch } from "../support/dice";

const COUNT = Number(process.env.HOSTILE_FOLDERS ?? 40);
const SEED = Number(process.env.HOSTILE_SEED ?? 31);

const CANARY = "金絲雀在外";
/** A page whose findings, footnotes, title and links would all tell that it was read; conversion and repair would change it. */
const OUTSIDE_PAGE = `[${CANARY}](../Page/${CANARY}.md "wikilink")與[橋](https://zh.wikipedia.org/wiki/橋 "wikilink")体體${CANARY}\\[1]\n\n## ${CANARY}\n\n1.  ${CANARY}。\n`;
const GOOD =
  '[無](../Page/有.md "wikilink")甲\\[1]體体\n\n[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")\n\n1.  一。\n';
const OUTSIDE = {
  "secret.md": OUTSIDE_PAGE,
  "Page/外.md": OUTSIDE_PAGE,
  "settings.json": `{"rules": {"${CANARY}": "off"}}`,
  "words.txt": `${CANARY}\t${CANARY}\n`,
  "good0.rendered.txt": `甲[1] ${CANARY}\n[1] ${CANARY}`,
  "good0.wikitext": `甲<ref>${CANARY}</ref>`,
};
const PAGES = ["有", "good0", "good1"].map((name) => `Page/${name}.md`);

const EXTENSIONS = [".md", ".wikitext", ".wiki", ".txt", ".html", ".rendered.txt", ".markdown", ""];
const ODD_NAMES = [
  ...["-rf", "$(touch x)", "乙\n丙", "\u001b[31m紅", "%00", "%2e%2e%2f外", "CON", "甲 ", " 甲", "‮md.", "長".repeat(80)],
  ...[
    "..甲",
    "...",
    "__proto__",
    "constructor",
    "a\\b",
    "C:",
    "'\"`",
    "&amp;",
    "#節",
    "?",
    "*",
    "[a]",
    "{a,b}",
    "~",
    "é",
    "é",
  ],
];

/** A strange thing in a folder of `root`; pipes are made afterwards, all at once. */
function addStrange(dice: Dice, root: string, outside: string, pipes: string[]): void {
  const folder = join(
    root,
    dice.pick(["", "Page", "Page", "Page/深", "wikitext", "Category", "Redirect", ".git", "node_modules"]),
  );
  mkdirSync(folder, { recursive: true });
  const usual = dice.pick(["good0", "good1", "有", "丁", "戊", ".redlink-0123456789abcdef"]);
  const name = dice.chance(0.4) ? dice.pick(ODD_NAMES) : usual;
  const path = join(folder, name + dice.pick(name.startsWith(".redlink-") ? [".lock"] : EXTENSIONS));
  if (lstatSync(path, { throwIfNoEntry: false })) return;
  const links = [
    Object.keys(OUTSIDE).map((file) => join(outside, file)),
    [outside, root, "..", ".", "/", "/proc/self", "/dev", "/proc/self/root"],
    ["/dev/zero", "/dev/random", "/dev/stdin", "/dev/tty", "/proc/kmsg", "/etc/shadow"],
    [path, "nowhere.md", "../../../secret.md", "good0.md", "a".repeat(300), PAGES[1]!],
  ];
  const kind = dice.below(9);
  if (kind < links.length) symlinkSync(dice.pick(links[kind]!), path);
  else if (kind === 4) pipes.push(path);
  else if (kind === 5) mkdirSync(path);
  else if (kind === 6) {
    writeFileSync(path, Buffer.from(dice.several(3000, () => dice.below(256))));
    if (dice.chance(0.2)) truncateSync(path, dice.pick([1 << 20, 40 << 20, 3 * 2 ** 30]));
  } else if (kind === 7) {
    writeFileSync(path, dice.chance(0.5) ? GOOD : dice.text(500));
    chmodSync(path, dice.pick([0, 0o200, 0o444, 0o777]));
  } else
    writeFileSync(path, dice.pick(["[x](../Page/../../secret.md)", "[[../../secret]]", "1", String(process.ppid), ""]));
}

/** A wiki of good pages with strange things among them. */
function hostileFolder(dice: Dice, root: string, outside: string): void {
  for (const page of PAGES) {
    mkdirSync(dirname(join(root, page)), { recursive: true });
    writeFileSync(join(root, page), GOOD);
  }
  const pipes: string[] = [];
  for (let left = 2 + dice.below(15); left > 0; left--) addStrange(dice, root, outside, pipes);
  if (dice.chance(0.3)) settingsOf(dice, root, outside, pipes);
  if (dice.chance(0.1)) writeFileSync(lockOf(join(root, PAGES[1]!)), dice.pick(["1", String(process.ppid), "", "x"]));
  if (dice.chance(0.1)) symlinkSync("/dev/zero", lockOf(join(root, PAGES[2]!)));
  else if (dice.chance(0.12)) pipes.push(lockOf(join(root, PAGES[2]!)));
  if (dice.chance(0.1)) mkdirSync(join(root, `Page/.redlink-${process.pid}-a.tmp`));
  if (dice.chance(0.1)) mkdirSync(join(root, `${"深/".repeat(dice.pick([13, 33, 200, 900]))}`), { recursive: true });
  if (dice.chance(0.2)) {
    mkdirSync(join(root, "另"));
    writeFileSync(join(root, "另/Page"), GOOD);
    writeFileSync(join(root, "另/頁.md"), GOOD);
  }
  const free = [...new Set(pipes)].filter((path) => !lstatSync(path, { throwIfNoEntry: false }));
  if (free.length > 0) assert.equal(spawnSync("mkfifo", ["--", ...free]).status, 0);
}

function settingsOf(dice: Dice, root: string, outside: string, pipes: string[]): void {
  const file = join(root, ".redlink.json");
  const kind = dice.below(4);
  if (kind === 0) symlinkSync(dice.pick([join(outside, "settings.json"), "/dev/zero", outside, file]), file);
  else if (kind === 1) pipes.push(file);
  else if (kind === 2) mkdirSync(file);
  if (kind < 3) return;
  const words = dice.pick(["../words.txt", join(outside, "words.txt"), "/dev/zero", "Page", "\u0000", "Page/good0.md"]);
  const companions = dice.pick([
    `../${TITLE_PLACEHOLDER}.rendered.txt`,
    `/${TITLE_PLACEHOLDER}`,
    `**/${TITLE_PLACEHOLDER}.*`,
    `../**/${TITLE_PLACEHOLDER}.*`,
    `${TITLE_PLACEHOLDER}/../../${TITLE_PLACEHOLDER}.wikitext`,
  ]);
  writeFileSync(file, JSON.stringify({ "variants.words": words, "collation.companions": companions }));
}

/** All that is in the folders outside, and when it was written. */
function stateOf(around: string): string {
  const names = ["", "Page"].flatMap((folder) => readdirSync(join(around, folder)).map((name) => join(folder, name)));
  return names
    .filter((name) => name !== "root")
    .map((name) => {
      const { mtimeNs, mode, size } = lstatSync(join(around, name), { bigint: true });
      return `${name} ${mtimeNs} ${mode} ${size} ${name === "Page" ? "" : readFileSync(join(around, name), "latin1")}`;
    })
    .join("\n");
}

const COMMANDS = [
  ["index", "--format", "json", "."],
  ["collate", "--format", "json", "."],
  ["check", "--diff", "."],
  ["check", "--fix", "."],
  ["convert", "--to", "hans", "--write", "."],
  ["footnotes", "--to", "footnotes", "--write", "."],
  ["collate", "--write", "."],
];

/** Opens a folder as the language server does, and yields all that it learns there. */
async function opened(root: string): Promise<string> {
  const told: string[] = [];
  const options = {
    isRule: (id: string) => ruleById(id) !== undefined,
    warn: (message: string) => void told.push(message),
  };
  const workspace = new Workspace(fileHost(), options);
  const uri = `${pathToFileURL(root).href}/Page/good0.md`;
  workspace.setRoots([pathToFileURL(root).href]);
  workspace.open(uri, "markdown", 1, GOOD);
  await workspace.filesChanged([{ uri: `${pathToFileURL(root).href}/.redlink.json`, deleted: false }]);
  await workspace.readAround(uri);
  const { index } = await workspace.wiki(uri);
  const files = [...index.files()];
  const headings = files.map((file) => workspace.readAll([`${pathToFileURL(root).href}/${encodeURI(file)}`]));
  const companions = await workspace.companions(uri);
  return JSON.stringify([told, files, index.wanted(), index.orphans(), await Promise.all(headings), companions]);
}

/** Runs a test in a hostile folder; `outside` is around and beside it. */
async function inHostile(dice: Dice, body: (root: string, outside: string) => Promise<void>): Promise<void> {
  await inFolder(OUTSIDE, async (around) => {
    const root = join(around.path, "root");
    mkdirSync(root);
    hostileFolder(dice, root, around.path);
    for (const name of Object.keys(OUTSIDE)) utimesSync(around.resolve(name), 1, 1);
    const before = stateOf(around.path);
    await body(root, around.path);
    assert.equal(stateOf(around.path), before, "outside all is as it was");
  });
}

describe("hostile folders", () => {
  test(`hang, crash, leak and change nothing (${COUNT})`, async (context) => {
    const watch = new Stopwatch();
    await inFolder({ "a.md": GOOD }, async (folder) => void (await cli(folder, ["convert", "--to", "hans", "."])));
    for (let round = 0; round < COUNT; round++) {
      const dice = new Dice(SEED + round);
      await inHostile(dice, async (path) => {
        const run = (args: readonly string[]) =>
          watch.measure(() => cli({ path }, args), `${SEED + round} ${args.join(" ")}`);
        const { out, err } = await run(["check", "--format", "jsonl", "."]);
        const found = out.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line).path as string]));
        for (const page of PAGES) assert.ok(found.includes(page), `${SEED + round}: ${page} ${err}`);
        const server = await watch.measure(() => opened(path), `${SEED + round} opening`);
        assert.ok(!(out + err + server).includes(CANARY), `${SEED + round}: ${out}${err}${server}`);
        for (const args of COMMANDS) {
          const outcome = await run(args);
          assert.ok(
            !(outcome.out + outcome.err).includes(CANARY),
            `${SEED + round} ${args[0]}: ${outcome.out}${outcome.err}`,
          );
        }
        for (const page of PAGES) {
          // Repaired, converted, its footnotes written anew.
          assert.match(readFileSync(join(path, page), "utf8"), /甲\[\^1\]体体\n/, `${SEED + round}: ${page}`);
        }
      });
    }
    context.diagnostic(`${COUNT} folders, seeds from ${SEED}, worst ${Math.round(watch.worst)} ms`);
  });

  test("opened in the language server: it answers, and tells nothing of what lies outside", () =>
    inFolder({}, async () => {
      for (let round = 0; round < 3; round++) {
        await inHostile(new Dice(SEED + round), (root) =>
          withClient({ isFolderless: true }, async (client) => {
            const uri = `${pathToFileURL(root).href}/Page/good0.md`;
            const answers: unknown[] = [];
            const added = [{ uri: pathToFileURL(root).href, name: "root" }];
            await client.connection.sendNotification("workspace/didChangeWorkspaceFolders", {
              event: { added, removed: [] },
            });
            const textDocument = { uri, languageId: "markdown", version: 1, text: GOOD };
            await client.connection.sendNotification("textDocument/didOpen", { textDocument });
            await client.diagnostics(uri, (items) => items.length > 0);
            answers.push(await client.request("redlink/checkWiki", {}));
            for (const list of ["wanted", "orphans", "problems"])
              answers.push(await client.request("redlink/wikiList", { list }));
            answers.push(await client.request("workspace/symbol", { query: CANARY.slice(0, 2) }));
            answers.push(await client.request("redlink/companions", { textDocument }));
            answers.push(await client.request("redlink/restore", { textDocument }));
            const all = JSON.stringify([answers, client.published, client.logged, client.shown]);
            assert.ok(!all.includes(CANARY), all);
          }),
        );
      }
    }));
});

/** Keeps replacing pages: by links to the outside, pipes, folders, nothing, and by themselves again. */
const RACER = `
  const fs = require("fs"), { join } = require("path");
  const [root, outside] = process.argv.slice(1);
  const pages = [0, 1, 2, 3].map((n) => join(root, "Page/race" + n + ".md"));
  const aside = (n, what) => join(root, ".aside", n + what);
  const text = fs.readFileSync(pages[0], "utf8");
  console.log("ready");
  for (;;) pages.forEach((page, n) => {
    for (const what of ["pipe", "link", "none", "folder"]) {
      try {
        if (what === "link") fs.symlinkSync(join(outside, "secret.md"), aside(n, what));
        if (what === "folder") fs.mkdirSync(aside(n, what));
        if (what === "folder" || what === "none") fs.rmSync(page, { recursive: true, force: true });
        if (what !== "none") fs.renameSync(aside(n, what), page);
        if (what === "pipe") fs.renameSync(page, aside(n, what));
        if (what === "folder") fs.rmdirSync(page);
        fs.writeFileSync(aside(n, "file"), text);
        fs.renameSync(aside(n, "file"), page);
      } catch {}
    }
  });`;

test("pages that become links, pipes, folders and nothing while they are read", async (context) => {
  const files = Object.fromEntries([0, 1, 2, 3].map((number) => [`root/Page/race${number}.md`, GOOD.repeat(20)]));
  await inFolder({ ...OUTSIDE, ...files, "root/Page/good.md": GOOD, "root/.aside/x": "" }, async (around) => {
    const path = around.resolve("root");
    spawnSync(
      "mkfifo",
      [0, 1, 2, 3].map((number) => join(path, `.aside/${number}pipe`)),
    );
    const before = stateOf(around.path);
    const watch = new Stopwatch();
    const racer = spawn(process.execPath, ["-e", RACER, path, around.path], { stdio: ["ignore", "pipe", "inherit"] });
    try {
      await once(racer.stdout, "data");
      for (let round = 0; round < COUNT; round++) {
        for (const args of [["check", "--format", "jsonl", "."], ...COMMANDS]) {
          const { out, err } = await watch.measure(() => cli({ path }, args), args.join(" "));
          assert.ok(!(out + err).includes(CANARY), `${args.join(" ")}: ${out}${err}`);
        }
        const server = await watch.measure(() => opened(path), "opening");
        assert.ok(!server.includes(CANARY), server);
      }
    } finally {
      racer.kill("SIGKILL");
      await once(racer, "close");
    }
    assert.equal(stateOf(around.path), before, "outside all is as it was");
    context.diagnostic(`${COUNT} rounds, worst ${Math.round(watch.worst)} ms`);
  });
});
