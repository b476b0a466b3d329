import assert from "node:assert/strict";
import test from "node:test";
import { certainEdits, restore } from "../../server/core/features/collation";
import { applyEdits } from "../../server/core/text/edit";
import { loadConverter } from "../../server/core/variants/convert";
import { fetchCompanion } from "../../server/core/workspace/wiki-companion";
import { WebReader } from "../../server/main/fetch";
import { openPage } from "../support/wiki";
import { wikiAddress, writePage } from "./mediawiki";

// A page of the wiki, what a conversion makes of it, and what comes back from the wiki.

const TITLE = "清溪石橋";
const SOURCE = `'''清溪石橋'''建於明代的最後一個年頭<ref name="志">{{Cite web|title=清溪縣志|url=http://a.example/zhi|date=1931}}</ref>，長三十二公尺又四公寸<ref>[http://a.example/measure Measured in 1988]</ref>，位於[[清溪鎮|清溪]]北面的山口，清代由縣令李文出資重修<ref name="志" />。

== 參考 ==
<references />
`;
const PAGE = `**清溪石橋**建於明代的最後一個年頭\\[1\\]，長三十二公尺又四公寸\\[2\\]，位於[清溪北面的山口](https://zh.wikipedia.org/wiki/清溪鎮 "wikilink")，清代由縣令李文出資重修\\[3\\]。

## 參考

[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")

1.
2.
3.
`;
const RESTORED = `**清溪石橋**建於明代的最後一個年頭\\[1\\]，長三十二公尺又四公寸\\[2\\]，位於[清溪](https://zh.wikipedia.org/wiki/清溪鎮 "wikilink")北面的山口，清代由縣令李文出資重修\\[3\\]。

## 參考

[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")

1.  [清溪縣志](http://a.example/zhi). 1931.
2.  [Measured in 1988](http://a.example/measure)
3.  [清溪縣志](http://a.example/zhi). 1931.
`;

const reader = new WebReader({ patience: 60_000, interval: 0, largest: 16_000_000 });

async function restored(page: string, title: string): Promise<string> {
  const companion = await fetchCompanion(reader.get, wikiAddress(), title, () => {});
  assert.ok(!("reason" in companion), JSON.stringify(companion));
  const restoration = await restore(openPage(page, { path: `Page/${title}.md` }), companion);
  assert.equal(restoration.refusal, undefined);
  return applyEdits(page, certainEdits(restoration));
}

test("a page comes back from a real wiki's API", async () => {
  await writePage("Template:Cite web", '<cite class="citation web">[{{{url}}} {{{title}}}]. {{{date}}}.</cite>');
  await writePage(TITLE, SOURCE);
  assert.equal(await restored(PAGE, TITLE), RESTORED);
});

test("a page in the other script, and through a redirect", async () => {
  await writePage("Template:Cite web", '<cite class="citation web">[{{{url}}} {{{title}}}]. {{{date}}}.</cite>');
  await writePage(TITLE, SOURCE);
  await writePage("清溪古橋", `#REDIRECT [[${TITLE}]]`);
  const hans = await loadConverter("hans");
  const page = PAGE.replaceAll(/[\p{Script=Han}]+/gu, (han) => hans.convert(han));
  const text = await restored(page, "清溪古橋");
  assert.ok(text.includes("1.  [清溪县志](http://a.example/zhi). 1931.\n"), text);
  assert.ok(text.includes('位于[清溪](https://zh.wikipedia.org/wiki/清溪镇 "wikilink")北面的山口'), text);
});

test("what the wiki does not have it says", async () => {
  const companion = await fetchCompanion(reader.get, wikiAddress(), "沒有這一頁", () => {});
  assert.deepEqual(companion, { reason: "missing", detail: "沒有這一頁" });
});
