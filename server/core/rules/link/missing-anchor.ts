import { anchorsSetIn, htmlHeadings, isUnknownHeading } from "../../model/anchors";
import type { Article, Link } from "../../model/article";
import { replace } from "../../text/edit";
import { once } from "../../text/memo";
import type { Span } from "../../text/span";
import type { PageFacts } from "../../workspace/snapshot";
import type { Change, Rule } from "../rule";
import { Anchors, anchorKey, nearestHeading } from "./anchors";
import { isWikilink, linkOf, toLocalPage } from "./targets";

const TITLES = {
  nearest: {
    en: "Link to the section “{heading}”",
    "zh-hans": "改为链接到章节“{heading}”",
    "zh-hant": "改為連結到章節「{heading}」",
  },
  page: { en: "Link to the page as a whole", "zh-hans": "改为链接到整个页面", "zh-hant": "改為連結到整個頁面" },
};

// Anchors the wiki's software makes itself; no heading bears them.
const GENERATED = /^(?:cite[_ -]|endnote|footnote|fn|ref|toc$|top$|bodycontent|CITEREF)/i;

/** No anchor is longer, in UTF-16 units. */
const LONGEST_ANCHOR = 200;

/** The page a link with an anchor leads to, and its headings, when they are known. */
function target(link: Link, facts: PageFacts): { path: string; headings: readonly string[] } | undefined {
  if (link.kind !== "page" || link.anchor === "" || GENERATED.test(link.anchor)) return undefined;
  const resolution = facts.pages.resolve(link.title);
  if (!("path" in resolution)) return undefined;
  const headings = facts.pages.headings(resolution.path);
  return headings && { path: resolution.path, headings };
}

/** The anchor inside the destination, with its `#`. */
function anchorSpan(text: string, link: Link): Span {
  const written = text.slice(link.target.start, link.target.end);
  const hash = written.indexOf("#");
  if (hash < 0) return link.target;
  const tail = /\.md>?$/.exec(written)?.[0].length ?? 0;
  return { start: link.target.start + hash, end: link.target.end - tail };
}

function headingsOf({ blocks }: Article): readonly string[] {
  return blocks.flatMap((block) => block.content.headings.map((heading) => heading.text));
}

const ownHeadings = once(headingsOf);

/** The keys of anchors that tags set, and in wikitext perhaps templates, whose names differ from wiki to wiki. */
function anchorsBesideHeadings({ blocks, text, dialect }: Article): Set<string> {
  const keys = new Set<string>();
  for (const block of blocks) for (const { name } of anchorsSetIn(block, dialect)) keys.add(anchorKey(name));
  if (dialect !== "wikitext") {
    for (const { name } of htmlHeadings(text)) keys.add(anchorKey(name));
    return keys;
  }
  for (const { content } of blocks) {
    for (const { parameters } of content.templates) {
      for (const { value } of parameters) {
        if (value.end - value.start <= LONGEST_ANCHOR) keys.add(anchorKey(content.text.slice(value.start, value.end)));
      }
    }
  }
  return keys;
}

/** Whether the anchor of any heading is unknown. */
function hasUnknownHeading({ blocks, dialect }: Article): boolean {
  return dialect === "wikitext" && blocks.some(isUnknownHeading);
}

