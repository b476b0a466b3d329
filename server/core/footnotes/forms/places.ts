import type { Article, Block, MarkerPlace } from "../../model/article";
import { contains, firstEndingAfter, type Span, spanAt } from "../../text/span";
import type { UsePlace } from "./notes";

/** Tells where markers stand on a page of Markdown; `known` is what its parser says of them. */
export function places(article: Article): (marker: Span, known?: MarkerPlace) => UsePlace {
  const { blocks, links, headings } = article;
  const tables = new Map<Block, boolean>();
  const isInTable = (block: Block) => {
    const isTable = tables.get(block) ?? hasRows(block.content.text);
    tables.set(block, isTable);
    return isTable;
  };
  return (marker, known) => {
    const block = blocks[firstEndingAfter(blocks, marker.start)];
    if (block?.kind === "html" || known === "table") return "html";
    const link = spanAt(links, marker.start);
    if (known === "link" || (link && contains(link.label, marker))) return "link";
    const heading = spanAt(headings, marker.start);
    if (known === "heading" || (heading && contains(heading, marker))) return "heading";
    return block && isInTable(block) ? "row" : "text";
  };
}

/** Whether a paragraph is a pipe table: a line of bars and dashes parts the head from the rows. */
function hasRows(text: string): boolean {
  if (!text.includes("|")) return false;
  return text.split("\n").some((line) => /^[ \t\r>|:-]+$/.test(line) && line.includes("|") && line.includes("-"));
}
