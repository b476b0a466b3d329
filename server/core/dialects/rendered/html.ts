import { Parser } from "htmlparser2";
import type { Article, Link } from "../../model/article";
import type { CitationPart } from "../../model/citation";
import type { Span } from "../../text/span";
import { trimmedEnd } from "../../text/trim";
import { isReadable } from "../size";
import { readDestination, readTitle } from "../titles";
import { assembleRendered, type RenderedBlock, type RenderedMarker } from "./assemble";
import { piecesBetween } from "./parse";

/** A phrase that a template of the source linked to a page of another language: `{{link-en|甲|A}}`. */
export interface LinkedPhrase extends Span {
  /** As it is written in the source, before any conversion; undefined when the page does not tell. */
  readonly written: string | undefined;
}

/** What a citation is put together from. */
export interface ReferenceParts {
  readonly parts: readonly CitationPart[];
  /** What the page says of the source for machines (`rft.date` …), by name. */
  readonly metadata: ReadonlyMap<string, string>;
  readonly accessDate: string | undefined;
  /** Whether a citation template made it. */
  readonly isTemplate: boolean;
}

/** A rendered page. The article's text is what a reader sees, laid out like a copy of it: see `parseRendered`. */
export interface HtmlPage {
  readonly article: Article;
  /** The page's title, when it says so. */
  readonly title: string | undefined;
  /** What the first bold words name. */
  readonly subject: string | undefined;
  /** By index into `Article.references`. */
  readonly citations: readonly ReferenceParts[];
  readonly phrases: readonly LinkedPhrase[];
  /** Text in another language than Chinese, entries left out. */
  readonly foreign: readonly Span[];
}

