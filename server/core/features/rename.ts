import { labelKey } from "../dialects/markdown/carets";
import { parse } from "../dialects/parse";
import { withoutQualifier } from "../dialects/titles";
import { renumber } from "../footnotes/operations";
import { groupNames, namesakes, refAt, renameUses, setAttribute, wholeOf } from "../footnotes/tags";
import type { Reference } from "../model/article";
import { type Message, render, type Texts } from "../rules/texts";
import { replace } from "../text/edit";
import type { Span } from "../text/span";
import { canHaveTitle, pathWithTitle, typedTitle } from "../workspace/page-titles";
import { spacedTitle } from "../workspace/paths";
import type { Snapshot } from "../workspace/snapshot";
import { reanchor, writtenLabel } from "./link-text";
import { moveFiles } from "./move-files";
import { editsOf, type Move, merged, type PageEdits } from "./page-edits";
import type { Surroundings } from "./place";
import { retitleLinks } from "./retitle";
import { sameSection } from "./sections";
import { type Subject, subjectAt } from "./subject";
import { linksTo } from "./wiki-references";

/** What a name at a place belongs to, and the name as it is. */
export interface Renameable {
  readonly span: Span;
  readonly name: string;
  /** Whether another name is another file. */
  readonly movesFile: boolean;
  /** Whether links on other pages have to follow. */
  readonly isLinked: boolean;
}

/** A change of the whole wiki. */
export interface WikiChange {
  readonly pages: readonly PageEdits[];
  /** The files to be moved after the edits, by paths in the wiki: a page may have two forms. */
  readonly moves?: readonly Move[];
}

/** A name that cannot be given; says why. */
export class NameRefused extends Error {
  override readonly name = "NameRefused";

  constructor(readonly reason: Message) {
    super(render(reason, "en"));
  }
}

const TEXTS = {
  pageExists: {
    en: "There is already a page “{title}”. Choose another name.",
    "zh-hans": "已有页面“{title}”，请换一个名称。",
    "zh-hant": "已有頁面「{title}」，請換一個名稱。",
  },
  noTitle: {
    en: "“{name}” cannot be a page's title: it must not be empty or too long, have a part that is empty, “.” or “..”, name another namespace or wiki, or hold # < > [ ] | { } \\ %20 &amp; ~~~.",
    "zh-hans":
      "“{name}”不能作页面标题：标题不能为空或过长，各部分不能为空、“.”或“..”，不能指向其他名字空间或维基，也不能含有 # < > [ ] | { } \\ %20 &amp; ~~~。",
    "zh-hant":
      "「{name}」不能作頁面標題：標題不能為空或過長，各部分不能為空、「.」或「..」，不能指向其他命名空間或維基，也不能含有 # < > [ ] | { } \\ %20 &amp; ~~~。",
  },
  headingExists: {
    en: "This page already has a section “{name}”. Choose another name.",
    "zh-hans": "本页已有章节“{name}”，请换一个名称。",
    "zh-hant": "本頁已有章節「{name}」，請換一個名稱。",
  },
  noHeading: {
    en: "A heading is one line of text.",
    "zh-hans": "标题须为一行文字。",
    "zh-hant": "標題須為一行文字。",
  },
  footnoteExists: {
    en: "This page already has a footnote {name}. Choose another number, or merge the two.",
    "zh-hans": "本页已有脚注 {name}。请换一个编号，或合并两条脚注。",
    "zh-hant": "本頁已有註腳 {name}。請換一個編號，或合併兩條註腳。",
  },
  noNumber: {
    en: "The number of a footnote is a whole number from 1 to 9999.",
    "zh-hans": "脚注编号须为 1 至 9999 的整数。",
    "zh-hant": "註腳編號須為 1 至 9999 的整數。",
  },
  noName: {
    en: "The name of a footnote holds neither spaces nor square brackets.",
    "zh-hans": "脚注名称不能含有空格或方括号。",
    "zh-hant": "註腳名稱不能含有空格或方括號。",
  },
  noTagName: {
    en: "The name of a footnote or of a group cannot be empty, a bare number, or hold < > or quotation marks.",
    "zh-hans": "脚注或群组的名称不能为空、不能是纯数字，也不能含有 < > 或引号。",
    "zh-hant": "註腳或群組的名稱不能為空、不能是純數字，也不能含有 < > 或引號。",
  },
  footnoteStays: {
    en: "Footnote {old} cannot become {name}: a marker would cite another entry, or the list would fall apart.",
    "zh-hans": "脚注 {old} 不能改为 {name}：那样会有标记引用别的条目，或列表散开。",
    "zh-hant": "註腳 {old} 不能改為 {name}：那樣會有標記引用別的條目，或列表散開。",
  },
} satisfies Record<string, Texts>;

