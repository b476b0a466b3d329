import { wholeOf } from "../footnotes/tags";
import type { Link, Reference } from "../model/article";
import type { Message, Texts } from "../rules/texts";
import type { Span } from "../text/span";
import type { Snapshot } from "../workspace/snapshot";
import { citations, constructAt, type Surroundings } from "./place";
import { entryText, firstParagraph, sentenceOf, shortened } from "./visible";

/** A stretch of text, linked when it has an address. */
export interface Inline {
  readonly text: string;
  readonly href?: string;
}

/** What is shown over a construct. All texts are plain: whoever shows them in markup has to escape them. */
export interface HoverContent {
  readonly span: Span;
  /** What it is about: a message of ours, or a title of the wiki. */
  readonly title: Message | string;
  readonly text?: readonly Inline[];
  readonly items?: readonly (Message | string)[];
  readonly note?: Message;
  /** URI of a picture on this machine. */
  readonly image?: string;
}

const PARAGRAPH_LIMIT = 400;
const SENTENCE_LIMIT = 160;
const MAX_SENTENCES = 20;

const FOOTNOTE: Texts = { en: "Footnote {label}", "zh-hans": "脚注 {label}", "zh-hant": "註腳 {label}" };
const NO_ENTRY: Texts = {
  en: "The list has no entry {label}.",
  "zh-hans": "列表中没有第 {label} 条。",
  "zh-hant": "列表中沒有第 {label} 條。",
};
const EMPTY: Texts = {
  en: "The entry is empty: its citation was lost, or it repeated another footnote.",
  "zh-hans": "此条目为空：引文已丢失，或原本重复引用另一条脚注。",
  "zh-hant": "此條目為空：引文已遺失，或原本重複引用另一條註腳。",
};
const IN: Texts = {
  en: "The entry is empty here; this is what {companion} says.",
  "zh-hans": "此条目在本页为空；以上内容见于 {companion}。",
  "zh-hant": "此條目在本頁為空；以上內容見於 {companion}。",
};
const MAYBE_IN: Texts = {
  en: "The entry is empty here; this may be what {companion} says (doubtful).",
  "zh-hans": "此条目在本页为空；以上内容见于 {companion}，存疑。",
  "zh-hant": "此條目在本頁為空；以上內容見於 {companion}，存疑。",
};
const SUSPECT: Texts = {
  en: "This looks like a footnote marker, but does not fit the page's list.",
  "zh-hans": "看似脚注标记，但与本页的列表不符。",
  "zh-hant": "看似註腳標記，但與本頁的列表不符。",
};
const CITED: Texts = {
  en: "Cited by {count}",
  "zh-hans": "引用处：{count}",
  "zh-hant": "引用處：{count}",
};
const UNCITED: Texts = {
  en: "No footnote cites this entry.",
  "zh-hans": "没有脚注引用此条目。",
  "zh-hant": "沒有註腳引用此條目。",
};
const MORE: Texts = { en: "… and {count} more", "zh-hans": "……另有 {count} 处", "zh-hant": "……另有 {count} 處" };
const MISSING: Texts = {
  en: "There is no such page in this wiki.",
  "zh-hans": "本维基没有此页面。",
  "zh-hant": "本維基沒有此頁面。",
};
const REMOTE: Texts = {
  en: "A page of the wiki on the web.",
  "zh-hans": "网上维基的页面。",
  "zh-hant": "網上維基的頁面。",
};
const HERE_TOO: Texts = {
  en: "Linked on the web; the page exists here too.",
  "zh-hans": "链接指向网上；此处也有该页面。",
  "zh-hant": "連結指向網上；此處也有該頁面。",
};
const FILE: Texts = { en: "File: {title}", "zh-hans": "文件：{title}", "zh-hant": "檔案：{title}" };

/** What to show over a place of the page; undefined when there is nothing to say. */
export async function hover(
  snapshot: Snapshot,
  offset: number,
  around: Surroundings,
): Promise<HoverContent | undefined> {
  const { article } = snapshot;
  const construct = constructAt(article, offset);
  switch (construct?.kind) {
    case "marker": {
      const { marker } = construct;
      const args = { label: marker.label };
      const title = { texts: FOOTNOTE, args };
      const reference = marker.reference === null ? undefined : article.references[marker.reference];
      if (reference) {
        const said = reference.empty ? await companionText(around, marker.reference!) : undefined;
        return { span: marker, title, ...(said ?? shownText(snapshot, reference)) };
      }
      return { span: marker, title, note: { texts: marker.suspect ? SUSPECT : NO_ENTRY, args } };
    }
    case "use": {
      const { use, index } = construct;
      const reference = article.references[index]!;
      const said = reference.empty ? await companionText(around, index) : undefined;
      const title = { texts: FOOTNOTE, args: { label: reference.shown } };
      return { span: use, title, ...(said ?? shownText(snapshot, reference)) };
    }
    case "entry": {
      const { index, reference } = construct;
      const said = reference.empty ? await companionText(around, index) : undefined;
      return { ...entryHover(snapshot, reference), ...said };
    }
    case "link":
      return linkHover(snapshot, construct.link, around);
    default:
      return undefined;
  }
}

