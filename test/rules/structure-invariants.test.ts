import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { LINK_RULES } from "../../server/core/rules/link";
import { RESIDUE_RULES } from "../../server/core/rules/residue";
import type { Change, Rule } from "../../server/core/rules/rule";
import { check } from "../../server/core/rules/run";
import { STRUCTURE_RULES } from "../../server/core/rules/structure";
import { VARIANT_RULES } from "../../server/core/rules/variant";
import { applyEdits } from "../../server/core/text/edit";
import type { Snapshot } from "../../server/core/workspace/snapshot";
import { openPage } from "../support/wiki";

const RULES: ReadonlyMap<string, Rule> = new Map(
  [...LINK_RULES, ...RESIDUE_RULES, ...STRUCTURE_RULES, ...VARIANT_RULES].map((rule) => [rule.id, rule]),
);

const PAGES = { "Page/計算機.md": "## 歷史\n", "Page/清河鎮_(北京).md": "", "Page/SATA.md": "## mSATA\n" };

const FRAGMENTS = [
  "時任總督於戰爭開始後辭職，議會隨即舉行選舉，國內輿論對結果評價不一",
  "战争开始后总督辞职，议会随即举行选举，国内舆论对结果评价不一",
  '[計算機的](../Page/計算機.md "wikilink")',
  '[计算机](../Page/计算机.md "wikilink")',
  '[清河鎮位於](https://zh.wikipedia.org/wiki/清河鎮_\\(北京\\) "wikilink")',
  '[無此頁](../Page/無此頁.md "wikilink")',
  '[法國人](https://zh.wikipedia.org/wiki/法國 "wikilink")',
  '[](../Page/SATA.md "wikilink")',
  '[埠](../Page/sata#mSATA.md "wikilink")',
  '[埠](../Page/SATA#沿革.md "wikilink")',
  '[例](../Page/例.md "wikilink")',
  '[縮圖](https://zh.wikipedia.org/wiki/File:A.jpg "fig:縮圖")',
  '<a href="../Page/計算機.md" title="wikilink">計算機和</a>',
  "\\]\\]",
  "{{-}}",
  "{{lang|en|x}}",
  "|title=x}}",
  "-{zh-hans:甲;zh-hant:乙}-",
  "-{}-",
  "<ref>",
  "</ref>",
  "\n\n<references/>\n\n",
  "了 ，",
  "（）",
  "（，",
  "：；",
  "《》",
  "缩略图",
  "头发",
  "𠮷",
  "**",
  "`",
  "\\(x\\)",
  "，",
  "。",
  " ",
  "\n",
  "\n\n",
  "\r\n",
  "\n\n## 參考\n\n",
  "\n\n  - ",
];

/** A page with numbered footnotes: prose with markers, and a list with as many entries behind a category. */
const page = fc
  .tuple(
    fc.array(
      fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...FRAGMENTS) }, { weight: 2, arbitrary: fc.constant("#") }),
      {
        maxLength: 30,
      },
    ),
    fc.constantFrom("", "\n", "<references />\n"),
    fc.boolean(),
  )
  .map(([fragments, above, windows]) => {
    let count = 0;
    const body = fragments.map((fragment) => (fragment === "#" ? `\\[${++count}\\]` : fragment)).join("");
    const entries = Array.from({ length: count }, (_, index) => `${index + 1}.  書${index + 1}`).join("\n");
    const category = '[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")';
    const text = `${body}\n\n${category}\n\n${above}${entries}\n`;
    return windows ? text.replace(/\r?\n/g, "\r\n") : text;
  });

function open(text: string): Snapshot {
  return openPage(text, { pages: PAGES });
}

/** What each marker cites, in order; suspect ones cite nothing. */
function citations({ article }: Snapshot): string[] {
  return article.markers.flatMap((marker) =>
    marker.reference === null ? [] : [`${marker.label}: ${article.references[marker.reference]!.text}`],
  );
}

function ownFindings(snapshot: Snapshot) {
  return check(snapshot).flatMap((finding) => {
    const rule = RULES.get(finding.rule);
    return rule ? [{ finding, changes: rule.fixes?.(finding, snapshot) ?? [] }] : [];
  });
}

/** Applies the first safe fix of each finding as far as they do not touch each other. */
function fixAll(text: string): string {
  const edits: Change["edits"][number][] = [];
  for (const { changes } of ownFindings(open(text))) {
    const safe = changes.find((change) => change.safety === "safe");
    if (safe?.edits.every((edit) => edits.every((other) => edit.end < other.start || other.end < edit.start))) {
      edits.push(...safe.edits);
    }
  }
  return applyEdits(text, edits);
}

describe("rules about links, leftovers, structure and script, on random pages", () => {
  test("findings lie in the text, every fix applies, and no footnote changes what it cites", () => {
    fc.assert(
      fc.property(page, (text) => {
        const snapshot = open(text);
        const before = citations(snapshot);
        for (const { finding, changes } of ownFindings(snapshot)) {
          assert.ok(finding.start >= 0 && finding.start <= finding.end && finding.end <= text.length, finding.rule);
          for (const change of changes) {
            const after = citations(open(applyEdits(text, change.edits)));
            assert.deepEqual(after, before, `${finding.rule}: ${change.title.texts.en}`);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  test("all safe fixes run until nothing is left to do", () => {
    fc.assert(
      fc.property(page, (text) => {
        let current = text;
        for (let round = 0; round < 6; round++) {
          const next = fixAll(current);
          if (next === current) return;
          current = next;
        }
        assert.fail("safe fixes do not come to rest");
      }),
      { numRuns: 300 },
    );
  });
});
