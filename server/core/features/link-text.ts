import { decodeEntities, unescapeMarkdown } from "../dialects/strings";
import { withoutQualifier } from "../dialects/titles";
import { readTarget } from "../dialects/wikitext/targets";
import type { SummaryLink } from "../model/summary";
import { guardPercent, underscored, writtenDestination } from "../rules/link/targets";
import { replace, type TextEdit } from "../text/edit";
import type { Span } from "../text/span";

/** A page's old and new title. */
export interface TitleChange {
  readonly from: string;
  readonly to: string;
}

/** Where a link and its parts stand, and how it is written. */
export type LinkPlace = Pick<SummaryLink, "start" | "end" | "target" | "form">;

/** The text of a link that is nothing but its page's old title, with the new one. */
export function retitledText(text: string, link: LinkPlace, titles: TitleChange): TextEdit | undefined {
  const label = labelSpan(text, link);
  const now = label && retitledLabel(readLabel(text.slice(label.start, label.end), link.form), titles);
  return now === undefined ? undefined : replace(text, label!, writtenLabel(now, link.form));
}

/** What stands between `[[` and the bar, with another title. A colon keeps what looks like a category from being one. */
export function retitledTarget(written: string, title: string): string {
  const isLink = !written.startsWith(":") && readTarget(title)?.kind === "page";
  const hash = written.indexOf("#");
  return (isLink ? "" : ":") + title + (hash < 0 ? "" : written.slice(hash));
}

/** Where the text of a link stands; undefined when the link shows its target. */
function labelSpan(text: string, { form, start, end, target }: LinkPlace): Span | undefined {
  if (form === "reference") {
    const isFull = text.startsWith("][", target.start - 2) && text[start] === "[";
    return isFull ? { start: start + 1, end: target.start - 2 } : undefined; // else the text is the label
  }
  if (form === "markdown") {
    const bracket = text.lastIndexOf("](", target.start);
    return text[start] === "[" && bracket > start ? { start: start + 1, end: bracket } : undefined;
  }
  const opening = form === "html" ? ">" : "|";
  const from = text.indexOf(opening, target.end);
  const to = text.lastIndexOf(form === "html" ? "</" : "]]", end - 2);
  return from >= 0 && from < to ? { start: from + 1, end: to } : undefined;
}

function readLabel(written: string, form: SummaryLink["form"]): string {
  if (form === "wikitext") return written;
  return form === "html" ? decodeEntities(written) : unescapeMarkdown(decodeEntities(written));
}

/** A link's text as it stands in its source. */
export function writtenLabel(label: string, form: SummaryLink["form"]): string {
  if (form === "html") return label.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return form === "wikitext" ? label : label.replace(/[\\`*_[\]<>]/g, "\\$&");
}

/** The text of a link to a page with another title now; undefined when it stays. */
function retitledLabel(label: string, { from, to }: TitleChange): string | undefined {
  const now = withoutQualifier(to);
  if (label !== from && label !== withoutQualifier(from)) return undefined;
  return label === now ? undefined : now;
}

/** Has a link lead to another anchor of its page; a use of a definition says nothing of it. */
export function reanchor(text: string, link: Pick<SummaryLink, "target" | "form">, anchor: string): TextEdit[] {
  const { target, form } = link;
  if (form === "reference") return [];
  const written = text.slice(target.start, target.end);
  const hash = written.indexOf("#");
  const tail = /(?:\.md)?>?$/.exec(written)![0];
  const end = target.end - (written.slice(0, hash).endsWith(".md") ? tail.replace(".md", "").length : tail.length);
  const name =
    form === "wikitext" ? writtenAnchor(anchor) : writtenDestination(guardPercent(underscored(anchor)), form);
  return [replace(text, { start: target.start + hash + 1, end }, name)];
}

/** An anchor in a link of wikitext: what would end the link there is written as a character reference. */
function writtenAnchor(anchor: string): string {
  return anchor.replace(/[[\]{|}<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
