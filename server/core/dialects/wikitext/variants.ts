import type { VariantMarkup } from "../../model/article";
import type { BraceFrame } from "./frames";

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
