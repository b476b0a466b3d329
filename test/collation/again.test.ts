import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { openPage } from "../support/wiki";
import { beside, listed } from "./beside";

// What `redlink collate --write` writes is what the companion says: a second run finds nothing.

const CITATIONS: readonly string[] = [
  "{{cite web|url=http://a.example/x|title=Old Bridge|access-date=2014-07-10|archive-url=https://web.archive.org/web/20071008/http://a.example/x|archive-date=2007-10-08|url-status=dead}}",
  "{{cite web|url=http://a.example/y|title=舊橋|access-date=10 July 2014|date=Aug 8, 2008}}",
  "{{cite web|url=http://a.example/z|title=2016-08-17 [ASWEB]叛逆的橋|website=[[河谷日報|日報]]}}",
  "{{cite journal|title=Cost $5 and $x^2$|journal=A_B*C|volume=3|issue=7|pages=1-2|doi=10.1/x_y|bibcode=2017AcCae..12...44R}}",
  "{{cite arXiv|title=Orbit \\[x\\] of a bridge|eprint=1999.01234|class=astro-ph}}",
  "{{cite book|title=橋 <b>考</b> & 記|isbn=978-7-01|oclc=99123456|quote=「橋」}}",
  "[http://a.example/w 橋的網頁] {{Wayback|url=http://a.example/w|date=20140723204321}}，第[[1|12]]頁",
  "http://a.example/v_(1)?q=後&r=2",
  "《縣志》，卷三，第[5]頁",
  "1988. 縣志",
  "王{{lang|ja|渓}}：-{后}-記 -{zh-hans:软件;zh-hant:軟體}-",
  "{{cite news|author=游某; 于某|title=里程|newspaper=云報}}",
  "# 號 * 星 - 線 + 加 ~ 波 `碼` | 豎",
];

const WORDS = ["建於明代的最後一個年頭", "清代由縣令李文出資重修", "民國初年大水沖毀三孔", "鄉人集資修復並立碑記事"];
const CATEGORY = '[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")';

/** A page of clauses, each with a footnote, and the same as wikitext with these citations. */
function pageOf(citations: readonly string[]): { markdown: string; wikitext: string } {
  const clauses = citations.map((_, index) => `第${index}句說此橋${WORDS[index % WORDS.length]}又過了${index}年`);
  const text = (mark: (index: number) => string) =>
    `清河老橋：${clauses.map((clause, index) => clause + mark(index)).join("，")}。`;
  const entries = citations.map((_, index) => `${index + 1}.`).join("\n");
  return {
    markdown: `${text((index) => `\\[${index + 1}\\]`)}\n\n${CATEGORY}\n\n${entries}\n`,
    wikitext: `${text((index) => `<ref>${citations[index]}</ref>`)}\n\n<references />\n`,
  };
}

describe("a second run", () => {
  for (const script of ["hant", "hans"] as const)
    test(`finds nothing of what the first wrote (${script})`, async () => {
      const { markdown, wikitext } = pageOf(CITATIONS);
      const page =
        script === "hant"
          ? markdown
          : markdown
              .replace(/橋/g, "桥")
              .replace(/於/g, "于")
              .replace(/後/g, "后")
              .replace(/說/g, "说")
              .replace(/過/g, "过")
              .replace(/縣/g, "县")
              .replace(/鄉/g, "乡")
              .replace(/資/g, "资")
              .replace(/國/g, "国")
              .replace(/個/g, "个")
              .replace(/頭/g, "头")
              .replace(/沖毀/g, "冲毁")
              .replace(/復並/g, "复并")
              .replace(/記/g, "记");
      const first = await beside(page, "清河老橋.wikitext", wikitext);
      const { references } = openPage(first.restored).article;
      assert.deepEqual(
        references.filter(({ empty }) => empty).map(({ name }) => name),
        [],
      );
      assert.deepEqual(listed(await beside(first.restored, "清河老橋.wikitext", wikitext)), []);
    });

  test("does not call the repetition of an entry different that differs itself", async () => {
    const page = `清河老橋建於明代的最後一個年頭\\[1\\]，長三十二公尺又四公寸\\[2\\]，清代由縣令李文出資重修\\[3\\]。\n\n${CATEGORY}\n\n1.  [石橋](http://a.example/x)\n2.\n3.\n`;
    const wikitext =
      '清河老橋建於明代的最後一個年頭<ref name="a">{{cite web|title=石橋|url=http://a.example/x|access-date=2014-05-06}}</ref>，長三十二公尺又四公寸<ref name="a" />，清代由縣令李文出資重修<ref>縣志</ref>。\n\n<references />\n';
    const first = await beside(page, "清河老橋.wikitext", wikitext);
    assert.match(first.restored, /^2\. {2}\[石橋\]\(http:\/\/a\.example\/x\)$/m);
    const again = listed(await beside(first.restored, "清河老橋.wikitext", wikitext));
    assert.deepEqual(again, ["difference 1: 石橋. [2014-05-06]."]);
  });
});
