import { parameterOf } from "../dialects/wikitext/templates";
import type { Article, Template } from "../model/article";
import { type Citation, type CitationPart, citationText } from "../model/citation";
import { firstStartingAt, type Span } from "../text/span";
import { citationOfTemplate } from "./template";
import { displayOf, isCiting } from "./template-names";

/** How deep templates are looked into; nobody writes deeper. */
const DEEPEST = 8;

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  nbsp: "\u00a0",
  ndash: "–",
  mdash: "—",
  middot: "·",
  bull: "•",
  hellip: "…",
};

/** Reads what wikitext shows of citations: templates written out as far as they are known, links, addresses. */
export class WikitextReader {
  constructor(private readonly article: Article) {}

  /** What the footnote with this content cites; undefined when it is empty, or nothing of it is known. */
  citation(body: Span): Citation | undefined {
    const parts = this.parts(body);
    if (!/[\p{L}\p{N}]/u.test(citationText({ parts }))) return undefined;
    // A citation template by itself says what is what.
    const citing = this.templatesIn(body).find(({ name }) => isCiting(name));
    const told = citing && citationOfTemplate(citing, (span) => this.parts(span, 1));
    const linked = parts.find(({ href }) => href !== undefined);
    const free = linked ? { title: linked.text, url: linked.href! } : {};
    return { ...(told ?? free), parts };
  }

  /** The outermost templates of a span. */
  private templatesIn({ start, end }: Span): Template[] {
    const { templates } = this.article;
    const found: Template[] = [];
    let position = start;
    for (let index = firstStartingAt(templates, start); templates[index] && templates[index]!.start < end; index++) {
      const template = templates[index]!;
      if (template.start < position || template.end > end) continue;
      found.push(template);
      position = template.end;
    }
    return found;
  }

  /** What a reader sees of a span, in reading order. */
  parts({ start, end }: Span, depth = 0): CitationPart[] {
    const { text, templates, links } = this.article;
    const parts: CitationPart[] = [];
    let position = start;
    let template = firstStartingAt(templates, start);
    let link = firstStartingAt(links, start);
    while (position < end) {
      while (templates[template] && templates[template]!.start < position) template++;
      while (links[link] && links[link]!.start < position) link++;
      const nextTemplate = templates[template];
      const nextLink = links[link];
      const isTemplate = nextTemplate !== undefined && nextTemplate.start <= (nextLink?.start ?? end);
      const next = isTemplate ? nextTemplate : nextLink;
      if (!next || next.start >= end || next.end > end) {
        parts.push(...plain(text.slice(position, end)));
        break;
      }
      parts.push(...plain(text.slice(position, next.start)));
      if (isTemplate) parts.push(...this.shown(nextTemplate, depth));
      else if (nextLink!.kind === "external")
        parts.push({ text: nextLink!.labelText || nextLink!.destination, href: nextLink!.destination });
      else if (nextLink!.kind !== "file" && nextLink!.kind !== "category") {
        const { title, labelText, kind } = nextLink!;
        parts.push({ text: labelText || title, ...(kind === "page" && title !== "" && { page: title }) });
      }
      position = next.end;
    }
    return joined(parts);
  }

  /** What a template shows; nothing when it is not known. */
  private shown(template: Template, depth: number): CitationPart[] {
    if (depth > DEEPEST || template.kind === "function") return [];
    const value = (name: string) => this.plainValue(template, name, depth);
    if (isCiting(template.name)) {
      return [...(citationOfTemplate(template, (span) => this.parts(span, depth + 1))?.parts ?? [])];
    }
    if (/^(?:wayback|webarchive|web archive)$/i.test(template.name)) return archiveNote(value);
    if (/^isbn$/i.test(template.name)) return [{ text: `ISBN ${value("1") ?? ""}` }];
    if (/^doi$/i.test(template.name)) return doi(value("1"));
    if (template.name === "!") return [{ text: "|" }];
    const display = displayOf(template.name, value);
    const span = this.displayedValue(template);
    if (!display || !span) return [];
    const inner = this.parts(span, depth + 1).map((part) => (display.foreign ? { ...part, foreign: true } : part));
    return display.lead === "" ? inner : [{ text: display.lead }, ...inner];
  }

  /** The value that a template shows whose whole effect that is: `{{link-en|甲|A}}`; undefined for any other. */
  displayedValue(template: Template): Span | undefined {
    const display = displayOf(template.name, (name) => this.plainValue(template, name, 0));
    return display?.parameters
      .map((name) => parameterOf(template, name)?.value)
      .find((value) => value !== undefined && value.end > value.start);
  }

  private plainValue(template: Template, name: string, depth: number): string | undefined {
    const parameter = parameterOf(template, name);
    return parameter && citationText({ parts: this.parts(parameter.value, depth + 1) });
  }
}

/** `{{Wayback|url=…|date=20140723204321}}`, `{{Webarchive|url=https://web.archive.org/…}}` */
function archiveNote(value: (name: string) => string | undefined): CitationPart[] {
  const url = value("url") ?? value("1");
  if (url === undefined || url === "") return [];
  const date = (value("date") ?? value("2") ?? "").replace(/\D/g, "");
  const copy = /^https?:\/\/(?:web\.)?archive\.|^https?:\/\/[^/]*archive|webcitation/.test(url)
    ? url
    : `https://web.archive.org/web/${date || "*"}/${url}`;
  return [{ text: "（" }, { text: "頁面存檔備份", href: copy }, { text: "，存於互聯網檔案館）" }];
}

/** A digital object identifier with its address. */
export function doi(value: string | undefined): CitationPart[] {
  if (value === undefined || value === "") return [];
  return [{ text: "doi:" }, { text: value, href: `https://doi.org/${value}` }];
}

/** Text without constructs: tags, comments and emphasis left out, character references resolved. */
function plain(source: string): CitationPart[] {
  const text = source
    .replace(/<!--[\s\S]*?(?:-->|$)/g, "")
    .replace(/<br\s*\/?>/gi, " ")
    .replace(/<\/?[a-z][^<>]*>/gi, "")
    .replace(/'{2,}/g, "")
    .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,8}));/gi, (all, decimal, hexadecimal, name) => {
      if (name !== undefined) return ENTITIES[name] ?? all;
      const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : all;
    })
    .replace(/\s+/g, " ");
  return text === "" ? [] : [{ text }];
}

/** Neighbours of one kind as one part, white space at the ends left out. */
export function joined(parts: readonly CitationPart[]): CitationPart[] {
  const result: CitationPart[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (last && last.href === part.href && last.page === part.page && last.foreign === part.foreign)
      result[result.length - 1] = { ...last, text: last.text + part.text };
    else if (part.text !== "") result.push(part);
  }
  if (result.length > 0) result[0] = { ...result[0]!, text: result[0]!.text.trimStart() };
  if (result.length > 0) result[result.length - 1] = { ...result.at(-1)!, text: result.at(-1)!.text.trimEnd() };
  return result.filter(({ text }) => text !== "");
}
