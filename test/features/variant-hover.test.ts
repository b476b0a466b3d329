import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { variantHover } from "../../server/core/features/variant-hover";
import { type Language, render } from "../../server/core/rules/texts";
import { fixture, texts } from "./fixture";

async function shown(source: string, language: Language = "en"): Promise<string[] | undefined> {
  const page = fixture(`${source}\n`);
  const found = await variantHover(page.snapshot, page.offset);
  if (!found) return undefined;
  const lines = [found.title, ...(found.items ?? [])];
  return [
    ...texts(page, [found.span]),
    ...lines.map((line) => (typeof line === "string" ? line : render(line, language))),
  ];
}

describe("the hover of a word in all variants", () => {
  test("variants that agree share a line, which says why", async () => {
    assert.deepEqual(await shown("这里有头‸发与软件"), [
      "头发",
      "头发",
      "简体 大陆 新马: 头发",
      "繁體 台灣 香港 澳門: 頭髮 (dictionary: 头发)",
    ]);
  });

  test("what it could be instead, and what only the regions' own words say", async () => {
    assert.equal((await shown("这人姓‸钟"))?.[3], "繁體 台灣 香港 澳門: 鍾, or 鐘 鈡? (by character)");
    assert.deepEqual((await shown("說明內‸存", "zh-hant"))?.slice(2), [
      "简体 大陆 新马：内存（逐字）",
      "繁體 台灣 香港 澳門：內存",
      "台灣，地區用詞：記憶體（詞典：內存）",
    ]);
  });

  test("what the page lays down, and where", async () => {
    const lines = await shown("首行\n\n-{A|zh-cn:软件;zh-tw:軟體}-这里软‸件说", "zh-hans");
    assert.ok(lines?.includes("繁體 台灣 香港 澳門：軟體（本页第 3 行规定）"), String(lines));
  });

  test("nothing where the settings say so", async () => {
    const page = fixture("这里有头‸发\n", { hoverVariants: false });
    assert.equal(await variantHover(page.snapshot, page.offset), undefined);
  });

  test("nothing over words that are the same everywhere, and where there are none", async () => {
    for (const source of ["天‸地", "ab‸c", "`头‸发`", "[a](头‸发)"])
      assert.equal(await shown(source), undefined, source);
  });
});
