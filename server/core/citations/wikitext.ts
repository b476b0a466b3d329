import { parameterOf } from "../dialects/wikitext/templates";
import { shownVariant } from "../dialects/wikitext/variants";
import type { Article, Link, Template, VariantMarkup } from "../model/article";
import { type Citation, type CitationPart, citationText, mergeParts } from "../model/citation";
import { firstStartingAt, type Span } from "../text/span";
import { identifierOf, identifierParts } from "./identifiers";
import { citationOfTemplate } from "./template";
import { displayOf, fixedTextOf, isAside, isCiting } from "./template-names";

/** How deep templates are looked into; pages do not nest them deeper. */
const DEEPEST = 8;
/** So much is shown of a template that is not known, in UTF-16 units. */
const LONGEST_SOURCE = 60;

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
    const known = parts.filter(({ text, unknown }) => !unknown || !text.startsWith("{{"));
    if (!/[\p{L}\p{N}]/u.test(citationText({ parts: known }))) return undefined;
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
    const { text, templates, links, variants } = this.article;
    const parts: CitationPart[] = [];
    const lists = [templates, variants, links] as const;
    const indices = lists.map((list) => firstStartingAt(list, start));
    let position = start;
    while (position < end) {
      // The construct that begins first; of those that begin together the outer one.
      let first = -1;
      for (const [kind, list] of lists.entries()) {
        while (list[indices[kind]!] && list[indices[kind]!]!.start < position) indices[kind]!++;
        const candidate = list[indices[kind]!];
        const best = first < 0 ? undefined : lists[first]![indices[first]!]!;
        if (candidate && (!best || candidate.start < best.start)) first = kind;
      }
      const next = first < 0 ? undefined : lists[first]![indices[first]!]!;
      if (!next || next.start >= end || next.end > end) {
        parts.push(...plain(text.slice(position, end)));
        break;
      }
      parts.push(...plain(text.slice(position, next.start)));
      const index = indices[first]!;
      if (first === 0) parts.push(...this.shown(templates[index]!, depth));
      else if (first === 1) parts.push(...this.variantParts(variants[index]!));
      else parts.push(...linkParts(links[index]!));
      position = next.end;
    }
    return joined(parts);
  }

  /** `-{甲}-` is shown as it is written, a rule (`-{zh-hans:甲;zh-hant:乙}-`) in the reader's variant. */
  private variantParts(variant: VariantMarkup): CitationPart[] {
    const { text } = this.article;
    const isRule = /[:;=]/.test(text.slice(variant.content.start, variant.content.end));
    return [{ text: shownVariant(text, variant), ...(!isRule && { foreign: true }) }];
  }

  /** Returns the visible parts of a template; an unknown template keeps its source. */
  shown(template: Template, depth = 0): readonly CitationPart[] {
    const { name } = template;
    const fixed = fixedTextOf(name);
    if (fixed !== undefined) return [{ text: fixed }];
    if (isAside(name)) return [];
    if (depth > DEEPEST || template.kind === "function") return [this.unknown(template)];
    const value = (parameter: string) => this.plainValue(template, parameter, depth);
    if (isCiting(name)) return citationOfTemplate(template, (span) => this.parts(span, depth + 1))?.parts ?? [];
    if (/^(?:wayback|webarchive|web archive)$/i.test(name)) return archiveNote(value);
    const identifier = identifierOf(name.toLowerCase());
    if (identifier !== undefined) return identifierParts(identifier, value("1") ?? value("id") ?? "");
    const display = displayOf(name, value);
    const { allowed } = display ?? {};
    if (
      !display ||
      (allowed && template.parameters.some((one) => one.value.end > one.value.start && !allowed.test(one.name)))
    )
      return [this.unknown(template)];
    const span = this.displayedValue(template);
    if (!span) return [];
    const inner = this.parts(span, depth + 1).map((part) => (display.foreign ? { ...part, foreign: true } : part));
    return display.lead === "" ? inner : [{ text: display.lead }, ...inner];
  }

  private unknown({ start, end }: Template): CitationPart {
    const source = this.article.text.slice(start, Math.min(end, start + LONGEST_SOURCE)).replace(/\s+/g, " ");
    return { text: end - start > LONGEST_SOURCE ? `${source}…` : source, unknown: true };
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

function linkParts({ kind, title, labelText, destination }: Link): CitationPart[] {
  if (kind === "external") return [{ text: labelText || destination, href: destination }];
  if (kind === "file" || kind === "category") return [];
  return [{ text: labelText || title, ...(kind === "page" && title !== "" && { page: title }) }];
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
function joined(parts: readonly CitationPart[]): CitationPart[] {
  const result = mergeParts(parts);
  if (result.length > 0) result[0] = { ...result[0]!, text: result[0]!.text.trimStart() };
  if (result.length > 0) result[result.length - 1] = { ...result.at(-1)!, text: result.at(-1)!.text.trimEnd() };
  return result.filter(({ text }) => text !== "");
}
