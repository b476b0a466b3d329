import type { Script } from "../model/article";

/** A citation to be filled in, in the page's script. */
export function citationSkeleton(script: Script): string {
  return script === "hans" ? "[标题](https://)，作者，日期" : "[標題](https://)，作者，日期";
}

/** The same in wikitext. */
export const CITATION_TEMPLATE = "{{cite web|title=|url=|accessdate=}}";
