import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Dialect } from "../../server/core/model/article";
import { RULES } from "../../server/core/rules/registry";
import type { Lexicon } from "../../server/core/variants/lexicon";
import type { Snapshot } from "../../server/core/workspace/snapshot";
import { readExample } from "../rules/example-source";
import { openPage } from "./wiki";

/** A page to try something on. */
export interface TriedPage {
  readonly name: string;
  readonly snapshot: Snapshot;
}

const SAMPLES: Readonly<Record<string, Dialect>> = { Page: "markdown", wikitext: "wikitext", rendered: "rendered" };

/** Every example of every rule, read as Markdown and as wikitext where it names no dialect, and every sample. */
export function* allPages(lexicon: Lexicon): Generator<TriedPage> {
  for (const rule of RULES) {
    for (const example of rule.examples) {
      const { path, text, others } = readExample(example);
      for (const dialect of example.dialect ? [example.dialect] : (["markdown", "wikitext"] as const)) {
        const snapshot = openPage(text, { path, pages: others, dialect, lexicon });
        yield { name: `${rule.id}, ${example.title} (${dialect})`, snapshot };
      }
    }
  }
  for (const [folder, dialect] of Object.entries(SAMPLES)) {
    for (const file of readdirSync(join("samples", folder))) {
      const text = readFileSync(join("samples", folder, file), "utf8");
      yield { name: `samples/${folder}/${file}`, snapshot: openPage(text, { dialect, lexicon }) };
    }
  }
}

/** Offsets that differ in what can be done there: the edges and middles of all that features speak of. */
export function placesOf({ article }: Snapshot): number[] {
  const { links, markers, references, headings, refs } = article;
  const spans = [...links, ...markers, ...references, ...headings, ...refs];
  const places = spans.flatMap(({ start, end }) => [start, (start + end) >> 1, end]);
  return [...new Set([0, ...places, article.text.length])];
}
