import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fixesAt, offers, type PageAction, pageChange, reachesFar } from "../../server/core/features/actions";
import { citableEntries, citationTitle, citeHere } from "../../server/core/features/cite";
import { convertPage } from "../../server/core/features/conversion";
import { check } from "../../server/core/rules/run";
import { render } from "../../server/core/rules/texts";
import { applyEdits } from "../../server/core/text/edit";
import { fixture } from "./fixture";

const CATEGORY = '[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")';

/** The page after an action at the cursor; undefined when it is not offered or changes nothing. */
function after(source: string, action: PageAction): string | undefined {
  const { snapshot, offset } = fixture(source);
  const findings = check(snapshot);
  if (!offers(snapshot, findings, action, offset)) return undefined;
  const change = pageChange(snapshot, findings, action, offset);
  return change && applyEdits(snapshot.article.text, change.edits);
}

describe("actions on a page", () => {
  test("organize footnotes", () => {
    assert.equal(
      after(`甲\\[2\\]乙\\[1\\]。\n\n${CATEGORY}\n\n1.  一。\n2.  二。\n`, "organizeFootnotes"),
      `甲\\[1\\]乙\\[2\\]。\n\n${CATEGORY}\n\n1.  二。\n2.  一。\n`,
    );
    assert.equal(after(`甲\\[1\\]。\n\n${CATEGORY}\n\n1.  一。\n`, "organizeFootnotes"), undefined);
  });

  test("insert a footnote at the cursor", () => {
    const page = after(`甲\\[1\\]乙‸丙\\[2\\]。\n\n${CATEGORY}\n\n1.  一。\n2.  二。\n`, "insertFootnote");
    assert.match(String(page), /^甲\\\[1\\\]乙\\\[2\\\]丙\\\[3\\\]。\n/);
    assert.match(String(page), /\n3\. {2}二。\n$/);
  });

  test("remove the footnote at the cursor, from its marker and from its entry", () => {
    const without = `甲\\[1\\]乙。\n\n${CATEGORY}\n\n1.  一。\n`;
    const page = `甲\\[1\\]乙\\[2\\]。\n\n${CATEGORY}\n\n1.  一。\n2.  二。\n`;
    assert.equal(after(page.replace("\\[2", "‸\\[2"), "removeFootnote"), without);
    assert.equal(after(page.replace("二", "二‸"), "removeFootnote"), without);
    assert.equal(after(page.replace("甲", "‸甲"), "removeFootnote"), undefined);
  });

  test("merge entries that say the same", () => {
    assert.equal(
      after(`甲\\[1\\]乙\\[2\\]丙\\[3\\]。\n\n${CATEGORY}\n\n1.  一。\n2.  二。\n3.  一。\n`, "mergeDuplicateEntries"),
      `甲\\[1\\]乙\\[2\\]丙\\[1\\]。\n\n${CATEGORY}\n\n1.  一。\n2.  二。\n`,
    );
    assert.equal(after(`甲\\[1\\]。\n\n${CATEGORY}\n\n1.  一。\n`, "mergeDuplicateEntries"), undefined);
  });

  test("repair all link texts that run on", () => {
    const link = (text: string, title: string) => `[${text}](https://zh.wikipedia.org/wiki/${title} "wikilink")`;
    assert.equal(
      after(`${link("老橋位於", "老橋")}，${link("清河鎮的", "清河鎮")}。\n`, "fixOverruns"),
      `${link("老橋", "老橋")}位於，${link("清河鎮", "清河鎮")}的。\n`,
    );
  });
});

