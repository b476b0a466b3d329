import { isDefinition } from "../../model/article";
import { canHaveTitle } from "../../workspace/page-titles";
import { spacedTitle } from "../../workspace/paths";
import type { Change, Rule } from "../rule";
import { isElsewhere } from "./elsewhere";
import { linkOf, otherTitlesNear, pathOfTitle, toLocalPage, toRemotePage, unlink } from "./targets";

/** A line break of a destination (`%0a`) is no space of a title. */
const CONTROL = /[\0-\x1f\x7f]/;

const TITLES = {
  remote: {
    en: "Link to “{title}” on zh.wikipedia.org instead",
    "zh-hans": "改为链接到 zh.wikipedia.org 上的“{title}”",
    "zh-hant": "改為連結到 zh.wikipedia.org 上的「{title}」",
  },
  nearest: {
    en: "Link to the existing page “{title}”",
    "zh-hans": "改为链接到已有页面“{title}”",
    "zh-hant": "改為連結到既有頁面「{title}」",
  },
  create: { en: "Create the page “{title}”", "zh-hans": "新建页面“{title}”", "zh-hant": "建立頁面「{title}」" },
  unlink: { en: "Remove the link, keep its text", "zh-hans": "去掉链接，保留文字", "zh-hant": "移除連結，保留文字" },
};

