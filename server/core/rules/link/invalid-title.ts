import { readTarget } from "../../dialects/wikitext/targets";
import type { Residue } from "../../model/article";
import { replace } from "../../text/edit";
import { spanAt } from "../../text/span";
import type { Rule } from "../rule";

const ONE_COLON = { en: "Keep one colon", "zh-hans": "只保留一个冒号", "zh-hant": "只保留一個冒號" };

/** `[[::甲`, up to the bar or the closing brackets. */
const COLONS = /^\[\[\s*(:[\s:]*:)\s*([^|\]]+)/;

/** A link of wikitext whose target is no title. */
export const invalidTitle: Rule = {
  id: "link/invalid-title",
  summary: {
    en: "A link whose target cannot be a title.",
    "zh-hans": "链接目标不是合法的标题。",
    "zh-hant": "連結目標不是合法的標題。",
  },
  why: {
    en: "MediaWiki makes no link of it: readers see the square brackets.",
    "zh-hans": "MediaWiki 不会把它当作链接，读者看到的是方括号。",
    "zh-hant": "MediaWiki 不會把它當作連結，讀者看到的是方括號。",
  },
  severity: "warning",
  dialects: ["wikitext"],
  messages: {
    colons: {
      en: "No title begins with a colon, so “{written}” shows as text. Write a single colon, or none.",
      "zh-hans": "标题不能以冒号开头，“{written}”会原样显示。请只写一个冒号，或不写。",
      "zh-hant": "標題不能以冒號開頭，「{written}」會原樣顯示。請只寫一個冒號，或不寫。",
    },
    title: {
      en: "“{written}” cannot be a title, so the brackets show as text. Correct the title, or remove the brackets.",
      "zh-hans": "“{written}”不能作标题，方括号会原样显示。请改正标题，或删除方括号。",
      "zh-hant": "「{written}」不能作標題，方括號會原樣顯示。請改正標題，或刪除方括號。",
    },
  },
  examples: [
    {
      title: "two colons",
      dialect: "wikitext",
      source: "灶歌見⟦[[::灶歌]]⟧，橋見⟦[[::Category:石橋|石橋]]⟧。\n",
      fixed: "灶歌見[[:灶歌]]，橋見[[::Category:石橋|石橋]]。\n",
    },
    {
      title: "characters that no title has",
      dialect: "wikitext",
      source: "見⟦[[甲&#124;乙]]⟧、⟦[[甲%5B1%5D]]⟧、⟦[[甲%2525]]⟧、⟦[[甲~~~]]⟧與⟦[[Category::丙]]⟧。\n",
    },
    {
      title: "one colon, encoded characters that titles have, colons in a title and in prose",
      dialect: "wikitext",
      source:
        "見[[:灶歌]]、[[ :Category:石橋]]、[[:en:Salt|鹽]]、[[100%25]]、[[AT&amp;T]]、[[Caf&eacute;]]、[[甲::乙]]、[[C%2B%2B#甲%5B1%5D]]與a::b。\n",
    },
  ],
  checkBlock({ block }, report) {
    const { text, residues } = block.content;
    for (const residue of residues) {
      if (residue.kind !== "link-invalid") continue;
      const source = text.slice(residue.start, residue.end);
      const message = COLONS.test(source) ? "colons" : "title";
      const written = /^\[\[([^|\]]*)/.exec(source)![1]!.trim();
      report(residue, message, { args: { written: message === "colons" ? `[[${written}]]` : written } });
    }
  },
  fixes(finding, snapshot) {
    const { text, residues } = snapshot.article;
    const residue: Residue | undefined = spanAt(residues, finding.start);
    const match = residue?.kind === "link-invalid" ? COLONS.exec(text.slice(residue.start, residue.end)) : null;
    if (!residue || !match || readTarget(`:${match[2]!}`)?.title === "") return [];
    if (readTarget(`:${match[2]!}`) === undefined) return [];
    const start = residue.start + match[0].indexOf(match[1]!);
    const edits = [replace(text, { start, end: start + match[1]!.length }, ":")];
    return [{ title: { texts: ONE_COLON }, safety: "safe", edits, preferred: true }];
  },
};