describe("citing an entry at the cursor", () => {
  const PAGE = `甲乙\\[1\\]丙。\n\n${CATEGORY}\n\n1.  一。\n2.  二。\n3.\n`;

  test("offers every entry, those nobody cites first, told by their text", () => {
    const { snapshot, offset } = fixture(PAGE.replace("丙", "丙‸"));
    const offered = citableEntries(snapshot, offset);
    assert.deepEqual(offered, [1, 2, 0]);
    assert.deepEqual(
      offered.map((index) => render(citationTitle(snapshot.article.references[index]!), "en")),
      ["Cite entry 2 here: 二。", "Cite entry 3 here (it is empty)", "Cite entry 1 here: 一。"],
    );
  });

  test("puts a marker there, and the entry is no longer unused", () => {
    const { snapshot, offset } = fixture(PAGE.replace("丙", "丙‸"));
    const change = citeHere(snapshot, offset, 1);
    const text = applyEdits(snapshot.article.text, change?.edits ?? []);
    assert.equal(text, PAGE.replace("丙", "丙\\[2\\]"));
    const unused = check(fixture(text).snapshot).filter(({ rule }) => rule === "footnote/unused");
    assert.deepEqual(
      unused.map(({ message }) => message.args?.name),
      ["3"],
    );
  });

  test("not in an entry, a category or an empty line, nor an entry there is not", () => {
    for (const place of ["二。", "[Category", "\n\n1."]) {
      const { snapshot, offset } = fixture(PAGE.replace(place, `‸${place}`));
      const at = offset + 1;
      assert.deepEqual(citableEntries(snapshot, at), [], place);
      assert.equal(citeHere(snapshot, at, 1), undefined, place);
    }
    const { snapshot, offset } = fixture(PAGE.replace("丙", "丙‸"));
    assert.equal(citeHere(snapshot, offset, 7), undefined);
  });

  test("a long citation is cut between characters", () => {
    const { snapshot } = fixture(`甲\\[1\\]。\n\n${CATEGORY}\n\n1.  x${"𠮷".repeat(30)}\n`);
    const title = render(citationTitle(snapshot.article.references[0]!), "en");
    assert.equal(title, `Cite entry 1 here: x${"𠮷".repeat(19)}…`);
  });
});

describe("repairs at a place", () => {
  test("those of the findings that the span touches", () => {
    const { snapshot, offset } = fixture(
      '[老橋‸位於](https://zh.wikipedia.org/wiki/老橋 "wikilink")。\n\n說明\\]\\]。\n',
    );
    const fixes = fixesAt(snapshot, check(snapshot), { start: offset, end: offset });
    assert.deepEqual(new Set(fixes.map(({ finding }) => finding.rule)), new Set(["link/overrun"]));
    assert.match(render(fixes[0]!.change.title, "en"), /behind the link/);
  });

  test("a repair of several places reaches far, one of a place and its end does not", () => {
    const { snapshot } = fixture("甲乙丙\n\n丁戊己\n");
    const edit = (start: number) => ({ start, end: start, newText: "", expected: "" });
    const far = (...places: number[]) =>
      reachesFar(snapshot, {
        title: { texts: { en: "", "zh-hans": "", "zh-hant": "" } },
        safety: "review",
        edits: places.map(edit),
      });
    assert.deepEqual([far(1), far(1, 2), far(6), far(1, 6), far(1, 2, 3)], [false, false, false, true, true]);
  });
});

describe("conversion of a page", () => {
  const source = '舊[蘇聯‸頭髮](../Page/蘇聯.md "wikilink")`後臺`與皇[后](../Page/后.md "wikilink")。\n';

  test("changes characters of the text, nothing that is protected", async () => {
    const { snapshot } = fixture(source);
    const { edits } = await convertPage(snapshot, "hans");
    assert.equal(
      applyEdits(snapshot.article.text, edits),
      '旧[苏联头发](../Page/蘇聯.md "wikilink")`後臺`与皇[后](../Page/后.md "wikilink")。\n',
    );
  });

  test("of a part changes that part, read in its sentence", async () => {
    const { snapshot, offset } = fixture(source);
    const { edits } = await convertPage(snapshot, "hans", { area: { start: offset, end: offset + 2 } });
    assert.deepEqual(
      edits.map(({ expected, newText }) => [expected, newText]),
      [["頭髮", "头发"]],
    );
  });

  test("says what somebody should look at", async () => {
    const { snapshot } = fixture("这里有人姓**钟**，埃里说有300只。\n");
    const { edits, open } = await convertPage(snapshot, "tw");
    assert.deepEqual(
      edits.filter(({ doubt }) => doubt).map(({ newText, alternatives, doubt }) => [newText, alternatives, doubt]),
      [
        ["鍾", ["鐘", "鈡"], "choice"],
        ["裡", ["里", "哩"], "choice"],
      ],
    );
    assert.deepEqual(
      open.map(({ expected, alternatives }) => [expected, alternatives]),
      [["只", ["隻", "祇"]]],
    );
    const { edits: name, open: none } = await convertPage(snapshot, "tw", { area: { start: 5, end: 9 } });
    assert.deepEqual([name.map(({ newText }) => newText), none], [["鍾"], []]);
  });
});
