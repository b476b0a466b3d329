import type { Article } from "../../model/article";
import type { Parse, TextChange } from "../parse";
import { isReadable } from "../size";
import { assemble, type WikitextBlock } from "./assemble";
import { WikitextContent } from "./content";
import { type Structure, structureOf } from "./structure";

const NO_BLOCKS: Structure = { starts: [], ends: [], kinds: [], inTable: [] };

/** Parses an article in wikitext. */
export function parseWikitext(text: string): Parse {
  return new WikitextParse(text, [], { start: 0, end: 0, newEnd: 0 });
}

/** What differs from the last version: its offsets `start` to `end` have become `start` to `newEnd`. */
interface Changed {
  readonly start: number;
  readonly end: number;
  readonly newEnd: number;
}

class WikitextParse implements Parse {
  readonly article: Article;
  private readonly blocks: readonly WikitextBlock[];

  constructor(text: string, known: readonly WikitextBlock[], changed: Changed) {
    this.blocks = blocksOf(text, isReadable(text) ? structureOf(text) : NO_BLOCKS, known, changed);
    this.article = assemble(text, this.blocks);
  }

  update(text: string, changes: readonly TextChange[]): Parse {
    return new WikitextParse(text, this.blocks, joined(changes));
  }
}

/** Successive changes as one. */
function joined(changes: readonly TextChange[]): Changed {
  const first = changes[0] ?? { start: 0, end: 0, newLength: 0 };
  let all: Changed = { start: first.start, end: first.end, newEnd: first.start + first.newLength };
  for (const { start, end, newLength } of changes.slice(1)) {
    const before = Math.max(0, all.start - start);
    const behind = Math.max(0, end - all.newEnd);
    const newEnd = all.newEnd + behind + newLength - (end - start);
    all = { start: all.start - before, end: all.end + behind, newEnd };
  }
  return all;
}

/**
 * The blocks of a text. One that lies wholly before or behind the change and is the same stretch as before keeps its content:
 * that depends on nothing but the block's own text, its kind, and whether it stands in a table.
 */
function blocksOf(
  text: string,
  { starts, ends, kinds, inTable }: Structure,
  known: readonly WikitextBlock[],
  { start: changeStart, end: changeEnd, newEnd }: Changed,
): WikitextBlock[] {
  const shift = newEnd - changeEnd;
  const blocks: WikitextBlock[] = [];
  let old = 0;
  // By index: `for … of` makes an object for every step until it is compiled, and this runs after every keystroke.
  for (let index = 0; index < starts.length; index++) {
    const start = starts[index]!;
    const end = ends[index]!;
    const kind = kinds[index]!;
    const isBefore = end < changeStart;
    const isBehind = start > newEnd;
    const by = isBehind ? shift : 0;
    while (old < known.length && known[old]!.start + by < start) old++;
    const same = known[old];
    if (
      (isBefore || isBehind) &&
      same &&
      same.start + by === start &&
      same.end + by === end &&
      same.kind === kind &&
      same.inTable === inTable[index] &&
      (isBefore ? same.end < changeStart : same.start > changeEnd)
    ) {
      blocks.push(by === 0 ? same : { start, end, kind, inTable: same.inTable, content: same.content });
      continue;
    }
    // Joined and indexed once, the block's text is a string of its own: a slice would keep every old version of the page alive.
    const own = `${text.slice(start, end)}\n`;
    own.charCodeAt(end - start);
    const content = new WikitextContent(own.slice(0, -1), kind, inTable[index]!);
    blocks.push({ start, end, kind, inTable: inTable[index]!, content });
  }
  return blocks;
}