const BLOCKS = new Set(
  "p div section article header footer ul ol li dl dt dd table tbody thead tfoot tr td th caption figure figcaption blockquote center pre h1 h2 h3 h4 h5 h6 hr".split(
    " ",
  ),
);
const NOTHING_TO_READ = new Set("style script noscript template svg math audio video select textarea".split(" "));
/** What stands around or between the text of an article and is none of it. */
const FURNITURE = new Set(
  "toc mw-editsection mw-jump-link ilh-comment Inline-Template navbox vertical-navbox catlinks printfooter metadata ambox mw-cite-backlink mw-indicators mw-empty-elt sistersitebox".split(
    " ",
  ),
);
const ARTICLE_BODY = /class=["'][^"']*\bmw-parser-output\b/;

interface Frame {
  readonly name: string;
  readonly skipped: boolean;
  readonly close: (() => void) | undefined;
}

/** Reads the HTML of a page of MediaWiki, whole or its article alone; of one that is too long nothing. Never throws. */
export function readHtml(html: string): HtmlPage {
  const source = isReadable(html) ? html : "";
  const reader = new HtmlReader(ARTICLE_BODY.test(source));
  const parser = new Parser(
    {
      onopentag: (name, attributes) => reader.open(name, attributes),
      ontext: (text) => reader.text(text),
      onclosetag: () => reader.close(),
    },
    { decodeEntities: true },
  );
  parser.end(source);
  return reader.finish();
}

type Attributes = Readonly<Record<string, string>>;

/** An entry while it is read. */
interface OpenEntry {
  readonly id: string;
  readonly number: number;
  readonly labelStart: number;
  bodyStart: number;
  uses: string[];
  parts: CitationPart[];
  metadata: Map<string, string>;
  accessDate: string | undefined;
  isTemplate: boolean;
}

class HtmlReader {
  private readonly frames: Frame[] = [];
  private readonly out: string[] = [];
  private length = 0;
  private readonly blocks: (RenderedBlock & { readonly targets: readonly string[] })[] = [];
  private blockStart = 0;
  private links: Link[] = [];
  private markers: RenderedMarker[] = [];
  private targets: string[] = [];
  private headingLevel = 0;
  private entry: OpenEntry | undefined;
  private readonly entryIds = new Map<string, number>();
  private readonly citations: ReferenceParts[] = [];
  private readonly phrases: LinkedPhrase[] = [];
  private readonly foreign: { start: number; end: number }[] = [];
  private listNumbers: number[] = [];
  /** By id of an entry: the number its first marker shows. */
  private readonly citedNumbers = new Map<string, number>();
  private isInside: boolean;
  private title: string | undefined;
  private subject: string | undefined;
  /** Text that goes elsewhere than into the article. */
  private aside: string[] | undefined;
  private marker: { target: string } | undefined;
  private link: { href?: string; page?: string } | undefined;
  private isForeign = false;

  constructor(private readonly hasBody: boolean) {
    this.isInside = !hasBody;
  }

  open(name: string, attributes: Attributes): void {
    const classes = new Set((attributes.class ?? "").split(/\s+/));
    const above = this.frames.at(-1);
    if (above?.skipped) {
      this.readBacklink(name, attributes);
      this.frames.push({ name, skipped: true, close: undefined });
      return;
    }
    const skipped =
      NOTHING_TO_READ.has(name) ||
      attributes.id === "toc" ||
      [...classes].some((one) => FURNITURE.has(one)) ||
      (classes.has("noprint") && !this.entry) ||
      /display:\s*none/.test(attributes.style ?? "");
    if (skipped) this.readMetadata(classes, attributes);
    const close = skipped ? undefined : this.inLanguage(attributes.lang, this.enter(name, attributes, classes));
    this.frames.push({ name, skipped, close });
  }

  close(): void {
    this.frames.pop()?.close?.();
  }

  text(text: string): void {
    if (this.frames.at(-1)?.skipped) return;
    if (this.aside) this.aside.push(text);
    else if (this.isInside) this.append(text);
  }

  /** Takes note of a language until the element ends. */
  private inLanguage(language: string | undefined, close: (() => void) | undefined): (() => void) | undefined {
    if (language === undefined) return close;
    const before = this.isForeign;
    this.isForeign = !/^zh\b/i.test(language);
    return () => {
      this.isForeign = before;
      close?.();
    };
  }

  /** `↑ 4.0 4.1`: how often an entry is cited is told by the links back, which are no text of it. */
  private readBacklink(name: string, { href }: Attributes): void {
    if (name === "a" && this.entry && href?.includes("#cite_ref-")) this.entry.uses.push(href);
  }

  private readMetadata(classes: ReadonlySet<string>, { title }: Attributes): void {
    if (classes.has("Z3988") && title !== undefined) this.coins(title);
  }

  private coins(title: string): void {
    for (const [name, value] of parametersOf(title)) this.entry?.metadata.set(name, value);
  }

  /** What begins with a tag; yields what is to be done when it ends. */
  private enter(name: string, attributes: Attributes, classes: ReadonlySet<string>): (() => void) | undefined {
    if (name === "title" || attributes.id === "firstHeading") return this.readTitle(name);
    if (!this.isInside) {
      if (!this.hasBody || !classes.has("mw-parser-output")) return undefined;
      this.isInside = true;
      return () => {
        this.flush();
        this.isInside = false;
      };
    }
    if (this.marker === undefined && classes.has("reference") && (name === "sup" || name === "span"))
      return this.readMarker();
    if (this.marker && name === "a") {
      this.marker.target = fragmentOf(attributes.href ?? "");
      return undefined;
    }
    if (this.aside) return undefined;
    if (name === "li" && /^cite_note-/.test(attributes.id ?? "")) return this.readEntry(attributes.id!);
    if (this.entry && classes.has("Z3988")) this.coins(attributes.title ?? "");
    if (this.entry && name === "cite") this.entry.isTemplate = true;
    if (this.entry && classes.has("reference-accessdate")) {
      const { entry, length } = this;
      return () => {
        entry.accessDate = /\d[\d\-–年月日]*\d日?/.exec(this.textFrom(length))?.[0];
      };
    }
    if (name === "br") {
      this.append(" ");
      return undefined;
    }
    if (BLOCKS.has(name)) return this.readBlock(name);
    if (name === "a" && attributes.href !== undefined) return this.readLink(attributes.href);
    if (classes.has("ilh-all")) return this.readPhrase(attributes["data-orig-title"]);
    if (name === "b" && this.subject === undefined && !this.entry) {
      const start = this.length;
      return () => {
        this.subject ||= this.textFrom(start).trim() || undefined;
      };
    }
    return undefined;
  }

  private readTitle(name: string): () => void {
    const aside: string[] = [];
    this.aside = aside;
    return () => {
      this.aside = undefined;
      const text = aside.join("").trim();
      // `<title>` goes on with the wiki's name.
      const title = name === "title" ? text.replace(/ [-–—] [^-–—]*$/, "") : text;
      if (title !== "" && (name !== "title" || this.title === undefined)) this.title = title;
    };
  }

  /** `<sup class="reference"><a href="#cite_note-x-4">[4]</a></sup>` */
  private readMarker(): () => void {
    const aside: string[] = [];
    const marker = { target: "" };
    this.marker = marker;
    this.aside = aside;
    return () => {
      this.marker = undefined;
      this.aside = undefined;
      const label = aside
        .join("")
        .trim()
        .replace(/^\[|\]$/g, "")
        .trim();
      // A marker that was never closed has taken the next one in.
      if (!marker.target.startsWith("cite_note-") || label === "" || /[[\]\n]/.test(label)) return;
      const start = this.length;
      this.put(`[${label}]`);
      const named = trimmedEnd(label, /\d/);
      const group = named.replace(/[ \u00a0]$/, "");
      const number = label.slice(named.length) || undefined;
      this.markers.push({
        start,
        end: this.length,
        label,
        number: number === undefined ? null : Number(number),
        group,
      });
      this.targets.push(marker.target);
      if (number !== undefined && !this.citedNumbers.has(marker.target))
        this.citedNumbers.set(marker.target, Number(number));
    };
  }

  private readEntry(id: string): () => void {
    this.flush();
    // A list may lack an entry: its place says less than the markers that lead to it.
    const before = this.listNumbers.pop() ?? 0;
    const number = this.citedNumbers.get(id) ?? before + 1;
    this.listNumbers.push(number);
    const labelStart = this.length;
    const entry: OpenEntry = {
      id,
      number,
      labelStart,
      bodyStart: -1,
      uses: [],
      parts: [],
      metadata: new Map(),
      accessDate: undefined,
      isTemplate: false,
    };
    this.entry = entry;
    return () => {
      if (this.entry !== entry) return;
      this.finishEntry(entry);
      this.entry = undefined;
    };
  }

  /** Lays the numeral and the links back out in front of an entry's first words. */
  private openBody(entry: OpenEntry): void {
    if (entry.bodyStart >= 0) return;
    const uses = entry.uses.length > 1 ? entry.uses.map((_, at) => `${entry.number}.${at} `).join("") : "";
    this.put(`${entry.number}. ^ ${uses}`);
    entry.bodyStart = this.length;
  }

  private finishEntry(entry: OpenEntry): void {
    this.openBody(entry);
    const end = this.length;
    const text = this.textFrom(entry.bodyStart).trimEnd();
    const body = { start: entry.bodyStart, end: entry.bodyStart + text.length };
    const label = { start: entry.labelStart, end: entry.labelStart + String(entry.number).length + 1 };
    if (!this.entryIds.has(entry.id)) this.entryIds.set(entry.id, this.citations.length);
    this.citations.push({
      parts: entry.parts,
      metadata: entry.metadata,
      accessDate: entry.accessDate,
      isTemplate: entry.isTemplate,
    });
    this.push({
      start: entry.labelStart,
      end,
      kind: "entry",
      heading: undefined,
      pieces: piecesBetween(body, this.markers),
      links: this.links,
      markers: this.markers,
      entry: { label, number: entry.number, body, text },
    });
  }

  private readBlock(name: string): () => void {
    // Paragraphs and lists inside an entry belong to it.
    if (this.entry) {
      this.append(" ");
      return () => this.append(" ");
    }
    this.flush();
    if (name === "ol") this.listNumbers.push(0);
    const level = /^h([1-6])$/.exec(name);
    if (level) this.headingLevel = Number(level[1]);
    return () => {
      this.flush();
      if (name === "ol") this.listNumbers.pop();
      if (level) this.headingLevel = 0;
    };
  }

  private readLink(href: string): () => void {
    const target = targetOf(href);
    const before = this.link;
    this.link = target.page === undefined ? { href: target.href } : { page: target.page };
    const start = this.length;
    return () => {
      this.link = before;
      if (this.length === start) return;
      const label = { start, end: this.length };
      const read = target.page === undefined ? readDestination(target.href, false) : readTitle(target.page, "remote");
      this.links.push({
        ...label,
        ...read,
        form: "html",
        label,
        labelText: this.textFrom(start),
        target: { start: label.end, end: label.end },
        destination: target.href,
        attribute: "",
        image: false,
      });
    };
  }

  private readPhrase(written: string | undefined): () => void {
    const start = this.length;
    return () => {
      if (this.length > start && !this.entry) this.phrases.push({ start, end: this.length, written });
    };
  }

  /** Visible text, white space as one space. */
  private append(text: string): void {
    let visible = text.replace(/[ \t\r\n\f]+/g, " ");
    const { entry } = this;
    const from = entry ? entry.bodyStart : this.blockStart;
    if (visible.startsWith(" ") && (from < 0 || this.length === from || this.endsInSpace)) visible = visible.slice(1);
    if (visible === "") return;
    if (entry) {
      this.openBody(entry);
      const last = entry.parts.at(-1);
      const part: CitationPart = { ...this.link, ...(this.isForeign && { foreign: true }), text: visible };
      if (last && last.href === part.href && last.page === part.page && last.foreign === part.foreign)
        entry.parts[entry.parts.length - 1] = { ...last, text: last.text + visible };
      else entry.parts.push(part);
    } else if (this.isForeign) this.addForeign(visible.length);
    this.put(visible);
  }

  private addForeign(length: number): void {
    const last = this.foreign.at(-1);
    if (last?.end === this.length) last.end += length;
    else this.foreign.push({ start: this.length, end: this.length + length });
  }

  private endsInSpace = false;

  private put(text: string): void {
    this.out.push(text);
    this.length += text.length;
    this.endsInSpace = text.endsWith(" ");
  }

  /** What has been put since an offset, which lies in what was put lately. */
  private textFrom(start: number): string {
    let from = this.length;
    const parts: string[] = [];
    for (let index = this.out.length - 1; index >= 0 && from > start; index--) {
      parts.push(this.out[index]!);
      from -= this.out[index]!.length;
    }
    return parts
      .reverse()
      .join("")
      .slice(start - from);
  }

  /** Ends the block that is open. */
  private flush(): void {
    const { blockStart, length, headingLevel } = this;
    if (length === blockStart) return;
    const span = { start: blockStart, end: blockStart + this.textFrom(blockStart).trimEnd().length };
    this.push({
      ...span,
      kind: headingLevel > 0 ? "heading" : "paragraph",
      heading: headingLevel > 0 ? { level: headingLevel, content: span } : undefined,
      pieces: piecesBetween(span, this.markers),
      links: this.links,
      markers: this.markers,
      entry: undefined,
    });
  }

  private push(block: RenderedBlock): void {
    this.blocks.push({ ...block, targets: this.targets });
    this.links = [];
    this.markers = [];
    this.targets = [];
    this.put("\n");
    this.blockStart = this.length;
  }

  finish(): HtmlPage {
    if (this.entry) this.finishEntry(this.entry);
    this.flush();
    const groups = new Map<number, string>();
    const cited = this.blocks.map((block) => ({
      ...block,
      markers: block.markers.map((marker, index) => {
        const cites = this.entryIds.get(block.targets[index]!) ?? null;
        if (cites !== null) groups.set(cites, marker.group);
        return { ...marker, cites };
      }),
    }));
    let entry = 0;
    const blocks = cited.map((block) => {
      if (!block.entry) return block;
      return { ...block, entry: { ...block.entry, group: groups.get(entry++) ?? "" } };
    });
    return {
      article: assembleRendered(this.out.join(""), blocks),
      title: this.title,
      subject: this.subject,
      citations: this.citations,
      phrases: this.phrases,
      foreign: this.foreign,
    };
  }
}

/** The fragment of an address, decoded. */
function fragmentOf(href: string): string {
  const hash = href.indexOf("#");
  return hash < 0 ? "" : decode(href.slice(hash + 1));
}

/** Where a link of a page leads: a page of the wiki (`/wiki/X`, `./X`, `/w/index.php?title=X&redlink=1`), or an address. */
function targetOf(href: string): { readonly href: string; readonly page?: string } {
  const script = /^(?:https?:\/\/zh\.wikipedia\.org|\/\/zh\.wikipedia\.org)?\/(?:w\/)?index\.php\?(.*)$/.exec(href);
  if (script) {
    const title = parametersOf(script[1]!).find(([name]) => name === "title")?.[1];
    if (title !== undefined) return { href, page: title };
  }
  const path =
    /^(?:(?:https?:)?\/\/zh\.wikipedia\.org)?\/(?:wiki|zh(?:-[a-z]+)?)\/([^?]*)/.exec(href) ??
    /^\.\/([^?]*)/.exec(href);
  if (path) return { href, page: decode(path[1]!) };
  return { href: href.startsWith("//") ? `https:${href}` : href };
}

/** The parameters of an address: `a=1&b=2`. */
function parametersOf(query: string): (readonly [string, string])[] {
  return query.split("&").flatMap((pair) => {
    const at = pair.indexOf("=");
    return at < 0 ? [] : [[pair.slice(0, at), decode(pair.slice(at + 1).replaceAll("+", " "))] as const];
  });
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
