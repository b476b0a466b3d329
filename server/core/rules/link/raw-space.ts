import type { Link } from "../../model/article";
import { replace } from "../../text/edit";
import type { Rule } from "../rule";
import { linkOf } from "./targets";

const TITLES = {
  underscore: {
    en: "Write the destination with underscores: “{destination}”",
    "zh-hans": "将目标中的空格改为下划线：“{destination}”",
    "zh-hant": "將目標中的空格改為底線：「{destination}」",
  },
  angle: {
    en: "Put the destination in angle brackets",
    "zh-hans": "用尖括号括住链接目标",
    "zh-hant": "用角括號括住連結目標",
  },
};

/** Whether a destination outside `<…>` holds a space as it is written. */
function hasRawSpace({ form, target, destination }: Link, text: string): boolean {
  if (!destination.includes(" ") && !destination.includes("\t")) return false;
  if (form !== "markdown" || text[target.start - 1] === "<") return false;
  return /[ \t]/.test(text.slice(target.start, target.end));
}

/** A link whose destination holds a space: CommonMark shows its source. */
export const rawSpace: Rule = {
  id: "link/raw-space",
  summary: {
    en: "A link whose destination holds a space.",
    "zh-hans": "链接目标中含有空格。",
    "zh-hant": "連結目標中含有空格。",
  },
  why: {
    en: "In Markdown a destination may hold no space unless it is in angle brackets. Readers see brackets and address instead of a link.",
    "zh-hans": "Markdown 的链接目标不能含有空格，除非用尖括号括起。读者看到的是方括号和地址，而不是链接。",
    "zh-hant": "Markdown 的連結目標不能含有空格，除非用角括號括起。讀者看到的是方括號和網址，而不是連結。",
  },
  severity: "warning",
  dialects: ["markdown"],
  messages: {
    space: {
      en: "The destination “{destination}” holds a space, so this shows as text, not as a link. Write an underscore or “%20” for the space.",
      "zh-hans": "链接目标“{destination}”含有空格，因此显示为文字而非链接。请把空格写成下划线或“%20”。",
      "zh-hant": "連結目標「{destination}」含有空格，因此顯示為文字而非連結。請把空格寫成底線或「%20」。",
    },
  },
  examples: [
    {
      title: "a page whose title has a space",
      source: `驛道經⟦[青 石關](../Page/青 石關.md "wikilink")⟧北上，球場在⟦[New Field](../Page/New Field.md)⟧。\n--- Page/青_石關.md\n**青 石關**是關隘。\n--- Page/New_Field.md\n**New Field**是球場。\n`,
      fixed: `驛道經[青 石關](../Page/青_石關.md "wikilink")北上，球場在[New Field](../Page/New Field.md)。\n`,
    },
    {
      title: "an address of the wiki, a picture, parentheses",
      source: `礁石近⟦[Cape Town](https://zh.wikipedia.org/wiki/Cape Town "wikilink")⟧與⟦[灣](https://zh.wikipedia.org/wiki/灣 (地理) "wikilink")⟧，⟦![塔](https://zh.wikipedia.org/wiki/Special:FilePath/Old tower.png)⟧。\n`,
      fixed: `礁石近[Cape Town](https://zh.wikipedia.org/wiki/Cape_Town "wikilink")與[灣](https://zh.wikipedia.org/wiki/灣 (地理) "wikilink")，![塔](https://zh.wikipedia.org/wiki/Special:FilePath/Old tower.png)。\n`,
      internal: true,
    },
    {
      title: "angle brackets, an encoded space, an underscore; brackets in prose",
      source: `郵局在[新 街](<../Page/新 街.md> "wikilink")、[新 街](../Page/新%20街.md "wikilink")與[新 街](../Page/新_街.md "wikilink")，見\\[1\\](第 5 頁)及[註](見 第 5 頁)。\n--- Page/新_街.md\n**新 街**是街道。\n`,
    },
  ],
  checkLinks: {
    kinds: ["page", "remote", "file", "category", "interwiki", "external"],
    check(link, { block }, report) {
      const { text } = block.content;
      if (hasRawSpace(link, text)) report(link, "space", { args: { destination: writtenTarget(link, text) } });
    },
  },
  fixes(finding, snapshot) {
    const { text } = snapshot.article;
    const link = linkOf(finding, snapshot, (link) => hasRawSpace(link, text));
    if (!link) return [];
    const written = writtenTarget(link, text);
    const angle = {
      title: { texts: TITLES.angle },
      safety: "review",
      edits: [replace(text, link.target, `<${written}>`)],
    } as const;
    if (link.kind === "external") return [angle];
    // Titles have underscores for spaces in the names of files and in addresses alike.
    const destination = written.replace(/[ \t]+/g, "_");
    return [
      {
        title: { texts: TITLES.underscore, args: { destination } },
        safety: "review",
        edits: [replace(text, link.target, destination)],
        preferred: true,
      },
      angle,
    ];
  },
};

function writtenTarget({ target }: Link, text: string): string {
  return text.slice(target.start, target.end);
}
