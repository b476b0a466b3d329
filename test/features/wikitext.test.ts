import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { offers, type PageAction, pageChange } from "../../server/core/features/actions";
import { citableEntries, citeHere } from "../../server/core/features/cite";
import { complete } from "../../server/core/features/completion";
import { convertPage } from "../../server/core/features/conversion";
import { hover } from "../../server/core/features/hover";
import { definition, references } from "../../server/core/features/navigation";
import { lenses, outline } from "../../server/core/features/outline";
import { NameRefused, rename } from "../../server/core/features/rename";
import { check } from "../../server/core/rules/run";
import { render } from "../../server/core/rules/texts";
import { applyEdits } from "../../server/core/text/edit";
import { fixture } from "./fixture";

const page = (source: string) => fixture(source, {}, "wikitext");

describe("wikitext in the editor", () => {
  test("a repeated footnote shows what it repeats, and leads there", async () => {
    const { snapshot, offset, around } = page('甲<ref name="a">《縣志》</ref>，乙<ref na‸me="a" />。\n');
    const shown = await hover(snapshot, offset, around);
    assert.deepEqual(shown?.text, [{ text: "《縣志》" }]);
    const [target] = await definition(snapshot, offset, around);
    assert.equal(target!.span.start, 1);
  });

  test("details show with the footnote they are a part of; a template that cites a name counts", async () => {
    const { snapshot, offset, around } = page(
      '甲<ref name="a">《縣志》</ref>，乙<ref na‸me="a" details="卷三" />{{r|a}}。\n',
    );
    assert.deepEqual((await hover(snapshot, offset, around))?.text, [{ text: "《縣志》" }, { text: "，卷三" }]);
    const listed = page('甲{{r|a}}。\n<references>\n<ref na‸me="a">《縣志》</ref>\n</references>\n');
    const shown = await hover(listed.snapshot, listed.offset, listed.around);
    assert.deepEqual(shown?.items, ["甲。"]);
    assert.equal(shown?.note, undefined);
  });

  test("a name in a template shows the footnote it cites, leads there and can be renamed", async () => {
    const text =
      '甲{{r|縣‸志}}，乙<ref name="縣志">《縣志》</ref>。\n<references />\n丙<ref name="縣志">別本</ref>。\n';
    const { snapshot, offset, around } = page(text);
    const { article } = snapshot;
    const shown = await hover(snapshot, offset, around);
    assert.deepEqual([shown?.text, shown?.span.start], [[{ text: "《縣志》" }], 5]);
    const [target] = await definition(snapshot, offset, around);
    assert.equal(article.text.slice(target!.span.start, target!.span.end), '<ref name="縣志">《縣志》</ref>');
    assert.deepEqual(
      references(snapshot, offset, false).map(({ start }) => start),
      [5, article.text.indexOf("<ref")],
    );
  });

  test("a footnote without a marker shows what it says, leads there and is removed with the others", async () => {
    const { snapshot, offset, around } = page(
      '甲<ref name="a">《縣志》</ref>[[File:b.jpg|題<ref na‸me="a" />]]。\n<references />\n',
    );
    assert.deepEqual((await hover(snapshot, offset, around))?.text, [{ text: "《縣志》" }]);
    assert.equal((await definition(snapshot, offset, around))[0]?.span.start, 1);
    assert.equal(references(snapshot, offset, false).length, 2);
    const change = pageChange(snapshot, check(snapshot), "removeFootnote", offset);
    assert.equal(applyEdits(snapshot.article.text, change!.edits), "甲[[File:b.jpg|題]]。\n<references />\n");
  });

  test("a link inside a footnote is nearer than the footnote", async () => {
    const { snapshot, offset, around } = page("甲<ref>見[[國‸家]]</ref>。\n--- Page/國家.md\n國家是一個組織。\n");
    assert.equal((await hover(snapshot, offset, around))?.title, "國家");
  });

  test("outline: sections and the references of each list, in their order", () => {
    const { snapshot } = page(
      "== 甲 ==\n一<ref group=注>註</ref><ref>二</ref>\n== 乙 ==\n<references /><references group=注 />\n",
    );
    const names = outline(snapshot).map(({ name, children }) => [
      name,
      children.map((list) => list.children.map((entry) => entry.name)),
    ]);
    assert.deepEqual(names, [
      ["甲", []],
      ["乙", [["1. 二"], ["注 1. 註"]]],
    ]);
  });

  test("how often a footnote is cited", () => {
    const { snapshot } = page('甲<ref name="a">一</ref><ref name="a" />，乙<ref name="a" />。\n<references />\n');
    const [cited, list] = lenses(snapshot);
    assert.deepEqual([cited!.span.start, cited!.title.args, cited!.entries.length], [1, { count: 3 }, 3]);
    assert.equal(list!.title.args!.count, 1);
  });
});

