import { changeForm, type FootnoteForm, formOf, type Refusal } from "../footnotes/forms/change";
import type { Article } from "../model/article";
import type { Change } from "../rules/rule";
import type { Message, Texts } from "../rules/texts";

const TITLES: Readonly<Record<FootnoteForm, Texts>> = {
  ordered: {
    en: "Write all footnotes as \\[n\\] with a numbered list",
    "zh-hans": "把全部脚注改写为 \\[n\\] 与编号列表",
    "zh-hant": "把全部註腳改寫為 \\[n\\] 與編號列表",
  },
  definitions: {
    en: "Write all footnotes as [^n] with definitions",
    "zh-hans": "把全部脚注改写为 [^n] 与定义",
    "zh-hant": "把全部註腳改寫為 [^n] 與定義",
  },
  tag: {
    en: "Write all footnotes as <ref> with <references />",
    "zh-hans": "把全部脚注改写为 <ref> 与 <references />",
    "zh-hant": "把全部註腳改寫為 <ref> 與 <references />",
  },
};

const LEFT: Texts = {
  en: "All footnotes have another form now; {count} that may be indices, not markers, stay as they are.",
  "zh-hans": "全部脚注已改写；{count} 处可能是下标而非标记，保持原样。",
  "zh-hant": "全部註腳已改寫；{count} 處可能是索引而非標記，保持原樣。",
};

const AT_LINE: Texts = {
  en: "The footnotes stay as they are. Line {line}: {why}",
  "zh-hans": "脚注保持原样。第 {line} 行：{why}",
  "zh-hant": "註腳保持原樣。第 {line} 行：{why}",
};
const ON_PAGE: Texts = {
  en: "The footnotes stay as they are. {why}",
  "zh-hans": "脚注保持原样。{why}",
  "zh-hant": "註腳保持原樣。{why}",
};

