import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import MarkdownIt from "markdown-it";
import type { Dialect } from "../../server/core/model/article";
import { check } from "../../server/core/rules/run";
import { openPage } from "../support/wiki";
import { beside } from "./beside";

/** One real article in four forms, where it is at hand: it is not ours to copy into the project. */
const FOLDER = join("..", "shared", "samples");
const NAME = "俄羅斯－南奧塞梯關係";
const page = join(FOLDER, "Page", `${NAME}.md`);

/** A word of each title, what each cites by address, and when it appeared, in the order of the entries that are empty. */
const LOST: readonly (readonly [entry: string, title: string, url: string, date: string])[] = [
  ["4", "send sovereignty appeals to Russia", "en.rian.ru/world/20080821/116198014.html", "2008-08-21"],
  ["5", "sends request to Russia for recognition", "en.rian.ru/russia/20080821/116189365.html", "2008-08-21"],
  ["6", "upper house seeks independence", "en.rian.ru/russia/20080825/116254039.html", "2008-08-25"],
  ["7", "parliament asks president", "en.rian.ru/russia/20080825/116264611.html", "2008-08-25"],
  ["8", "breakaway republics -2", "en.rian.ru/russia/20080826/116291407.html", "2008-08-26"],
  ["10", "stick to its decision on bases", "en.rian.ru/russia/20090208/120038987.html", "2009-02-08"],
  ["11", "Abkhazia irreversible", "en.rian.ru/russia/20080827/116325556.html", "2008-08-27"],
  ["12", "breaks off relations", "nytimes.com/2008/08/29/world/europe/29iht-georgia.3.15746317.html", "2008-08-29"],
  ["13", "praises Sarkozy's role", "en.rian.ru/world/20090808/155760058.html", "2009-08-08"],
  ["14", "Testing Ground for Modernization", "eng.globalaffairs.ru/numbers/26/1266.html", "2009-03-08"],
  ["15", "agreement on financial aid with", "www.regnum.ru/english/1131963.html", "2009-03-02"],
  ["16", "signs financial aid deals", "en.rian.ru/russia/20090317/120599992.html", "2009-03-17"],
  ["17", "Statements following Signing", "www.kremlin.ru/eng/speeches/2008/09/17/1948_type", "2008-09-17"],
  [
    "18",
    "committing itself to defense",
    "nytimes.com/2008/09/17/world/europe/17iht-georgia.4.16247629.html",
    "2008-09-17",
  ],
  ["19", "friendship treaty comes into force", "en.rian.ru/world/20090120/119713656.html", "2009-01-20"],
  ["20", "fully staffs bases", "en.rian.ru/russia/20081119/118400373.html", "2008-11-19"],
  ["21", "monitoring its border", "news.xinhuanet.com/english/2009-05/02/content_11301165.htm", "2009-05-02"],
  ["22", "guards take up duties", "en.rian.ru/russia/20090502/121414333.html", "2009-05-02"],
  ["23", "cut troops", "en.rian.ru/world/20090617/155274434.html", "2009-06-17"],
  ["24", "rule out a new Georgian aggression", "en.rian.ru/analysis/20090803/155710016.html", "2009-08-03"],
];

const LABELS =
  "俄羅斯聯邦 南奧塞梯共和國 梅德韋傑夫 梅德韋傑夫 愛德華·賈巴耶維奇·科科伊季 俄羅斯聯邦委員會 梅德韋傑夫 謝爾蓋·拉夫羅夫 美國 北約 格魯吉亞 軍人";

const companions: readonly { readonly file: string; readonly dialect: Dialect | "html" }[] = [
  { file: `${NAME}.rendered.txt`, dialect: "rendered" },
  { file: `${NAME}.zh-hans.html`, dialect: "html" },
  { file: `${NAME}.wikitext`, dialect: "wikitext" },
];

if (existsSync(page)) {
  describe("a real article and its companions", () => {
    const text = readFileSync(page, "utf8");
    for (const { file, dialect } of companions) {
      test(`everything that ${dialect} tells is restored, nothing else`, async () => {
        const there = readFileSync(join(FOLDER, file), "utf8");
        const { restoration, restored } = await beside(text, file, there, `Page/${NAME}.md`);
        const of = (kind: string) => restoration.proposals.filter((proposal) => proposal.kind === kind);
        assert.deepEqual(
          restoration.proposals.filter(({ doubtful }) => doubtful),
          [],
        );
        assert.deepEqual(
          of("citation").map(({ entry }) => entry),
          LOST.map(([entry]) => entry),
        );
        assert.deepEqual(of("reuse"), []);
        const after = openPage(restored, { path: `Page/${NAME}.md`, pages: {} });
        const { references, links, markers } = after.article;
        for (const [entry, title, url, date] of LOST) {
          const reference = references[Number(entry) - 1]!;
          assert.ok(reference.text.includes(title), `${entry}: ${reference.text}`);
          assert.ok(reference.text.includes(date), `${entry}: ${reference.text}`);
          const own = links.filter(({ start, end }) => reference.body.start <= start && end <= reference.body.end);
          if (dialect !== "rendered")
            assert.ok(
              own.some(({ destination }) => destination.includes(url)),
              entry,
            );
        }
        // What the page has stays as it is.
        for (const index of [0, 1, 2, 8]) {
          const { body } = references[index]!;
          assert.ok(text.includes(`${index + 1}.  ${restored.slice(body.start, body.end)}\n`), `entry ${index + 1}`);
        }
        if (dialect !== "rendered") {
          assert.deepEqual(
            of("label").map((proposal) => proposal.text),
            LABELS.split(" "),
          );
          assert.equal(of("caption").length, 1);
          assert.ok(restored.includes("獨立的講話\n\n2008年8月21日"));
        }
        assert.ok(restored.includes("簽署了友誼、合作和互助協定，保證"));
        assert.ok(restored.includes('"wikilink")尼古拉·馬卡羅夫指出'));
        assert.deepEqual(
          markers.map(({ reference }) => reference),
          Array.from({ length: 24 }, (_, index) => index),
        );
        const rules = new Set(check(after).map(({ rule }) => rule));
        for (const rule of [
          "footnote/empty-entry",
          "footnote/undefined",
          "footnote/unused",
          "residue/dropped-template",
        ])
          assert.ok(!rules.has(rule), rule);
        if (dialect !== "rendered") assert.ok(!rules.has("link/overrun") && !rules.has("link/stray-close"));
        assert.equal(new MarkdownIt({ html: true }).render(restored).match(/<li>/g)?.length, 24);
      });
    }
  });
}
