import type { ReferenceParts } from "../dialects/rendered/html";
import { type Citation, type CitationPart, citationText } from "../model/citation";
import { readCitationText } from "./text";

/** Where copies of web pages are kept. */
const ARCHIVES =
  /^(?:https?:)?\/\/(?:[\w-]+\.)*(?:archive\.(?:org|is|today|ph|md|fo|li|vn)|webcitation\.org|webcache\.googleusercontent\.com|megalodon\.jp|freezepage\.com)\//i;

/** Whether an address is that of a copy in an archive. */
export function isArchive(url: string): boolean {
  return ARCHIVES.test(url);
}

/** Reads an entry of a page's HTML; undefined when it is empty. */
export function readCitationHtml({ parts, metadata, accessDate, isTemplate }: ReferenceParts): Citation | undefined {
  const trimmed = trimParts(parts, isTemplate);
  if (trimmed.length === 0) return undefined;
  const onWeb = trimmed.filter(({ href }) => href !== undefined && /^https?:/i.test(href));
  const archive = onWeb.find(({ href }) => isArchive(href!));
  const live = onWeb.find(({ href }) => !isArchive(href!));
  const linked = onWeb[0];
  const told = readCitationText(citationText({ parts: trimmed }));
  const title =
    metadata.get("rft.atitle") ?? metadata.get("rft.btitle") ?? metadata.get("rft.title") ?? linked?.text ?? told.title;
  const url = live?.href ?? metadata.get("rft_id");
  const work = metadata.get("rft.jtitle") ?? metadata.get("rft.pub") ?? (isTemplate ? told.work : undefined);
  const date = metadata.get("rft.date") ?? told.date;
  const access = accessDate ?? told.accessDate;
  return {
    ...(title === undefined ? {} : { title }),
    ...(url === undefined ? {} : { url }),
    ...(isTemplate && told.authors !== undefined ? { authors: told.authors } : {}),
    ...(work === undefined ? {} : { work }),
    ...(date === undefined ? {} : { date }),
    ...(access === undefined ? {} : { accessDate: access }),
    ...(archive ? { archiveUrl: archive.href! } : {}),
    ...(told.archiveDate === undefined ? {} : { archiveDate: told.archiveDate }),
    parts: trimmed,
  };
}

/** Without white space at the ends; links of a template's names to the wiki are left out, those an author set are kept. */
function trimParts(parts: readonly CitationPart[], isTemplate: boolean): CitationPart[] {
  const kept = parts.map((part) => {
    if (!isTemplate || part.page === undefined) return part;
    const { page: _page, ...plain } = part;
    return plain;
  });
  while (kept.length > 0 && kept[0]!.text.trim() === "") kept.shift();
  while (kept.length > 0 && kept.at(-1)!.text.trim() === "") kept.pop();
  if (kept.length === 0) return kept;
  kept[0] = { ...kept[0]!, text: kept[0]!.text.trimStart() };
  kept[kept.length - 1] = { ...kept.at(-1)!, text: kept.at(-1)!.text.trimEnd() };
  return kept;
}