describe("renaming in wikitext", () => {
  const renamed = async (source: string, name: string) => {
    const { snapshot, offset, around } = page(source);
    const change = await rename(snapshot, offset, name, around);
    const [own] = change?.pages ?? [];
    return own && applyEdits(own.text, own.edits);
  };

  test("a footnote's name, wherever it is used in its group", async () => {
    assert.equal(
      await renamed(
        '<ref name="‸a">一</ref><ref name=a /><ref name="a" group="注" />{{#tag:ref||name=a}}\n',
        "縣志 三",
      ),
      '<ref name="縣志 三">一</ref><ref name="縣志 三" /><ref name="a" group="注" />{{#tag:ref||name=縣志 三}}\n',
    );
    assert.equal(await renamed("<ref‸>一</ref>\n", "b"), '<ref name="b">一</ref>\n');
  });

  test("a group, in footnotes and lists", async () => {
    assert.equal(
      await renamed(
        '<ref group="‸注">一</ref><ref group=注 name=a />{{reflist|group=注}}<references group="註" />\n',
        "附 註",
      ),
      '<ref group="附 註">一</ref><ref group="附 註" name=a />{{reflist|group=附 註}}<references group="註" />\n',
    );
  });

  test("a name that templates cite, and one that has details", async () => {
    assert.equal(
      await renamed(
        '甲<ref name="a">一</ref>{{r|b|a|p1=3}}<ref na‸me="a" details="頁二" />{{r|a|group=注}}。\n',
        "縣 志",
      ),
      '甲<ref name="縣 志">一</ref>{{r|b|縣 志|p1=3}}<ref name="縣 志" details="頁二" />{{r|a|group=注}}。\n',
    );
    await assert.rejects(() => renamed('甲<ref name="‸a">一</ref>{{r|a}}。\n', "縣=志"), NameRefused);
  });

  test("a name that cannot be", async () => {
    for (const name of ["12", "", 'a"b', "b"]) {
      await assert.rejects(() => renamed('<ref name="‸a">一</ref><ref name="b">二</ref>\n', name), NameRefused);
    }
  });
});

describe("completion in wikitext", () => {
  const offered = async (source: string) => {
    const { snapshot, offset, around } = page(source);
    const found = await complete(snapshot, offset, around);
    return found?.items.map(({ insert }) => insert);
  };

  test("names of footnotes, by name and by what they say", async () => {
    const before = '<ref name="wang">王五，《古橋考》</ref><ref name="zhi" group="注">縣志</ref>';
    assert.deepEqual(await offered(`${before}<ref name="‸" />`), ["wang", "zhi"]);
    assert.deepEqual(await offered(`${before}<ref name="古‸`), ['wang" />']);
    assert.deepEqual(await offered(`${before}<ref group="注" name="‸">`), ["zhi"]);
    assert.deepEqual(await offered(`${before}<ref group="‸`), ["注"]);
  });

  test("pages, templates and their parameters", async () => {
    assert.deepEqual(await offered("見[[國‸\n--- Page/國家.md\n國家。\n"), ["國家]]"]);
    const sections = "--- Page/國家.md\n國家。\n\n## 歷史\n\n## 現況\n";
    assert.deepEqual(await offered(`見[[國家#历‸\n${sections}`), ["歷史]]"]);
    assert.deepEqual(await offered(`見[[國家#‸|史]]\n${sections}`), ["歷史", "現況"]);
    assert.deepEqual(await offered("見[[#‸]]\n\n== 下文 ==\n"), ["下文"]);
    assert.deepEqual(await offered("{{cite web|title=甲|url=http://a.example}}{{cit‸"), ["cite web"]);
    assert.deepEqual(await offered("{{cite web|title=甲|year=1}}{{cite web|title=乙|‸}}"), ["year="]);
  });
});

