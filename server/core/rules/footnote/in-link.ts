import { moveMarkers } from "../../footnotes/operations";
import type { Article, Link, Marker } from "../../model/article";
import { insert, remove, type TextEdit } from "../../text/edit";
import { contains, firstEndingAfter, firstStartingAt, type Span } from "../../text/span";
import { farReaching } from "../far-reaching";
import type { Rule } from "../rule";
import { markerIndex } from "./constructs";

const OUT = {
  en: "Move the link's markers behind it",
  "zh-hans": "把链接中的标记移到链接之后",
  "zh-hant": "把連結中的標記移到連結之後",
};

/** A marker in a link's text or in a heading. */
export const inLink: Rule = {
  id: "footnote/in-link",
  summary: {
    en: "A footnote marker stands in a link's text or in a heading.",
    "zh-hans": "脚注标记位于链接文字或标题之中。",
    "zh-hant": "註腳標記位於連結文字或標題之中。",
  },
  why: {
    en: "In a link, a click on the number follows the link; in a heading, the number becomes part of the table of contents and of the heading's anchor.",
    "zh-hans": "在链接里，点击编号会打开该链接；在标题里，编号会混进目录和标题的锚点。",
    "zh-hant": "在連結裡，點擊編號會開啟該連結；在標題裡，編號會混進目錄和標題的錨點。",
  },
  severity: "hint",
  dialects: ["markdown", "footnotes", "wikitext", "rendered"],
  messages: {
    link: {
      en: "Footnote {label} stands in a link's text; it belongs behind the link.",
      "zh-hans": "脚注 {label} 位于链接文字之中，应移到链接之后。",
      "zh-hant": "註腳 {label} 位於連結文字之中，應移到連結之後。",
    },
    heading: {
      en: "Footnote {label} stands in a heading; it belongs to the text below.",
      "zh-hans": "脚注 {label} 位于标题之中，应移到下面的正文里。",
      "zh-hant": "註腳 {label} 位於標題之中，應移到下面的正文裡。",
    },
  },
  examples: [
    {
      title: "in a link's text",
      source: String.raw`此橋屬[明代⟦\[1\]⟧建築⟦\[2\]⟧](https://zh.wikipedia.org/wiki/明代 "wikilink")。

1.  王五，《古橋考》
2.  縣志，卷三
`,
      fixed: String.raw`此橋屬[明代建築](https://zh.wikipedia.org/wiki/明代 "wikilink")\[1\]\[2\]。

1.  王五，《古橋考》
2.  縣志，卷三
`,
    },
    {
      title: "in a heading",
      source: String.raw`## 歷史⟦\[1\]⟧

此橋建於明代。

1.  王五，《古橋考》
`,
    },
    {
      title: "wikitext: in a link's text and in a heading",
      dialect: "wikitext",
      source: "此橋屬[[明代|明代⟦<ref>縣志</ref>⟧建築]]。\n\n== 歷史⟦<ref>名錄</ref>⟧ ==\n",
      fixed: "此橋屬[[明代|明代建築]]<ref>縣志</ref>。\n\n== 歷史<ref>名錄</ref> ==\n",
    },
    {
      title: "wikitext: in a caption, behind a link, in a template",
      dialect: "wikitext",
      source: "[[File:甲.jpg|thumb|古橋<ref>一</ref>]][[明代]]<ref>二</ref>{{甲|乙<ref>三</ref>}}\n",
    },
    {
      title: "in the caption of a picture",
      source: String.raw`[1900年的古橋\[1\]](https://zh.wikipedia.org/wiki/File:A.jpg "fig:1900年的古橋[1]")

1.  王五，《古橋考》
`,
    },
    {
      title: "behind a link",
      source: String.raw`此橋屬[明代](https://zh.wikipedia.org/wiki/明代 "wikilink")\[1\]。

1.  王五，《古橋考》
`,
    },
  ],
  checkArticle({ article }, report) {
    for (const marker of article.markers) {
      if (marker.suspect || marker.reference === null) continue;
      if (marker.place === "heading") report(marker, "heading", { args: { label: marker.label } });
      else if (marker.place === "link" && linkAround(article, marker))
        report(marker, "link", { args: { label: marker.label } });
    }
  },
  fixes(finding, { article }) {
    const marker = article.markers[markerIndex(article, finding)];
    const link = marker && linkAround(article, marker);
    if (!link) return [];
    return [farReaching({ title: { texts: OUT }, safety: "review" }, () => moveOut(article, link))];
  },
};

/** So many links before a marker may hold it. */
const DEEPEST = 20;

/** The link whose text holds the marker; captions of pictures are texts of their own and left out. */
function linkAround({ blocks }: Article, marker: Marker): Link | undefined {
  const block = blocks[firstEndingAfter(blocks, marker.start)];
  if (!block) return undefined;
  const inside = shift(marker, -block.start);
  const { links } = block.content;
  let link: Link | undefined;
  // Links nest one deep in Markdown, and in captions of files a few deep.
  const last = firstStartingAt(links, inside.start + 1) - 1;
  for (let index = last; index >= 0 && index > last - DEEPEST; index--) {
    const { kind, image, label } = links[index]!;
    if (kind !== "file" && !image && contains(label, inside)) link = links[index]!;
  }
  return link && { ...link, ...shift(link, block.start), label: shift(link.label, block.start) };
}

function shift({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}

/** Moves all markers of a link behind it, so that they keep their order. */
function moveOut(article: Article, link: Link): TextEdit[] {
  const inside = article.markers.flatMap((marker, index) =>
    !marker.suspect && contains(link.label, marker) ? [index] : [],
  );
  if (article.dialect !== "wikitext") return moveMarkers(article, inside, link.end);
  const markers = inside.map((index) => article.markers[index]!);
  const moved = markers.map(({ start, end }) => article.text.slice(start, end)).join("");
  return [...markers.map((marker) => remove(article.text, marker)), insert(link.end, moved)];
}
