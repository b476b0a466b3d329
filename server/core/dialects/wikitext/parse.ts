import type { Article } from "../../model/article";
import { joinedChange, type TextChange } from "../changes";
import type { Parse } from "../parse";
import { isReadable } from "../size";
import { assemble, type WikitextBlock } from "./assemble";
import { WikitextContent } from "./content";
import { type Changed, type Outline, outlineOf, type Stretch } from "./structure";

const NOTHING: Outline = { kept: 0, fresh: [], resumed: 0, endless: [] };

/**
 * Parses an article in wikitext.
 * @param mediawiki N of MediaWiki 1.N, by whose rules footnotes are numbered
 */
export function parseWikitext(text: string, mediawiki: number): Parse {
  return new WikitextParse(text, mediawiki, undefined, { start: 0, end: 0, newEnd: text.length });
}

class WikitextParse implements Parse {
  readonly article: Article;
  private readonly blocks: readonly WikitextBlock[];
  private readonly endless: readonly number[];

  constructor(
    text: string,
    private readonly mediawiki: number,
    before: WikitextParse | undefined,
    changed: Changed,
  ) {
    const known = before?.blocks ?? [];
    const outline = isReadable(text) ? outlineOf(text, known, before?.endless ?? [], changed) : NOTHING;
    this.endless = outline.endless;
    this.blocks = blocksOf(text, outline, outline === NOTHING ? [] : known, changed);
    this.article = assemble(text, this.blocks, mediawiki);
  }

  update(text: string, changes: readonly TextChange[]): Parse {
    const { start, end, newLength } = joinedChange(changes);
    return new WikitextParse(text, this.mediawiki, this, { start, end, newEnd: start + newLength });
  }
}

/**
 * The blocks of a text. One that lies wholly before or behind the change and is the same stretch as before keeps its content:
 * that depends on nothing but the block's own text, its kind, and whether it stands in a table.
 */
function blocksOf(
  text: string,
  { kept, fresh, resumed }: Outline,
  known: readonly WikitextBlock[],
  { start: changeStart, end: changeEnd, newEnd }: Changed,
): WikitextBlock[] {
  const shift = newEnd - changeEnd;
  const blocks = known.slice(0, kept);
  let old = kept;
  // By index: `for … of` makes an object for every step until it is compiled, and this runs after every keystroke.
  for (let index = 0; index < fresh.length; index++) {
    const { start, end } = fresh[index]!;
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
      same.kind === fresh[index]!.kind &&
      same.inTable === fresh[index]!.inTable &&
      (isBefore ? same.end < changeStart : same.start > changeEnd)
    ) {
      blocks.push(blockAt(start, end, fresh[index]!, same.content));
      continue;
    }
    // Joined and indexed once, the block's text is a string of its own: a slice would keep every old version of the page alive.
    const own = `${text.slice(start, end)}\n`;
    own.charCodeAt(end - start);
    const content = new WikitextContent(own.slice(0, -1), fresh[index]!.kind, fresh[index]!.inTable);
    blocks.push(blockAt(start, end, fresh[index]!, content));
  }
  for (let index = resumed; index < known.length; index++) {
    const same = known[index]!;
    blocks.push(shift === 0 ? same : blockAt(same.start + shift, same.end + shift, same, same.content));
  }
  return blocks;
}

function blockAt(
  start: number,
  end: number,
  { kind, inTable, tables, follows, isClear }: Stretch,
  content: WikitextContent,
): WikitextBlock {
  return { start, end, kind, inTable, tables, follows, isClear, content };
}
