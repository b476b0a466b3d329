import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { citationMarkdown } from "../../server/core/citations/markdown";
import { readCitationText } from "../../server/core/citations/text";
import { WikitextReader } from "../../server/core/citations/wikitext";
import { parse } from "../../server/core/dialects/parse";
import { citationText, isFullyKnown } from "../../server/core/model/citation";

/** What the first footnote of a wikitext cites. */
function cited(content: string) {
  const { article } = parse(`正文<ref>${content}</ref>。\n<references />\n`, "wikitext");
  return new WikitextReader(article).citation(article.references[0]!.body);
}
const markdown = (content: string) => {
  const citation = cited(content);
  return citation && citationMarkdown(citation.parts, "remote");
};

describe("citations of wikitext", () => {
  const cases: readonly (readonly [name: string, wikitext: string, markdown: string])[] = [
    [
      "a page on the web, alive, with a copy",
      "{{Cite web |url=http://a.example/x |title=Old ''Bridge'' |accessdate=2014-07-10 |archive-date=2007-10-08 |archive-url=https://web.archive.org/web/20071008122452/http://a.example/x |dead-url=no }}",
      "[Old Bridge](http://a.example/x). \\[2014-07-10\\]. （原始內容[存檔](https://web.archive.org/web/20071008122452/http://a.example/x)於2007-10-08）.",
    ],
    [
      "one that is gone: the title leads to the copy",
      "{{cite news|url=http://a.example/x|title=Old Bridge|last=Li|first=Wen|date=2009-03-08|publisher=[[河谷日報|日報]]|location=[[清河鎮]]|archiveurl=https://archive.is/2013/http://a.example/x|archivedate=2013-04-17|deadurl=yes}}",
      "Li, Wen. [Old Bridge](https://archive.is/2013/http://a.example/x). 清河鎮: 日報. 2009-03-08. （[原始內容](http://a.example/x)存檔於2013-04-17）.",
    ],
    [
      "a book, a journal, their volumes",
      "{{cite book|author1=李文|author2=王平|title=橋梁考|edition=第二版|publisher=書局|year=1931|pages=12-13|isbn=978-7-01}}",
      "李文; 王平. 橋梁考. 第二版. 書局. 1931: 12-13. ISBN 978-7-01.",
    ],
    [
      "",
      "{{cite journal|title=石橋|journal=工程|volume=3|issue=7|page=5|date=1929|doi=10.1/x}}",
      "石橋. 工程 3 (7). 1929: 5. doi:[10.1/x](https://doi.org/10.1/x).",
    ],
    [
      "Chinese names",
      "{{引用網頁|標題=石橋|網址=http://a.example/|作者=李文|網站=橋梁網|日期=2001年5月|訪問日期=2014-05-12}}",
      "李文. [石橋](http://a.example/). 橋梁網. 2001年5月 \\[2014-05-12\\].",
    ],
    [
      "a surname apart",
      "{{cite book|last=秦|first=望舒|last2=Smith|first2=J.|title=石橋}}",
      "秦望舒; Smith, J.. 石橋.",
    ],
    [
      "a link and its copy",
      "[http://a.example/x Old Bridge] {{Wayback|url=http://a.example/x |date=20140723204321 }}, CNN",
      "[Old Bridge](http://a.example/x) （[頁面存檔備份](https://web.archive.org/web/20140723204321/http://a.example/x)，存於互聯網檔案館）, CNN",
    ],
    [
      "pages of the wiki",
      "[[橋梁考]]、[[縣志 (清代)|縣志]]第[[1|12]]頁",
      '[橋梁考](https://zh.wikipedia.org/wiki/橋梁考 "wikilink")、[縣志](https://zh.wikipedia.org/wiki/縣志_\\(清代\\) "wikilink")第[12](https://zh.wikipedia.org/wiki/1 "wikilink")頁',
    ],
    [
      "words of other languages",
      "{{lang|ja|東京}}、{{link-en|石橋|Stone bridge}}、{{tsl|en|Arch|拱|拱券}}、{{le|木橋|Wood}}、{{lang-en|Bridge}}",
      "東京、石橋、拱券、木橋、英語：Bridge",
    ],
    ["character references, comments, tags", "A&amp;B<!-- no --><br/>&#21488;<small>C</small>", "A&B 台C"],
    ["an address by itself", "見 http://a.example/b 第2頁", "見 [http://a.example/b](http://a.example/b) 第2頁"],
    [
      "identifiers",
      "{{cite journal|title=石橋|eprint=1999.01234|pmid=99|pmc=PMC88|jstor=7|bibcode=2017A|oclc=66|issn=1234-5678|hdl=1/2|doi=10.1/x}}",
      "石橋. arXiv:[1999.01234](https://arxiv.org/abs/1999.01234). Bibcode:[2017A](https://ui.adsabs.harvard.edu/abs/2017A). doi:[10.1/x](https://doi.org/10.1/x). hdl:[1/2](https://hdl.handle.net/1/2). ISSN 1234-5678. JSTOR [7](https://www.jstor.org/stable/7). OCLC [66](https://www.worldcat.org/oclc/66). PMC [88](https://www.ncbi.nlm.nih.gov/pmc/articles/PMC88). PMID [99](https://pubmed.ncbi.nlm.nih.gov/99).",
    ],
    [
      "identifiers by templates of their own",
      "《石橋》，{{ISBN|978-7-01}}，{{arxiv|1999.01234}}，{{doi|10.1/x}}",
      "《石橋》，ISBN 978-7-01，arXiv:[1999.01234](https://arxiv.org/abs/1999.01234)，doi:[10.1/x](https://doi.org/10.1/x)",
    ],
    [
      "templates and markup in a title",
      "{{cite web|title=Mini{{TeX}}{{!}}{{lang|en|Guide}} -{后}-記|url=http://a.example/}} {{dead link|date=2018}} {{en}}",
      "[MiniTeX|Guide 后記](http://a.example/).",
    ],
    ["no scheme that runs", "{{cite web|title=石橋|url=javascript:alert(1)}}", "石橋."],
  ];
  for (const [name, wikitext, expected] of cases) {
    test(name || wikitext.slice(0, 30), () => assert.equal(markdown(wikitext), expected));
  }

  test("what is known of its parts", () => {
    const { parts: _parts, ...told } = cited(
      "{{cite news|title=Bridge|url=http://a.example/|newspaper=Times|date=2008-08-21|access-date=2009-01-02|author=Li|archive-url=https://web.archive.org/web/20130512094210/http://a.example/}}",
    )!;
    assert.deepEqual(told, {
      title: "Bridge",
      url: "http://a.example/",
      authors: "Li",
      work: "Times",
      date: "2008-08-21",
      accessDate: "2009-01-02",
      archiveUrl: "https://web.archive.org/web/20130512094210/http://a.example/",
      archiveDate: "2013-05-12",
    });
  });

  test("a template that is not known leaves a citation doubtful, wherever it stands", () => {
    const isKnown = (content: string) => isFullyKnown(cited(content)!);
    assert.ok(isKnown("{{cite web|title=橋|url=http://a.example/|ref={{harvid|Li|2008}}}}"));
    for (const content of [
      "{{cite web|title=Mik{{郵徽}}官网|url=http://a.example/}}",
      "{{cite web|title=橋|author={{郵徽}}|url=http://a.example/}}",
      "{{cite web|title={{lang|en|Bridge {{郵徽}}}}}}",
      "《橋》，{{郵徽}}",
      "{{郵徽|甲}}[http://a.example/ 橋]",
      "[http://a.example/ 橋]，{{PAGENAME}}",
    ])
      assert.equal(isKnown(content), false, content);
  });

  test("a template that is not known says nothing by itself", () => {
    assert.equal(cited("{{sfn|Li|2008}}"), undefined);
    assert.equal(cited("{{cite web}}"), undefined);
  });
});

describe("citations of plain text", () => {
  test("their parts, as far as they are certain", () => {
    const { parts, ...told } = readCitationText(
      "Li, Wen. Old Bridge, S.Ossetia. 清河: 日報. 2008-08-21 [2008-09-09]. (原始内容存档于2013-05-12).\u00a0",
    );
    assert.deepEqual(told, {
      title: "Old Bridge, S.Ossetia",
      authors: "Li, Wen",
      work: "清河: 日報",
      date: "2008-08-21",
      accessDate: "2008-09-09",
      archiveDate: "2013-05-12",
    });
    assert.match(citationText({ parts }), /^Li, Wen\. .*\(原始内容存档于2013-05-12\)\.$/);
  });

  test("the note of a copy goes with its link", () => {
    assert.equal(citationText(readCitationText("Old Bridge页面存档备份,存于互联网档案馆), CNN")), "Old Bridge, CNN");
  });
});
