import type { Rule } from "../rule";
import { linkOf, toLocalPage } from "./targets";

const USE_OWN_NAME = {
  en: "Link to the page's own name “{own}”",
  "zh-hans": "改用页面本来的名称“{own}”",
  "zh-hant": "改用頁面本來的名稱「{own}」",
};

/** A link that finds its page only when letter case or Traditional/Simplified is ignored. */
export const variantTitle: Rule = {
  id: "link/variant-title",
  summary: {
    en: "A link that differs from the page's name in letter case or in script.",
    "zh-hans": "链接与页面名称的大小写或繁简不一致。",
    "zh-hant": "連結與頁面名稱的大小寫或繁簡不一致。",
  },
  why: {
    en: "A wiki forgives such a difference, a file system and a web server do not: the link breaks where the page is published.",
    "zh-hans": "维基软件会自动容许这种差别，文件系统和网页服务器却不会：发布之后链接就断了。",
    "zh-hant": "維基軟體會自動容許這種差別，檔案系統和網頁伺服器卻不會：發布之後連結就斷了。",
  },
  severity: "info",
  dialects: ["markdown"],
  messages: {
    case: {
      en: "The page is called “{own}”; this link writes its letters in another case.",
      "zh-hans": "页面名称是“{own}”，此链接的字母大小写不同。",
      "zh-hant": "頁面名稱是「{own}」，此連結的字母大小寫不同。",
    },
    variant: {
      en: "The page is called “{own}”; this link names it in the other script.",
      "zh-hans": "页面名称是“{own}”，此链接的繁简写法不同。",
      "zh-hant": "頁面名稱是「{own}」，此連結的繁簡寫法不同。",
    },
  },
  examples: [
    {
      title: "the other script",
      source: `由[计算机](⟦../Page/计算机.md⟧ "wikilink")控制。\n--- Page/計算機.md\n**計算機**是一種機器。\n`,
      fixed: `由[计算机](../Page/計算機.md "wikilink")控制。\n`,
    },
    {
      title: "another letter case; escapes and the anchor stay as they were",
      source: `见[连接器](⟦../Page/Sata_\\(接口\\)#连接器.md⟧ "wikilink")。\n--- Page/SATA_(接口).md\n**SATA**是一种接口。\n`,
      fixed: `见[连接器](../Page/SATA_\\(接口\\)#连接器.md "wikilink")。\n`,
    },
    {
      title: "in HTML parentheses stand as they are",
      source: `<table><tr><td><a href="⟦../Page/Sata_(接口).md⟧" title="wikilink">SATA</a></td></tr></table>\n--- Page/SATA_(接口).md\n**SATA**是一种接口。\n`,
      fixed: `<table><tr><td><a href="../Page/SATA_(接口).md" title="wikilink">SATA</a></td></tr></table>\n`,
      internal: true,
    },
    {
      title: "only the first letter differs: the same title",
      source: `由[jQuery](../Page/jQuery.md "wikilink")提供。\n--- Page/JQuery.md\n**jQuery**是一个程序库。\n`,
    },
    {
      title: "the very name",
      source: `由[计算机](../Page/計算機.md "wikilink")控制。\n--- Page/計算機.md\n**計算機**是一種機器。\n`,
      internal: true,
    },
  ],
  checkLinks: {
    kinds: ["page"],
    check({ title, target }, { facts }, report) {
      if (title === "") return;
      const resolution = facts.pages.resolve(title);
      if (resolution.status === "case" || resolution.status === "variant") {
        report(target, resolution.status, { args: { title, own: resolution.title } });
      }
    },
  },
  fixes(finding, snapshot) {
    const link = linkOf(finding, snapshot, (link) => link.kind === "page");
    if (!link) return [];
    const resolution = snapshot.facts.pages.resolve(link.title);
    if (resolution.status !== "case" && resolution.status !== "variant") return [];
    return [
      {
        title: { texts: USE_OWN_NAME, args: { own: resolution.title } },
        safety: "safe",
        edits: [toLocalPage(snapshot.article.text, link, resolution.path)],
        preferred: true,
      },
    ];
  },
};
