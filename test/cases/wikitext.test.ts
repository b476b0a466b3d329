// Small wikitext pages with one fault each, and near misses: what MediaWiki shows of them, and their right repairs.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { inFolder } from "../cli/cli";
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

interface WikitextCase {
  readonly id: string;
  readonly kind: string;
  readonly text: string;
  readonly shows: string;
  readonly silent?: boolean;
  readonly faults?: readonly (Region & { readonly atLeast: Severity; readonly why: string })[];
  /** The page after each right repair. */
  readonly fixes?: readonly { readonly result: string }[];
  /** Pages after a needless repair that changes nothing for the reader. */
  readonly tolerated?: readonly (string | { readonly result: string })[];
  /** A pattern that no English message on the fault may match. */
  readonly notSaid?: string;
}

const PATH = "case.wikitext";
const cases = readCases<WikitextCase>("wikitext");

function assertFaultsAreFound(one: WikitextCase, findings: readonly ReportedFinding[]): void {
  for (const fault of one.faults ?? []) {
    const there = findings.filter((finding) => overlaps(finding, fault));
    const found = there.some(({ severity }) => isAtLeast(severity, fault.atLeast));
    assert.ok(found, `${fault.why} (${fault.start}–${fault.end}); findings:${describeFindings(findings)}`);
    if (one.notSaid === undefined) continue;
    for (const { message } of there) assert.doesNotMatch(message, new RegExp(one.notSaid, "i"));
  }
}

/** The first fix that is offered at a fault is a right one. */
function assertFirstFixIsRight(one: WikitextCase, findings: readonly ReportedFinding[]): void {
  const results = one.fixes?.map(({ result }) => result);
  if (!results) return;
  const there = findings.filter((finding) => one.faults?.some((fault) => overlaps(finding, fault)));
  const firsts = there.flatMap(({ fixes }) => fixes.slice(0, 1)).map((fix) => afterFix(one.text, PATH, fix));
  assert.ok(firsts.length > 0, `no fix is offered; findings:${describeFindings(findings)}`);
  assert.ok(results.includes(firsts[0]!), `the first fix makes ${JSON.stringify(firsts[0])}`);
}

const tolerated = (one: WikitextCase) =>
  (one.tolerated ?? []).map((page) => (typeof page === "string" ? page : page.result));

for (const kind of new Set(cases.map((one) => one.kind))) {
  describe(`wikitext, ${kind}`, () => {
    for (const one of cases.filter((candidate) => candidate.kind === kind)) {
      test(one.id, () =>
        inFolder({ [PATH]: one.text }, async (folder) => {
          const findings = (await findingsOf(folder, [PATH], "--lang", "en")).get(PATH)!;
          if (one.silent) {
            const loud = findings.filter(({ severity }) => isAtLeast(severity, "info"));
            assert.equal(loud.length, 0, `findings:${describeFindings(loud)}`);
          }
          assertFaultsAreFound(one, findings);
          assertFirstFixIsRight(one, findings);
          await fixSafely(folder, [PATH]);
          const fixed = readFileSync(folder.resolve(PATH), "utf8");
          const right = [one.text, ...(one.fixes ?? []).map(({ result }) => result), ...tolerated(one)];
          assert.ok(right.includes(fixed), `safe fixes make ${JSON.stringify(fixed)}`);
        }),
      );
    }
  });
}
