import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { hover } from "../../server/core/features/hover";
import { render } from "../../server/core/rules/texts";
import { escaped } from "../../server/lsp/show";
import { fixture, texts } from "./fixture";

const LIST = `
[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")

1.  王平：《清河鎮志》，[卷一](http://example.org/1)。
2.
3.  李文：《橋》。
`;

/** What a hover shows, as plain text: title, text, items, note. */
async function shown(source: string) {
  const page = fixture(source);
  const found = await hover(page.snapshot, page.offset, page.around);
  if (!found) return undefined;
  const text = (value: Parameters<typeof render>[0] | string | undefined) =>
    typeof value === "object" ? render(value, "en") : value;
  return {
    over: texts(page, [found.span])[0],
    title: text(found.title),
    ...(found.text && {
      text: found.text.map((part) => (part.href ? `<${part.text} ${part.href}>` : part.text)).join(""),
    }),
    ...(found.items && { items: found.items }),
    ...(found.note && { note: text(found.note) }),
    ...(found.image && { image: found.image }),
  };
}

describe("hover", () => {
  test("a marker shows its citation, with its links", async () => {
    assert.deepEqual(await shown(`老橋建於1462年\\[‸1\\]，由李文設計\\[2\\]\\[3\\]。\n${LIST}`), {
      over: "\\[1\\]",
      title: "Footnote 1",
      text: "王平：《清河鎮志》，<卷一 http://example.org/1>。",
    });
  });

  test("an entry that is a template shows its source", async () => {
    const list = LIST.replace("2.", "2.  {{cite web |title=橋\n    |date=1990}}");
    assert.equal(
      (await shown(`老橋\\[1\\]建於\\[‸2\\]，\\[3\\]。\n${list}`))?.text,
      "{{cite web |title=橋 |date=1990}}",
    );
  });

  test("a marker of an empty entry, and one without an entry, say so", async () => {
    const empty = await shown(`老橋\\[1\\]建於1462年\\[2\\]‸。\\[3\\]\n${LIST}`);
    assert.match(String(empty?.note), /The entry is empty/);
    const missing = await shown(`老橋\\[1\\]建於1462年\\[2\\]。\\[3\\]又\\[9‸\\]\n${LIST}`);
    assert.match(String(missing?.note), /no entry 9/);
  });

  test("an entry shows the sentences that cite it", async () => {
    assert.deepEqual(
      await shown(
        `老橋在清河鎮。橋建於1462年\\[1\\]，由[李文](../Page/李文.md "wikilink")設計。後來重修。\\[2\\]又修\\[3\\]。\n${LIST.replace("1.  王平", "1.  王‸平")}`,
      ),
      {
        over: "1.  王平：《清河鎮志》，[卷一](http://example.org/1)。",
        title: "Cited by 1",
        items: ["橋建於1462年，由李文設計。"],
      },
    );
  });

  test("a marker behind a full stop belongs to the sentence before it", async () => {
    const found = await shown(
      `老橋在清河鎮\\[1\\]。橋建於1462年。\\[2\\]後來重修\\[3\\]。\n${LIST.replace("2.", "2‸.")}`,
    );
    assert.deepEqual(found?.items, ["橋建於1462年。"]);
  });

  test("an entry nothing cites says so", async () => {
    const found = await shown(`老橋\\[1\\]，橋\\[2\\]。\n${LIST.replace("3.", "3‸.")}`);
    assert.equal(found?.note, "No footnote cites this entry.");
  });

  test("a local link shows the first paragraph of its page, by whatever spelling it is found", async () => {
    const wiki = `--- Page/清河镇.md\n![圖](../Images/a.png)\n\n**清河镇**是一个\n镇。\n\n第二段。\n`;
    assert.deepEqual(await shown(`在[清‸河鎮](../Page/清河鎮.md "wikilink")。\n${wiki}`), {
      over: '[清河鎮](../Page/清河鎮.md "wikilink")',
      title: "清河镇",
      text: "清河镇是一个镇。",
    });
  });

  test("a link without a page says so; one to the web is named", async () => {
    const other = "--- Page/別頁.md\n別\n";
    assert.equal(
      (await shown(`在[清‸河鎮](../Page/清河鎮.md "wikilink")。\n${other}`))?.note,
      "There is no such page in this wiki.",
    );
    const remote = await shown(`在[清‸河鎮](https://zh.wikipedia.org/wiki/清河鎮 "wikilink")。\n${other}`);
    assert.deepEqual([remote?.title, remote?.note], ["清河鎮", "A page of the wiki on the web."]);
  });

  test("a picture is shown when it lies in the workspace, and only named when it does not", async () => {
    assert.deepEqual(await shown("![一‸座橋](../Images/橋.png)\n"), {
      over: "![一座橋](../Images/橋.png)",
      title: "File: ../Images/橋.png",
      text: "一座橋",
      image: "wiki:/Images/橋.png",
    });
    assert.equal((await shown("![一‸座橋](../../../etc/橋.png)\n"))?.image, undefined);
    const file = await shown('[缩‸略图](https://zh.wikipedia.org/wiki/File:Old_bridge.jpg "fig:缩略图")\n');
    assert.deepEqual([file?.title, file?.image], ["File: Old bridge.jpg", undefined]);
  });

  test("plain text has none", async () => {
    assert.equal(await shown(`老‸橋\\[1\\]\\[2\\]\\[3\\]\n${LIST}`), undefined);
  });
});

describe("text of an article in a hover's Markdown", () => {
  for (const [plain, markdown] of [
    ["<img src=x onerror=alert(1)>", "\\<img src=x onerror=alert(1)\\>"],
    ["[a](command:evil)", "\\[a\\](command:evil)"],
    ["*a* _b_ `c` ~~d~~ &amp; $e$ | f", "\\*a\\* \\_b\\_ \\`c\\` \\~\\~d\\~\\~ \\&amp; \\$e\\$ \\| f"],
    ["# a", "\\# a"],
    ["12. a", "12\\. a"],
    ["- a", "\\- a"],
    ["a\n\nb", "a b"],
    ["1.5 km", "1\\.5 km"],
    ["\\", "\\\\"],
  ] as const) {
    test(plain, () => assert.equal(escaped(plain), markdown));
  }
});