/** Says that a page cannot have a name. */
export function noTitle(name: string): Message {
  return { texts: TEXTS.noTitle, args: { name } };
}

/** What could be renamed at a place: a page, a section, a footnote. */
export function renameableAt(snapshot: Snapshot, offset: number): Renameable | undefined {
  const subject = subjectAt(snapshot, offset);
  if (!subject) return undefined;
  const movesFile = subject.kind === "page" && subject.path !== undefined;
  const isLinked = (subject.kind === "page" || subject.kind === "heading") && !snapshot.uri.startsWith("untitled:");
  return { span: subject.span, name: nameOf(subject, snapshot), movesFile, isLinked };
}

function nameOf(subject: Subject, { article }: Snapshot): string {
  switch (subject.kind) {
    case "page":
      return subject.title;
    case "heading":
      return article.text.slice(subject.heading.content.start, subject.heading.content.end);
    case "footnote":
      return subject.reference.name;
    case "group":
      return subject.group;
  }
}

/**
 * Renames what stands at a place, wherever in the wiki it is named; undefined when there is nothing that has a name.
 * @throws NameRefused when it cannot have that name
 */
export async function rename(
  snapshot: Snapshot,
  offset: number,
  name: string,
  around: Surroundings,
): Promise<WikiChange | undefined> {
  const subject = subjectAt(snapshot, offset);
  if (!subject || name === nameOf(subject, snapshot)) return undefined;
  switch (subject.kind) {
    case "group":
      return renameGroup(subject, snapshot, name.trim());
    case "footnote":
      return renameFootnote(subject, snapshot, name.trim());
    case "heading":
      return renameHeading(subject, snapshot, name.trim(), around);
    case "page":
      return renamePage(subject, snapshot, name, around);
  }
}