/** A link to a section its page does not have. */
export const missingAnchor: Rule = {
  id: "link/missing-anchor",
  summary: {
    en: "A link to a section that the page does not have.",
    "zh-hans": "链接指向的章节在该页面中不存在。",
    "zh-hant": "連結指向的章節在該頁面中不存在。",
  },
  why: {
    en: "The section was renamed or came from a template that is gone. The link still opens the page, but at its top.",
    "zh-hans": "章节改了名，或原由已丢失的模板生成。链接仍能打开页面，但只停在页首。",
    "zh-hant": "章節改了名，或原由已遺失的模板產生。連結仍能打開頁面，但只停在頁首。",
  },
  severity: "hint",
  dialects: ["markdown", "wikitext"],
  messages: {
    missing: {
      en: "“{title}” has no section “{anchor}”.",
      "zh-hans": "“{title}”没有“{anchor}”这一章节。",
      "zh-hant": "「{title}」沒有「{anchor}」這個章節。",
    },
    own: {
      en: "This page has no section “{anchor}”.",
      "zh-hans": "本页没有“{anchor}”这一章节。",
      "zh-hant": "本頁沒有「{anchor}」這個章節。",
    },
  },
  examples: [
    {
      title: "a renamed section",
      source: `見[早期歷史](../Page/清河鎮⟦#早期歷史⟧.md "wikilink")與[北京](https://zh.wikipedia.org/wiki/北京 "wikilink")。\n--- Page/清河鎮.md\n**清河鎮**是一個鎮。\n\n## 早期的歷史\n\n建於明代。\n`,
      fixed: `見[早期歷史](../Page/清河鎮#早期的歷史.md "wikilink")與[北京](https://zh.wikipedia.org/wiki/北京 "wikilink")。\n`,
    },
    {
      title: "a section that is there, spelled as wikis do",
      source: `見[歷史](../Page/清河鎮#早期_歷史.md "wikilink")與[歷史](../Page/清河鎮#.E6.AD.B7.E5.8F.B2.md "wikilink")。\n--- Page/清河鎮.md\n**清河鎮**是一個鎮。\n\n## 早期 歷史\n\n## 历史\n`,
    },
    {
      title: "a title that ends in a number sign, a page that has not been read",
      source: `[C\\#](../Page/C＃.md "wikilink")與[歷史](../Page/北京#歷史.md "wikilink")、[北京](https://zh.wikipedia.org/wiki/北京 "wikilink")。\n`,
      internal: true,
    },
    {
      title: "anchors that tags and `{#id}` set; the second of two equal headings",
      source: `見[早期](../Page/堤防#early.md "wikilink")、[晚期](../Page/堤防.md#late "wikilink")、[附表](../Page/堤防.md#tab "wikilink")、[用法](../Page/堤防.md#usage "wikilink")、[用法](../Page/堤防.md#用法 "wikilink")與[工程](../Page/堤防#工程_2.md "wikilink")，又見[工程](../Page/堤防⟦#工程_3⟧.md "wikilink")、[示例](../Page/堤防⟦#示例⟧.md "wikilink")與[北京](https://zh.wikipedia.org/wiki/北京 "wikilink")。\n--- Page/堤防.md\n<span id="early"></span>早期，<a name='late'></a>晚期。\n\n<table id=tab><tr><td>一</td></tr></table>\n\n## 用法 {#usage}\n\n### 工程\n\n### 工程\n\n\`<span id="示例">\`\n\n<!-- <a name="示例"></a> -->\n`,
    },
    {
      title: "a section of the page itself",
      source: `見[下文](⟦#沿革⟧ "wikilink")與[北京](https://zh.wikipedia.org/wiki/北京 "wikilink")。\n\n## 歷史沿革\n\n建於明代。\n`,
      fixed: `見[下文](#歷史沿革 "wikilink")與[北京](https://zh.wikipedia.org/wiki/北京 "wikilink")。\n\n## 歷史沿革\n\n建於明代。\n`,
      internal: true,
    },
    {
      title: "an anchor set by a tag",
      source: `見[下文](#沿革 "wikilink")與[北京](https://zh.wikipedia.org/wiki/北京 "wikilink")。\n\n<span id="沿革"></span>建於明代。\n`,
      internal: true,
    },
    {
      title: "wikitext: a section of the page itself",
      dialect: "wikitext",
      source:
        "見[[⟦#沿革⟧|下文]]、[[#概況]]、[[#橋頭]]與[[#cite_note-1|註]]。\n\n== 歷史沿革 ==\n\n=== 概況<ref>一</ref> ===\n{{anchor|橋頭}}建於明代。\n",
      fixed:
        "見[[#歷史沿革|下文]]、[[#概況]]、[[#橋頭]]與[[#cite_note-1|註]]。\n\n== 歷史沿革 ==\n\n=== 概況<ref>一</ref> ===\n{{anchor|橋頭}}建於明代。\n",
    },
    {
      title: "wikitext: anchors of tags, tables, HTML headings and templates of any name",
      dialect: "wikitext",
      source:
        "見[[#甲]]、[[#乙]]、[[#丙]]與[[#丁]]。\n\n== 戊 ==\n<span id='甲'></span>\n{| id=乙\n| 一\n|}\n<h3 class=\"x\">''丙''</h3>\n{{術語|丁}}\n",
    },
    {
      title: "wikitext: a heading that a template makes may be any",
      dialect: "wikitext",
      source: "見[[#fr|法語]]。\n\n== {{語言名|fr}} ==\n一詞。\n",
    },
  ],
  checkBlock({ block, facts }, report) {
    const { text, links } = block.content;
    const known = new Map<string, Anchors>();
    for (const link of links) {
      const page = target(link, facts);
      if (!page) continue;
      const anchors = known.get(page.path) ?? new Anchors(page.headings);
      known.set(page.path, anchors);
      if (anchors.has(link.anchor)) continue;
      // A template may make sections of the other page: there, only one that looks like another is a mistake.
      if (facts.dialect !== "wikitext" || nearestHeading(page.headings, link.anchor) !== undefined) {
        report(anchorSpan(text, link), "missing", { args: { title: link.title, anchor: link.anchor } });
      }
    }
  },
  checkArticle({ article }, report) {
    const { blocks } = article;
    let anchors: Anchors | undefined;
    let others: Set<string> | undefined;
    let isUnknown: boolean | undefined;
    for (let at = 0; at < blocks.length; at++) {
      const block = blocks[at]!;
      for (let index = 0; index < block.content.links.length; index++) {
        const link = block.content.links[index]!;
        if (link.kind !== "anchor" || !isWikilink(link) || GENERATED.test(link.anchor)) continue;
        anchors ??= new Anchors(headingsOf(article));
        if (anchors.has(link.anchor)) continue;
        isUnknown ??= hasUnknownHeading(article);
        if (isUnknown) return;
        others ??= anchorsBesideHeadings(article);
        if (others.has(anchorKey(link.anchor))) continue;
        const { start, end } = anchorSpan(block.content.text, link);
        report({ start: block.start + start, end: block.start + end }, "own", { args: { anchor: link.anchor } });
      }
    }
  },
  fixes(finding, snapshot) {
    const { article, facts } = snapshot;
    const { text } = article;
    const link = linkOf(finding, snapshot, (link) => link.anchor !== "");
    if (!link) return [];
    const changes: Change[] = [];
    if (link.kind === "anchor") {
      const heading = nearestHeading(ownHeadings(article), link.anchor);
      if (heading !== undefined) {
        const isWikitext = link.form === "wikitext";
        const anchor = isWikitext ? heading : heading.replaceAll(" ", "_").replace(/[\\()<>]/g, "\\$&");
        changes.push({
          title: { texts: TITLES.nearest, args: { heading } },
          safety: "review",
          edits: [replace(text, link.target, `#${anchor}`)],
        });
      }
      return changes;
    }
    const page = target(link, facts);
    if (!page) return [];
    const heading = nearestHeading(page.headings, link.anchor);
    if (heading !== undefined) {
      const isWikitext = link.form === "wikitext";
      changes.push({
        title: { texts: TITLES.nearest, args: { heading } },
        safety: "review",
        edits: [
          isWikitext
            ? replace(text, anchorSpan(text, link), `#${heading}`)
            : toLocalPage(text, { ...link, anchor: heading }, page.path),
        ],
      });
    }
    if (link.form === "wikitext") return changes;
    changes.push({
      title: { texts: TITLES.page },
      safety: "review",
      edits: [toLocalPage(text, { ...link, anchor: "" }, page.path)],
    });
    return changes;
  },
};
