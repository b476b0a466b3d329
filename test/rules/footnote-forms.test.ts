import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import MarkdownIt from "markdown-it";
import { parse } from "../../server/core/dialects/parse";
import { changeForm, type FootnoteForm } from "../../server/core/footnotes/forms/change";
import type { Dialect } from "../../server/core/model/article";
import { applyEdits } from "../../server/core/text/edit";
import { soundPages } from "./footnote-pages";

const CATEGORY = '[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")';

/** The page in another form, or in parentheses the reason why it stays. */
function written(text: string, form: FootnoteForm, dialect: Dialect = "markdown"): string {
  const result = changeForm(parse(text, dialect).article, form);
  if (!("refusal" in result)) return applyEdits(text, result.edits);
  const { reason, label } = result.refusal;
  return label === "" ? `(${reason})` : `(${reason} ${label})`;
}

const isRefusal = (text: string) => /^\([a-z]+(?: \S+)?\)$/.test(text);

describe("the forms of footnotes", () => {
  const numbered = `甲\\[1\\]，乙\\[2\\]\\[1\\]。\n\n${CATEGORY}\n\n1.  王五，[古橋考](http://a.example)\n2.  縣志\n    卷三\n`;
  const defined = `甲[^1]，乙[^2][^1]。\n\n${CATEGORY}\n\n[^1]: 王五，[古橋考](http://a.example)\n[^2]: 縣志\n    卷三\n`;
  const tagged = `甲<ref name=":1">王五，[古橋考](http://a.example)</ref>，乙<ref>縣志卷三</ref><ref name=":1" />。\n\n${CATEGORY}\n\n<references />\n`;

  test("numbered, with definitions, as tags: each from each", () => {
    assert.equal(written(numbered, "definitions"), defined);
    assert.equal(written(defined, "ordered"), numbered);
    assert.equal(written(numbered, "tag"), tagged);
    assert.equal(written(defined, "tag"), tagged);
    assert.equal(written(tagged, "ordered"), numbered.replace("縣志\n    卷三", "縣志卷三"));
    assert.equal(written(tagged, "definitions"), defined.replace("縣志\n    卷三", "縣志卷三"));
  });

  test("line breaks, a byte order mark and blank lines between entries stay what they are", () => {
    const loose = `\ufeff${numbered.replace("\n2.  ", "\n\n2.  ")}`.replaceAll("\n", "\r\n");
    const expected = `\ufeff${defined.replace("\n[^2]", "\n\n[^2]")}`.replaceAll("\n", "\r\n");
    assert.equal(written(loose, "definitions"), expected);
    assert.equal(written(expected, "ordered"), loose);
    assert.equal(written(loose, "tag"), `\ufeff${tagged}`.replaceAll("\n", "\r\n"));
  });

  test("names are carried where the form has them", () => {
    const named = "甲[^wang]，乙[^wang]，丙[^2]。\n\n[^wang]: 王五\n\n[^2]: 縣志\n";
    const ref = '甲<ref name="wang">王五</ref>，乙<ref name="wang" />，丙<ref>縣志</ref>。\n\n<references />\n';
    assert.equal(written(named, "tag"), ref);
    assert.equal(written(ref, "definitions"), named.replace("五\n\n", "五\n"));
    assert.equal(written(ref, "ordered"), "甲\\[1\\]，乙\\[1\\]，丙\\[2\\]。\n\n1.  王五\n2.  縣志\n");
    const spaced = '甲<ref name="王 五">一</ref>。\n\n<references />\n';
    assert.equal(written(spaced, "definitions"), "甲[^王_五]。\n\n[^王_五]: 一\n");
  });

  test("definitions are numbered as they are rendered: by first use, wherever they stand", () => {
    const scattered = "甲[^b]。\n\n[^a]: 一\n\n乙[^a]。\n\n[^b]: 二\n";
    assert.equal(written(scattered, "ordered"), "甲\\[1\\]。\n\n乙\\[2\\]。\n\n1.  二\n2.  一\n");
    assert.equal(
      written(scattered, "tag"),
      '甲<ref name="b">二</ref>。\n\n乙<ref name="a">一</ref>。\n\n<references />\n',
    );
  });

  test("a lost citation keeps its number", () => {
    const lost = `甲\\[1\\]，乙\\[2\\]。\n\n${CATEGORY}\n\n1.\n2.  縣志\n`;
    const ref = `甲<ref name=":1" />，乙<ref>縣志</ref>。\n\n${CATEGORY}\n\n<references />\n`;
    assert.equal(written(lost, "definitions"), `甲[^1]，乙[^2]。\n\n${CATEGORY}\n\n[^1]:\n[^2]: 縣志\n`);
    assert.equal(written(lost, "tag"), ref);
    assert.equal(written(ref, "ordered"), lost);
  });

  test("what may not stand at the marker is defined in the list", () => {
    const page = (text: string, entry: string) => `${text}\n\n${CATEGORY}\n\n1.  ${entry}\n`;
    const listed = (text: string, entry: string) =>
      `${text}\n\n${CATEGORY}\n\n<references>\n\n<ref name=":1">${entry}</ref>\n\n</references>\n`;
    const use = '<ref name=":1" />';
    const cases: [string, string, string][] = [
      ["<table>\n<tr><td>甲M</td></tr>\n</table>", "[志](http://a.example)", "[志](http://a.example)"],
      ["## 標題M", "一", "一"],
      [`[甲M](../Page/甲.md "wikilink")`, "一", "一"],
      ["| 甲 | 乙 |\n| --- | --- |\n| 丙M | 丁 |", "一", "一"],
      ["**甲M**", "*志*", "*志*"],
      ["甲M", "一\n\n    二", "一\n\n二"],
    ];
    for (const [text, entry, content] of cases) {
      const marker = text.startsWith("<table") ? "[1]" : "\\[1\\]";
      const before = page(text.replace("M", marker), entry);
      const after = written(before, "tag");
      assert.equal(after, listed(text.replace("M", use), content));
      assert.equal(written(after, "ordered"), before);
    }
  });

  test("next to brackets, colons and exclamation marks a marker stays a marker", () => {
    const page = "甲\\[1\\](乙)丙!\\[2\\]\n\\[1\\]：丁\n\\[2\\]: 戊\n\n## 參考\n\n1.  一\n2.  二\n";
    const caret = "甲[^1]\\(乙)丙\\![^2]\n[^1]：丁\n[^2]\\: 戊\n\n## 參考\n\n[^1]: 一\n[^2]: 二\n";
    assert.equal(written(page, "definitions"), caret);
    assert.equal(written(caret, "ordered"), page.replace("!", "\\!"));
    const math = "甲[^1]\\(x^2\\)。\n\n## 參考\n\n[^1]: 一\n";
    assert.equal(written(math, "ordered"), "甲\\[1\\]\\(x^2\\)。\n\n## 參考\n\n1.  一\n");
  });

  test("an entry's paragraphs, lists and code move with it; wrapped and lazy lines stay lines", () => {
    const list = "1.  一\n    二\n\n        code\n2.  三\n四\n\n      - 五\n";
    const page = `甲\\[1\\]\\[2\\]。\n\n${CATEGORY}\n\n${list}`;
    const expected = "[^1]: 一\n    二\n\n        code\n[^2]: 三\n    四\n\n      - 五\n";
    assert.equal(written(page, "definitions"), `甲[^1][^2]。\n\n${CATEGORY}\n\n${expected}`);
    assert.equal(written(page, "tag"), "(blocks 1)");
  });

  test("entries that cite each other", () => {
    const page = `甲\\[1\\]，乙\\[2\\]。\n\n${CATEGORY}\n\n1.  一，見\\[2\\]\n2.  二\n`;
    const caret = `甲[^1]，乙[^2]。\n\n${CATEGORY}\n\n[^1]: 一，見[^2]\n[^2]: 二\n`;
    assert.equal(written(page, "definitions"), caret);
    assert.equal(written(caret, "ordered"), page);
    assert.equal(written(page, "tag"), "(nested 1)");
  });

  test("a list that would be joined to the one above is parted from it", () => {
    const page = "甲[^1]。\n\n## 步驟\n\n1.  步\n2.  驟\n\n[^1]: 一\n";
    assert.equal(written(page, "ordered"), "甲\\[1\\]。\n\n## 步驟\n\n1.  步\n2.  驟\n\n<!-- end list -->\n\n1.  一\n");
  });

  test("wikitext left in a <ref> becomes Markdown; a start that would be a list is escaped", () => {
    const ref =
      "甲<ref>[http://a.example/(x) 題名]，''斜''與'''粗'''</ref>，乙<ref>1. 卷一</ref>。\n\n<references />\n";
    assert.equal(
      written(ref, "definitions"),
      "甲[^1]，乙[^2]。\n\n[^1]: [題名](http://a.example/\\(x\\))，*斜*與**粗**\n[^2]: 1\\. 卷一\n",
    );
    const kept = "甲<ref>{{cite web|title=題}}、[題](http://a.example)</ref>。\n\n<references />\n";
    assert.equal(written(kept, "definitions"), "甲[^1]。\n\n[^1]: {{cite web|title=題}}、[題](http://a.example)\n");
  });

  test("a template for the list is one", () => {
    const page = "甲<ref>一</ref>。\n\n## 參考\n\n{{reflist}}\n\n## 外部連結\n\n- 二\n";
    assert.equal(
      written(page, "definitions"),
      page.replace("<ref>一</ref>", "[^1]").replace("{{reflist}}", "[^1]: 一"),
    );
  });

  test("a tag for the list that is there already is used", () => {
    const page = `甲\\[1\\]。\n\n## 參考\n\n<references />\n\n${CATEGORY}\n\n1.  一\n`;
    assert.equal(written(page, "tag"), `甲<ref>一</ref>。\n\n## 參考\n\n<references />\n\n${CATEGORY}\n`);
    assert.equal(written(page.replace("甲", "<references />甲"), "tag"), "(lists)");
    assert.equal(written(page.replace("<references />", "甲"), "tag").includes("<references />"), true);
  });
});

