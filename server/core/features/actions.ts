import { isReferencesHeading } from "../dialects/markdown/lists";
import {
  defineInList,
  defineInline,
  footnoteAt,
  mergeFootnotes,
  nameFootnote,
  removeFootnote,
} from "../footnotes/definitions";
import { insertTag } from "../footnotes/insert-tag";
import { duplicateEntries, insertFootnote, mergeEntries, organize, removeReference } from "../footnotes/operations";
import { isWritten } from "../footnotes/system";
import { ruleById } from "../rules/registry";
import type { Change, Finding } from "../rules/rule";
import type { Message, Texts } from "../rules/texts";
import type { TextEdit } from "../text/edit";
import { firstEndingAfter, overlaps, type Span } from "../text/span";
import type { Snapshot } from "../workspace/snapshot";
import { fixAll } from "./fix-all";
import { formChange, formTitle, offersForm } from "./footnote-form";
import { citedEntry, constructAt } from "./place";

/** What can be done to a page as a whole, or to the footnote at a place of it. */
export const PAGE_ACTIONS = [
  "fixAll",
  "organizeFootnotes",
  "insertFootnote",
  "removeFootnote",
  "mergeDuplicateEntries",
  "nameFootnote",
  "defineInList",
  "defineInline",
  "numberedFootnotes",
  "markdownFootnotes",
  "refFootnotes",
  "fixOverruns",
] as const;
export type PageAction = (typeof PAGE_ACTIONS)[number];

/** Those that write all footnotes of a page in another form. */
export const FORM_ACTIONS = {
  numberedFootnotes: "ordered",
  markdownFootnotes: "definitions",
  refFootnotes: "tag",
} as const;
export type FormAction = keyof typeof FORM_ACTIONS;

export function isFormAction(action: PageAction): action is FormAction {
  return action in FORM_ACTIONS;
}

const TITLES: Readonly<Record<Exclude<PageAction, FormAction>, Texts>> = {
  fixAll: {
    en: "Fix everything that can be fixed safely",
    "zh-hans": "修复所有可以安全修复的问题",
    "zh-hant": "修復所有可以安全修復的問題",
  },
  organizeFootnotes: {
    en: "Organize footnotes: number and order them by first use",
    "zh-hans": "整理脚注：按首次引用的顺序编号并排列",
    "zh-hant": "整理註腳：按首次引用的順序編號並排列",
  },
  insertFootnote: {
    en: "Insert a footnote here",
    "zh-hans": "在此插入脚注",
    "zh-hant": "在此插入註腳",
  },
  removeFootnote: {
    en: "Remove footnote {label}: its entry and all its markers",
    "zh-hans": "删除脚注 {label}：条目及其全部标记",
    "zh-hant": "刪除註腳 {label}：條目及其全部標記",
  },
  mergeDuplicateEntries: {
    en: "Merge entries that say the same",
    "zh-hans": "合并内容相同的条目",
    "zh-hant": "合併內容相同的條目",
  },
  nameFootnote: {
    en: "Name this footnote, so that it can be cited again",
    "zh-hans": "为此脚注命名，以便重复引用",
    "zh-hant": "為此註腳命名，以便重複引用",
  },
  defineInList: {
    en: "Move this footnote's content into the list",
    "zh-hans": "把此脚注的内容移到列表中",
    "zh-hant": "把此註腳的內容移到列表中",
  },
  defineInline: {
    en: "Move this footnote's content to where it is cited first",
    "zh-hans": "把此脚注的内容移到首次引用处",
    "zh-hant": "把此註腳的內容移到首次引用處",
  },
  fixOverruns: {
    en: "Repair all link texts that run on",
    "zh-hans": "修复本页所有越界的链接文字",
    "zh-hant": "修復本頁所有越界的連結文字",
  },
};

const OVERRUN = "link/overrun";

/** A repair of one finding, and where it stands among that finding's repairs. */
export interface Fix {
  readonly finding: Finding;
  readonly index: number;
  readonly change: Change;
}

/** The repairs of the findings that touch a span, finding by finding. */
export function fixesAt(snapshot: Snapshot, findings: readonly Finding[], span: Span): Fix[] {
  return findings
    .filter((finding) => overlaps(finding, span))
    .flatMap((finding) => fixesOf(snapshot, finding).map((change, index) => ({ finding, index, change })));
}

/** The repairs of a finding, best first; those that would change nothing are left out. */
export function fixesOf(snapshot: Snapshot, finding: Finding): readonly Change[] {
  const changes = ruleById(finding.rule)?.fixes?.(finding, snapshot) ?? [];
  return changes.filter(({ edits, create }) => edits.length > 0 || create !== undefined);
}

/** Whether a change reaches beyond one place of the page: then it deserves a look before it is made. */
export function reachesFar({ article }: Snapshot, { edits, pageWide }: Change): boolean {
  if (pageWide || edits.length > 2) return true;
  const blocks = new Set(edits.map(({ start }) => firstEndingAfter(article.blocks, start - 1)));
  return blocks.size > 1;
}