const REASONS: Readonly<Record<Refusal["reason"], Texts>> = {
  none: {
    en: "This page has no footnotes.",
    "zh-hans": "本页没有脚注。",
    "zh-hant": "本頁沒有註腳。",
  },
  same: {
    en: "They have this form already.",
    "zh-hans": "已经是这种形式。",
    "zh-hant": "已經是這種形式。",
  },
  dialect: {
    en: "A page of this kind cannot have this form.",
    "zh-hans": "这类页面不能使用这种形式。",
    "zh-hant": "這類頁面不能使用這種形式。",
  },
  mixed: {
    en: "The page has footnotes in more than one form; bring them into one by hand first.",
    "zh-hans": "本页混用了多种形式的脚注，请先手动统一。",
    "zh-hant": "本頁混用了多種形式的註腳，請先手動統一。",
  },
  standing: {
    en: "The list is not rendered as a list of its own; part it from what stands above it first.",
    "zh-hans": "列表没有被渲染为独立的列表，请先把它与上文分开。",
    "zh-hant": "列表沒有被渲染為獨立的列表，請先把它與上文分開。",
  },
  numbers: {
    en: "Entry {label} is not where its number says; renumber the list first.",
    "zh-hans": "条目 {label} 的编号与位置不符，请先重新编号。",
    "zh-hant": "條目 {label} 的編號與位置不符，請先重新編號。",
  },
  damaged: {
    en: "Marker {label} is damaged; repair it first.",
    "zh-hans": "标记 {label} 已损坏，请先修复。",
    "zh-hant": "標記 {label} 已損壞，請先修復。",
  },
  undefined: {
    en: "Marker {label} cites nothing; add its entry or remove it first.",
    "zh-hans": "标记 {label} 没有对应的条目，请先补上条目或删除标记。",
    "zh-hant": "標記 {label} 沒有對應的條目，請先補上條目或刪除標記。",
  },
  unused: {
    en: "Entry {label} is cited nowhere in the text; cite or remove it first.",
    "zh-hans": "条目 {label} 在正文中没有被引用，请先引用或删除它。",
    "zh-hant": "條目 {label} 在正文中沒有被引用，請先引用或刪除它。",
  },
  order: {
    en: "Entry {label} is not first cited in the order of the numbers; organize the footnotes first.",
    "zh-hans": "条目 {label} 的首次引用不合编号顺序，请先整理脚注。",
    "zh-hant": "條目 {label} 的首次引用不合編號順序，請先整理註腳。",
  },
  duplicate: {
    en: "There is more than one entry {label}; rename or merge them first.",
    "zh-hans": "有不止一个条目 {label}，请先改名或合并。",
    "zh-hant": "有不止一個條目 {label}，請先改名或合併。",
  },
  html: {
    en: "Marker {label} stands in HTML, where [^n] is no footnote.",
    "zh-hans": "标记 {label} 在 HTML 中，[^n] 在那里不是脚注。",
    "zh-hant": "標記 {label} 在 HTML 中，[^n] 在那裡不是註腳。",
  },
  link: {
    en: "Marker {label} stands in the text of a link, where [^n] would be a link in a link; move it out first.",
    "zh-hans": "标记 {label} 在链接文字中，[^n] 会成为链接中的链接，请先移到链接之外。",
    "zh-hant": "標記 {label} 在連結文字中，[^n] 會成為連結中的連結，請先移到連結之外。",
  },
  hidden: {
    en: "Marker {label} stands where the wiki shows no text (code, a comment, a template).",
    "zh-hans": "标记 {label} 所在处不显示为正文（代码、注释或模板）。",
    "zh-hant": "標記 {label} 所在處不顯示為正文（程式碼、註解或模板）。",
  },
  nested: {
    en: "Entry {label} cites another entry, which <ref> cannot.",
    "zh-hans": "条目 {label} 引用了别的条目，<ref> 不能嵌套。",
    "zh-hant": "條目 {label} 引用了別的條目，<ref> 不能嵌套。",
  },
  blocks: {
    en: "Entry {label} holds more than paragraphs (a list, code, a table), which this form cannot.",
    "zh-hans": "条目 {label} 含有段落以外的内容（列表、代码或表格），这种形式不能容纳。",
    "zh-hant": "條目 {label} 含有段落以外的內容（列表、程式碼或表格），這種形式不能容納。",
  },
  markup: {
    en: "Footnote {label} holds markup, or stands in a place, that this form has no like for.",
    "zh-hans": "脚注 {label} 的标记或位置在这种形式中没有对应的写法。",
    "zh-hant": "註腳 {label} 的標記或位置在這種形式中沒有對應的寫法。",
  },
  between: {
    en: "Something stands between the entries of the list; move it away first.",
    "zh-hans": "列表的条目之间有其他内容，请先移开。",
    "zh-hant": "列表的條目之間有其他內容，請先移開。",
  },
  behind: {
    en: "There is more than one list, or markers stand behind it.",
    "zh-hans": "有不止一个列表，或标记位于列表之后。",
    "zh-hant": "有不止一個列表，或標記位於列表之後。",
  },
  group: {
    en: "There are footnotes of the group “{label}”, which other forms do not have.",
    "zh-hans": "有属于“{label}”组的脚注，其他形式没有分组。",
    "zh-hant": "有屬於「{label}」組的註腳，其他形式沒有分組。",
  },
  special: {
    en: "There are footnotes only MediaWiki knows (templates, functions, follow, extends).",
    "zh-hans": "有只有 MediaWiki 才能处理的脚注（模板、函数、follow、extends）。",
    "zh-hant": "有只有 MediaWiki 才能處理的註腳（模板、函數、follow、extends）。",
  },
  flaw: {
    en: "A <ref> has an error that MediaWiki would show; repair it first.",
    "zh-hans": "有 <ref> 存在 MediaWiki 会报告的错误，请先修复。",
    "zh-hant": "有 <ref> 存在 MediaWiki 會報告的錯誤，請先修復。",
  },
  tags: {
    en: "It is not certain that this is a <ref> (code, nowiki, a tag that is not closed).",
    "zh-hans": "不确定此处是否为 <ref>（代码、nowiki 或未闭合的标签）。",
    "zh-hant": "不確定此處是否為 <ref>（程式碼、nowiki 或未閉合的標籤）。",
  },
  lists: {
    en: "There is a <references> already that the list cannot take the place of; remove it first.",
    "zh-hans": "已有 <references>，列表不能放在那里，请先删除它。",
    "zh-hant": "已有 <references>，列表不能放在那裡，請先刪除它。",
  },
  name: {
    en: "The name “{label}” cannot be written in this form; rename it first.",
    "zh-hans": "名称“{label}”不能用于这种形式，请先改名。",
    "zh-hant": "名稱「{label}」不能用於這種形式，請先改名。",
  },
  index: {
    en: "Marker {label} follows a letter, a digit or a parenthesis and would not be told from an index such as a\\[1\\].",
    "zh-hans": "标记 {label} 紧跟字母、数字或括号，会与 a\\[1\\] 这样的下标混淆。",
    "zh-hant": "標記 {label} 緊跟字母、數字或括號，會與 a\\[1\\] 這樣的索引混淆。",
  },
  unequal: {
    en: "The page would not read the same afterwards.",
    "zh-hans": "改写后的页面将与原来不一致。",
    "zh-hant": "改寫後的頁面將與原來不一致。",
  },
};

/** What it is called to write the footnotes of a page in a form. */
export function formTitle(form: FootnoteForm): Message {
  return { texts: TITLES[form] };
}

/** Whether the footnotes of a page might be written in a form; whether they can is not worked out yet. */
export function offersForm(article: Article, form: FootnoteForm): boolean {
  const own = formOf(article);
  if (own === undefined || article.dialect === "rendered") return false;
  return article.dialect === "wikitext" ? form === "tag" && own !== "tag" : form !== own;
}

/**
 * What writes the footnotes of a page in a form, and what is to be said of it: why they keep theirs, or what is left. It is
 * made as a whole: with a part of its edits the page would be broken.
 */
export function formChange(
  article: Article,
  form: FootnoteForm,
): { readonly change?: Change; readonly remark?: Message } {
  const changed = changeForm(article, form);
  if ("refusal" in changed) return { remark: refusalMessage(article.text, changed.refusal) };
  const { left, edits } = changed;
  const change: Change = { title: formTitle(form), safety: "safe", edits };
  return left === 0 ? { change } : { change, remark: { texts: LEFT, args: { count: left } } };
}

/** Why footnotes keep their form, in one sentence or two. */
export function refusalMessage(text: string, { reason, offset, label }: Refusal): Message {
  const why: Message = { texts: REASONS[reason], args: { label } };
  if (offset === null) return { texts: ON_PAGE, args: { why } };
  return { texts: AT_LINE, args: { line: text.slice(0, offset).split(/\r\n|\r|\n/).length, why } };
}
