import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { definition } from "../../server/core/features/navigation";
import { rename, renameableAt } from "../../server/core/features/rename";
import { titleSpan } from "../../server/core/features/subject";
import { wikiReferences } from "../../server/core/features/wiki-references";
import { applyEdits } from "../../server/core/text/edit";
import { fixture } from "./fixture";

async function renamed(source: string, name: string): Promise<Record<string, string>> {
  const page = fixture(source);
  const change = await rename(page.snapshot, page.offset, name, page.around);
  return Object.fromEntries(
    (change?.pages ?? []).map(({ uri, text, edits }) => [uri.replace("wiki:/", ""), applyEdits(text, edits)]),
  );
}

const links = (source: string) => {
  const { article } = fixture(source).snapshot;
  return article.links.map(({ start, end, kind, title }) => `${article.text.slice(start, end)} → ${kind} ${title}`);
};

describe("reference links", () => {
  test("full, collapsed and shortcut forms; labels ignore letter case and white space; the first definition counts", () => {
    assert.deepEqual(
      links(
        '[沙洲][S  a]、[潮間帶][]與[燈桿]。\n\n[s A]: ../Page/沙洲.md "wikilink"\n[潮間帶]: ../Page/潮間帶.md\n[燈桿]: <../Page/燈 桿.md>\n[燈桿]: ../Page/他.md\n',
      ),
      [
        "[沙洲][S  a] → page 沙洲",
        "[潮間帶][] → page 潮間帶",
        "[燈桿] → page 燈 桿",
        '[s A]: ../Page/沙洲.md "wikilink" → page 沙洲',
        "[潮間帶]: ../Page/潮間帶.md → page 潮間帶",
        "[燈桿]: <../Page/燈 桿.md> → page 燈 桿",
        "[燈桿]: ../Page/他.md → page 他",
      ],
    );
  });

  test("of two labels in a row the first link counts; links do not nest; a picture may be a link's text", () => {
    const defined = "\n\n[a]: ../Page/甲.md\n[b]: ../Page/乙.md\n";
    const uses = (text: string) => links(text + defined).slice(0, -2);
    assert.deepEqual(uses("[x][a][b]"), ["[x][a] → page 甲", "[b] → page 乙"]);
    assert.deepEqual(uses("[x][c][b]"), ["[c][b] → page 乙"]);
    assert.deepEqual(uses("[x [y][a]][b]"), ["[y][a] → page 甲", "[b] → page 乙"]);
    assert.deepEqual(uses("[![x](y.png)][a]"), ["[![x](y.png)][a] → page 甲", "![x](y.png) → external "]);
    assert.deepEqual(uses("![x][a]"), ["![x][a] → external "]);
    assert.deepEqual(uses("`[x][a]`、\\[x\\][c]、[ ]與[c]"), []);
  });

  test("what names a definition is no text to convert; the text of a full reference is", () => {
    const { article } = fixture(
      "见[灯杆]与[沙洲说][沙]。\n\n[灯杆]: ../Page/灯杆.md\n[沙]: ../Page/沙洲.md\n",
    ).snapshot;
    const pieces = article.passages.flatMap(({ runs }) => runs.flat());
    assert.deepEqual(
      pieces.map(({ start, end }) => article.text.slice(start, end)),
      ["见", "与[沙洲说", "。"],
    );
  });

  test("what is no definition defines nothing: text behind it, a footnote, a category", () => {
    assert.deepEqual(
      links("[甲]、[乙]。\n\n[甲]: 見下文 與 上文\n\n[乙]: https://zh.wikipedia.org/wiki/Category:乙\n"),
      [],
    );
  });

  test("a rename changes the definition once, and the text that is nothing but the old title", async () => {
    const source =
      '[沙‸洲][s]、[這裡][s]與[沙洲]。\n\n[s]: ../Page/沙洲.md "wikilink"\n[沙洲]: ../Page/沙洲.md#史\n--- Page/沙洲.md\n甲\n';
    assert.deepEqual(await renamed(source, "沙洲 (地理)"), {
      "Page/例.md":
        '[沙洲][s]、[這裡][s]與[沙洲]。\n\n[s]: ../Page/沙洲_\\(地理\\).md "wikilink"\n[沙洲]: ../Page/沙洲_\\(地理\\).md#史\n',
    });
    assert.deepEqual(await renamed(source, "沙丘"), {
      "Page/例.md": '[沙丘][s]、[這裡][s]與[沙洲]。\n\n[s]: ../Page/沙丘.md "wikilink"\n[沙洲]: ../Page/沙丘.md#史\n',
    });
  });

  test("references hold the uses and the definition, from the page as well", async () => {
    const { snapshot, offset, around } = fixture(
      "**例‸**是例。\n--- Page/甲.md\n[例][e]與[例]。\n\n[e]: ../Page/例.md\n",
    );
    const { links: found } = await wikiReferences(snapshot, offset, false, around);
    assert.deepEqual(
      found.map(({ path, start, end }) => `${path} ${start}–${end}`),
      ["Page/甲.md 0–6", "Page/甲.md 13–30"],
    );
  });
});

