// Fixtures on whose conversion we mean to differ from MediaWiki, and why.
import type { VariantTarget } from "../../server/core/variants/convert";

export interface MarkupException {
  readonly reason: string;
  /** What we show instead, by target. */
  readonly ours: { readonly [T in VariantTarget]?: string };
}

const BROKEN = "MediaWiki converts each side of markup for itself; a word that markup breaks is a word.";

export const MARKUP_EXCEPTIONS: Readonly<Record<string, MarkupException>> = {
  "variant names in capitals": {
    reason: "MediaWiki reads the first name and not the second: nobody means that. We read both.",
    ours: { cn: "这是甲讲。", tw: "這是乙講。", hk: "這是乙講。", sg: "这是甲讲。" },
  },
  "never closed": {
    reason: "What an editor is about to write is left alone up to the block's end.",
    ours: { tw: "這是-{里面讲。", hk: "這是-{里面讲。" },
  },
  "in bold, over the edge": { reason: BROKEN, ours: { tw: "這是頭髮講。", hk: "這是頭髮講。" } },
  "broken by a link": { reason: BROKEN, ours: { tw: "這頭髮講，乾燥。", hk: "這頭髮講，乾燥。" } },
  "in a language": {
    reason: "Text that the page says to be in another language stays.",
    ours: {
      cn: "这是国際会議讲里面。",
      tw: "這是国際会議講裡面。",
      hk: "這是国際会議講裏面。",
      sg: "这是国際会議讲里面。",
    },
  },
};
