import type { Rule } from "../rule";
import { conversionMarkup } from "./conversion-markup";
import { droppedTemplate } from "./dropped-template";
import { entryDebris } from "./entry-debris";
import { interlanguage } from "./interlanguage";
import { rawTag } from "./raw-tag";
import { template } from "./template";
import { wikilink } from "./wikilink";

/** Rules about what the conversion from wikitext left behind or lost. */
export const RESIDUE_RULES: readonly Rule[] = [
  template,
  entryDebris,
  rawTag,
  conversionMarkup,
  droppedTemplate,
  wikilink,
  interlanguage,
];