/** A link to a page of this wiki that is not there. */
export const missingPage: Rule = {
  id: "link/missing-page",
  summary: {
    en: "A local link whose page does not exist.",
    "zh-hans": "本地链接指向的页面不存在。",
    "zh-hant": "本地連結指向的頁面不存在。",
  },
  why: {
    en: "A reader who follows it gets an error page. The oldest conversions wrote every link as a local one, so a page that links to nothing on zh.wikipedia.org and fewer than four in five of whose local links resolve is left alone.",
    "zh-hans":
      "读者点开只会看到错误页。最早一批转换把所有链接都写成本地链接，因此没有链接指向 zh.wikipedia.org、且能找到目标的本地链接不足五分之四的页面不作报告。",
    "zh-hant":
      "讀者點開只會看到錯誤頁。最早一批轉換把所有連結都寫成本地連結，因此沒有連結指向 zh.wikipedia.org、且能找到目標的本地連結不足五分之四的頁面不予回報。",
  },
  severity: "warning",
  dialects: ["markdown"],
  messages: {
    missing: {
      en: "There is no page “{title}” in this wiki. Link to zh.wikipedia.org or to an existing page, or create it.",
      "zh-hans": "本维基没有“{title}”这个页面。可改链到 zh.wikipedia.org 或已有页面，也可新建它。",
      "zh-hant": "本維基沒有「{title}」這個頁面。可改連到 zh.wikipedia.org 或既有頁面，也可建立它。",
    },
  },
  examples: [
    {
      title: "a page that is not there",
      source: `他生於[清河鎮](⟦../Page/清河鎮.md⟧ "wikilink")，在[北京](https://zh.wikipedia.org/wiki/北京 "wikilink")長大。\n`,
      fixed: `他生於[清河鎮](https://zh.wikipedia.org/wiki/清河鎮 "wikilink")，在[北京](https://zh.wikipedia.org/wiki/北京 "wikilink")長大。\n`,
    },
    {
      title: "without the link",
      source: `見[磁碟 (分區)](⟦../Page/磁碟_\\(分區\\).md⟧ "wikilink")與[硬碟](https://zh.wikipedia.org/wiki/硬碟 "wikilink")。\n`,
      fix: "Remove the link",
      fixed: `見磁碟 (分區)與[硬碟](https://zh.wikipedia.org/wiki/硬碟 "wikilink")。\n`,
    },
    {
      title: "parentheses stay escaped, the anchor moves to the address",
      source: `見[分區](⟦../Page/磁碟_\\(分區\\)#歷史.md⟧ "wikilink")與[硬碟](https://zh.wikipedia.org/wiki/硬碟 "wikilink")。\n`,
      fixed: `見[分區](https://zh.wikipedia.org/wiki/磁碟_\\(分區\\)#歷史 "wikilink")與[硬碟](https://zh.wikipedia.org/wiki/硬碟 "wikilink")。\n`,
      internal: true,
    },
    {
      title: "a page that is there",
      source: `他生於[清河鎮](../Page/清河鎮.md "wikilink")，在[北京](https://zh.wikipedia.org/wiki/北京 "wikilink")長大。\n--- Page/清河鎮.md\n**清河鎮**是一個鎮。\n`,
    },
    {
      title: "the oldest conversions: every link is local, page or no page",
      source: `他生於[清河鎮](../Page/清河鎮.md "wikilink")，在[北京](../Page/北京.md "wikilink")與[天津](../Page/天津.md "wikilink")長大。\n`,
    },
    {
      title: "every link is local and nearly all resolve: there a missing page is a fault",
      source: `島群由[東嶼](../Page/東嶼.md "wikilink")、[西嶼](../Page/西嶼.md "wikilink")、<a href="../Page/南嶼.md" title="wikilink">南嶼</a>、[北嶼](../Page/北嶼.md "wikilink")與[遠嶼](⟦../Page/遠嶼.md⟧ "wikilink")組成。\n--- Page/東嶼.md\n--- Page/西嶼.md\n--- Page/南嶼.md\n--- Page/北嶼.md\n`,
    },
    {
      title: "an encoded number sign is part of the name",
      source: `[C#](../Page/C%23.md "wikilink")早於[D#](⟦../Page/D%23.md⟧ "wikilink")，見[F♯的歷史](../Page/F%23_調#歷史.md "wikilink")與[北京](https://zh.wikipedia.org/wiki/北京 "wikilink")。\n--- Page/C#.md\n--- Page/D.md\n--- Page/F#_調.md\n## 歷史\n`,
      fixed: `[C#](../Page/C%23.md "wikilink")早於[D#](https://zh.wikipedia.org/wiki/D%23 "wikilink")，見[F♯的歷史](../Page/F%23_調#歷史.md "wikilink")與[北京](https://zh.wikipedia.org/wiki/北京 "wikilink")。\n`,
      internal: true,
    },
    {
      title: "reference links: the definition is reported",
      source: `碼頭通往[沙洲][s]、[燈桿]與[北京][]。\n\n[s]: ⟦../Page/沙洲.md⟧ "wikilink"\n[燈桿]: ../Page/燈桿.md "wikilink"\n[北京]: https://zh.wikipedia.org/wiki/北京 "wikilink"\n--- Page/燈桿.md\n**燈桿**是一種桿。\n`,
      fixed: `碼頭通往[沙洲][s]、[燈桿]與[北京][]。\n\n[s]: https://zh.wikipedia.org/wiki/沙洲 "wikilink"\n[燈桿]: ../Page/燈桿.md "wikilink"\n[北京]: https://zh.wikipedia.org/wiki/北京 "wikilink"\n`,
    },
    {
      title: "a picture is no page, whatever its title",
      source: `![橋](../images/bridge.png "橋")與[北京](https://zh.wikipedia.org/wiki/北京 "wikilink")。\n`,
      internal: true,
    },
    {
      title: "pages of other namespaces and projects",
      source: `見[模板](../Page/Template:Uw-block.md "wikilink")、[封鎖](../Page/mw:Range_blocks.md "wikilink")與[北京](https://zh.wikipedia.org/wiki/北京 "wikilink")。\n`,
      internal: true,
    },
    {
      title: "a destination in code",
      source:
        '寫作`[清河鎮](../Page/清河鎮.md "wikilink")`，如[北京](https://zh.wikipedia.org/wiki/北京 "wikilink")。\n',
      internal: true,
    },
  ],
  checkLinks: {
    kinds: ["page"],
    check({ title, target }, { facts }, report) {
      if (facts.missingIsNormal || title === "" || isElsewhere(title)) return;
      if (facts.pages.resolve(title).status === "missing") report(target, "missing", { args: { title } });
    },
  },
  fixes(finding, snapshot) {
    const link = linkOf(finding, snapshot, (link) => link.kind === "page" && link.title !== "");
    if (!link) return [];
    const { text } = snapshot.article;
    const { pages } = snapshot.facts;
    const { title } = link;
    const changes: Change[] = [
      {
        title: { texts: TITLES.remote, args: { title } },
        safety: "review",
        edits: [toRemotePage(text, link, title)],
        preferred: true,
      },
    ];
    for (const near of otherTitlesNear(title, snapshot.facts)) {
      const resolution = pages.resolve(near);
      if (!("path" in resolution)) continue;
      changes.push({
        title: { texts: TITLES.nearest, args: { title: near } },
        safety: "review",
        edits: [toLocalPage(text, link, resolution.path)],
      });
    }
    // `../Page/../../elsewhere/X.md` names no page of this wiki: a file there is never offered.
    const path = pathOfTitle(spacedTitle(title));
    if (!CONTROL.test(title) && canHaveTitle(path, spacedTitle(title))) {
      changes.push({
        title: { texts: TITLES.create, args: { title } },
        safety: "review",
        edits: [],
        create: [{ path, text: `**${title}**\n` }],
      });
    }
    const isShown = link.labelText.trim() !== "" && !isDefinition(link, text);
    const unlinked = isShown ? unlink(text, link) : undefined;
    if (unlinked) changes.push({ title: { texts: TITLES.unlink }, safety: "review", edits: [unlinked] });
    return changes;
  },
};
