import type { Link } from "../../model/article";
import { replace } from "../../text/edit";
import type { Rule } from "../rule";
import { isWikilink, linkOf, underscored } from "./targets";

const MAKE_IMAGE = { en: "Make it an image", "zh-hans": "改为图片", "zh-hant": "改為圖片" };

const IMAGE = /\.(?:jpe?g|png|gif|svg|webp|bmp|tiff?)$/i;

/** Words of the wiki's picture syntax that the converter took for the caption. */
const LAYOUT =
  /^(?:[缩縮]略?[图圖]|右|左|中|居中|置中|[无無有]框|thumb(?:nail)?|right|left|center|none|frame(?:less)?|upright|(?:\d*x)?\d+px)$/i;

/** The same words where the converter drew the letters behind `]]` into the link. */
const SWALLOWED =
  /^(?:[缩縮]略?[图圖]|thumb(?:nail)?|right|left|center|none|frame(?:less)?|(?:\d*x)?\d+px)(?=\p{Script=Han})/iu;

/** Sound, film and books have no better form in Markdown than a link: they are left alone. */
function isPictureLink(link: Link): boolean {
  return (
    link.kind === "file" &&
    link.form === "markdown" &&
    !link.image &&
    IMAGE.test(link.title) &&
    (link.attribute.startsWith("fig:") ||
      (isWikilink(link) && (LAYOUT.test(link.labelText.trim()) || SWALLOWED.test(link.labelText))))
  );
}

/** A picture that became a link to its description. */
export const imageAsLink: Rule = {
  id: "link/image-as-link",
  summary: {
    en: "A picture that became a link to its file page.",
    "zh-hans": "图片变成了指向文件页的链接。",
    "zh-hant": "圖片變成了指向檔案頁的連結。",
  },
  why: {
    en: "Readers see a few stray words (often only “thumbnail”) instead of the picture.",
    "zh-hans": "读者看到的不是图片，而是几个突兀的字（常常只有“缩略图”）。",
    "zh-hant": "讀者看到的不是圖片，而是幾個突兀的字（常常只有「縮圖」）。",
  },
  severity: "info",
  dialects: ["markdown"],
  messages: {
    link: {
      en: "The picture “{title}” shows as a link only. Make it an image.",
      "zh-hans": "图片“{title}”只显示为链接，可改为图片。",
      "zh-hant": "圖片「{title}」只顯示為連結，可改為圖片。",
    },
  },
  examples: [
    {
      title: "a thumbnail",
      source: `⟦[老橋的夜景](https://zh.wikipedia.org/wiki/File:Old_Bridge.jpg "fig:老橋的夜景")⟧此橋建於明代。\n`,
      fixed: `![老橋的夜景](https://zh.wikipedia.org/wiki/Special:FilePath/Old_Bridge.jpg)此橋建於明代。\n`,
    },
    {
      title: "a word of the picture syntax is no caption",
      source: `⟦[缩略图](https://zh.wikipedia.org/wiki/File:Old_Bridge_1.jpg "fig:缩略图")⟧此橋建於明代。\n`,
      fixed: `![Old Bridge 1](https://zh.wikipedia.org/wiki/Special:FilePath/Old_Bridge_1.jpg)此橋建於明代。\n`,
      internal: true,
    },
    {
      title: "an old name of the namespace",
      source: `⟦[thumb](https://zh.wikipedia.org/wiki/圖像:Old_Bridge.jpg "wikilink")⟧此橋建於明代。\n`,
      fixed: `![Old Bridge](https://zh.wikipedia.org/wiki/Special:FilePath/Old_Bridge.jpg)此橋建於明代。\n`,
      internal: true,
    },
    {
      title: "words behind the picture that were drawn into the link",
      source: `⟦[thumb建於](https://zh.wikipedia.org/wiki/image:Old_Bridge.jpg "wikilink")⟧明代。\n`,
      fixed: `![Old Bridge](https://zh.wikipedia.org/wiki/Special:FilePath/Old_Bridge.jpg)建於明代。\n`,
      internal: true,
    },
    {
      title: "a film: a link is the best there is",
      source: `[縮圖](https://zh.wikipedia.org/wiki/File:Old_Bridge.ogv "fig:縮圖")此橋建於明代。\n`,
    },
    {
      title: "a link to the file's page on purpose",
      source: `見[圖片](https://zh.wikipedia.org/wiki/File:Old_Bridge.jpg "wikilink")與![老橋](https://zh.wikipedia.org/wiki/File:Old_Bridge.jpg "fig:老橋")。\n`,
    },
  ],
  checkLinks: {
    kinds: ["file"],
    check(link, _scope, report) {
      if (isPictureLink(link)) report(link, "link", { args: { title: link.title } });
    },
  },
  fixes(finding, snapshot) {
    const link = linkOf(finding, snapshot, isPictureLink);
    if (!link) return [];
    const { text } = snapshot.article;
    const written = text.slice(link.label.start, link.label.end);
    const shown = link.labelText.trim();
    const swallowed = isWikilink(link) ? SWALLOWED.exec(written)?.[0] : undefined;
    const rest = swallowed === undefined ? "" : written.slice(swallowed.length);
    const isLayout = shown === "" || LAYOUT.test(shown) || swallowed !== undefined;
    const label = isLayout ? link.title.replace(IMAGE, "") : written;
    const file = underscored(link.title)
      .replace(/[\\()<>]/g, "\\$&")
      .replaceAll("%", "%25")
      .replaceAll("?", "%3F");
    const caption = isWikilink(link) ? "" : link.attribute.slice("fig:".length).trim();
    const attribute =
      caption === "" || caption === link.labelText.trim() ? "" : ` "${caption.replace(/["\\]/g, "\\$&")}"`;
    const image = `![${label}](https://zh.wikipedia.org/wiki/Special:FilePath/${file}${attribute})`;
    const edits = [replace(text, link, image + rest)];
    return [{ title: { texts: MAKE_IMAGE }, safety: "review", edits, preferred: true }];
  },
};
