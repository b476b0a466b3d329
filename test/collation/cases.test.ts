import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { parse } from "../../server/core/dialects/parse";
import type { Article } from "../../server/core/model/article";
import { cli, inFolder } from "../cli/cli";

// Each case is a page, its companion, and what the page says after `redlink collate --write`.

/** Texts that must be there; an inner array: at least one of them. */
type Wanted = readonly (string | readonly string[])[];

interface Expectation {
  readonly has?: Wanted;
  readonly lacks?: readonly string[];
  /** Patterns of the entry's source, without regard to case. */
  readonly match?: readonly string[];
  /** The entry stays empty. */
  readonly empty?: boolean;
  /** The entry is written even where the case leaves the others open. */
  readonly must?: boolean;
}

interface Case {
  readonly id: string;
  readonly why: string;
  readonly page: { readonly path: string; readonly text: readonly string[] };
  readonly companion: { readonly path: string; readonly text: readonly string[] };
  /** By the entry's number. */
  readonly entries?: Readonly<Record<string, Expectation>>;
  /** Of the visible text. */
  readonly body?: Expectation;
  /** true: everything is written; false: nothing is; undefined: an entry is either right or left empty. */
  readonly certain?: boolean;
}

interface Proposal {
  readonly kind: string;
  readonly entry: string | null;
  readonly doubtful: boolean;
}

const FOLDER = join("test", "collation", "cases");
const CASES = readdirSync(FOLDER).flatMap((name) => JSON.parse(readFileSync(join(FOLDER, name), "utf8")) as Case[]);

/** What a reader sees of the page, without the list of references. */
function visibleText({ text, passages }: Article): string {
  return passages
    .filter(({ kind }) => kind !== "entry")
    .map(({ runs }) => runs.map((run) => run.map(({ start, end }) => text.slice(start, end)).join("")).join(""))
    .join("\n");
}

function assertSays(what: string, text: string, { has = [], lacks = [] }: Expectation): void {
  for (const wanted of has) {
    const any = typeof wanted === "string" ? [wanted] : wanted;
    assert.ok(
      any.some((one) => text.includes(one)),
      `${what} lacks “${any.join("” or “")}”: ${text}`,
    );
  }
  for (const unwanted of lacks) assert.ok(!text.includes(unwanted), `${what} says “${unwanted}”: ${text}`);
}

/** Compares the entries of a page with what is expected of them. */
function assertEntries({ entries = {}, certain }: Case, before: Article, after: Article): void {
  for (const reference of after.references) {
    const { name, text, empty, body } = reference;
    const old = before.references.find((one) => one.name === name);
    if (old && !old.empty) assert.equal(text, old.text, `entry ${name} keeps its text`);
    const expected = entries[name];
    if (!expected) continue;
    const source = after.text.slice(body.start, body.end);
    if (expected.empty) {
      assert.ok(empty, `entry ${name} stays empty: ${source}`);
      continue;
    }
    if (empty && certain !== true && !expected.must) continue;
    assert.ok(!empty, `entry ${name} is written`);
    assertSays(`entry ${name}`, `${text}\n${source}`, expected);
    for (const pattern of expected.match ?? []) assert.match(source, new RegExp(pattern, "i"), `entry ${name}`);
  }
}

describe("given pages and companions", () => {
  for (const one of CASES) {
    test(`${one.id}: ${one.why}`, () =>
      inFolder(
        { [one.page.path]: one.page.text.join("\n"), [one.companion.path]: one.companion.text.join("\n") },
        async (folder) => {
          const args = ["collate", one.page.path, "--with", one.companion.path, "--write", "--format", "json"];
          const read = () => readFileSync(folder.resolve(one.page.path), "utf8");
          const before = read();
          await cli(folder, args);
          const after = read();
          if (one.certain === false) assert.equal(after, before, "nothing is written");
          const [was, is] = [parse(before, "markdown").article, parse(after, "markdown").article];
          assertEntries(one, was, is);
          if (one.body) assertSays("the text", visibleText(is), one.body);

          const { out } = await cli(folder, args);
          assert.equal(read(), after, "a second run changes nothing");
          const proposals = JSON.parse(out).files[0].proposals as Proposal[];
          const filled = was.references.filter(({ empty }) => empty).map(({ name }) => name);
          const again = proposals.filter(
            ({ kind, entry, doubtful }) => !doubtful && (kind !== "difference" || filled.includes(entry ?? "")),
          );
          assert.deepEqual(again, [], "a second run finds nothing");
        },
      ));
  }
});
