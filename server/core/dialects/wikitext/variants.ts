import type { VariantMarkup } from "../../model/article";
import { readConversionMarkup, type WikiVariant } from "../../variants/markup";
import { decodeEntities } from "../strings";
import type { BraceFrame } from "./frames";

/** Where a page that is shown as it is written takes its words from, by MediaWiki's fallbacks of `zh`. */
const SHOWN: readonly WikiVariant[] = [
  "zh",
  "zh-hans",
  "zh-hant",
  "zh-cn",
  "zh-tw",
  "zh-hk",
  "zh-sg",
  "zh-mo",
  "zh-my",
];
/** What is longer is no word: it is not looked into. */
const LONGEST = 1_000;

/** `-{A|zh-hans:…;zh-hant:…}-`: flags stand before the first bar, unless what stands there is a rule. */
export function readVariants(text: string, { pipes }: BraceFrame, start: number, end: number): VariantMarkup {
  const inner = start + 2;
  const bar = pipes[0];
  const written = bar === undefined ? "" : text.slice(inner, bar);
  const hasFlags = bar !== undefined && !/[:>{[]/.test(written);
  return {
    start,
    end,
    flags: hasFlags ? written.replace(/\s+/g, "").toUpperCase() : "",
    content: { start: hasFlags ? bar + 1 : inner, end: end - 2 },
  };
}

/** What a `-{…}-` shows to readers of no variant; "" where only MediaWiki can tell. */
export function shownVariant(text: string, { flags, content }: VariantMarkup): string {
  if (content.end - content.start > LONGEST) return "";
  const read = readConversionMarkup(`-{${flags}|${text.slice(content.start, content.end)}}-`);
  if (read?.shows !== "word") return "";
  const { plain, words } = read.rule;
  const variant = SHOWN.find((name) => words.has(name));
  const word = plain ?? (variant === undefined ? "" : words.get(variant)!);
  return decodeEntities(word.replace(/\[\[(?:[^[\]|]*\|)?([^[\]]*)\]\]/g, "$1").replace(/<[^<>]*>|'{2,}/g, ""));
}