/** Whether a change has parts that move citations when they are made without the others: it numbers or names footnotes anew. */
export function isIndivisible({ article }: Snapshot, { edits }: Pick<Change, "edits">): boolean {
  if (edits.length < 2) return false;
  const isWikitext = article.dialect === "wikitext";
  const marks = isWikitext ? article.refs.map(({ open }) => open) : article.markers;
  const labels = isWikitext ? [] : article.references.map(({ label }) => label);
  return edits.some((edit) => standsIn(marks, edit) || standsIn(labels, edit));
}

/** Whether an edit changes one of the spans, which are sorted and do not overlap. */
function standsIn(spans: readonly Span[], { start, end }: Span): boolean {
  const span = spans[firstEndingAfter(spans, start)];
  return span !== undefined && span.start < end;
}

/**
 * Whether an action can be offered; what it would change is not worked out yet.
 * @param offset of the cursor
 */
export function offers(snapshot: Snapshot, findings: readonly Finding[], action: PageAction, offset: number): boolean {
  const { article } = snapshot;
  if (isFormAction(action)) return offersForm(article, FORM_ACTIONS[action]);
  switch (action) {
    case "fixAll":
      return findings.length > 0;
    case "organizeFootnotes":
      return isWritten(article) && article.references.length > 0;
    case "insertFootnote":
      return article.dialect === "wikitext" ? insertTag(article, offset).length > 0 : isWritten(article);
    case "removeFootnote":
      if (article.dialect === "wikitext") return footnoteAt(article, offset) !== undefined;
      return isWritten(article) && citedEntry(constructAt(article, offset)) !== undefined;
    case "mergeDuplicateEntries":
      return article.dialect !== "rendered" && duplicateEntries(article).length > 0;
    case "nameFootnote":
      return article.dialect === "wikitext" && footnoteAt(article, offset)?.name === "";
    case "defineInList":
      return article.dialect === "wikitext" && footnoteAt(article, offset)?.list === null;
    case "defineInline":
      return article.dialect === "wikitext" && (footnoteAt(article, offset)?.name ?? "") !== "";
    case "fixOverruns":
      return findings.filter(({ rule }) => rule === OVERRUN).length > 1;
  }
}

/** The title of an action at a place. */
export function titleOf({ article }: Snapshot, action: PageAction, offset: number): Message {
  if (isFormAction(action)) return formTitle(FORM_ACTIONS[action]);
  const texts = TITLES[action];
  const entry = action === "removeFootnote" ? citedEntry(constructAt(article, offset)) : undefined;
  return entry === undefined ? { texts } : { texts, args: { label: article.references[entry]!.shown } };
}

/** The change that an action makes; undefined when it would change nothing. */
export function pageChange(
  snapshot: Snapshot,
  findings: readonly Finding[],
  action: PageAction,
  offset: number,
): Change | undefined {
  if (isFormAction(action)) return formChange(snapshot.article, FORM_ACTIONS[action]).change;
  const edits = editsOf(snapshot, findings, action, offset);
  if (edits.every(({ expected, newText }) => expected === newText)) return undefined;
  const safety = action === "fixAll" || action === "insertFootnote" ? "safe" : "review";
  return { title: titleOf(snapshot, action, offset), safety, edits };
}

/** What is to be said of an action that is done or cannot be done; undefined: nothing beyond that. */
export function remarkOn({ article }: Snapshot, action: PageAction): Message | undefined {
  return isFormAction(action) ? formChange(article, FORM_ACTIONS[action]).remark : undefined;
}

/** Whether a place is about footnotes: a marker, an entry, or the heading the list stands under. */
export function isAtFootnotes({ article }: Snapshot, offset: number): boolean {
  const construct = constructAt(article, offset);
  if (construct?.kind === "heading") return isReferencesHeading(construct.heading.text);
  return construct?.kind === "marker" || construct?.kind === "entry";
}

function editsOf(
  snapshot: Snapshot,
  findings: readonly Finding[],
  action: Exclude<PageAction, FormAction>,
  offset: number,
): readonly TextEdit[] {
  const { article } = snapshot;
  switch (action) {
    case "fixAll":
      return fixAll(snapshot);
    case "organizeFootnotes":
      return organize(article);
    case "insertFootnote":
      return article.dialect === "wikitext" ? insertTag(article, offset) : insertFootnote(article, offset);
    case "removeFootnote": {
      if (article.dialect === "wikitext") return removeFootnote(article, offset);
      const entry = citedEntry(constructAt(article, offset));
      return entry === undefined ? [] : removeReference(article, entry);
    }
    case "mergeDuplicateEntries":
      return article.dialect === "wikitext" ? mergeFootnotes(article) : mergeEntries(article);
    case "nameFootnote":
      return nameFootnote(article, offset);
    case "defineInList":
      return defineInList(article, offset);
    case "defineInline":
      return defineInline(article, offset);
    case "fixOverruns": {
      const first = findings.find(({ rule }) => rule === OVERRUN);
      // Its last repair is the one of all link texts of the page.
      return (first && fixesOf(snapshot, first).at(-1)?.edits) ?? [];
    }
  }
}
