import { type Input, Tree } from "@lezer/common";
import {
  type BlockContext,
  type BlockParser,
  type LeafBlockParser,
  type Line,
  type MarkdownParser,
  parser,
} from "@lezer/markdown";

/**
 * CommonMark's block structure comes from @lezer/markdown. Inline content does not: lezer's inline parsers look ahead
 * without bound and search back through all earlier parts, which is quadratic on a long line; `scan.ts` reads it in one pass.
 */

/** Deeper containers than any article has. Beyond it a line is a paragraph, so that `> > > …` cannot cost more than linear time. */
const DEEPEST = 32;

const SELF_CLOSING_LINE = /^<[a-z][\w-]*(?:\s+[a-z:_][\w-.:]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?)*\s*\/>\s*$/i;
const MARKER_START = /^\\\[\s*\d{1,4}\s*\\?\]/;
const DEFINITION = /^\[[^\]\\^][^\]]*\]:\s*\S/;
const LIST_ITEM = /^(?:[-+*]|\d{1,9}[.)])(?:\s|$)/;
const FOOTNOTE_DEFINITION = /^\[\^[^\]\s[^]{1,64}\]:/;

function isBlank(line: Line): boolean {
  return line.next < 0;
}

/** Whether a line is indented so far that CommonMark reads it as code, or as the rest of a paragraph. */
function isIndentedCode(line: Line): boolean {
  return line.indent >= line.baseIndent + 4;
}

/** Adds a leaf over whole lines, from the current one on, as long as `goesOn` says of the line just reached. */
function takeLines(cx: BlockContext, line: Line, type: string, goesOn: () => boolean): true {
  const start = cx.lineStart + line.pos;
  const depth = cx.depth;
  let inside = true;
  while (inside && cx.nextLine() && lineDepth(line) >= depth) inside = goesOn();
  cx.addElement(cx.elt(type, start, Math.max(start, cx.prevLineEnd())));
  return true;
}

/** How many containers the current line continues; lezer keeps it without declaring it. */
function lineDepth(line: Line): number {
  return (line as unknown as { readonly depth: number }).depth;
}

const depthGuard: BlockParser = {
  name: "DepthGuard",
  before: "LinkReference",
  parse: (cx, line) => (cx.depth < DEEPEST ? false : takeLines(cx, line, "Paragraph", () => false)),
};

/** `---` on the first line, up to the next `---`: not lezer's, but people keep front matter in such files. */
const frontMatter: BlockParser = {
  name: "FrontMatter",
  before: "LinkReference",
  parse(cx, line) {
    if (cx.lineStart !== 0 || !/^---\s*$/.test(line.text) || !/^[A-Za-z_][\w-]*\s*:/.test(cx.peekLine())) return false;
    let closed = false;
    return takeLines(cx, line, "FrontMatter", () => {
      if (closed) return false;
      closed = /^(?:---|\.\.\.)\s*$/.test(line.text);
      return true;
    });
  },
};

/**
 * Display math on lines of its own, which may look like lists and headings inside:
 *
 *     \[a
 *     + b\]
 */
const displayMath: BlockParser = {
  name: "DisplayMath",
  before: "LinkReference",
  parse(cx, line) {
    if (line.next !== 92) return false;
    const text = line.text.slice(line.pos);
    if (!text.startsWith("\\[") || MARKER_START.test(text) || text.includes("\\]")) return false;
    let closed = false;
    return takeLines(cx, line, "Paragraph", () => {
      if (closed || isBlank(line)) return false;
      closed = line.text.includes("\\]");
      return true;
    });
  },
};

/**
 * A line with nothing but a self-closing tag opens an HTML block (CommonMark 4.6, kind 7), which lezer does not see.
 * It swallows the list below it:
 *
 *     <references />
 *     1.  x
 */
const selfClosingHtml: BlockParser = {
  name: "SelfClosingHTMLBlock",
  before: "HTMLBlock",
  parse(cx, line) {
    if (line.next !== 60 || isIndentedCode(line)) return false;
    if (!SELF_CLOSING_LINE.test(line.text.slice(line.pos))) return false;
    return takeLines(cx, line, "HTMLBlock", () => !isBlank(line));
  },
};

/** `[label]: destination`: one line is enough for what occurs in articles. */
const definition: BlockParser = {
  name: "Definition",
  before: "LinkReference",
  parse(cx, line) {
    if (line.next !== 91 || !DEFINITION.test(line.text.slice(line.pos, line.pos + 1_200))) return false;
    return takeLines(cx, line, "LinkReference", () => false);
  },
};