function shownText(snapshot: Snapshot, reference: Reference): { text: readonly Inline[] } | { note: Message } {
  if (reference.empty) return { note: { texts: EMPTY } };
  const whole = wholeOf(snapshot.article, reference);
  if (whole === reference || whole.empty) return { text: withLinks(snapshot, reference) };
  return { text: [...withLinks(snapshot, whole), { text: `，${reference.text}` }] };
}

/** What the companion says where the page's entry is empty. */
async function companionText(
  around: Surroundings,
  entry: number,
): Promise<{ text: readonly Inline[]; note: Message } | undefined> {
  const said = await around.companionSays(entry);
  if (!said) return undefined;
  const text = said.parts.map(({ text, href }): Inline => {
    return href !== undefined && /^https?:\/\//i.test(href) ? { text, href } : { text };
  });
  return { text, note: { texts: said.doubtful ? MAYBE_IN : IN, args: { companion: said.companion } } };
}

/** An entry's text, its links to the web as links. */
function withLinks({ article }: Snapshot, reference: Reference): Inline[] {
  const parts: Inline[] = [];
  const text = entryText(article, reference);
  let position = 0;
  for (const link of article.links) {
    if (link.start < reference.body.start || link.end > reference.body.end) continue;
    if (link.labelText === "" || !/^https?:\/\//i.test(link.destination)) continue;
    const at = text.indexOf(link.labelText, position);
    if (at < 0) continue;
    if (at > position) parts.push({ text: text.slice(position, at) });
    parts.push({ text: link.labelText, href: link.destination });
    position = at + link.labelText.length;
  }
  if (position < text.length) parts.push({ text: text.slice(position) });
  return parts;
}

function entryHover({ article }: Snapshot, reference: Reference): HoverContent {
  const markers = citations(article, reference);
  const span = { start: reference.start, end: reference.end };
  const base = { span, title: { texts: FOOTNOTE, args: { label: reference.shown } } };
  if (markers.length === 0) return { ...base, note: { texts: UNCITED } };
  const sentences = markers
    .slice(0, MAX_SENTENCES)
    .map((marker) => sentenceOf(article, marker, SENTENCE_LIMIT))
    .filter((sentence) => sentence !== "");
  const left = markers.length - MAX_SENTENCES;
  return {
    span,
    title: { texts: CITED, args: { count: markers.length } },
    items: [...new Set(sentences)],
    ...(left > 0 ? { note: { texts: MORE, args: { count: left } } } : {}),
  };
}

async function linkHover({ facts }: Snapshot, link: Link, around: Surroundings): Promise<HoverContent | undefined> {
  const span = { start: link.start, end: link.end };
  if (link.kind === "file" || link.image) {
    const image = link.image ? around.uriOfFile(link.destination) : undefined;
    const title = { texts: FILE, args: { title: link.title || link.destination } };
    const caption = shortened(link.labelText, PARAGRAPH_LIMIT);
    return {
      span,
      title,
      ...(caption === "" ? {} : { text: [{ text: caption }] }),
      ...(image === undefined ? {} : { image }),
    };
  }
  if (link.kind !== "page" && link.kind !== "remote") return undefined;
  const resolved = facts.pages.resolve(link.title);
  if (!("path" in resolved)) {
    if (link.kind === "remote") return { span, title: link.title, note: { texts: REMOTE } };
    return resolved.status === "missing" ? { span, title: link.title, note: { texts: MISSING } } : undefined;
  }
  const note = link.kind === "remote" ? { note: { texts: HERE_TOO } } : {};
  const other = await around.page(resolved.path);
  const paragraph = other ? firstParagraph(other.article, PARAGRAPH_LIMIT) : "";
  return { span, title: resolved.title, ...(paragraph === "" ? {} : { text: [{ text: paragraph }] }), ...note };
}
