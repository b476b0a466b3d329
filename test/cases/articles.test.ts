// Small wikis in Markdown: what must be found in them, what must not, how it is repaired, where a page says its title.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import type { Location, PrepareRenameResult } from "vscode-languageserver";
import { LineIndex } from "../../server/core/text/lines";
import { inFolder } from "../cli/cli";
import { EDITOR, withClient } from "../lsp/client";
import type { TestFolder } from "../support/folder";
import {
  afterFix,
  describeFindings,
  findingsOf,
  fixSafely,
  isAtLeast,
  overlaps,
  type Region,
  type ReportedFinding,
  readCases,
  type Severity,
} from "./judge";

interface Place extends Region {
  readonly path: string;
  readonly why?: string;
}

interface ArticleCase {
  readonly id: string;
  readonly kind: string;
  readonly files: Readonly<Record<string, readonly string[]>>;
  readonly silent?: boolean;
  readonly check?: readonly (Place & {
    readonly atLeast: Severity;
    readonly saysNot?: string;
    readonly or?: readonly Place[];
  })[];
  readonly quiet?: readonly (Place & { readonly from: Severity })[];
  readonly fixes?: readonly {
    readonly path: string;
    readonly result: readonly (readonly string[])[];
    readonly safety: "safe" | "review" | "either";
  }[];
  readonly title?: Place & { readonly linkedFrom: readonly Place[] };
}

type Findings = ReadonlyMap<string, readonly ReportedFinding[]>;

const LANGUAGES = ["en", "zh-hans", "zh-hant"];
const cases = readCases<ArticleCase>("check");
const textsOf = ({ files }: ArticleCase) =>
  Object.fromEntries(Object.entries(files).map(([path, lines]) => [path, lines.join("\n")]));
const isPage = (path: string) => path.endsWith(".md");

function allFindings(findings: Findings): string {
  return [...findings].map(([path, list]) => `\n${path}:${describeFindings(list)}`).join("");
}

function assertSilent(findings: Findings): void {
  const loud = [...findings.values()].flat().filter(({ severity }) => isAtLeast(severity, "info"));
  assert.equal(loud.length, 0, `findings:${describeFindings(loud)}`);
}

function assertFound(one: ArticleCase, findings: Findings): void {
  for (const wanted of one.check ?? []) {
    const there = [wanted, ...(wanted.or ?? [])].flatMap((place) =>
      (findings.get(place.path ?? wanted.path) ?? []).filter((finding) => overlaps(finding, place)),
    );
    const found = there.some(({ severity }) => isAtLeast(severity, wanted.atLeast));
    assert.ok(found, `${wanted.why} (${wanted.start}–${wanted.end}); findings:${allFindings(findings)}`);
    if (wanted.saysNot === undefined) continue;
    for (const { message } of there) assert.doesNotMatch(message, new RegExp(wanted.saysNot));
  }
  for (const place of one.quiet ?? []) {
    const there = (findings.get(place.path) ?? []).filter(
      (finding) => overlaps(finding, place) && isAtLeast(finding.severity, place.from),
    );
    assert.equal(there.length, 0, `${place.why}; findings:${describeFindings(there)}`);
  }
}

/** Fixes that must be offered are offered, and `--fix` makes the safe ones and nothing else. */
async function assertFixes(one: ArticleCase, folder: TestFolder, findings: Findings): Promise<void> {
  const before = textsOf(one);
  for (const { path, result, safety } of one.fixes ?? []) {
    const wanted = result.map((lines) => lines.join("\n"));
    const offered = findings.get(path)!.flatMap(({ fixes }) => fixes);
    const right = offered.some((fix) => wanted.includes(afterFix(before[path]!, path, fix)));
    if (safety !== "safe") assert.ok(right, `not offered; findings:${allFindings(findings)}`);
  }
  const pages = Object.keys(one.files).filter(isPage);
  await fixSafely(folder, pages);
  for (const path of pages) {
    const fixed = readFileSync(folder.resolve(path), "utf8");
    const fix = one.fixes?.find((candidate) => candidate.path === path);
    const wanted = fix?.result.map((lines) => lines.join("\n")) ?? [];
    if (fix?.safety === "safe") assert.ok(wanted.includes(fixed), `--fix makes ${JSON.stringify(fixed)}`);
    else if (fix?.safety === "either") assert.ok([before[path]!, ...wanted].includes(fixed), fixed);
    else assert.equal(fixed, before[path]);
  }
}

/** The page can be renamed at its title, and the links to it are its references. */
async function assertTitle(one: ArticleCase, title: NonNullable<ArticleCase["title"]>): Promise<void> {
  const texts = textsOf(one);
  const capabilities = {
    ...EDITOR,
    textDocument: { ...EDITOR.textDocument, rename: { prepareSupport: true } },
    workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ["create", "rename"] } },
  };
  await withClient({ files: texts, capabilities: capabilities as never }, async (client) => {
    const text = texts[title.path]!;
    const uri = await client.open(title.path, text);
    const position = new LineIndex(text).positionAt(title.start + Math.floor((title.end - title.start) / 2));
    const place = await client.at<PrepareRenameResult | null>("textDocument/prepareRename", uri, position);
    assert.notEqual(place, null, "the title cannot be renamed");
    const references = await client.at<Location[]>("textDocument/references", uri, position, { context: {} });
    for (const link of title.linkedFrom) {
      const lines = new LineIndex(texts[link.path]!);
      const found = references.some(
        (reference) =>
          decodeURIComponent(reference.uri).endsWith(link.path) &&
          lines.offsetAt(reference.range.start) < link.end &&
          lines.offsetAt(reference.range.end) > link.start,
      );
      assert.ok(found, `${link.path} is no reference: ${JSON.stringify(references)}`);
    }
  });
}

for (const kind of new Set(cases.map((one) => one.kind))) {
  describe(`articles, ${kind}`, () => {
    for (const one of cases.filter((candidate) => candidate.kind === kind)) {
      test(one.id, () =>
        inFolder(textsOf(one), async (folder) => {
          const pages = Object.keys(one.files).filter(isPage);
          for (const language of LANGUAGES) {
            const findings = await findingsOf(folder, pages, "--lang", language);
            if (one.silent) assertSilent(findings);
            assertFound(one, findings);
          }
          await assertFixes(one, folder, await findingsOf(folder, pages));
          if (one.title) await assertTitle(one, one.title);
        }),
      );
    }
  });
}

describe("whole pages that are right", () => {
  const root = join("test", "cases", "data", "silent");
  for (const name of readdirSync(root)) {
    test(name, () => {
      const paths = readdirSync(join(root, name), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(join(root, name).length + 1));
      const files = Object.fromEntries(paths.map((path) => [path, readFileSync(join(root, name, path), "utf8")]));
      return inFolder(files, async (folder) => assertSilent(await findingsOf(folder, paths.filter(isPage))));
    });
  }
});
