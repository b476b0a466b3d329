import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { parse } from "../../server/core/dialects/parse";
import { changeForm } from "../../server/core/footnotes/forms/change";
import { check } from "../../server/core/rules/run";
import { applyEdits } from "../../server/core/text/edit";
import { openPage } from "../support/wiki";

/**
 * One real article, where it is at hand: it is not ours to copy into the project. What it must yield is known by heart.
 * Elsewhere the same phenomena are tested on pages of our own.
 */
const FOLDER = join("..", "shared", "samples", "Page");
const PAGE = "俄羅斯－南奧塞梯關係.md";
const path = join(FOLDER, PAGE);

if (existsSync(path)) {
  describe("a real article", () => {
    const snapshot = openPage(readFileSync(path, "utf8"), { path: `Page/${PAGE}`, pages: {} });
    const { article } = snapshot;
    const findings = check(snapshot);
    const texts = (rule: string) =>
      findings.filter((finding) => finding.rule === rule).map(({ start, end }) => article.text.slice(start, end));

    test("24 markers cite 24 entries", () => {
      assert.equal(article.references.length, 24);
      assert.deepEqual(
        article.markers.map((marker) => marker.reference),
        Array.from({ length: 24 }, (_, index) => index),
      );
    });

    test("its footnotes in every form and back", () => {
      const FORMS = ["ordered", "definitions", "tag"] as const;
      const inForm = (text: string, form: (typeof FORMS)[number]) => {
        const result = changeForm(parse(text, "markdown").article, form);
        return "edits" in result ? applyEdits(text, result.edits) : assert.fail(result.refusal.reason);
      };
      const pages = [article.text, inForm(article.text, "definitions"), inForm(article.text, "tag")];
      assert.equal(pages[1]!.match(/^\[\^\d+\]:/gm)?.length, 24);
      assert.equal(pages[2]!.match(/<ref\b(?!erences)/g)?.length, 24);
      for (const from of pages) {
        FORMS.forEach((form, index) => {
          if (from !== pages[index]) assert.equal(inForm(from, form), pages[index]);
        });
      }
    });

    test("exactly the entries 4–8 and 10–24 are empty", () => {
      const expected = Array.from({ length: 24 }, (_, index) => `${index + 1}.`);
      assert.deepEqual(texts("footnote/empty-entry"), [...expected.slice(3, 8), ...expected.slice(9)]);
    });

    test("exactly twelve link texts ran on, each cut where its title ends", () => {
      const overruns = findings.filter((finding) => finding.rule === "link/overrun");
      assert.deepEqual(
        overruns.map(({ message }) => `${message.args!.title}|${message.args!.rest}`),
        [
          "俄羅斯聯邦|和的",
          "南奧塞梯共和國|之間的雙邊關係",
          "梅德韋傑夫|於",
          "梅德韋傑夫|和",
          "愛德華·賈巴耶維奇·科科伊季|飛抵",
          "俄羅斯聯邦委員會|承認其獨立",
          "梅德韋傑夫|簽署總統令",
          "謝爾蓋·拉夫羅夫|等人都表示支持此決定",
          "美國|及",
          "北約|隨即譴責俄羅斯",
          "格魯吉亞|亦於",
          "軍人|到南奧塞梯",
        ],
      );
    });

    test("the leftovers, the hole, the slips of script", () => {
      assert.deepEqual(texts("link/stray-close"), ["\\]\\]"]);
      assert.deepEqual(texts("residue/template"), ["{{-}}"]);
      assert.deepEqual(texts("residue/dropped-template"), ["了 ，"]);
      assert.deepEqual(texts("variant/mixed-script"), ["缩略图", "伊万諾夫"]);
    });

    test("nothing else at warning or above but missing pages", () => {
      const loud = findings.filter(({ severity }) => severity === "warning" || severity === "error");
      const rules = new Set(loud.map((finding) => finding.rule));
      const expected = ["footnote/empty-entry", "link/missing-page", "link/overrun", "link/stray-close"];
      assert.deepEqual([...rules].sort(), expected);
      for (const rule of ["footnote/undefined", "footnote/unused", "footnote/out-of-order"])
        assert.deepEqual(texts(rule), []);
    });
  });
}
