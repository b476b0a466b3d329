import type { Link } from "../../model/article";
import { replace } from "../../text/edit";
import type { Rule } from "../rule";
import { linkOf, underscored, writtenDestination } from "./targets";

const SECTION = {
  en: "Link to the section “{anchor}” of this page",
  "zh-hans": "改为链接到本页章节“{anchor}”",
  "zh-hant": "改為連結到本頁章節「{anchor}」",
};

/** Whether a link that was `[[#節]]` names a page's address without a page: the wiki's front page, or the folder of pages. */
function missesPage({ kind, anchor, destination }: Link): boolean {
  return kind === "anchor" && anchor !== "" && !destination.startsWith("#");
}

/** A link to a section of the page itself that became one to the wiki's front page. */
export const ownWiki: Rule = {
  id: "link/own-wiki",
  summary: {
    en: "A link to a section of this page that leads to the wiki's front page.",
    "zh-hans": "本页章节的链接误指向维基首页。",
    "zh-hant": "本頁章節的連結誤指向維基首頁。",
  },
  why: {
    en: "`[[#X]]` leads to a section of the page it is on. The converter put the wiki's address in front, so readers land on the front page.",
    "zh-hans": "`[[#X]]` 指向本页的章节。转换程序在前面加上了维基的网址，读者点开却是首页。",
    "zh-hant": "`[[#X]]` 指向本頁的章節。轉換程式在前面加上了維基的網址，讀者點開卻是首頁。",
  },
  severity: "info",
  dialects: ["markdown"],
  messages: {
    section: {
      en: "This link names no page, so it does not lead to the section “{anchor}”. Link to “#{anchor}” alone.",
      "zh-hans": "此链接没有写明页面，到不了章节“{anchor}”。只写“#{anchor}”即可。",
      "zh-hant": "此連結沒有寫明頁面，到不了章節「{anchor}」。只寫「#{anchor}」即可。",
    },
  },
  examples: [
    {
      title: "a section of the page itself",
      source: `構造見[下文](⟦https://zh.wikipedia.org/wiki/#構造⟧ "wikilink")與[前言](⟦../Page/#概說.md⟧ "wikilink")。\n\n## 構造\n\n## 概說\n`,
      fixed: `構造見[下文](#構造 "wikilink")與[前言](../Page/#概說.md "wikilink")。\n\n## 構造\n\n## 概說\n`,
    },
    {
      title: "in HTML",
      source: `<table><tr><td>見<a href="⟦https://zh.wikipedia.org/wiki/#構造⟧" title="wikilink">下文</a></td></tr></table>\n\n## 構造\n`,
      fixed: `<table><tr><td>見<a href="#構造" title="wikilink">下文</a></td></tr></table>\n\n## 構造\n`,
      internal: true,
    },
    {
      title: "the section alone, a section of another page, the front page",
      source: `見[下文](#構造 "wikilink")、[壓力](https://zh.wikipedia.org/wiki/壓力#單位 "wikilink")與[維基](https://zh.wikipedia.org/wiki/)。\n\n## 構造\n`,
    },
  ],
  checkLinks: {
    kinds: ["anchor"],
    check(link, _scope, report) {
      if (missesPage(link)) report(link.target, "section", { args: { anchor: link.anchor } });
    },
  },
  fixes(finding, snapshot) {
    const link = linkOf(finding, snapshot, missesPage);
    if (!link) return [];
    const { anchor, form, target } = link;
    const written = writtenDestination(`#${underscored(anchor)}`, form === "html" ? "html" : "markdown");
    return [
      {
        title: { texts: SECTION, args: { anchor } },
        safety: "review",
        edits: [replace(snapshot.article.text, target, written)],
        preferred: true,
      },
    ];
  },
};