/** What no name or group of a footnote can hold, and what ends its attribute. */
const NOT_IN_NAME = /[<>"\n]/;
/** What means something else in a template's parameter. */
const NOT_IN_PARAMETER = /[|={}[\]]/;

/** All uses of a footnote's name in its group; a footnote without a name gets one. */
function renameTags(
  { reference }: Subject & { kind: "footnote" },
  { uri, article }: Snapshot,
  name: string,
): WikiChange {
  const { text } = article;
  if (name === "" || NOT_IN_NAME.test(name) || /^\d+$/.test(name)) throw new NameRefused({ texts: TEXTS.noTagName });
  // Details are named by the footnote they are a part of.
  const whole = wholeOf(article, reference);
  const own = article.refs[refAt(article, whole.start)];
  const uses = whole.name === "" ? (own ? [own] : []) : namesakes(article, whole.name, whole.group);
  const byTemplates = whole.name === "" ? [] : renameUses(article, whole.name, whole.group, name);
  if (byTemplates.length > 0 && NOT_IN_PARAMETER.test(name)) throw new NameRefused({ texts: TEXTS.noTagName });
  if (namesakes(article, name, reference.group).length > 0) {
    throw new NameRefused({ texts: TEXTS.footnoteExists, args: { name } });
  }
  const edits = [...uses.map((ref) => setAttribute(text, ref, "name", name)), ...byTemplates];
  return { pages: [{ uri, text, edits: edits.sort((a, b) => a.start - b.start) }] };
}

/** A group of footnotes, wherever it is named: in the footnotes and in the lists that show it. */
function renameGroup({ group }: Subject & { kind: "group" }, { uri, article }: Snapshot, name: string): WikiChange {
  const { text } = article;
  if (name === "" || NOT_IN_NAME.test(name)) throw new NameRefused({ texts: TEXTS.noTagName });
  const edits = groupNames(article, group).map(({ span, quoted }) =>
    replace(text, span, quoted || !/[\s/='`]/.test(name) ? name : `"${name}"`),
  );
  return { pages: [{ uri, text, edits }] };
}

function renameFootnote(subject: Subject & { kind: "footnote" }, snapshot: Snapshot, name: string): WikiChange {
  const { uri, article } = snapshot;
  if (article.dialect === "wikitext") return renameTags(subject, snapshot, name);
  const { reference, index } = subject;
  const isNamed = article.text.startsWith("[^", reference.label.start);
  if (isNamed ? !/^[^\s[\]^]+$/.test(name) : !/^[1-9]\d{0,3}$/.test(name)) {
    throw new NameRefused({ texts: isNamed ? TEXTS.noName : TEXTS.noNumber });
  }
  const isTaken = (other: Reference) => other !== reference && labelKey(other.name) === labelKey(name);
  if (name === reference.name || article.references.some(isTaken)) {
    throw new NameRefused({ texts: TEXTS.footnoteExists, args: { name } });
  }
  const edits = renumber(article, new Map([[index, name]]));
  if (edits.length === 0) {
    throw new NameRefused({ texts: TEXTS.footnoteStays, args: { old: reference.name, name } });
  }
  return { pages: [{ uri, text: article.text, edits }] };
}

async function renameHeading(
  subject: Subject & { kind: "heading" },
  snapshot: Snapshot,
  name: string,
  around: Surroundings,
): Promise<WikiChange> {
  const { uri, article } = snapshot;
  const { heading } = subject;
  const anchor = (
    article.dialect === "wikitext" ? parse(`== ${name} ==\n`, "wikitext") : parse(`## ${name}\n`, "markdown")
  ).article.headings[0]?.text;
  if (/[\r\n]/.test(name) || !anchor?.trim()) throw new NameRefused({ texts: TEXTS.noHeading });
  const twin = article.headings.find((other) => other !== heading && spacedTitle(other.text) === spacedTitle(anchor));
  if (twin) throw new NameRefused({ texts: TEXTS.headingExists, args: { name: twin.text } });
  const edits = [replace(article.text, heading.content, name)];
  // Of several headings of one name, anchors lead to the first.
  const first = article.headings.find(({ text }) => spacedTitle(text) === spacedTitle(heading.text));
  if (first !== heading) return { pages: [{ uri, text: article.text, edits }] };
  for (const link of article.links) {
    if (
      link.kind === "anchor" &&
      (link.form !== "wikitext" || article.dialect === "wikitext") &&
      sameSection(link.anchor, heading.text)
    ) {
      edits.push(...reanchor(article.text, link, anchor));
    }
  }
  const links = (await linksTo(subject, snapshot, around)) ?? [];
  const pages = await editsOf(links, around, (text, link) => reanchor(text, link, anchor));
  return { pages: merged([{ uri, text: article.text, edits }, ...pages]) };
}

async function renamePage(
  subject: Subject & { kind: "page" },
  snapshot: Snapshot,
  name: string,
  around: Surroundings,
): Promise<WikiChange | undefined> {
  const index = await around.index();
  const forms = subject.path === undefined ? [] : index.formsOf(subject.path);
  // A page that is wanted has no file yet: one like those of the page that wants it.
  const files = forms.length > 0 ? forms : [snapshot.article.dialect === "wikitext" ? "甲.wikitext" : "Page/甲.md"];
  const title = typedTitle(name, files);
  if (/\p{Cc}/u.test(name.trim()) || !files.every((file) => canHaveTitle(file, title))) {
    throw new NameRefused(noTitle(name.trim()));
  }
  if (title === subject.title) return undefined;
  const own = snapshot.facts.pages.resolve(title);
  const there = "path" in own && !forms.includes(own.path) ? own : (index.titles.find(title) ?? own);
  const isOther = "path" in there && !forms.includes(there.path);
  // What is wanted under a wrong name may be a page that is there under another.
  if (isOther && subject.path !== undefined) {
    throw new NameRefused({ texts: TEXTS.pageExists, args: { title: there.title } });
  }
  if (subject.path === undefined) {
    const links = (await linksTo(subject, snapshot, around)) ?? [];
    return { pages: merged(await retitleLinks(links, { from: subject.title, to: title }, around)) };
  }
  const moves = forms.map((from) => ({ from, to: pathWithTitle(from, title) })).filter(({ from, to }) => from !== to);
  const pages = [...(await moveFiles(moves, index, around))];
  if (subject.isOwn) {
    const { uri, article } = snapshot;
    const shown = writtenLabel(withoutQualifier(title), article.dialect === "wikitext" ? "wikitext" : "markdown");
    pages.push({ uri, text: article.text, edits: [replace(article.text, subject.span, shown)] });
  }
  return { pages: merged(pages), moves };
}
