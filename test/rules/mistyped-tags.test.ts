import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { RULES } from "../../server/core/rules/registry";
import { check } from "../../server/core/rules/run";
import { applyEdits } from "../../server/core/text/edit";
import { openPage } from "../support/wiki";

// A sound page with one tag mistyped: whatever is found at it, its first fix gives the sound page back.

/** What people write for `</ref>`. */
const ENDS = [
  "</ref",
  "</reff>",
  "</rf>",
  "</re>",
  "</erf>",
  "</rfe>",
  "</refs>",
  "</reference>",
  "<//ref>",
  "</ ref>",
  "< /ref>",
  "</ref/>",
  "</ref />",
  "</ref.>",
  '</ref">',
  "</ref＞",
  "</ref》",
  "</ref]",
  "＜/ref＞",
  "＜/ref>",
  "<／ref>",
  "《/ref》",
  "〈/ref〉",
  "</ｒｅｆ>",
  "<\\ref>",
  "</\\ref>",
  "<?ref>",
  "/ref>",
  "／ref>",
  "[/ref]",
  "&lt;/ref&gt;",
  '</ref name="x">',
  "<ref/>",
  "<ref />",
  "<ref\\>",
  "<ref／>",
  "<ref/",
  "<ref>",
  "<REF >",
];

const SOURCES = [
  "《鎮誌》，第9頁。",
  "{{cite web|url=https://example.org/a|title=一}}",
  "[https://example.org/a 甲]，2001年",
  "Smith 2001, p. 5",
];

/** Pages with a footnote that ends at `@`. */
const PAGES = [
  "城牆拆於1926年<ref>@，磚石用來修築碼頭。\n\n北門保留<ref>《鎮誌》，第10頁。</ref>。\n\n<references />\n",
  '城牆拆於1926年<ref name="鎮">@。磚石用來修築碼頭<ref name="鎮" />。\n\n北門保留。\n\n<references />\n',
  "* 甲<ref>@\n* 乙<ref>二</ref>\n\n丙。\n",
  "{|\n| 甲<ref>@ || 乙<ref>二</ref>\n|-\n| 丙\n|}\n",
  "甲<ref>零</ref><ref>@<ref>二</ref>乙。\n",
  "甲<ref name=a />乙<ref name=b />。\n<references>\n<ref name=a>@\n<ref name=b>二</ref>\n</references>\n",
  "甲<ref>@",
];

/** Other slips, with what was meant. */
const OTHERS: readonly (readonly [mistyped: string, meant: string])[] = [
  [
    '甲<ref name="電"{{cite book|title=一}}</ref>，乙<ref name="電" />',
    '甲<ref name="電">{{cite book|title=一}}</ref>，乙<ref name="電" />',
  ],
  ["甲<ref{{cite book|title=一}}</ref>，乙<ref>二</ref>", "甲<ref>{{cite book|title=一}}</ref>，乙<ref>二</ref>"],
  [
    '甲<ref name="a">一</ref>乙<ref name="a"，丙<ref>二</ref>',
    '甲<ref name="a">一</ref>乙<ref name="a" />，丙<ref>二</ref>',
  ],
  [
    '甲<ref name="a">一</ref>乙<ref name="a"/，丙<ref>二</ref>',
    '甲<ref name="a">一</ref>乙<ref name="a" />，丙<ref>二</ref>',
  ],
  [
    '甲<ref name="a">一</ref>乙<ref name="a" / >，丙<ref>二</ref>',
    '甲<ref name="a">一</ref>乙<ref name="a" />，丙<ref>二</ref>',
  ],
  ['甲<ref name="a">一</ref>乙<ref name="a"\\>，丙', '甲<ref name="a">一</ref>乙<ref name="a" />，丙'],
  ['甲<ref name="a">一</ref>乙<refname="a" />，丙', '甲<ref name="a">一</ref>乙<ref name="a" />，丙'],
  ['甲<ref name="a"＞一</ref>乙<ref name="a" />', '甲<ref name="a">一</ref>乙<ref name="a" />'],
  ['甲<ref\u3000name="a">一</ref>乙<ref name="a" />', '甲<ref name="a">一</ref>乙<ref name="a" />'],
  ['甲<rf name="a">一</ref>乙<ref name="a" />', '甲<ref name="a">一</ref>乙<ref name="a" />'],
  ["甲＜ref>一</ref>乙", "甲<ref>一</ref>乙"],
  ["甲《ref》一</ref>乙", "甲<ref>一</ref>乙"],
  ["甲ref>一</ref>乙", "甲<ref>一</ref>乙"],
  ['甲<ref name="a"/>一</ref>乙<ref name="a" />', '甲<ref name="a">一</ref>乙<ref name="a" />'],
  [
    '甲<ref name="a">一</ref>乙<ref 水 /><ref name="水">二</ref>',
    '甲<ref name="a">一</ref>乙<ref name="水" /><ref name="水">二</ref>',
  ],
  ['甲<ref name="水">一</ref>乙<ref="水" />', '甲<ref name="水">一</ref>乙<ref name="水" />'],
  ["甲<ref>一</ref>\n<refrences/>\n", "甲<ref>一</ref>\n<references />\n"],
  ["甲<ref>一</ref>\n<references/\n", "甲<ref>一</ref>\n<references />\n"],
  ["甲<ref>一</ref>\n<references / >\n", "甲<ref>一</ref>\n<references />\n"],
  ["甲<ref>一</ref>\n</references/>\n", "甲<ref>一</ref>\n<references />\n"],
  [
    "甲<ref name=a />\n<references>\n<ref name=a>一</ref>\n<references/>\n",
    "甲<ref name=a />\n<references>\n<ref name=a>一</ref>\n</references>\n",
  ],
  [
    "甲<ref name=a />\n<references>\n<ref name=a>一</ref>\n",
    "甲<ref name=a />\n<references>\n<ref name=a>一</ref>\n</references>\n",
  ],
];

/** The page after the first fix of each finding that is no mere hint; undefined where a finding has none. */
function firstFixes(text: string): (string | undefined)[] {
  const snapshot = openPage(text, { path: "甲.wikitext", dialect: "wikitext" });
  const found = check(snapshot).filter(({ severity }) => severity === "error" || severity === "warning");
  return found.map((finding) => {
    const [fix] = RULES.find(({ id }) => id === finding.rule)!.fixes?.(finding, snapshot) ?? [];
    return fix && applyEdits(text, fix.edits);
  });
}

function assertMended(mistyped: string, meant: string): void {
  const fixed = firstFixes(mistyped);
  assert.ok(fixed.length > 0, `nothing is found in ${mistyped}`);
  for (const page of fixed) assert.equal(page, meant);
}

describe("a mistyped tag is mended where it stands", () => {
  for (const end of ENDS) {
    test(end, () => {
      for (const page of PAGES) {
        for (const source of SOURCES)
          assertMended(page.replace("@", source + end), page.replace("@", `${source}</ref>`));
      }
    });
  }
  for (const [mistyped, meant] of OTHERS) test(JSON.stringify(mistyped), () => assertMended(mistyped, meant));
});
