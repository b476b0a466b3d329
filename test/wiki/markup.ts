// What a page with conversion markup shows in a variant: told from MediaWiki's HTML, and from our conversion of its source.
import { type ChildNode, isTag, isText } from "domhandler";
import { parseDocument } from "htmlparser2";
import { parse } from "../../server/core/dialects/parse";
import { convertPage } from "../../server/core/features/conversion";
import { applyEdits } from "../../server/core/text/edit";
import type { Span } from "../../server/core/text/span";
import type { VariantTarget } from "../../server/core/variants/convert";
import { FALLBACKS } from "../../server/core/variants/fixed";
import { readConversionMarkup } from "../../server/core/variants/markup";
import { openPage } from "../support/wiki";

/** Does what the wiki's own template does with its numbered parameters and its title. */
export const NOTE_TA = [
  "<includeonly>",
  ...[1, 2, 3].map((number) => `{{#if:{{{${number}|}}}|-{H|{{{${number}}}}}-}}`),
  "{{#if:{{{T|}}}|-{T|{{{T}}}}-}}</includeonly>",
].join("");

/** Stands for what only the wiki can tell; nothing behind it is compared. */
export const UNKNOWN = "◆";

const squeezed = (text: string) => text.replace(/\s+/g, "");

export function shownByMediaWiki(html: string): string {
  const textOf = (nodes: readonly ChildNode[]): string =>
    nodes.map((node) => (isText(node) ? node.data : isTag(node) ? textOf(node.children) : "")).join("");
  return squeezed(textOf(parseDocument(html).children));
}

/** Converts the source, and shows of the result what a reader of the target would see. */
export async function shownByUs(source: string, target: VariantTarget): Promise<string> {
  const { edits } = await convertPage(openPage(source, { dialect: "wikitext" }), target);
  return squeezed(shown(applyEdits(source, edits), target));
}

/** The visible text of wikitext without tables' attributes and the like. */
function shown(source: string, target: VariantTarget): string {
  const { links, variants, templates, headings } = parse(source, "wikitext").article;
  const replacements: (Span & { readonly text: string })[] = [
    ...links.map((link) => ({ ...link, text: shown(source.slice(link.label.start, link.label.end), target) })),
    ...variants.map((variant) => ({ ...variant, text: wordOf(source.slice(variant.start, variant.end), target) })),
    ...templates.map((template) => ({ ...template, text: "" })),
    ...headings.map(({ start, end, content }) => ({
      start,
      end,
      text: shown(source.slice(content.start, content.end), target),
    })),
  ].sort((a, b) => a.start - b.start || b.end - a.end);
  let text = "";
  let position = 0;
  for (const { start, end, text: replacement } of replacements) {
    if (start < position) continue;
    text += stripped(source.slice(position, start)) + replacement;
    position = end;
  }
  return text + stripped(source.slice(position));
}

function stripped(source: string): string {
  return source
    .replace(/<\/?[a-z][^>]*>/g, "")
    .replace(/^(?:\{\||\|\}|[|*])|\|\||'{2,3}/gm, "")
    .replace(/&amp;/g, "&");
}

/** What `-{…}-` shows in a variant. */
function wordOf(markup: string, target: VariantTarget): string {
  const read = readConversionMarkup(markup);
  if (!read || read.shows === "other") return UNKNOWN;
  if (read.shows === "nothing") return "";
  const { words, oneWay, plain } = read.rule;
  const variant = FALLBACKS[target].find((known) => words.has(known));
  const word = variant
    ? words.get(variant)
    : (plain ?? oneWay.find(({ variant }) => variant === FALLBACKS[target][0])?.to);
  return word === undefined ? UNKNOWN : shown(word, target);
}
