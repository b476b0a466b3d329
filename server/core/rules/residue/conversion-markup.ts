import type { Script } from "../../model/article";
import { replace } from "../../text/edit";
import { spanAt } from "../../text/span";
import type { Change, Rule } from "../rule";
import { excerpt, exposesBlock } from "./removal";

const TITLES = {
  keep: { en: "Keep “{value}”", "zh-hans": "保留“{value}”", "zh-hant": "保留「{value}」" },
  remove: { en: "Remove it: it shows nothing", "zh-hans": "删除（本不显示文字）", "zh-hant": "刪除（本不顯示文字）" },
};

interface Reading {
  readonly variant: string;
  readonly value: string;
}

const ORDER: Record<"hans" | "hant", readonly string[]> = {
  hans: ["zh-hans", "zh-cn", "zh-sg", "zh-my", "zh"],
  hant: ["zh-hant", "zh-tw", "zh-hk", "zh-mo", "zh"],
};

/**
 * What `-{…}-` may show, the reading for the page's script first; `hidden` for rules that show nothing (`-{H|…}-`).
 * Undefined when it cannot be told (nested, or unknown flags).
 */
function readingsOf(markup: string, script: Script): readonly Reading[] | "hidden" | undefined {
  // At a line's start the first mark is escaped: `\-{…}-`.
  const inner = markup.replace(/^\\?-\{/, "").slice(0, -2);
  if (inner.includes("-{")) return undefined;
  const flagged = /^\s*([A-Za-z][A-Za-z;\s-]*|-)\s*\|/.exec(inner);
  const flags = flagged?.[1]?.trim() ?? "";
  if (/^(?:[HT-]|T;?H)$/.test(flags)) return "hidden";
  if (flags !== "" && !/^(?:[ARD](?:;[ARD])*|zh(?:-[a-z]+)?)$/.test(flags)) return undefined;
  const body = inner.slice(flagged?.[0].length ?? 0);
  const readings: Reading[] = [];
  // A `;` ends a reading only before the next variant's name: entities and addresses hold semicolons too.
  for (const part of body.split(/;(?=\s*(?:zh(?:-[a-z]+)?\s*:|$))/)) {
    const named = /^\s*(zh(?:-[a-z]+)?)\s*:\s*([\s\S]*?)\s*$/.exec(part);
    if (named) readings.push({ variant: named[1]!, value: named[2]! });
    else if (part.trim() !== "") readings.push({ variant: "", value: part.trim() });
  }
  if (readings.length > 1 && readings.some((reading) => reading.variant === "")) return undefined;
  const order = ORDER[script === "hant" ? "hant" : "hans"];
  const rank = (reading: Reading) => {
    const at = order.indexOf(reading.variant);
    return at < 0 ? order.length : at;
  };
  return readings.sort((a, b) => rank(a) - rank(b));
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
    const readings = readingsOf(text.slice(residue.start, residue.end), article.script);
    if (readings === undefined) return [];
    if (readings === "hidden" || readings.length === 0) {
      if (exposesBlock(text, residue)) return [];
      return [
        { title: { texts: TITLES.remove }, safety: "review", edits: [replace(text, residue, "")], preferred: true },
      ];
    }
    const values = [...new Set(readings.map((reading) => reading.value))];
    return values.map(
      (value, index): Change => ({
        title: { texts: TITLES.keep, args: { value: excerpt(value, { start: 0, end: value.length }, 30) } },
        safety: "review",
        edits: [replace(text, residue, value)],
        preferred: index === 0,
      }),
    );
  },
};
