import type { Script } from "../../model/article";
import { replace } from "../../text/edit";
import { spanAt } from "../../text/span";
import { FALLBACKS } from "../../variants/fixed";
import { readConversionMarkup } from "../../variants/markup";
import type { Change, Rule } from "../rule";
import { excerpt, exposesBlock, removeWithLines } from "./removal";

const TITLES = {
  keep: { en: "Keep “{value}”", "zh-hans": "保留“{value}”", "zh-hant": "保留「{value}」" },
  remove: { en: "Remove it: it shows nothing", "zh-hans": "删除（本不显示文字）", "zh-hant": "刪除（本不顯示文字）" },
};

/**
 * What `-{…}-` may show, the word for the page's script first; none for markup that shows nothing (`-{H|…}-`). Undefined
 * when it cannot be told.
 * @param source in the page's own escapes, but for that of the dash
 */
function wordsOf(source: string, script: Script): readonly string[] | undefined {
  const markup = readConversionMarkup(source);
  if (!markup || markup.shows === "other") return undefined;
  if (markup.shows === "nothing") return [];
  const { words, oneWay, plain = "" } = markup.rule;
  const own = FALLBACKS[script === "hant" ? "hant" : "hans"].map((variant) => words.get(variant) ?? "");
  const all = [...own, ...words.values(), ...oneWay.map(({ to }) => to), plain];
  return [...new Set(all)].filter((word) => word !== "");
}

/** Conversion markup that stayed behind. */
export const conversionMarkup: Rule = {
  id: "residue/conversion-markup",
  summary: {
    en: "Wikitext conversion markup `-{…}-` in Markdown.",
    "zh-hans": "Markdown 里残留的字词转换标记 `-{…}-`。",
    "zh-hant": "Markdown 裡殘留的字詞轉換標記 `-{…}-`。",
  },
  why: {
    en: "The wiki shows one of its readings. Markdown shows all of them, with the marks.",
    "zh-hans": "维基软件只显示其中一种写法，Markdown 却连标记带各种写法全部显示。",
    "zh-hant": "維基軟體只顯示其中一種寫法，Markdown 卻連標記帶各種寫法全部顯示。",
  },
  severity: "info",
  dialects: ["markdown"],
  articlesOnly: true,
  messages: {
    markup: {
      en: "The conversion markup {markup} shows as it stands. Keep one reading.",
      "zh-hans": "转换标记 {markup} 会原样显示，请只留一种写法。",
      "zh-hant": "轉換標記 {markup} 會原樣顯示，請只留一種寫法。",
    },
  },
  examples: [
    {
      title: "readings for two scripts, on a Traditional page",
      source: `此橋由⟦-{zh-hans:意大利; zh-hant:義大利}-⟧工匠建造，橋長三百餘尺，歷時數載，見[老橋](https://zh.wikipedia.org/wiki/老橋 "wikilink")。\n`,
      fixed: `此橋由義大利工匠建造，橋長三百餘尺，歷時數載，見[老橋](https://zh.wikipedia.org/wiki/老橋 "wikilink")。\n`,
    },
    {
      title: "text that was to stay as it is",
      source: `由⟦-{乾}-⟧元年起，見[老橋](https://zh.wikipedia.org/wiki/老橋 "wikilink")。\n`,
      fixed: `由乾元年起，見[老橋](https://zh.wikipedia.org/wiki/老橋 "wikilink")。\n`,
    },
    {
      title: "a rule that shows nothing",
      source: `由⟦-{H|zh-hans:意大利; zh-hant:義大利}-⟧工匠建造，見[老橋](https://zh.wikipedia.org/wiki/老橋 "wikilink")。\n`,
      fixed: `由工匠建造，見[老橋](https://zh.wikipedia.org/wiki/老橋 "wikilink")。\n`,
      internal: true,
    },
    {
      title: "in code and in mathematics",
      source: '寫作`-{甲}-`，\\(-{a}-b\\)，見[老橋](https://zh.wikipedia.org/wiki/老橋 "wikilink")。\n',
    },
  ],
  checkBlock({ block }, report) {
    const { text, residues } = block.content;
    for (const residue of residues) {
      if (residue.kind === "conversion") report(residue, "markup", { args: { markup: excerpt(text, residue, 40) } });
    }
  },
  fixes(finding, snapshot) {
    const { article } = snapshot;
    const residue = spanAt(article.residues, finding.start);
    if (residue?.kind !== "conversion") return [];
    const { text } = article;
    const words = wordsOf(text.slice(residue.start, residue.end).replace(/^\\/, ""), article.script);
    if (words === undefined) return [];
    if (words.length === 0) {
      if (exposesBlock(text, residue)) return [];
      return [
        { title: { texts: TITLES.remove }, safety: "review", edits: [removeWithLines(text, residue)], preferred: true },
      ];
    }
    return words.map(
      (value, index): Change => ({
        title: { texts: TITLES.keep, args: { value: excerpt(value, { start: 0, end: value.length }, 30) } },
        safety: "review",
        edits: [replace(text, residue, value)],
        preferred: index === 0,
      }),
    );
  },
};
