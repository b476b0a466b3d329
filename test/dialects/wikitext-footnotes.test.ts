import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { parse } from "../../server/core/dialects/parse";

interface Footnotes {
  readonly markers: string;
  /** List by list, entry by entry: what is shown, a colon, the text. */
  readonly lists: readonly string[];
  readonly flaws: readonly string[];
}

function read(text: string, release?: number): Footnotes {
  const { markers, lists, references, footnoteFlaws } = parse(text, "wikitext", release).article;
  return {
    markers: markers.map(({ label }) => label).join(" "),
    lists: lists.map(({ entries }) =>
      entries!.map((entry) => `${references[entry]!.shown}:${references[entry]!.text}`).join(" "),
    ),
    flaws: footnoteFlaws.map(({ kind }) => kind),
  };
}

/** @param releases of MediaWiki: N of 1.N; without any, the newest one */
const expectAll = (cases: Readonly<Record<string, Footnotes>>, ...releases: readonly number[]) => {
  for (const release of releases.length > 0 ? releases : [undefined]) {
    for (const [text, footnotes] of Object.entries(cases)) {
      assert.deepEqual(read(text, release), footnotes, `${text} (${release ?? "newest"})`);
    }
  }
};

describe("footnotes of wikitext", () => {
  test("numbers at first use, reuse, definition after use", () => {
    expectAll({
      '甲<ref>一</ref>乙<ref name="x" />丙<ref name=x>二</ref>丁<ref>三</ref><references />': {
        markers: "1 2 2 3",
        lists: ["1:一 2:二 3:三"],
        flaws: [],
      },
      '<ref name=" a  b ">一</ref><ref name="a b"/><ref name="A b">二</ref><ref name=a_b>三</ref><references/>': {
        markers: "1 1 2 3",
        lists: ["1:一 2:二 3:三"],
        flaws: [],
      },
    });
  });

  test("groups", () => {
    expectAll({
      '<ref>一</ref><ref group=注>二</ref><ref group="注" name=x>三</ref><ref name=x>四</ref>{{reflist}}<references group=注 />':
        {
          markers: "1 注 1 注 2 2",
          lists: ["1:一 2:四", "注 1:二 注 2:三"],
          flaws: [],
        },
      "<ref group=注>一</ref>": { markers: "注 1", lists: [], flaws: ["no-list"] },
    });
  });

  test("a list closes its group; what follows gets a list of its own", () => {
    expectAll({
      "<ref>一</ref><references/><ref>二</ref>": { markers: "1 1", lists: ["1:一", "1:二"], flaws: [] },
      "<ref>一</ref>": { markers: "1", lists: ["1:一"], flaws: [] },
      "<references/>": { markers: "", lists: [""], flaws: [] },
    });
  });

  test("defined in the list", () => {
    expectAll({
      "<ref name=b/><ref name=a/><references><ref name=a>一</ref><ref name=b>二</ref></references>": {
        markers: "1 2",
        lists: ["1:二 2:一"],
        flaws: [],
      },
      "<ref name=a/>{{reflist|refs=<ref name=a>一</ref>}}": { markers: "1", lists: ["1:一"], flaws: [] },
      "<ref name=a/>{{#tag:references|<ref name=a>一</ref>}}": { markers: "1", lists: ["1:一"], flaws: [] },
      "<ref group=注 name=a/><references group=注><ref name=a>一</ref></references>": {
        markers: "注 1",
        lists: ["注 1:一"],
        flaws: [],
      },
      "<ref>零</ref><references><ref name=a>一</ref><ref>二</ref><ref name=b></ref><ref name=c group=注>三</ref></references>":
        {
          markers: "1",
          lists: ["1:零"],
          flaws: ["list-unused", "list-nameless", "list-empty", "list-group"],
        },
      "<ref name=a/>{{reflist|refs={{#tag:ref|一<ref>二</ref>|name=a}}}}": {
        markers: "1 2",
        lists: ["1:一<ref>二</ref> 2:二"],
        flaws: [],
      },
    });
  });

  test("errors that show nothing and count for nothing in every release", () => {
    expectAll(
      {
        "<ref></ref><ref/><ref name=a follow=b>四</ref><ref>五</ref>": {
          markers: "1",
          lists: ["1:五"],
          flaws: ["empty", "empty", "conflict"],
        },
        "<ref name=x/>": { markers: "1", lists: ["1:"], flaws: ["no-text"] },
        "<ref name=x>一</ref><ref name=x>二</ref>": { markers: "1 1", lists: ["1:一"], flaws: ["duplicate"] },
        "<ref>一<ref>二</ref>三</ref><ref>四</ref>": {
          markers: "1",
          lists: ["1:四"],
          flaws: ["nested", "stray-close"],
        },
        "<ref>一<nowiki><ref></nowiki>二</ref>": { markers: "1", lists: ["1:一<ref>二"], flaws: [] },
        "<ref>一</ref>二<ref>三": { markers: "1", lists: ["1:一"], flaws: ["unclosed"] },
        "<references x=1 />": { markers: "", lists: [], flaws: ["list-attribute"] },
        "<ref>一</ref><ref follow=1>二</ref>": { markers: "1", lists: ["1:一"], flaws: ["numeric-name"] },
        "<ref name=a dir=rtl /><ref name=a>一</ref><ref name=a dir=ltr />": {
          markers: "1 1 1",
          lists: ["1:一"],
          flaws: [],
        },
      },
      39,
      43,
      44,
      45,
      46,
      47,
    );
  });

  test("errors that show nothing up to 1.44, and stand beside the footnote from 1.45 on", () => {
    const text = "<ref name=12>一</ref><ref name=a bad=1>二</ref><ref>三</ref><ref name=a/>";
    expectAll(
      { [text]: { markers: "1 2", lists: ["1:三 2:"], flaws: ["numeric-name", "attribute", "no-text"] } },
      43,
      44,
    );
    expectAll(
      { [text]: { markers: "1 2 3 2", lists: ["1:一 2:二 3:三"], flaws: ["numeric-name", "attribute"] } },
      45,
      46,
      47,
    );
    // Without its number for a name it is nothing.
    expectAll(
      { "<ref name=12 /><ref>一</ref>": { markers: "1", lists: ["1:一"], flaws: ["numeric-name"] } },
      43,
      46,
      47,
    );
  });

  test("directions", () => {
    const text = "<ref dir=up>一</ref><ref dir=auto>二</ref><ref dir=RTL>三</ref>";
    expectAll({ [text]: { markers: "1", lists: ["1:三"], flaws: ["direction", "direction"] } }, 39, 43);
    const lists = ["1:一 2:二 3:三"];
    expectAll({ [text]: { markers: "1 2 3", lists, flaws: ["direction", "direction"] } }, 44, 46);
    expectAll({ [text]: { markers: "1 2 3", lists, flaws: ["direction"] } }, 47);
    const two = "<ref name=a dir=rtl>一</ref><ref name=a dir=LTR />";
    expectAll({ [two]: { markers: "1 1", lists: ["1:一"], flaws: [] } }, 39);
    expectAll({ [two]: { markers: "1 1", lists: ["1:一"], flaws: ["direction-conflict"] } }, 42, 43, 46);
  });

  test("in a list: what names another group, has no name, is used by nothing", () => {
    const text =
      "<ref name=a/><references><ref name=a group=注>一</ref><ref>二</ref><ref name=b>三</ref><ref name=a></ref></references>";
    const flaws = ["list-group", "list-nameless", "list-unused", "list-empty"];
    expectAll({ [text]: { markers: "1", lists: ["1:"], flaws: ["no-text", ...flaws] } }, 43, 44);
    expectAll({ [text]: { markers: "1", lists: ["1:一"], flaws } }, 45, 46);
    expectAll({ [text]: { markers: "1", lists: [":二 :三 1:一"], flaws } }, 47);
  });

  test("a list in a list", () => {
    const text = "<ref name=a/><references><ref name=a>一</ref><references /></references>";
    expectAll({ [text]: { markers: "1", lists: ["1:一"], flaws: ["nested-list"] } }, 43, 46, 47);
    // From 1.47 on the outer one shows an error, and the footnotes come at the end of the page.
    const [list] = parse(text, "wikitext", 47).article.lists;
    assert.deepEqual([list!.start, list!.end], [text.length, text.length]);
  });

  test("follow", () => {
    const text = "<ref name=a>一</ref><ref follow=a>二</ref><ref>三</ref>";
    expectAll({ [text]: { markers: "1 2", lists: ["1:一 二 2:三"], flaws: [] } }, 43, 46);
  });

  test("extends, which is gone since 1.44", () => {
    const parts = "<ref name=a>一</ref><ref extends=a>二</ref><ref>三</ref><ref extends=a>四</ref>";
    const before = "<ref extends=a name=b>一</ref><ref name=a>二</ref>";
    expectAll(
      {
        [parts]: { markers: "1 1.1 2 1.2", lists: ["1:一 1.1:二 1.2:四 2:三"], flaws: [] },
        [before]: { markers: "1.1 1", lists: ["1:二 1.1:一"], flaws: [] },
      },
      39,
      43,
    );
    const flaws = ["attribute", "attribute"];
    expectAll({ [parts]: { markers: "1 2", lists: ["1:一 2:三"], flaws } }, 44);
    expectAll({ [parts]: { markers: "1 2 3 4", lists: ["1:一 2:二 3:三 4:四"], flaws } }, 45, 47);
  });

  test("details: a part of the footnote it names, from 1.44 on", () => {
    const book = '<ref details="頁一" name="書">某書</ref>。<ref>別的</ref>';
    const later = '<ref name="書" details="頁一" /><ref name="書">某書</ref><ref name="書" details="頁二" />';
    const listed = '<ref name="書" details="頁一" /><references><ref name="書">某書</ref></references>';
    expectAll(
      {
        [book]: { markers: "1.1 2", lists: ["1:某書 1.1:頁一 2:別的"], flaws: [] },
        [later]: { markers: "1.1 1 1.2", lists: ["1:某書 1.1:頁一 1.2:頁二"], flaws: [] },
        [listed]: { markers: "1.1", lists: ["1:某書 1.1:頁一"], flaws: [] },
        '<ref name=a details="頁一" /><ref name=a details=" " />': {
          markers: "1.1 1",
          lists: ["1: 1.1:頁一"],
          flaws: ["no-text"],
        },
        '<ref name=a details="一">書</ref><ref name=a details="二">別的書</ref>': {
          markers: "1.1 1.2",
          lists: ["1:書 1.1:一 1.2:二"],
          flaws: ["duplicate"],
        },
        '<ref name=a group=注 details="一">書</ref><references group=注 />': {
          markers: "注 1.1",
          lists: ["注 1:書 注 1.1:一"],
          flaws: [],
        },
        '<ref name=a>書</ref><ref follow=a details="一">又</ref>': {
          markers: "1",
          lists: ["1:書"],
          flaws: ["conflict"],
        },
        '<ref details="一"/><ref>二</ref>': { markers: "1", lists: ["1:二"], flaws: ["details-nameless"] },
        '<ref name=a/><references><ref name=a details="一">書</ref></references>': {
          markers: "1",
          lists: ["1:書"],
          flaws: ["details-in-list"],
        },
        "{{#tag:ref|書|name=a|details=頁一}}": { markers: "1.1", lists: ["1:書 1.1:頁一"], flaws: [] },
      },
      44,
      45,
      46,
      47,
    );
    expectAll({ [book]: { markers: "1", lists: ["1:別的"], flaws: ["attribute"] } }, 39, 43);
  });

  test("details: without a name an error from 1.45 on, when equal ones become one", () => {
    const nameless = '<ref details="頁一">某書</ref><ref>別的</ref>';
    expectAll({ [nameless]: { markers: "1.1 2", lists: ["1:某書 1.1:頁一 2:別的"], flaws: [] } }, 44);
    expectAll({ [nameless]: { markers: "1 2", lists: ["1:某書 2:別的"], flaws: ["details-nameless"] } }, 45, 47);
    const twice = '<ref name=a details="一">書</ref><ref name=a details="二"/><ref name=a details="一"/>';
    expectAll({ [twice]: { markers: "1.1 1.2 1.3", lists: ["1:書 1.1:一 1.2:二 1.3:一"], flaws: [] } }, 44);
    expectAll({ [twice]: { markers: "1.1 1.2 1.1", lists: ["1:書 1.1:一 1.2:二"], flaws: [] } }, 45, 47);
  });

  test("details: the part is written in its attribute, and belongs to the whole", () => {
    const text = `甲<ref name="書" details="'''頁'''一">某書</ref>`;
    const { references, markers } = parse(text, "wikitext").article;
    assert.deepEqual(
      references.map(({ label, body, text: said, partOf, citedBy }) => ({
        label: text.slice(label.start, label.end),
        body: text.slice(body.start, body.end),
        said,
        partOf,
        citedBy,
      })),
      [
        { label: `<ref name="書" details="'''頁'''一">`, body: "某書", said: "某書", partOf: null, citedBy: [] },
        { label: 'details="', body: "'''頁'''一", said: "頁一", partOf: 0, citedBy: [0] },
      ],
    );
    assert.deepEqual(
      markers.map(({ label, number, reference }) => ({ label, number, reference })),
      [{ label: "1.1", number: null, reference: 1 }],
    );
  });

  test("a template that cites a name takes its number, without a marker", () => {
    expectAll({
      "{{r|b}}<ref name=a>一</ref><ref name=b>二</ref>": { markers: "2 1", lists: ["1:二 2:一"], flaws: [] },
      "<ref>零</ref>{{R|a|name2=b}}<ref name=c>三</ref>{{reflist|refs=<ref name=b>二</ref><ref name=a>一</ref>}}": {
        markers: "1 4",
        lists: ["1:零 2:一 3:二 4:三"],
        flaws: [],
      },
      "{{r|a|group=注}}<ref group=注>零</ref><references group=注><ref name=a>一</ref></references>": {
        markers: "注 2",
        lists: ["注 1:一 注 2:零"],
        flaws: [],
      },
      // Which of two names the group is for is not known: neither takes a number.
      "{{r|a|b|group=注}}<ref group=注>零</ref><references group=注 />": {
        markers: "注 1",
        lists: ["注 1:零"],
        flaws: [],
      },
      // In a footnote it is read with the list.
      "<ref>見{{r|a}}</ref><ref name=a>一</ref>": { markers: "1 2", lists: ["1:見 2:一"], flaws: [] },
      "{{#tag:ref|見{{r|a}}}}<ref name=a>一</ref>": {
        markers: "2 1",
        lists: ["1:一 2:見{{r|a}}"],
        flaws: [],
      },
      "{{r|12}}<ref>一</ref>": { markers: "1", lists: ["1:一"], flaws: [] },
      "{{r|甲}}": { markers: "", lists: ["1:"], flaws: [] },
      "{{r|甲|group=注}}": { markers: "", lists: [], flaws: [] },
      "{{r|a}}<ref name=a />": { markers: "1", lists: ["1:"], flaws: ["no-text"] },
    });
  });

  test("names that templates cite and make", () => {
    const text =
      '{{r|甲|<!-- 二 -->乙 丙|n3=丁|p1=5|{{{1}}}|}}{{Refn|群|name="戊"|group=注}}{{NoteTag|文|name=己}}{{efn|庚}}{{rp|3}}';
    assert.deepEqual(
      parse(text, "wikitext").article.nameUses.map(({ start, end, name, group, isCitation }) =>
        [text.slice(start, end), name, group, isCitation].join("，"),
      ),
      [
        "甲，甲，，true",
        "<!-- 二 -->乙 丙，乙 丙，，true",
        "丁，丁，，true",
        '"戊"，戊，注，false',
        "己，己，註，false",
      ],
    );
  });

  test("footnotes in a nameless parameter of a list's template", () => {
    const lists = ["1:一"];
    for (const list of [
      "{{Reflist|\n<ref name=a>一</ref>\n}}",
      "{{reflist|2|<ref name=a>一</ref>}}",
      "{{reflist|1=<ref name=a>一</ref>}}",
      "{{參考資料|30em|<!-- 一 --> <!-- 二 --><ref name=a>一</ref>|group=}}",
      "{{reflist|{{#tag:ref|一|name=a}}}}",
    ]) {
      expectAll({ [`<ref name=a />${list}`]: { markers: "1", lists, flaws: [] } });
    }
    // A list there is shown before its template, which comes first in the text and has nothing left to show.
    expectAll({
      "<ref>一</ref>{{reflist|\n<references />\n}}": { markers: "1", lists: ["", "1:一"], flaws: [] },
    });
    // Where there is a list, that is the list.
    expectAll({
      "<ref name=a />{{reflist|<ref name=a>二</ref>|refs=<ref name=a>一</ref>}}": {
        markers: "1 1",
        lists: ["1:二"],
        flaws: ["duplicate"],
      },
    });
  });

  test("in templates, headings, tables, captions, variants; not in comments, nowiki, pre", () => {
    expectAll({
      "{{甲|乙=<ref>一</ref>}}\n== 丙<ref>二</ref> ==\n{|\n| 丁<ref>三</ref>\n|}\n[[File:a.jpg|thumb|<ref>四</ref>]]-{<ref>五</ref>}-<!--<ref>x</ref>--><nowiki><ref>x</ref></nowiki><pre><ref>x</ref></pre>":
        { markers: "1 2 3 4 5", lists: ["1:一 2:二 3:三 4:四 5:五"], flaws: [] },
    });
  });

  test("in attributes and in captions that are not shown: a number and an entry, no marker", () => {
    const hidden = (markers: string, lists: readonly string[] = ["1:一 2:二"]) => ({ markers, lists, flaws: [] });
    const last = "<ref>二</ref>";
    expectAll({
      [`[[File:a.jpg|題<ref>一</ref>]]${last}`]: hidden("2"),
      [`[[File:a.jpg|無框|左|題<ref>一</ref>]]${last}`]: hidden("2"),
      [`[[File:a.jpg|題{{甲|<ref>一</ref>}}|200px]]${last}`]: hidden("2"),
      [`[[File:a.jpg|thumb|alt=替<ref>一</ref>|題]]${last}`]: hidden("2"),
      [`[[File:a.jpg|thumb|前題<ref>一</ref>|後題]]${last}`]: hidden("2"),
      [`[[File:a.jpg|題{{#tag:ref|一}}]]${last}`]: hidden("2"),
      [`[[File:a.jpg|thumb|題[[File:b.jpg|小題<ref>一</ref>]]]]${last}`]: hidden("2"),
      [`[[Category:甲|<ref>一</ref>]]${last}`]: hidden("2"),
      [`{|\n|- <ref>一</ref>\n| 格${last}\n|}`]: hidden("2"),
      [`{| <ref>一</ref>\n| 格${last}\n|}`]: hidden("2"),
      [`{|\n| 甲 || <ref>一</ref> | 格${last}\n|}`]: hidden("2"),
      [`<span <ref>一</ref>>甲</span>${last}`]: hidden("2"),
      [`<span title="<ref>一</ref>">甲</span>${last}`]: hidden("2"),
      [`<span title="<ref name='x'>一</ref>、<ref name=x />" lang=zh>甲</span>${last}`]: hidden("2"),
      [`<span title="{{#tag:ref|一}}">甲</span>${last}`]: hidden("2"),
      // A name cited there is cited, and one defined there is defined.
      '<i title="<ref name=a />">甲</i><ref name=a>一</ref>': hidden("1", ["1:一"]),
      "[[File:a.jpg|題<ref name=a>一</ref>]]甲<ref name=a />": hidden("1", ["1:一"]),
    });
  });

  test("captions, cells and text beside attributes keep their markers", () => {
    const shown = { markers: "1", lists: ["1:一"], flaws: [] };
    expectAll({
      "[[File:a.jpg|thumb|題<ref>一</ref>]]": shown,
      "[[File:a.jpg|縮圖|題<ref>一</ref>|左]]": shown,
      "[[File:a.jpg|題<ref>一</ref>|frame]]": shown,
      "[[File:a.jpg|thumb=b.jpg|題<ref>一</ref>]]": shown,
      "[[File:a.jpg|{{框}}|題<ref>一</ref>]]": shown,
      "<gallery>\nFile:a.jpg|題<ref>一</ref>\n</gallery>": shown,
      "[[甲|乙<ref>一</ref>]]": shown,
      '{|\n| style="x" | 格<ref>一</ref>\n|}': shown,
      "{|\n| 格<ref>一</ref> || 格\n|}": shown,
      "{|\n| 格<ref>一</ref>\n甲|乙\n|}": shown,
      "<i title=甲>乙<ref>一</ref></i>": shown,
      // What is no element of HTML is text.
      "<foo <ref>一</ref>>": shown,
      "a < b <ref>一</ref> > c": shown,
    });
  });

  test("a marker that is not shown is known with what it cites", () => {
    const { article } = parse(
      '[[File:a.jpg|題<ref name=a />]]甲<ref name=a>一</ref><i title="<ref>二</ref>">',
      "wikitext",
    );
    const { text, unshownMarkers, references } = article;
    assert.deepEqual(
      unshownMarkers.map(({ start, end, label, reference }) => [
        text.slice(start, end),
        label,
        references[reference!]!.text,
      ]),
      [
        ["<ref name=a />", "1", "一"],
        ["<ref>二</ref>", "2", "二"],
      ],
    );
  });

  test("a function whose content is not shown hides the markers in it", () => {
    expectAll({
      "<ref name=a>一</ref>{{#tag:ref|二<ref>三</ref>|name=a}}<ref>四</ref>": {
        markers: "1 1 3",
        lists: ["1:一 2:三 3:四"],
        flaws: ["duplicate"],
      },
      "{{#tag:ref|二<ref>三</ref>|follow=a|name=b}}<ref>四</ref>": {
        markers: "2",
        lists: ["1:三 2:四"],
        flaws: ["conflict"],
      },
    });
  });

  test("an entry says what a reader sees of entities, nowiki, code and variants; none of it is text to convert", () => {
    const entry = (content: string) => {
      const { article } = parse(`甲<ref>${content}</ref>。\n<references />\n`, "wikitext");
      const pieces = article.passages.filter(({ kind }) => kind === "entry").flatMap(({ runs }) => runs.flat());
      return [article.references[0]!.text, pieces.map(({ start, end }) => article.text.slice(start, end)).join("·")];
    };
    assert.deepEqual(entry("一&amp;二&nbsp;三"), ["一&二 三", "一·二·三"]);
    assert.deepEqual(entry("&lt;志&gt;"), ["<志>", "志"]);
    assert.deepEqual(entry("用<nowiki>[[甲]]</nowiki>式"), ["用[[甲]]式", "用·式"]);
    assert.deepEqual(entry("<nowiki>全文</nowiki>"), ["全文", ""]);
    assert.deepEqual(entry("用<code>a&lt;b</code>式"), ["用a<b式", "用·式"]);
    assert.deepEqual(entry('書<span lang="en">The Times</span>，1'), ["書The Times，1", "書·，1"]);
    assert.deepEqual(entry("-{zh-hans:计算机;zh-hant:電腦}-報"), ["计算机報", "報"]);
    assert.deepEqual(entry("-{zh-tw:電腦;zh-cn:计算机}-"), ["计算机", ""]);
    assert.deepEqual(entry("-{[[甲|乙]]}-丙"), ["乙丙", "丙"]);
    assert.deepEqual(entry("甲-{H|zh-hans:计;zh-hant:計}-乙"), ["甲乙", "甲·乙"]);
    assert.deepEqual(entry("[http://a.example &lt;題&gt;]"), ["<題>", "題"]);
    // What nobody sees is nothing still.
    assert.deepEqual(entry("<!-- 一 -->"), ["", ""]);
    assert.deepEqual(entry("<math>x</math>"), ["", ""]);
  });

  test("functions: what stands in them comes first", () => {
    expectAll({
      "{{#tag:ref|甲<ref>乙</ref>|name=丙}}<ref name=丙/>": {
        markers: "2 1 2",
        lists: ["1:乙 2:甲<ref>乙</ref>"],
        flaws: [],
      },
      "{{#tag:ref|甲<ref>乙</ref>|group=註}}{{#tag:references||group=註}}<references/>": {
        markers: "註 1 1",
        lists: ["註 1:甲<ref>乙</ref>", "1:乙"],
        flaws: [],
      },
    });
  });
});
