import { pipeTrickLabel, reversePipeTrick } from "../../dialects/wikitext/pipe-trick";
import type { BlockContent, Link } from "../../model/article";
import { insert, replace } from "../../text/edit";
import { contains, firstStartingAt, type Span, spanAt } from "../../text/span";
import type { Rule } from "../rule";
import { linkOf } from "./targets";

const TITLES = {
  label: { en: "Write the label “{label}”", "zh-hans": "写上链接文字“{label}”", "zh-hant": "寫上連結文字「{label}」" },
  link: { en: "Write {link}", "zh-hans": "改为 {link}", "zh-hant": "改為 {link}" },
};

/** A link whose label or target MediaWiki writes when the page is saved: `[[清河 (鎮)|]]`, `[[|清河]]`. */
export const pipeTrick: Rule = {
  id: "link/pipe-trick",
  summary: {
    en: "A link that the wiki completes only when the page is saved: `[[A (B)|]]`.",
    "zh-hans": "维基软件只在保存页面时才会补全的链接：`[[A (B)|]]`。",
    "zh-hant": "維基軟體只在儲存頁面時才會補全的連結：`[[A (B)|]]`。",
  },
  why: {
    en: "In a file, in a footnote and in other extension tags nothing completes it: the page shows the brackets.",
    "zh-hans": "在文件、脚注和其他扩展标签里不会补全，页面会直接显示方括号。",
    "zh-hant": "在檔案、註腳和其他擴充功能標籤裡不會補全，頁面會直接顯示方括號。",
  },
  severity: "warning",
  dialects: ["wikitext"],
  messages: {
    saved: {
      en: "The wiki completes this link only when the page is saved; a file shows its brackets. Write it out.",
      "zh-hans": "此链接只有在维基上保存页面时才会补全，在文件中会显示方括号。请写完整。",
      "zh-hant": "此連結只有在維基上儲存頁面時才會補全，在檔案中會顯示方括號。請寫完整。",
    },
    target: {
      en: "This link has no target: a file shows its brackets, and only saving the page completes it. Write the target.",
      "zh-hans": "此链接没有目标，在文件中会显示方括号，只有保存页面时才会补全。请写上目标。",
      "zh-hant": "此連結沒有目標，在檔案中會顯示方括號，只有儲存頁面時才會補全。請寫上目標。",
    },
    footnote: {
      en: "In a footnote the wiki never completes this link: its brackets show. Write it out.",
      "zh-hans": "在脚注里维基软件不会补全此链接，会显示方括号。请写完整。",
      "zh-hant": "在註腳裡維基軟體不會補全此連結，會顯示方括號。請寫完整。",
    },
  },
  examples: [
    {
      title: "a title with brackets",
      dialect: "wikitext",
      source: "此橋位於⟦[[清河 (鎮)|]]⟧。\n",
      fixed: "此橋位於[[清河 (鎮)|清河]]。\n",
    },
    {
      title: "full-width brackets, a comma, a namespace",
      dialect: "wikitext",
      source: "見⟦[[清河（鎮）|]]⟧、⟦[[清河, 河北|]]⟧與⟦[[Help:註腳|]]⟧。\n",
      fixed: "見[[清河（鎮）|清河]]、[[清河, 河北|]]與[[Help:註腳|]]。\n",
    },
    {
      title: "in a footnote",
      dialect: "wikitext",
      source: "此橋建於明代<ref>見⟦[[老橋, 舊志|]]⟧，第1頁。</ref>。\n",
      fixed: "此橋建於明代<ref>見[[老橋, 舊志|老橋]]，第1頁。</ref>。\n",
    },
    {
      title: "the target is missing: the page's own qualifier completes it",
      dialect: "wikitext",
      source: "--- 老橋 (清河).wikitext\n見⟦[[|新橋]]⟧。\n",
      fixed: "見[[新橋 (清河)|新橋]]。\n",
    },
    {
      title: "a place of the page: nothing completes it",
      dialect: "wikitext",
      source: "見⟦[[#歷史|]]⟧。\n",
    },
    {
      title: "a label, a space as a label, source that is shown as it is written",
      dialect: "wikitext",
      source:
        "[[清河 (鎮)|清河]]、[[清河| ]]、<nowiki>[[清河 (鎮)|]]</nowiki>與<!-- [[清河|]] -->[[File:橋.jpg|thumb|]]\n<pre>\n[[清河 (鎮)|]]\n</pre>\n",
    },
  ],
  checkLinks: {
    kinds: ["page", "remote", "category", "file", "interwiki", "anchor"],
    check(link, { block: { content } }, report) {
      if (!isUnsaved(link, content.text)) return;
      if (isInFootnote(content, link)) report(link, "footnote");
      else report(link, "saved", { severity: "info" });
    },
  },
  checkBlock({ block: { content } }, report) {
    for (const residue of content.residues) {
      if (residue.kind === "pipe-trick") report(residue, isInFootnote(content, residue) ? "footnote" : "target");
    }
  },
  fixes(finding, snapshot) {
    const { text, residues } = snapshot.article;
    const residue = spanAt(residues, finding.start);
    if (residue?.kind === "pipe-trick") {
      const link = reversePipeTrick(text.slice(residue.start + 3, residue.end - 2), snapshot.facts.title);
      if (link === undefined) return [];
      const edits = [replace(text, residue, link)];
      // What the author meant may be another page: the own title's qualifier is a guess of the wiki.
      return [{ title: { texts: TITLES.link, args: { link } }, safety: "review", edits, preferred: true }];
    }
    const link = linkOf(finding, snapshot, (candidate) => isUnsaved(candidate, text));
    const label = link && pipeTrickLabel(text.slice(link.start + 2, link.end - 3));
    if (!link || label === undefined || label.trim() === "") return [];
    const edits = [insert(link.end - 2, label)];
    return [{ title: { texts: TITLES.label, args: { label } }, safety: "safe", edits, preferred: true }];
  },
};

function isUnsaved({ form, end, target }: Link, text: string): boolean {
  return form === "wikitext" && text.startsWith("|]]", end - 3) && text.slice(target.end, end - 3).trim() === "";
}

function isInFootnote({ refs }: BlockContent, span: Span): boolean {
  const ref = refs[firstStartingAt(refs, span.start) - 1];
  return ref?.form === "tag" && contains(ref, span);
}
