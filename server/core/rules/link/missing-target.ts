import { isBare, type Link } from "../../model/article";
import { replace, type TextEdit } from "../../text/edit";
import type { Change, Rule } from "../rule";
import { isElsewhere } from "./elsewhere";
import { linkOf, otherTitlesNear, unlink } from "./targets";

const TITLES = {
  nearest: {
    en: "Link to the existing page “{title}”",
    "zh-hans": "改为链接到已有页面“{title}”",
    "zh-hant": "改為連結到既有頁面「{title}」",
  },
  unlink: { en: "Remove the link, keep its text", "zh-hans": "去掉链接，保留文字", "zh-hant": "移除連結，保留文字" },
};

/** A link of wikitext to a page that this wiki does not have: a red one. */
export const missingTarget: Rule = {
  id: "link/missing-target",
  summary: {
    en: "A link to a page that is not among the wiki's files.",
    "zh-hans": "链接指向的页面不在本维基的文件之中。",
    "zh-hant": "連結指向的頁面不在本維基的檔案之中。",
  },
  why: {
    en: "Readers see a red link. That may be as it should be: a page somebody is still to write. It may also be a mistyped title.",
    "zh-hans": "读者看到的是红色链接。可能本应如此（页面尚待撰写），也可能是标题打错了。",
    "zh-hant": "讀者看到的是紅色連結。可能本應如此（頁面尚待撰寫），也可能是標題打錯了。",
  },
  severity: "hint",
  dialects: ["wikitext"],
  messages: {
    missing: {
      en: "There is no page “{title}” in this wiki.",
      "zh-hans": "本维基没有“{title}”这个页面。",
      "zh-hant": "本維基沒有「{title}」這個頁面。",
    },
  },
  examples: [
    {
      title: "a mistyped title",
      dialect: "wikitext",
      source: "他在[[⟦清河真公所⟧]]任職。\n--- Page/清河鎮公所.md\n一處公所。\n",
      fixed: "他在[[清河鎮公所|清河真公所]]任職。\n",
    },
    {
      title: "a page nobody has written yet",
      dialect: "wikitext",
      source: "他生於[[⟦北塘鄉⟧|北塘]]，長於[[清河鎮]]。\n--- Page/清河鎮.md\n清河鎮是一個鎮。\n",
      fixed: "他生於北塘，長於[[清河鎮]]。\n",
    },
    {
      title: "pages that are there, other namespaces and wikis, subpages, no list of pages",
      dialect: "wikitext",
      source:
        "[[清河鎮]]、[[清河镇]]、[[Wikipedia:模板]]、[[:en:Qinghe]]、[[:Category:鎮]]、[[:File:鎮.jpg]]、[[/子頁面]]、[[#歷史]]、[[Category:鎮]]。\n--- Page/清河鎮.md\n清河鎮是一個鎮。\n",
    },
  ],
  checkLinks: {
    kinds: ["page"],
    check(link, { facts }, report) {
      if (!isArticleLink(link)) return;
      const { title, target } = link;
      if (facts.pages.resolve(title).status === "missing") report(target, "missing", { args: { title } });
    },
  },
  fixes(finding, snapshot) {
    const link = linkOf(finding, snapshot, isArticleLink);
    if (!link) return [];
    const { text } = snapshot.article;
    const changes = otherTitlesNear(link.title, snapshot.facts).map((title): Change => {
      const edits = [toTitle(text, link, title)];
      return { title: { texts: TITLES.nearest, args: { title } }, safety: "review", edits };
    });
    const unlinked = unlink(text, link);
    if (unlinked) changes.push({ title: { texts: TITLES.unlink }, safety: "review", edits: [unlinked] });
    return changes;
  },
};

function isArticleLink({ kind, form, title }: Link): boolean {
  return form === "wikitext" && kind === "page" && title !== "" && !/^[/.]/.test(title) && !isElsewhere(title);
}

/** What is shown stays as it is. */
function toTitle(text: string, link: Link, title: string): TextEdit {
  const anchor = link.anchor === "" ? "" : `#${link.anchor}`;
  const shown = isBare(link) ? `|${text.slice(link.label.start, link.label.end)}` : "";
  return replace(text, link.target, title + anchor + shown);
}
