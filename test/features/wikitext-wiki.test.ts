import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { complete } from "../../server/core/features/completion";
import { definition } from "../../server/core/features/navigation";
import { rename } from "../../server/core/features/rename";
import { wikiReferences } from "../../server/core/features/wiki-references";
import { wikiSymbols } from "../../server/core/features/wiki-symbols";
import { check } from "../../server/core/rules/run";
import { applyEdits } from "../../server/core/text/edit";
import { fixture } from "./fixture";

const page = (source: string) => fixture(source, {}, "wikitext");

const WIKI = `--- 國/國家.wikitext
'''國家'''與[[國家]]。

== 歷史 ==
{{anchor|古代}}古。

== 早期歷史 ==
早。
--- 中/中國.wikitext
見[[国家]]、[[國家#歷史|史]]、[[:國家]]與[[Template:地]]。
--- Template/地.wiki
[[國家|國家]]
--- Page/日本.md
見[國家](../Page/國家.md "wikilink")。
--- 日本.wikitext
見[[國家]]。
`;

const found = (source: string, rule: string) => {
  const { snapshot } = page(source);
  return check(snapshot)
    .filter((finding) => finding.rule === rule)
    .map(({ start, end }) => snapshot.article.text.slice(start, end));
};

describe("links between pages of wikitext", () => {
  test("lead to the page of the title, whatever its file is called, in either form", () => {
    assert.deepEqual(
      found(
        `[[國家]][[国家]][[中國]][[日本]][[模板:地]][[韓國]][[/子頁]][[Template:天]]\n${WIKI}`,
        "link/missing-target",
      ),
      ["韓國"],
    );
  });

  test("a link of Markdown leads to a file of Markdown", () => {
    const { snapshot } = fixture(
      `[國](../Page/國家.md "wikilink")與[日](../Page/日本.md "wikilink")、[北](https://zh.wikipedia.org/wiki/北 "wikilink")\n${WIKI}`,
    );
    const missing = check(snapshot).filter(({ rule }) => rule === "link/missing-page");
    assert.deepEqual(
      missing.map(({ start, end }) => snapshot.article.text.slice(start, end)),
      ["../Page/國家.md"],
    );
  });

  test("sections and other anchors; those of a redirect are another page's", () => {
    const others = "--- 邦.wiki\n#重定向 [[國家]]\n--- 表.wiki\n== {{表}} ==\n";
    const source = `[[國家#歷史]][[國家#古代]][[國家#早期的歷史]][[國家#地理]][[中國#歷史]][[邦#早期的歷史]][[表#甲]]\n${WIKI}${others}`;
    // What resembles no section of the other page may be one that a template makes.
    assert.deepEqual(found(source, "link/missing-anchor"), ["#早期的歷史"]);
  });

  test("definition: in its own form where there are two", async () => {
    const to = async (source: string) => {
      const { snapshot, offset, around } = page(`${source}\n${WIKI}`);
      const [target] = await definition(snapshot, offset, around);
      return target && [target.other!.uri, target.other!.article.text.slice(target.span.start, target.span.end)];
    };
    assert.deepEqual(await to("[[国‸家#歷史]]"), ["wiki:/國/國家.wikitext", "== 歷史 =="]);
    assert.deepEqual(await to("[[日‸本]]"), ["wiki:/日本.wikitext", ""]);
    assert.equal(await to("[[韓‸國]]"), undefined);
  });

  test("completion of titles and anchors", async () => {
    const offered = async (source: string) => {
      const { snapshot, offset, around } = page(`${source}\n${WIKI}`);
      return (await complete(snapshot, offset, around))?.items.map(({ insert }) => insert);
    };
    assert.deepEqual(await offered("[[国‸"), ["國家]]", "中國]]"]);
    assert.deepEqual(await offered("[[日‸]]"), ["日本"]);
    assert.deepEqual(await offered("[[國家#古‸"), ["古代]]"]);
  });

  test("references, from a link and from the page's own title", async () => {
    const from = async (source: string) => {
      const { snapshot, offset, around } = page(source);
      const { links } = await wikiReferences(snapshot, offset, false, around);
      return links.map(({ path, start }) => `${path} ${start}`);
    };
    const expected = ["Page/例.wikitext 0", "Page/日本.md 1", "Template/地.wiki 0"];
    const all = await from(`[[國‸家]]\n${WIKI}`);
    assert.deepEqual(
      all.filter((place) => expected.includes(place)),
      ["Page/例.wikitext 0", "Template/地.wiki 0"],
      "the link of Markdown leads to a file there is not",
    );
    assert.equal(all.length, 7);
    assert.equal(
      (await from(`'''例‸'''是例。\n--- 甲.wiki\n[[例]]\n--- Page/乙.md\n[例](../Page/例.md "wikilink")\n`)).length,
      1,
    );
  });

  test("symbols: a page in two forms is one", async () => {
    const { around } = page(`例\n${WIKI}--- Page/國家.md\n## 歷史\n`);
    assert.deepEqual(
      wikiSymbols(await around.index(), "國家", 9).map(({ kind, path }) => [kind, path]),
      [["page", "Page/國家.md"]],
    );
    assert.deepEqual(
      wikiSymbols(await around.index(), "歷史", 9).map(({ path, container }) => [path, container]),
      [["Page/國家.md", "國家"]],
    );
  });
});

