import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { definition, documentLinks, references } from "../../server/core/features/navigation";
import { fixture, texts } from "./fixture";

const CITED = `老橋\\[1\\]，又\\[2\\]，再\\[1\\]。

[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")

1.  甲。
2.  乙。
`;

async function targets(source: string): Promise<string[]> {
  const page = fixture(source);
  const found = await definition(page.snapshot, page.offset, page.around);
  return found.map(({ other, span }) => {
    const text = other?.article.text ?? page.snapshot.article.text;
    return `${other?.uri ?? "here"}: ${text.slice(span.start, span.end)}`;
  });
}

describe("definition", () => {
  test("a marker leads to its entry, an entry to its markers", async () => {
    assert.deepEqual(await targets(CITED.replace("\\[2", "\\[‸2")), ["here: 2.  乙。"]);
    assert.deepEqual(await targets(CITED.replace("1.  甲", "1‸.  甲")), ["here: \\[1\\]", "here: \\[1\\]"]);
  });

  test("a link leads to its page, with an anchor to the heading", async () => {
    const wiki = "--- Page/SATA.md\n**SATA**\n\n## m SATA\n\n小。\n";
    assert.deepEqual(await targets(`見[S‸ATA](../Page/SATA.md "wikilink")。\n${wiki}`), ["wiki:/Page/SATA.md: "]);
    assert.deepEqual(await targets(`見[S‸ATA](../Page/SATA#m_SATA.md "wikilink")。\n${wiki}`), [
      "wiki:/Page/SATA.md: ## m SATA",
    ]);
    assert.deepEqual(await targets(`見[S‸ATA](https://zh.wikipedia.org/wiki/SATA "wikilink")。\n${wiki}`), [
      "wiki:/Page/SATA.md: ",
    ]);
  });

  test("an anchor leads to the heading of this page; what does not exist leads nowhere", async () => {
    assert.deepEqual(await targets("見[史](#歷史)‸。\n\n## 歷史\n\n舊。\n"), ["here: ## 歷史"]);
    assert.deepEqual(await targets('見[無‸](../Page/無.md "wikilink")。\n--- Page/有.md\n有\n'), []);
    assert.deepEqual(await targets("平‸常的字。\n"), []);
  });
});

describe("references", () => {
  const found = (source: string, withDeclaration = true) => {
    const page = fixture(source);
    return texts(page, references(page.snapshot, page.offset, withDeclaration));
  };

  test("of a marker and of an entry: all markers, and the entry's numeral", () => {
    assert.deepEqual(found(CITED.replace("\\[1", "\\[‸1")), ["\\[1\\]", "\\[1\\]", "1."]);
    assert.deepEqual(found(CITED.replace("1.  甲", "1.  ‸甲"), false), ["\\[1\\]", "\\[1\\]"]);
  });

  test("of a link: all links to the same page, also under another spelling or on the web", () => {
    const source = `[橋‸](../Page/老橋.md "wikilink")、[橋](../Page/老桥.md "wikilink")、[老橋](https://zh.wikipedia.org/wiki/老橋 "wikilink")、[塔](../Page/塔.md "wikilink")。\n--- Page/老橋.md\n橋\n`;
    assert.equal(found(source).length, 3);
  });

  test("of a heading: the links to it", () => {
    assert.deepEqual(found("見[史](#歷史)。\n\n## 歷‸史\n"), ["歷史", "[史](#歷史)"]);
  });
});

test("document links lead to pages that exist and to the web", () => {
  const page = fixture(
    `[甲](../Page/甲.md "wikilink")、[乙](../Page/乙.md "wikilink")、[丙](https://zh.wikipedia.org/wiki/丙 "wikilink")、[丁](http://example.org/丁)。\n--- Page/甲.md\n甲\n`,
  );
  const links = documentLinks(page.snapshot, page.around);
  assert.deepEqual(
    links.map(({ span, uri }) => [...texts(page, [span]), uri]),
    [
      ["../Page/甲.md", "wiki:/Page/甲.md"],
      ["https://zh.wikipedia.org/wiki/丙", "https://zh.wikipedia.org/wiki/丙"],
      ["http://example.org/丁", "http://example.org/丁"],
    ],
  );
});
