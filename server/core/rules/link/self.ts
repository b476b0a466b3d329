import { isDefinition, type Link } from "../../model/article";
import type { Rule } from "../rule";
import { isWikilink, linkOf, unlink } from "./targets";

const UNLINK = {
  en: "Remove the link, keep its text",
  "zh-hans": "去掉链接，保留文字",
  "zh-hant": "移除連結，保留文字",
};

function leadsTo(link: Link, title: string): boolean {
  // The length first: it rules out nearly all.
  if (title === "" || link.title.length !== title.length || link.title.slice(1) !== title.slice(1)) return false;
  if (link.title.charAt(0).toLowerCase() !== title.charAt(0).toLowerCase()) return false;
  return (link.kind === "page" || link.kind === "remote") && link.anchor === "" && isWikilink(link);
}

/** A page's link to itself. */
export const self: Rule = {
  id: "link/self",
  summary: { en: "A link to the page itself.", "zh-hans": "链接指向本页自身。", "zh-hant": "連結指向本頁自身。" },
  why: {
    en: "It leads a reader nowhere. The wiki shows such a link as bold text; here it became a link that only reloads the page.",
    "zh-hans": "读者点了仍在原地。维基软件会把这种链接显示为粗体，在这里却只会重新载入本页。",
    "zh-hant": "讀者點了仍在原地。維基軟體會把這種連結顯示為粗體，在這裡卻只會重新載入本頁。",
  },
  severity: "hint",
  dialects: ["markdown", "wikitext"],
  messages: {
    self: {
      en: "This link leads to the very page it stands on.",
      "zh-hans": "这个链接指向的就是本页。",
      "zh-hant": "這個連結指向的就是本頁。",
    },
  },
  examples: [
    {
      title: "a link to the page it stands on",
      source: `--- Page/清河鎮.md\n⟦[清河鎮](../Page/清河鎮.md "wikilink")⟧位於[北京](https://zh.wikipedia.org/wiki/北京 "wikilink")。\n`,
      fixed: `清河鎮位於[北京](https://zh.wikipedia.org/wiki/北京 "wikilink")。\n`,
    },
    {
      title: "wikitext: the page's own title, as it is and with a label",
      dialect: "wikitext",
      source: `--- Page/清河鎮.md\n⟦[[清河鎮]]⟧位於北京，⟦[[清河鎮|該鎮]]⟧有[[清河鎮#歷史|歷史]]、[[清河]]與[[:Category:清河鎮]]。\n`,
      fixed: `清河鎮位於北京，[[清河鎮|該鎮]]有[[清河鎮#歷史|歷史]]、[[清河]]與[[:Category:清河鎮]]。\n`,
    },
    {
      title: "code that would touch other code: no quick fix",
      source: `--- Page/清河鎮.md\n寫作\`a\`⟦[\`清河鎮\`](../Page/清河鎮.md "wikilink")⟧，見[北京](https://zh.wikipedia.org/wiki/北京 "wikilink")。\n`,
      internal: true,
    },
    {
      title: "a section of the page, another page of a like name, the page's source",
      source: `--- Page/清河鎮.md\n> 本文内容由[清河鎮](https://zh.wikipedia.org/wiki/清河鎮)转换而来。\n\n[歷史](../Page/清河鎮#歷史.md "wikilink")見[清河](https://zh.wikipedia.org/wiki/清河 "wikilink")。\n\n## 歷史\n`,
    },
  ],
  checkLinks: {
    kinds: ["page", "remote"],
    check(link, { facts }, report) {
      if (leadsTo(link, facts.title)) report(link, "self");
    },
  },
  fixes(finding, snapshot) {
    const link = linkOf(finding, snapshot, (link) => leadsTo(link, snapshot.facts.title));
    const { text } = snapshot.article;
    const edit = link && !isDefinition(link, text) ? unlink(text, link) : undefined;
    return edit ? [{ title: { texts: UNLINK }, safety: "safe", edits: [edit], preferred: true }] : [];
  },
};