describe("where an anchor leads", () => {
  const target = async (anchor: string, dialect: "markdown" | "wikitext" = "markdown") => {
    const page =
      dialect === "markdown"
        ? `[見‸](#${anchor} "wikilink")\n\n## 史\n\n<span id="early"></span>甲\n\n## 史\n\n## 用法 {#usage}\n`
        : `[[#${anchor}‸]]\n\n== 史 ==\n甲\n\n== 史 ==\n乙\n`;
    const { snapshot, offset, around } = fixture(page, {}, dialect);
    const { text } = snapshot.article;
    return (await definition(snapshot, offset, around)).map(({ span }) => [
      text.slice(0, span.start).split("\n").length - 1,
      text.slice(span.start, span.end),
    ]);
  };

  test("of several equal headings to the numbered one", async () => {
    const lines = async (anchor: string) => (await target(anchor)).map(([line]) => line);
    assert.deepEqual(await lines("史"), [2, 6]);
    assert.deepEqual(await lines("史_2"), [6]);
    assert.deepEqual(await lines("史 3"), []);
    assert.equal((await target("史 2", "wikitext")).length, 1);
  });

  test("to what a tag or an attribute sets", async () => {
    assert.equal((await target("early"))[0]![1], '<span id="early">');
    assert.equal((await target("usage"))[0]![1], " {#usage}");
    assert.equal((await target("用法"))[0]![1], "## 用法 {#usage}");
  });
});

describe("a page's own title", () => {
  const title = (source: string, dialect: "markdown" | "wikitext" = "markdown") => {
    const page = fixture(source.replace("例", "‸例"), {}, dialect);
    const span = titleSpan(page.snapshot);
    const named = renameableAt(page.snapshot, page.offset);
    assert.deepEqual(named?.span, span);
    return span && page.snapshot.article.text.slice(span.start - 2, span.end + 2);
  };

  test("behind front matter, a comment, a picture, a hatnote, a table, an infobox, the converter's line", () => {
    for (const before of [
      "---\ntitle: 甲\n---\n\n",
      "<!-- 註 -->\n\n",
      "![街景](../images/a.png)\n\n",
      "![街景](../images/a.png)\n",
      '*關於車站，見[站](https://zh.wikipedia.org/wiki/站 "wikilink")。*\n\n',
      "關於**同名的山**，見山。\n\n",
      "| 項 | 值 |\n| --- | --- |\n| 名 | 甲 |\n\n",
      "<table><tr><td>名</td></tr></table>\n\n",
      "> 本文内容由[X](https://zh.wikipedia.org/wiki/X)转换而来。\n\n",
      '[縮圖](https://zh.wikipedia.org/wiki/File:A.jpg "fig:縮圖")\n\n',
      "# 站名\n\n",
    ]) {
      assert.equal(title(`${before}**例**是例。\n`), "**例**", before);
    }
  });

  test("in wikitext behind templates, files and hatnotes", () => {
    for (const before of [
      "{{信息框|名=甲}}\n",
      "[[File:A.jpg|thumb|街景]]\n",
      ":''關於山，見[[山]]。''\n",
      "{|\n| 甲\n|}\n",
    ]) {
      assert.equal(title(`${before}'''例'''是例。\n`, "wikitext"), "''例''", before);
    }
  });

  test("not below a section, in a table or in a list", () => {
    assert.equal(title("甲\n\n## 史\n\n**例**是例。\n"), undefined);
    assert.equal(title("| **例** | 值 |\n| --- | --- |\n"), undefined);
    assert.equal(title("- **例**是例。\n"), undefined);
  });
});