describe("footnotes keep their form", () => {
  const page = (text: string, list: string) => `${text}\n\n${CATEGORY}\n\n${list}\n`;
  const refusals: [string, string, FootnoteForm, string][] = [
    ["no footnotes", "甲。\n", "definitions", "(none)"],
    ["a tag for the list alone", "甲。\n\n<references />\n", "ordered", "(none)"],
    ["the form it has", page("甲\\[1\\]。", "1.  一"), "ordered", "(same)"],
    ["two forms", page("甲\\[1\\]，乙[^a]。\n\n[^a]: 二", "1.  一"), "tag", "(mixed)"],
    ["a <ref> among markers", page("甲\\[1\\]，乙<ref>二</ref>。", "1.  一"), "tag", "(mixed)"],
    ["a marker without entry", page("甲\\[1\\]，乙\\[2\\]。", "1.  一"), "definitions", "(undefined 2)"],
    ["an entry nobody cites", page("甲\\[1\\]。", "1.  一\n2.  二"), "definitions", "(unused 2)"],
    ["an entry only another entry cites", page("甲\\[1\\]。", "1.  一\\[2\\]\n2.  二"), "definitions", "(unused 2)"],
    ["a definition nobody cites", "甲[^a]。\n\n[^a]: 一\n\n[^b]: 二\n", "ordered", "(unused b)"],
    ["numbers that do not count", page("甲\\[1\\]，乙\\[3\\]。", "1.  一\n3.  二"), "definitions", "(numbers 3)"],
    ["a number twice", page("甲\\[1\\]。", "1.  一\n1.  二"), "definitions", "(numbers 1)"],
    ["a name twice", "甲[^a]。\n\n[^a]: 一\n\n[^A]: 二\n", "ordered", "(duplicate A)"],
    ["first uses out of order", page("甲\\[2\\]，乙\\[1\\]。", "1.  一\n2.  二"), "definitions", "(order 2)"],
    ["a damaged marker", page("甲\\[1\\]，乙\\[2]。", "1.  一\n2.  二"), "definitions", "(damaged 2)"],
    ["a swallowed list", `甲\\[1\\]\\[2\\]。\n\n${CATEGORY}\n\n<br />\n1.  一\n2.  二\n`, "tag", "(standing)"],
    ["an HTML table", page("<table>\n<tr><td>甲[1]</td></tr>\n</table>", "1.  一"), "definitions", "(html 1)"],
    ["a link's text", page("[甲\\[1\\]](../Page/甲.md)", "1.  一"), "definitions", "(link 1)"],
    [
      "an identifier before a marker",
      "a[^2]，b[^2]，甲[^1]。\n\n## 參考\n\n[^1]: 一\n\n[^2]: 二\n",
      "ordered",
      "(index 1)",
    ],
    [
      "something between the entries",
      page("甲\\[1\\]\\[2\\]。", "1.  一\n<!-- redlink-disable-next-line footnote/unused -->\n2.  二"),
      "tag",
      "(between)",
    ],
    ["<ref> in an entry", page("甲\\[1\\]。", "1.  `<ref>`"), "tag", "(markup 1)"],
    ["a <ref> in code", "甲<ref>一</ref>，`<ref>二</ref>`。\n\n<references />\n", "ordered", "(tags)"],
    ["a <ref> in nowiki", "甲<ref>一</ref>，<nowiki><ref>二</ref></nowiki>。\n\n<references />\n", "ordered", "(tags)"],
    ["an unclosed <ref>", "甲<ref>一</ref>，乙<ref>二。\n\n<references />\n", "ordered", "(flaw)"],
    ["a number for a name", '甲<ref name="1">一</ref>。\n\n<references />\n', "ordered", "(flaw 1)"],
    ["a group", '甲<ref group="注">一</ref>。\n\n<references group="注" />\n', "ordered", "(group 注)"],
    ["a footnote of a template", "甲<ref>一</ref>{{efn|二}}。\n\n<references />\n", "ordered", "(special)"],
    [
      "a footnote that a template cites",
      '甲<ref name="a">一</ref>{{r|a}}。\n\n<references />\n',
      "ordered",
      "(special)",
    ],
    ["details", '甲<ref name="a" details="二">一</ref>。\n\n<references />\n', "ordered", "(special a)"],
    ["follow", '甲<ref name="a">一</ref><ref follow="a">二</ref>。\n\n<references />\n', "ordered", "(special)"],
    ["markers behind the list", "甲<ref>一</ref>。\n\n<references />\n\n乙<ref>二</ref>。\n", "ordered", "(behind)"],
    [
      "markers behind a numbered list",
      "甲\\[1\\]。\n\n## 參考\n\n1.  一\n2.  二\n\n## 後\n\n乙\\[2\\]。\n",
      "tag",
      "(behind)",
    ],
    ["a template for the list in code", "甲<ref>一</ref>。\n\n用`{{reflist}}`。\n", "ordered", "(tags)"],
    ["a name with quotes", '甲[^a"b]。\n\n[^a"b]: 一\n', "tag", '(name a"b)'],
    [
      "names that differ by case",
      '甲<ref name="a">一</ref><ref name="A">二</ref>。\n\n<references />\n',
      "definitions",
      "(name A)",
    ],
    ["a list in a <ref>", "甲<ref>一\n\n- 二</ref>。\n\n<references />\n", "definitions", "(blocks 1)"],
    ["a tag that would be a block", `\\[1\\]\n甲\\[1\\]。\n\n${CATEGORY}\n\n1.  一\n\n    二\n`, "tag", "(markup 1)"],
  ];
  for (const [name, text, form, reason] of refusals) test(name, () => assert.equal(written(text, form), reason));

  test("an index of programming prose is left alone, and counted", () => {
    const text = page("元素 a\\[1\\]，甲\\[1\\]，乙\\[2\\]。", "1.  一\n2.  二");
    const result = changeForm(parse(text, "markdown").article, "definitions");
    assert.ok(!("refusal" in result));
    assert.equal(result.left, 1);
    assert.ok(applyEdits(text, result.edits).startsWith("元素 a\\[1\\]，甲[^1]，乙[^2]。"));
  });

  test("a tag the conversion left is left", () => {
    const text = page("甲\\[1\\]，乙</ref>，`<ref>`。", "1.  一");
    assert.equal(written(text, "definitions"), text.replace("\\[1\\]", "[^1]").replace("1.  ", "[^1]: "));
  });

  test("math, links with numbers and code are no markers", () => {
    const text = page("\\[x\\] [1](http://a.example) `\\[1\\]` 甲\\[1\\]。", "1.  一");
    assert.ok(written(text, "definitions").startsWith("\\[x\\] [1](http://a.example) `\\[1\\]` 甲[^1]。"));
  });
});

