import type { Template } from "../model/article";
import { type Citation, type CitationPart, citationText, isFullyKnown, mergeParts } from "../model/citation";
import type { Span } from "../text/span";
import { IDENTIFIER_NAMES, type IdentifierName, identifierOf, identifierParts } from "./identifiers";
import { authorPart, type CitationField, fieldOf, isForeign } from "./template-names";

/** What a value shows. */
type ReadValue = (value: Span) => readonly CitationPart[];

/**
 * Reads a citation template, in the order Chinese Wikipedia shows its parts:
 * `作者. 標題. 作品 卷 (期): 頁. 地點: 出版者. 日期 [查閱日期]. （原始內容存檔於日期）.`
 *
 * @returns undefined when it has neither title nor address nor author
 */
export function citationOfTemplate(template: Template, read: ReadValue): Citation | undefined {
  const values = valuesOf(template, read);
  const text = (field: CitationField) => values.fields.get(field);
  const name = text("title") ?? text("chapter");
  const url = addressOf(text("url"));
  const authors = values.authors ?? (text("editors") === undefined ? undefined : `${text("editors")}（編）`);
  if (name === undefined && url === undefined && authors === undefined) return undefined;
  const title = name ?? url;
  const archiveUrl = addressOf(text("archiveUrl"));
  const archiveDate = archiveUrl === undefined ? undefined : (text("archiveDate") ?? archiveDateOf(archiveUrl));
  const isDead = archiveUrl !== undefined && !/^(?:no|n|false|live|0|否)$/i.test(text("dead") ?? "");
  const work = text("work");
  const publisher = text("publisher") === work ? undefined : text("publisher");
  const date = text("date") ?? ([text("year"), text("month")].filter(Boolean).join("-") || undefined);
  const accessDate = text("accessDate");
  const foreign = isForeign(text("language"));
  const main: CitationPart = {
    text: title ?? authors ?? "",
    ...linkTo(isDead ? archiveUrl : url),
    ...(foreign && { foreign }),
    ...(values.hasUnknown && { unknown: true }),
  };
  const sentences: CitationPart[][] = [];
  if (authors !== undefined) sentences.push([{ text: authors }]);
  if (title !== undefined) {
    const chapter = text("chapter");
    if (chapter !== undefined && chapter !== title) sentences.push([{ text: chapter, ...(foreign && { foreign }) }]);
    sentences.push([main]);
  }
  const edition = text("edition");
  if (edition !== undefined) sentences.push([{ text: edition }]);
  const where = [text("volume"), text("issue") && `(${text("issue")})`].filter(Boolean).join(" ");
  const pages = text("pages");
  const issue = [where, pages].filter(Boolean).join(": ");
  if (work !== undefined) sentences.push([{ text: where === "" ? work : `${work} ${where}` }]);
  const place = text("place");
  const house = [place, publisher].filter(Boolean).join(": ");
  if (house !== "") sentences.push([{ text: house }]);
  const when = [date, accessDate && `[${accessDate}]`].filter(Boolean).join(" ");
  const end = work === undefined ? issue : (pages ?? "");
  if (when !== "" || end !== "") sentences.push([{ text: [when, end].filter(Boolean).join(": ") }]);
  for (const identifier of IDENTIFIER_NAMES) {
    const value = values.identifiers.get(identifier);
    const shown = value === undefined ? [] : identifierParts(identifier, value);
    if (shown.length > 0) sentences.push(shown);
  }
  const parts = sentences.flatMap((sentence, index) => [...(index > 0 ? [{ text: ". " }] : []), ...sentence]);
  if (archiveUrl !== undefined) parts.push({ text: ". （" }, ...archived(isDead, url, archiveUrl, archiveDate));
  parts.push({ text: archiveUrl === undefined ? "." : "）." });
  return {
    ...(title === undefined ? {} : { title }),
    ...(url === undefined ? {} : { url }),
    ...(authors === undefined ? {} : { authors }),
    ...((work ?? publisher) === undefined ? {} : { work: work ?? publisher! }),
    ...(date === undefined ? {} : { date }),
    ...(accessDate === undefined ? {} : { accessDate }),
    ...(archiveUrl === undefined ? {} : { archiveUrl }),
    ...(archiveDate === undefined ? {} : { archiveDate }),
    parts: mergeParts(parts),
  };
}

/** `原始內容存檔於日期`: the link is on the original when the title's leads to the copy, else on the copy. */
function archived(
  isDead: boolean,
  url: string | undefined,
  archiveUrl: string,
  date: string | undefined,
): CitationPart[] {
  const behind = date === undefined ? "" : `於${date}`;
  if (isDead) return [{ text: "原始內容", ...linkTo(url) }, { text: `存檔${behind}` }];
  return [{ text: "原始內容" }, { text: "存檔", href: archiveUrl }, { text: behind }];
}

function linkTo(url: string | undefined): Pick<CitationPart, "href"> {
  return url === undefined ? {} : { href: url };
}

/** The day that the Wayback Machine's address says. */
function archiveDateOf(url: string): string | undefined {
  const match = /\/(?:web\/)?(\d{4})(\d{2})(\d{2})\d{0,6}\//.exec(url);
  return match ? `${match[1]}-${match[2]}-${match[3]}` : undefined;
}

function addressOf(value: string | undefined): string | undefined {
  return value !== undefined && /^(?:https?:)?\/\/\S+$/i.test(value) ? value : undefined;
}

interface Values {
  readonly fields: ReadonlyMap<CitationField, string>;
  readonly authors: string | undefined;
  readonly identifiers: ReadonlyMap<IdentifierName, string>;
  /** Whether a value has something in it of which the source does not tell how it is shown. */
  readonly hasUnknown: boolean;
}

function valuesOf({ parameters }: Template, read: ReadValue): Values {
  const fields = new Map<CitationField, string>();
  const identifiers = new Map<IdentifierName, string>();
  const names = new Map<number, { last?: string; first?: string; whole?: string }>();
  let hasUnknown = false;
  for (const { name, value } of parameters) {
    if (value.end <= value.start) continue;
    const author = authorPart(name);
    const field = fieldOf(name);
    const identifier = identifierOf(name.toLowerCase());
    if (!author && !field && !identifier) continue;
    const parts = read(value);
    const text = citationText({ parts });
    if (text === "") continue;
    if (!isFullyKnown({ parts })) hasUnknown = true;
    if (author) names.set(author.index, { ...names.get(author.index), [author.part]: text });
    else if (field && !fields.has(field)) fields.set(field, text);
    else if (identifier && !identifiers.has(identifier)) identifiers.set(identifier, text);
  }
  const people = [...names]
    .sort(([one], [other]) => one - other)
    .map(([, { last, first, whole }]) => whole ?? personOf(last, first));
  const authors = people.filter((person) => person !== "").join("; ") || fields.get("authors");
  return { fields, authors, identifiers, hasUnknown };
}

/** `Delyagin, Mikhail`; Chinese names have nothing in between. */
function personOf(last = "", first = ""): string {
  if (last === "" || first === "") return last + first;
  return /^\p{Script=Han}+$/u.test(last + first) ? last + first : `${last}, ${first}`;
}
