import { isBare, type Link } from "../../model/article";
import { remove } from "../../text/edit";
import type { Rule } from "../rule";
import { linkOf } from "./targets";

const SHORTEN = { en: "Write the target once", "zh-hans": "只写一次", "zh-hant": "只寫一次" };

/** A link whose label says what its target says. */
export const redundantPipe: Rule = {
  id: "link/redundant-pipe",
  summary: {
    en: "A link's label repeats its target: `[[A|A]]`.",
    "zh-hans": "链接文字与目标相同：`[[A|A]]`。",
    "zh-hant": "連結文字與目標相同：`[[A|A]]`。",
  },
  why: {
    en: "`[[A]]` shows and does the same, and is easier to read and to search for.",
    "zh-hans": "`[[A]]` 的效果完全一样，也更便于阅读和查找。",
    "zh-hant": "`[[A]]` 的效果完全一樣，也更便於閱讀和查找。",
  },
  severity: "hint",
  dialects: ["wikitext"],
  messages: {
    same: {
      en: "The label repeats the target: “{title}” once is enough.",
      "zh-hans": "链接文字与目标相同，“{title}”写一次即可。",
      "zh-hant": "連結文字與目標相同，「{title}」寫一次即可。",
    },
  },
  examples: [
    {
      title: "label and target are the same",
      dialect: "wikitext",
      source: "此橋位於⟦[[清河鎮|清河鎮]]⟧。\n",
      fixed: "此橋位於[[清河鎮]]。\n",
    },
    {
      title: "another letter case, another script, a variant's markup, files and categories",
      dialect: "wikitext",
      source:
        "[[清河鎮|清河镇]]、[[iOS|IOS]]、[[清河|-{清河}-]]、[[清河_(鎮)|清河 (鎮)]]、[[清河|''清河'']]、[[Category:甲|甲]]與[[File:甲.jpg|File:甲.jpg]]。\n",
    },
  ],
  checkBlock({ block }, report) {
    const { text, links } = block.content;
    for (const link of links) {
      if (isRedundant(link, text)) report(link, "same", { args: { title: link.labelText } });
    }
  },
  fixes(finding, snapshot) {
    const { text } = snapshot.article;
    const link = linkOf(finding, snapshot, (link) => isRedundant(link, text));
    if (!link) return [];
    const edits = [remove(text, { start: link.target.end, end: link.label.end })];
    return [{ title: { texts: SHORTEN }, safety: "safe", edits, preferred: true }];
  },
};

function isRedundant(link: Link, text: string): boolean {
  const { kind, form, label, target } = link;
  if (form !== "wikitext" || kind !== "page" || isBare(link)) return false;
  const length = target.end - target.start;
  if (length === 0 || label.end - label.start !== length || label.start !== target.end + 1) return false;
  return text.slice(target.start, target.end) === text.slice(label.start, label.end);
}
