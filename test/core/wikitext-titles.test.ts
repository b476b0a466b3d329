import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import {
  isArticleTitle,
  namespacedTitle,
  titleOfPage,
  wikitextPath,
  wikitextTitle,
} from "../../server/core/workspace/wikitext-titles";

describe("the title of a file of wikitext, as repositories name them", () => {
  for (const [path, title] of [
    ["C++.wikitext", "C++"],
    ["A_B.wiki", "A B"],
    ["A B.mediawiki", "A B"],
    ["C/C++.wikitext", "C++"],
    ["j/JQuery.wikitext", "JQuery"],
    ["𠀀/𠀀字.wikitext", "𠀀字"],
    ["!/!!.wikitext", "!!"],
    ["O/OS/2.wikitext", "OS/2"],
    ["OS/2.wikitext", "OS/2"],
    ["A/B.wikitext", "A/B"],
    [".NET.wikitext", ".NET"],
    ["Page/甲.wikitext", "甲"],
    ["wikitext/甲.wikitext", "甲"],
    ["資料/wiki/甲.wiki", "甲"],
    ["wiki.wikitext", "wiki"],
    ["Template/X.wikitext", "Template:X"],
    ["Template/Template_X.wikitext", "Template:X"],
    ["Template/X/doc.wikitext", "Template:X/doc"],
    ["模板:X.mediawiki", "Template:X"],
    ["分类/城市.wiki", "Category:城市"],
    ["Category:城市.wiki", "Category:城市"],
    ["User%3AX%2FY.wiki", "User:X/Y"],
    ["模板討論:甲.wiki", "Template talk:甲"],
    // Near misses: words that only look like namespaces, signs that only look like codes.
    ["Category_theory.wikitext", "Category theory"],
    ["Main/A B.wikitext", "A B"],
    ["Main Redirects/甲.wikitext", "甲"],
    ["Category Redirects/甲.wikitext", "Category:甲"],
    ["Redirect/A_B.wikitext", "A B"],
    ["Redirect/.NET_Standard.wikitext", ".NET Standard"],
    ["Redirects/甲.wikitext", "Redirects/甲"],
    ["Redirection/甲.wikitext", "Redirection/甲"],
    ["Re:零.wikitext", "Re:零"],
    ["100%純愛.wikitext", "100%純愛"],
    ["甲.md", undefined],
    ["甲.rendered.txt", undefined],
  ] as const) {
    test(path, () => assert.equal(wikitextTitle(path), title));
  }

  test("of Markdown it is what stands behind `Page`", () => {
    assert.deepEqual(["Page/A_B.md", "Page/OS/2.md"].map(titleOfPage), ["A B", "OS/2"]);
  });

  test("namespaces go by one name", () => {
    assert.deepEqual(["分類: 城市", "用戶:甲", "Re:零", ":甲", "template talk:甲"].map(namespacedTitle), [
      "Category:城市",
      "User:甲",
      "Re:零",
      ":甲",
      "Template talk:甲",
    ]);
    assert.deepEqual(["甲", "Re:零", "Template:甲", "/甲", "User talk:甲"].map(isArticleTitle), [
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});

describe("the file of a page that gets another title", () => {
  for (const [path, title, expected] of [
    ["C/C++.wikitext", "Java (語言)", "J/Java_(語言).wikitext"],
    ["wikitext/甲.wiki", "乙", "wikitext/乙.wiki"],
    ["A B.wiki", "C D", "C D.wiki"],
    ["Template/X.wikitext", "Template:Y Z", "Template/Y_Z.wikitext"],
    ["Template/X.wikitext", "Y", "Y.wikitext"],
    ["User%3AX%2FY.wiki", "User:X/Z", "User%3AX%2FZ.wiki"],
    ["分类/城市.wiki", "Category:城鎮", "分类/城鎮.wiki"],
  ] as const) {
    test(`${path} → ${title}`, () => assert.equal(wikitextPath(path, title), expected));
  }

  test("has that title", () => {
    const paths = fc.constantFrom("甲.wikitext", "甲/甲.wiki", "wikitext/a b.wiki", "Template/X.wiki", "User%3AX.wiki");
    const titles = fc.constantFrom("乙", "OS/2", "100%", "Template:甲 乙", "C++", "Re:零", "A (B)");
    fc.assert(
      fc.property(paths, titles, (path, title) => {
        assert.equal(wikitextTitle(wikitextPath(path, title)), title);
      }),
    );
  });
});