describe("renaming a page of wikitext", () => {
  const renamed = async (source: string, name: string) => {
    const { snapshot, offset, around } = page(source);
    const change = await rename(snapshot, offset, name, around);
    return Object.fromEntries([
      ...change!.pages.map(({ uri, text, edits }) => [uri.replace("wiki:/", ""), applyEdits(text, edits)]),
      ...(change!.moves ?? []).map(({ from, to }) => [`move ${from}`, `→ ${to}`]),
    ]);
  };

  test("has every link name it, and moves its file", async () => {
    assert.deepEqual(await renamed(`見[[國‸家]]。\n${WIKI}`, "邦 國"), {
      "Page/例.wikitext": "見[[邦 國]]。\n",
      "Template/地.wiki": "[[邦 國|邦 國]]\n",
      "中/中國.wikitext": "見[[邦 國]]、[[邦 國#歷史|史]]、[[:邦 國]]與[[Template:地]]。\n",
      "國/國家.wikitext": "'''國家'''與[[邦 國]]。\n\n== 歷史 ==\n{{anchor|古代}}古。\n\n== 早期歷史 ==\n早。\n",
      "日本.wikitext": "見[[邦 國]]。\n",
      "move 國/國家.wikitext": "→ 邦/邦_國.wikitext",
    });
  });

  test("a page in two forms: both", async () => {
    const after = await renamed(`見[[日‸本]]。\n${WIKI}--- Page/韓國.md\n[日](../Page/日本.md "wikilink")\n`, "倭國");
    assert.equal(after["Page/例.wikitext"], "見[[倭國]]。\n");
    assert.equal(after["Page/韓國.md"], '[日](../Page/倭國.md "wikilink")\n');
    assert.deepEqual(
      Object.entries(after).filter(([key]) => key.startsWith("move")),
      [
        ["move 日本.wikitext", "→ 倭國.wikitext"],
        ["move Page/日本.md", "→ Page/倭國.md"],
      ],
    );
  });

  test("a title that looks like a category's keeps being a link", async () => {
    const after = await renamed(`見[[國‸家|邦]]。\n${WIKI}`, "Category:國家");
    assert.equal(after["Page/例.wikitext"], "見[[:Category:國家|邦]]。\n");
  });

  test("its section: links of other pages follow", async () => {
    const after = await renamed("== 沿‸革 ==\n--- 甲.wiki\n[[例#沿革]]與[[例#沿革|沿革]]、[[例#別]]\n", "歷 史");
    assert.deepEqual(after, {
      "Page/例.wikitext": "== 歷 史 ==\n",
      "甲.wiki": "[[例#歷 史]]與[[例#歷 史|沿革]]、[[例#別]]\n",
    });
  });
});