describe("footnotes copied into wikitext", () => {
  const to = (text: string) => written(text, "tag", "wikitext");

  test("from Markdown, with their citations", () => {
    assert.equal(
      to(
        '甲\\[1\\]，乙\\[2\\]\\[1\\]。\n\n== 參考文獻 ==\n1.  [題名](http://a.example)，**粗**\\[2009\\]\n2.  [莫斯科](../Page/莫斯科.md "wikilink")\n\n[[Category:甲]]\n',
      ),
      "甲<ref name=\":1\">[http://a.example 題名]，'''粗'''&#91;2009&#93;</ref>，乙<ref>[[莫斯科]]</ref><ref name=\":1\" />。\n\n== 參考文獻 ==\n\n<references />\n\n[[Category:甲]]\n",
    );
    assert.equal(
      to("甲[^a]。\n\n[^a]: http://a.example\n"),
      '甲<ref name="a">http://a.example</ref>。\n\n<references />\n',
    );
  });

  test("from a page as it is shown", () => {
    assert.equal(
      to("甲[1]，乙[2][1]。\n\n== 參考 ==\n{{reflist}}\n\n  1. ^ 1.0 1.1 王五\n  2. ^ [http://a.example 縣志]\n"),
      '甲<ref name=":1">王五</ref>，乙<ref>[http://a.example 縣志]</ref><ref name=":1" />。\n\n== 參考 ==\n{{reflist}}\n',
    );
  });

  test("or not", () => {
    assert.equal(to("甲[1]。\n"), "(none)");
    assert.equal(to("甲<nowiki>\\[1\\]</nowiki>。\n\n1.  一\n"), "(hidden 1)");
    assert.equal(to("甲\\[1\\]。\n\n1.  `碼`\n"), "(markup 1)");
    assert.equal(to("甲<ref>一</ref>，乙\\[1\\]。\n\n1.  一\n"), "(same)");
    assert.equal(written("甲<ref>一</ref>。\n", "ordered", "wikitext"), "(dialect)");
    assert.equal(written("甲[1]。\n\n  1. ^ 一\n", "tag", "rendered"), "(dialect)");
  });
});