describe("actions on the footnotes of wikitext", () => {
  const after = (source: string, action: PageAction) => {
    const { snapshot, offset } = page(source);
    const change = pageChange(snapshot, check(snapshot), action, offset);
    return change && applyEdits(snapshot.article.text, change.edits);
  };

  test("a name for a footnote", () => {
    assert.equal(
      after("甲<ref>‸{{cite book|title=青瀾河志}}</ref>", "nameFootnote"),
      '甲<ref name="青瀾河志">{{cite book|title=青瀾河志}}</ref>',
    );
    assert.equal(after('甲<ref name="a">‸一</ref>', "nameFootnote"), undefined);
  });

  test("into the list and back", () => {
    const inline = '甲<ref name="a">‸一</ref>，乙<ref name="a" />。\n<references />\n';
    const listed = '甲<ref name="a" />，乙<ref name="a" />。\n<references>\n<ref name="a">一</ref>\n</references>\n';
    assert.equal(after(inline, "defineInList"), listed);
    assert.equal(
      after(listed.replace("<ref", "<‸ref"), "defineInline"),
      '甲<ref name="a">一</ref>，乙<ref name="a" />。\n<references>\n</references>\n',
    );
    assert.equal(
      after('甲<ref group="注">‸縣志</ref>。\n{{reflist|group=注}}\n', "defineInList"),
      '甲<ref name="縣志" group="注" />。\n{{reflist|group=注|refs=\n<ref name="縣志">縣志</ref>\n}}\n',
    );
    assert.equal(after("甲<ref>‸一</ref>。\n", "defineInList"), undefined);
  });

  test("templates go on citing what they cited; details stay", () => {
    assert.equal(
      after(
        '甲‸<ref name="a">縣志</ref>，乙<ref name="b" details="頁二">縣志</ref>{{r|b}}。\n',
        "mergeDuplicateEntries",
      ),
      '甲<ref name="a">縣志</ref>，乙<ref name="a" details="頁二" />{{r|a}}。\n',
    );
    assert.equal(after('甲‸<ref name="a">縣志</ref>{{r|a}}。\n', "removeFootnote"), undefined);
    assert.equal(after('甲<ref name="a" details="頁二">縣‸志</ref>。\n<references />\n', "defineInList"), undefined);
  });

  test("one footnote for all that say the same; a footnote with all its uses removed", () => {
    assert.equal(
      after("甲<ref>一</ref>，乙<ref>一</ref>，丙<ref>一</ref>。", "mergeDuplicateEntries"),
      '甲<ref name="一">一</ref>，乙<ref name="一" />，丙<ref name="一" />。',
    );
    assert.equal(after('甲<ref name="a">‸一</ref>，乙<ref name="a" />。', "removeFootnote"), "甲，乙。");
  });
});

test("renaming a section of wikitext: its heading, and the links to it", async () => {
  const { snapshot, offset, around } = page("見[[#沿革|下文]]與[[#沿革]]。\n== 沿‸革 ==\n甲\n");
  const change = await rename(snapshot, offset, "歷史", around);
  const { text, edits } = change!.pages[0]!;
  assert.equal(applyEdits(text, edits), "見[[#歷史|下文]]與[[#歷史]]。\n== 歷史 ==\n甲\n");
});

test("conversion keeps the targets of links, names, files and markup", async () => {
  const { snapshot } = page(
    "'''计算机'''是[[电子设备]]，见[[软件|软件开发]]、-{软件}-<ref name=\"软件\">《软件学报》</ref>。\n" +
      '{| class="软件"\n| style="软件" | 干燥\n|}\n[[File:软件.jpg|thumb|软件的[[历史]]]]{{软件|软件}}\n[[Category:软件]]\n',
  );
  const { edits } = await convertPage(snapshot, "hant");
  assert.equal(
    applyEdits(snapshot.article.text, edits),
    "'''計算機'''是[[电子设备|電子設備]]，見[[软件|軟件開發]]、-{软件}-<ref name=\"软件\">《軟件學報》</ref>。\n" +
      '{| class="软件"\n| style="软件" | 乾燥\n|}\n[[File:软件.jpg|thumb|軟件的[[历史|歷史]]]]{{软件|软件}}\n[[Category:软件]]\n',
  );
});

