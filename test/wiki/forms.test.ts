import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { parse } from "../../server/core/dialects/parse";
import { changeForm } from "../../server/core/footnotes/forms/change";
import { applyEdits } from "../../server/core/text/edit";
import { type ShownFootnotes, shownByMediaWiki } from "./footnotes";
import { render } from "./mediawiki";

// Footnotes that were copied into wikitext are changed into `<ref>`, and MediaWiki shows them: with the numbers they had, in
// the same order, each at the entry it cited.

const one = (label: string, place: string) => `${label} → 1.${place}`;

const PAGES: Readonly<Record<string, { readonly text: string; readonly shown: Partial<ShownFootnotes> }>> = {
  "from Markdown: a link, emphasis, a repeated marker": {
    text: '甲\\[1\\]，乙\\[2\\]\\[1\\]。\n\n== 參考文獻 ==\n1.  [題名](http://a.example/b_c)，**粗**與*斜*\n2.  見[莫斯科](../Page/莫斯科.md "wikilink")\n\n[[Category:甲]]\n',
    shown: { markers: [one("1", "1"), one("2", "2"), one("1", "1")], lists: [["題名，粗與斜", "見莫斯科"]] },
  },
  "from Markdown: brackets, braces and angles that are text": {
    text: "甲\\[1\\]。\n\n== 參考 ==\n1.  \\[2009\\]，\\{\\{甲\\}\\}，\\[\\[乙\\]\\]，5 \\* 3\n",
    shown: { markers: [one("1", "1")], lists: [["[2009]，{{甲}}，[[乙]]，5*3"]] },
  },
  "definitions, with a name": {
    text: "甲[^wang]，乙[^2]，丙[^wang]。\n\n[^2]: 縣志\n\n[^wang]: 王五，http://a.example\n",
    shown: { markers: [one("1", "1"), one("2", "2"), one("1", "1")], lists: [["王五，http://a.example", "縣志"]] },
  },
  "a page as it is shown": {
    text: "甲[1]，乙[2][1]。\n\n== 參考 ==\n{{#tag:references}}\n\n  1. ^ 1.0 1.1 王五\n  2. ^ 縣志\n".replace(
      "{{#tag:references}}",
      "<references />",
    ),
    shown: { markers: [one("1", "1"), one("2", "2"), one("1", "1")], lists: [["王五", "縣志"]] },
  },
  "in tables, headings, links and captions": {
    text: "== 史\\[1\\] ==\n{|\n| 甲\\[2\\]\n|}\n[[乙|丙\\[3\\]丁]]\n\n== 參考 ==\n1.  一\n2.  二|三\n3.  四\n",
    shown: { markers: [one("1", "1"), one("2", "2"), one("3", "3")], lists: [["一", "二|三", "四"]] },
  },
  "several paragraphs are defined in the list": {
    text: "甲\\[1\\]，乙\\[2\\]。\n\n== 參考 ==\n1.  一\n\n    二\n2.  三\n",
    shown: { markers: [one("1", "1"), one("2", "2")], lists: [["一二", "三"]] },
  },
  "a lost citation keeps its number, and MediaWiki says that it has no text": {
    text: "甲\\[1\\]，乙\\[2\\]。\n\n== 參考 ==\n1.\n2.  二\n",
    shown: { markers: [one("1", "1"), one("2", "2")], lists: [["", "二"]], errors: ["no-text"] },
  },
};

describe("footnotes changed into <ref>, as MediaWiki shows them", () => {
  for (const [name, { text, shown }] of Object.entries(PAGES)) {
    test(name, async () => {
      const result = changeForm(parse(text, "wikitext").article, "tag");
      assert.ok(!("refusal" in result), JSON.stringify(result));
      const found = shownByMediaWiki(await render(applyEdits(text, result.edits)));
      assert.deepEqual(found, { inner: [], errors: [], ...shown });
    });
  }
});