describe("on any text", () => {
  const PIECES =
    '甲|\\[1\\]|\\[2\\]|[^1]|[^a]|<ref>|</ref>|<ref name="a" />|<ref name="a">|<references />|1.  一|2.  二|[^1]: 一|[^a]: 二|' +
    "`|*|**|_|[|](x)|!|<table>\n<tr><td>|</td></tr>\n</table>|[1]|## 參考\n\n|== 參考 ==\n|{{|}}|[[|]]|<nowiki>|</nowiki>|<!--|-->|    |> |- |" +
    "http://a.example/|'''|\\|(|:| |&amp;|-{|}-|  1. ^ 一|\n|\n\n";
  const soup = fc.array(fc.constantFrom(...PIECES.split("|"), "|"), { maxLength: 40 }).map((parts) => parts.join(""));

  test("nothing else becomes a footnote by the change: an ordinary list with an index, a list above the definition", () => {
    assert.equal(written("1.  一[^1]\n[^1]: 一</td></tr>\n</table>[1]", "tag"), "(unequal)");
    assert.equal(written("  1. ^ 一<ref>}}</ref>", "definitions"), "  1. ^ 一[^1]\n\n[^1]: }}");
  });

  test("it is changed or refused; what is changed has the form, and goes back or is refused", () => {
    fc.assert(
      fc.property(soup, fc.constantFrom<FootnoteForm>("ordered", "definitions", "tag"), (text, form) => {
        for (const dialect of ["markdown", "wikitext", "rendered"] as const) {
          const result = changeForm(parse(text, dialect).article, form);
          if ("refusal" in result) continue;
          const there = applyEdits(text, result.edits);
          assert.equal(written(there, form, dialect), "(same)");
          written(there, result.from, dialect);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe("on any sound page", () => {
  const FORMS: readonly FootnoteForm[] = ["ordered", "definitions", "tag"];
  const renderer = new MarkdownIt("commonmark");

  /** What each marker of the running text cites: its entry, without white space and footnotes. */
  const citations = (text: string) => {
    const { article } = parse(text, "markdown");
    const inEntry = (start: number) => article.references.some((entry) => entry.start <= start && start < entry.end);
    return article.markers.flatMap(({ start, suspect, reference }) => {
      if (suspect || reference === null || inEntry(start)) return [];
      const { body } = article.references[reference]!;
      return [text.slice(body.start, body.end).replace(/\\\[\d+\\\]|\[\^[^\]]+\]|\s+/g, "")];
    });
  };

  test("every marker cites what it cited; there and back is what it was, from then on exactly", () => {
    fc.assert(
      fc.property(soundPages(), ({ numbered, defined }) => {
        for (const [from, page] of [
          ["ordered", numbered],
          ["definitions", defined],
        ] as const) {
          for (const to of FORMS) {
            const there = written(page, to);
            assert.notEqual(there, "(unequal)");
            if (isRefusal(there)) continue;
            if (to !== "tag") assert.deepEqual(citations(there), citations(page));
            const back = written(there, from);
            if (/^\(link/.test(back)) continue; // \[n\] may stand in a link's text, [^n] may not
            assert.deepEqual(citations(back), citations(page));
            assert.equal(written(back, to), there);
            assert.equal(written(written(back, to), from), back);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  test("a renderer shows the same list", () => {
    const items = (text: string) => {
      const html = renderer.render(text.replaceAll("\r\n", "\n").replace(/^\ufeff/, ""));
      const list = html.slice(html.lastIndexOf("\n<ol>"));
      return list.replace(/<[^>]*>|\s+/g, "").replaceAll(/\[\d+\]/g, "");
    };
    fc.assert(
      fc.property(soundPages(), ({ numbered }) => {
        const there = written(numbered, "definitions");
        if (isRefusal(there)) return;
        assert.equal(items(written(there, "ordered")), items(numbered));
      }),
      { numRuns: 100 },
    );
  });
});