/** `[^1]: text`, with what is indented below it. */
const footnoteDefinition: BlockParser = {
  name: "FootnoteDefinition",
  before: "LinkReference",
  parse(cx, line) {
    if (line.next !== 91 || isIndentedCode(line)) return false;
    const match = FOOTNOTE_DEFINITION.exec(line.text.slice(line.pos, line.pos + 80));
    if (!match) return false;
    const start = cx.lineStart + line.pos;
    cx.startComposite("FootnoteDefinition", line.pos, 0);
    cx.addElement(cx.elt("FootnoteLabel", start, start + match[0].length));
    line.moveBase(line.pos + match[0].length);
    return null;
  },
  endLeaf: (_cx, line) =>
    line.next === 91 && !isIndentedCode(line) && FOOTNOTE_DEFINITION.test(line.text.slice(line.pos, line.pos + 80)),
};

/**
 * An item ends the paragraph of a container that its line does not continue, whatever its number and although it is empty:
 * only where a paragraph itself goes on may no such item interrupt it, as cmark and its ports have it.
 *
 *     1.  x
 *     - y
 *     2.
 */
const itemBelowContainer: BlockParser = {
  name: "ItemBelowContainer",
  endLeaf: (cx, line) => lineDepth(line) < cx.depth && LIST_ITEM.test(line.text.slice(line.pos, line.pos + 12)),
};

/** A blank line, in block quotes or not. */
const BLANK = /^[\s>]*$/;

/**
 * An item that begins with a blank line ends at a second one (CommonMark 5.2): what is indented below is not its text.
 * lezer knows that of `1. ` with a space behind, not of a bare `1.` at the end of its line, and ends the item, too, where
 * the second line holds text and the third is blank.
 */
const emptyItem: BlockParser = {
  name: "EmptyItem",
  before: "LinkReference",
  parse(cx, line) {
    if (isBlank(line) && cx.parentType().name === "ListItem") {
      // lezer keeps it without declaring it.
      const { block } = cx as unknown as { readonly block: { blankFirstLine: boolean } };
      block.blankFirstLine = BLANK.test(cx.peekLine());
    }
    return false;
  },
};

/** A paragraph's text is not read here: not even joined, as lezer does before it looks for inline nodes. */
const unread: LeafBlockParser = {
  nextLine: () => false,
  finish(cx, { start, content }) {
    cx.addElement(cx.elt(new Tree(PARAGRAPH, [], [], content.length), start));
    return true;
  },
};

const INLINE = ["Escape", "Entity", "InlineCode", "HTMLTag", "Emphasis", "HardBreak", "Link", "Image", "LinkEnd"];

/** The parser of block structure: its leaves have no inline nodes. */
export const blockParser: MarkdownParser = parser.configure({
  remove: [...INLINE, "LinkReference"],
  defineNodes: [
    { name: "FrontMatter", block: true },
    { name: "FootnoteLabel", block: true },
    {
      name: "FootnoteDefinition",
      block: true,
      composite(_cx, line) {
        if (isBlank(line)) return true;
        if (line.indent < line.baseIndent + 4) return false;
        line.moveBaseColumn(line.baseIndent + 4);
        return true;
      },
    },
  ],
  parseBlock: [
    depthGuard,
    frontMatter,
    displayMath,
    definition,
    footnoteDefinition,
    itemBelowContainer,
    emptyItem,
    selfClosingHtml,
    { name: "Unread", leaf: () => unread },
  ],
});
blockParser.parseInline = () => []; // that of headings

const PARAGRAPH = blockParser.nodeSet.types.find(({ name }) => name === "Paragraph")!;

/** Offset of a document's first line: a byte order mark is no part of it, and takes no column. */
export function textStart(text: string): number {
  return text.charCodeAt(0) === 0xfeff ? 1 : 0;
}

/** A document as the parser reads it, from `textStart` on: the carriage returns at line ends count as spaces. */
export class LineInput implements Input {
  readonly lineChunks = true;
  private readonly base: number;

  constructor(private readonly text: string) {
    this.base = textStart(text);
  }

  get length(): number {
    return this.text.length - this.base;
  }

  chunk(at: number): string {
    const { text } = this;
    const from = at + this.base;
    const lineEnd = text.indexOf("\n", from);
    if (lineEnd === from) return "\n";
    const line = text.slice(from, lineEnd < 0 ? text.length : lineEnd);
    return line.charCodeAt(line.length - 1) === 13 ? `${line.slice(0, -1)} ` : line;
  }

  read(from: number, to: number): string {
    return this.text.slice(from + this.base, to + this.base);
  }
}