describe("footnotes of wikitext at the cursor", () => {
  const inserted = (source: string) => {
    const { snapshot, offset } = page(source);
    const change = pageChange(snapshot, check(snapshot), "insertFootnote", offset);
    assert.equal(
      offers(snapshot, [], "insertFootnote", offset),
      change !== undefined,
      "offered where it does something",
    );
    return change && applyEdits(snapshot.article.text, change.edits);
  };

  test("an empty one, behind what it would break", () => {
    for (const [source, expected] of [
      ["甲‸乙。\n", "甲<ref></ref>乙。\n"],
      ["‸", "<ref></ref>"],
      ["甲[[國‸家|國]]。\n", "甲[[國家|國]]<ref></ref>。\n"],
      ["甲{{la‸ng|en|x}}。\n", "甲{{lang|en|x}}<ref></ref>。\n"],
      ["{{Infobox\n| 長 = 三‸尺\n}}\n", "{{Infobox\n| 長 = 三<ref></ref>尺\n}}\n"],
      ["甲<ref>一‸</ref>乙\n<references />\n", "甲<ref>一</ref><ref></ref>乙\n<references />\n"],
      ["甲<nowiki>[[‸</nowiki>乙\n", "甲<nowiki>[[</nowiki><ref></ref>乙\n"],
      ["甲<!-- 注‸ -->乙\n", "甲<!-- 注 --><ref></ref>乙\n"],
      ["‸* 甲\n", "* <ref></ref>甲\n"],
      ["‸== 史 ==\n", "== <ref></ref>史 ==\n"],
      ["== 史 ==‸\n", "== 史<ref></ref> ==\n"],
      ["'‸''甲'''乙\n", "'''<ref></ref>甲'''乙\n"],
      ["[[File:a.jpg|thumb|甲‸乙]]\n", "[[File:a.jpg|thumb|甲<ref></ref>乙]]\n"],
      ["{|\n|-\n‸| 甲\n|}\n", "{|\n|-\n| <ref></ref>甲\n|}\n"],
    ] as const) {
      assert.equal(inserted(source), expected, source);
    }
  });

  test("none in a list of references, a category, a table's own lines", () => {
    for (const source of ["<references>‸</references>\n", "[[Category:‸橋]]\n", "{| cla‸ss=a\n| 甲\n|}\n"]) {
      assert.equal(inserted(source), undefined, source);
    }
  });

  const cited = (source: string) => {
    const { snapshot, offset } = page(source);
    return citableEntries(snapshot, offset).map((index) => {
      const change = citeHere(snapshot, offset, index)!;
      return [render(change.title, "en"), applyEdits(snapshot.article.text, change.edits)];
    });
  };

  test("an entry once more, by its name, or by one that it gets", () => {
    assert.deepEqual(
      cited(
        '甲<ref name="志">縣志</ref>，乙<ref>《古橋考》</ref>，丙<ref group=注>註</ref>，丁‸。\n<references />{{reflist|group=注}}\n',
      ),
      [
        [
          "Cite entry 1 here: 縣志",
          '甲<ref name="志">縣志</ref>，乙<ref>《古橋考》</ref>，丙<ref group=注>註</ref>，丁<ref name="志" />。\n<references />{{reflist|group=注}}\n',
        ],
        [
          "Cite entry 2 here: 《古橋考》",
          '甲<ref name="志">縣志</ref>，乙<ref name="古橋考">《古橋考》</ref>，丙<ref group=注>註</ref>，丁<ref name="古橋考" />。\n<references />{{reflist|group=注}}\n',
        ],
        [
          "Cite entry 注 1 here: 註",
          '甲<ref name="志">縣志</ref>，乙<ref>《古橋考》</ref>，丙<ref name="註" group=注>註</ref>，丁<ref name="註" group="注" />。\n<references />{{reflist|group=注}}\n',
        ],
      ],
    );
    assert.deepEqual(cited("乙‸，甲<ref>{{cite web|title=甲}}</ref>\n"), [
      ["Cite entry 1 here: 甲", '乙<ref name="甲" />，甲<ref name="甲">{{cite web|title=甲}}</ref>\n'],
    ]);
  });

  test("not from below the list that shows it", () => {
    assert.deepEqual(cited("甲<ref name=a>一</ref>\n<references />\n乙‸<ref>二</ref>\n").length, 1);
  });
});
