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
import { duplicateEntries, insertFootnote, mergeAllEntries, organize, removeReference } from "../footnotes/operations";
import { isWritten } from "../footnotes/system";
import type { Article } from "../model/article";
import { fixesOf as allFixesOf } from "../rules/fixes";
import type { Change, Finding } from "../rules/rule";
import type { Message, Texts } from "../rules/texts";
import { soundEdits, type TextEdit } from "../text/edit";
import { firstEndingAfter, firstStartingAt, overlaps, type Span } from "../text/span";
import type { Snapshot } from "../workspace/snapshot";
import { repairsOf } from "./fix-all";
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

/** For a footnote of wikitext without number and name. */
const REMOVE_THIS: Texts = {
  en: "Remove this footnote: its entry and all its markers",
  "zh-hans": "删除此脚注：条目及其全部标记",
  "zh-hant": "刪除此註腳：條目及其全部標記",
};

const REPAIRED: Texts = {
  en: "Repaired {repaired}. No findings are left.",
  "zh-hans": "已修复 {repaired} 处，没有剩余的问题。",
  "zh-hant": "已修復 {repaired} 處，沒有剩餘的問題。",
};
const LEFT: Texts = {
  en: "Repaired {repaired}. {left} need your choice.",
  "zh-hans": "已修复 {repaired} 处。另有 {left} 处需要您选择。",
  "zh-hant": "已修復 {repaired} 處。另有 {left} 處需要您選擇。",
};
const ONE_LEFT: Texts = { ...LEFT, en: "Repaired {repaired}. {left} needs your choice." };
const WAITING: Texts = {
  en: "Nothing could be repaired without a choice of yours: {left} findings need one.",
  "zh-hans": "没有可以自动修复的问题：{left} 处需要您选择。",
  "zh-hant": "沒有可以自動修復的問題：{left} 處需要您選擇。",
};
const ONE_WAITS: Texts = {
  ...WAITING,
  en: "Nothing could be repaired without a choice of yours: {left} finding needs one.",
};

/** Actions that are carried out without a preview. */
const UNASKED: ReadonlySet<PageAction> = new Set([
  "fixAll",
  "insertFootnote",
  "numberedFootnotes",
  "markdownFootnotes",
  "refFootnotes",
]);

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
  return allFixesOf(finding, snapshot).filter(({ edits, create }) => edits.length > 0 || create !== undefined);
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
  if (action !== "removeFootnote") return { texts };
  const label = removedLabel(article, offset);
  return label === "" ? { texts: REMOVE_THIS } : { texts, args: { label } };
}

/** The number or name of the footnote that `removeFootnote` removes; "" without one. */
function removedLabel(article: Article, offset: number): string {
  if (article.dialect !== "wikitext") {
    const entry = citedEntry(constructAt(article, offset));
    return entry === undefined ? "" : article.references[entry]!.shown;
  }
  const ref = footnoteAt(article, offset);
  if (!ref) return "";
  const marker = article.markers[firstStartingAt(article.markers, ref.start)];
  if (marker?.start === ref.start && marker.label !== "") return marker.label;
  return ref.name; // it is in a list, and nothing cites it
}

/** What an action does to a page, and what is to be said of it when it is done or cannot be done. */
export interface PageOutcome {
  /** Undefined when it would change nothing. */
  readonly change?: Change;
  readonly remark?: Message;
  /** Count of findings that the remark speaks of: they wait for a choice. */
  readonly waiting?: number;
}

/** Works out what an action does. */
export function pageOutcome(
  snapshot: Snapshot,
  findings: readonly Finding[],
  action: PageAction,
  offset: number,
): PageOutcome {
  const { edits: raw, ...rest } = pageEdits(snapshot, findings, action, offset);
  const edits = soundEdits(snapshot.article.text, raw);
  if (edits.every(({ expected, newText }) => expected === newText)) return rest;
  const safety = UNASKED.has(action) ? "safe" : "review";
  return { ...rest, change: { title: titleOf(snapshot, action, offset), safety, edits } };
}

/** The change alone of {@link pageOutcome}. */
export function pageChange(
  snapshot: Snapshot,
  findings: readonly Finding[],
  action: PageAction,
  offset: number,
): Change | undefined {
  return pageOutcome(snapshot, findings, action, offset).change;
}

/** Works out the edits of an action as its operation yields them: {@link pageOutcome} puts them in order and checks them. */
export function pageEdits(
  snapshot: Snapshot,
  findings: readonly Finding[],
  action: PageAction,
  offset: number,
): Omit<PageOutcome, "change"> & { readonly edits: readonly TextEdit[] } {
  if (isFormAction(action)) {
    const { change, remark } = formChange(snapshot.article, FORM_ACTIONS[action]);
    return { edits: change?.edits ?? [], ...(remark && { remark }) };
  }
  if (action !== "fixAll") return { edits: editsOf(snapshot, findings, action, offset) };
  const { edits, repaired, left } = repairsOf(snapshot);
  if (repaired + left === 0) return { edits };
  const texts =
    repaired === 0 ? (left === 1 ? ONE_WAITS : WAITING) : left === 0 ? REPAIRED : left === 1 ? ONE_LEFT : LEFT;
  return { edits, remark: { texts, args: { repaired, left } }, waiting: left };
}

/** Whether a place is about footnotes: a marker, an entry, or the heading the list stands under. */
export function isAtFootnotes({ article }: Snapshot, offset: number): boolean {
  const construct = constructAt(article, offset);
  if (construct?.kind === "heading") return isReferencesHeading(construct.heading.text);
  return construct?.kind === "marker" || construct?.kind === "use" || construct?.kind === "entry";
}

function editsOf(
  snapshot: Snapshot,
  findings: readonly Finding[],
  action: Exclude<PageAction, FormAction | "fixAll">,
  offset: number,
): readonly TextEdit[] {
  const { article } = snapshot;
  switch (action) {
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
      return article.dialect === "wikitext" ? mergeFootnotes(article) : mergeAllEntries(article);
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
