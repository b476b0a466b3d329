import type { Link } from "../../model/article";
import type { PageFacts } from "../../workspace/snapshot";
import type { Rule } from "../rule";
import { Anchors } from "./anchors";
import { isWikilink, linkOf, toLocalPage } from "./targets";

const REWRITE = {
  en: "Link to the page of this wiki",
  "zh-hans": "改为链接到本维基的页面",
  "zh-hant": "改為連結到本維基的頁面",
};

/** The path of the page of this wiki a remote link could lead to. */
function localPath(link: Link, facts: PageFacts): string | undefined {
  if (link.kind !== "remote" || link.title === "" || !isWikilink(link)) return undefined;
  const resolution = facts.pages.resolve(link.title);
  // A page's link to itself is another fault (link/self).
  return resolution.status === "exact" && resolution.title !== facts.title ? resolution.path : undefined;
}

/** Whether the page is known to lack the section the link leads to: at the source it may be there. */
function lacksSection({ anchor }: Link, path: string, facts: PageFacts): boolean {
  const headings = anchor === "" ? undefined : facts.pages.headings(path);
  return headings !== undefined && !new Anchors(headings).has(anchor);
}

/** A link to the web although the page is here. */
export const localAvailable: Rule = {
  id: "link/local-available",
  summary: {
    en: "A link to zh.wikipedia.org although the page exists in this wiki.",
    "zh-hans": "链接指向 zh.wikipedia.org，而本维基已有该页面。",
    "zh-hant": "連結指向 zh.wikipedia.org，而本維基已有該頁面。",
  },
  why: {
    en: "The page came in after this one was converted. A local link works offline and counts when pages are renamed or looked up.",
    "zh-hans": "该页面是在本页转换之后才收入的。本地链接离线可用，改名与查找引用时也会算在内。",
    "zh-hant": "該頁面是在本頁轉換之後才收入的。本地連結離線可用，改名與查找引用時也會算在內。",
  },
  severity: "hint",
  dialects: ["markdown"],
  messages: {
    available: {
      en: "The page “{title}” exists in this wiki: link to it.",
      "zh-hans": "本维基已有“{title}”，可直接链接到它。",
      "zh-hant": "本維基已有「{title}」，可直接連結到它。",
    },
  },
  examples: [
    {
      title: "the page is here",
      source: `流經[清河鎮](⟦https://zh.wikipedia.org/wiki/清河鎮#歷史⟧ "wikilink")。\n--- Page/清河鎮.md\n**清河鎮**是一個鎮。\n\n## 歷史\n`,
      fixed: `流經[清河鎮](../Page/清河鎮#歷史.md "wikilink")。\n`,
    },
    {
      title: "the page is not here",
      source: `流經[清河鎮](https://zh.wikipedia.org/wiki/清河鎮 "wikilink")。\n`,
    },
    {
      title: "the page's source, named on purpose",
      source: `> 本文内容由[清河鎮](https://zh.wikipedia.org/wiki/清河鎮)转换而来。\n\n流經[清河鎮](../Page/清河鎮.md "wikilink")。\n--- Page/清河鎮.md\n**清河鎮**是一個鎮。\n`,
    },
  ],
  checkLinks: {
    kinds: ["remote"],
    check(link, { facts }, report) {
      if (localPath(link, facts) !== undefined) report(link.target, "available", { args: { title: link.title } });
    },
  },
  fixes(finding, snapshot) {
    const link = linkOf(finding, snapshot, (link) => localPath(link, snapshot.facts) !== undefined);
    const path = link && localPath(link, snapshot.facts);
    if (!link || path === undefined) return [];
    return [
      {
        title: { texts: REWRITE },
        safety: lacksSection(link, path, snapshot.facts) ? "review" : "safe",
        edits: [toLocalPage(snapshot.article.text, link, path)],
        preferred: true,
      },
    ];
  },
};
