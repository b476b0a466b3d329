import { Tree, TreeFragment } from "@lezer/common";
import type { Article } from "../../model/article";
import { joinedChange, type TextChange } from "../changes";
import type { Parse } from "../parse";
import { isReadable } from "../size";
import { assemble } from "./assemble";
import { blockParser, LineInput, textStart } from "./blocks";
import { forEachChild, type Part, readNode } from "./content";
import type { MarkdownBlock } from "./lists";
import { Scanner } from "./scan";

/** What was made of a tree's node; the blocks hold as long as the node stays where it is. */
class Reading {
  private blocks: MarkdownBlock[] = [];
  private start = -1;
  private list = -1;
  private itemKind: "item" | "entry" = "item";

  constructor(readonly parts: readonly Part[]) {}

  /** The blocks of the node at a place of the document, the same objects as last time when nothing of it has changed. */
  blocksAt(start: number, list: number): readonly MarkdownBlock[] {
    if (this.start === start && this.list === list) return this.blocks;
    this.start = start;
    this.list = list;
    this.blocks = this.parts.map((part) => ({
      start: start + part.start,
      end: start + part.end,
      kind: part.kind === "item" ? this.itemKind : part.kind,
      content: part.content,
      list: part.kind === "item" ? list : -1,
      swallowed: part.swallowed,
      reading: this,
    }));
    return this.blocks;
  }

  /** Another kind for an item: it has become an entry of the reference list, or ceased to be one. */
  mark(block: MarkdownBlock, kind: "item" | "entry"): MarkdownBlock {
    const marked = { ...block, kind };
    this.itemKind = kind;
    this.blocks = this.blocks.map((known) => (known === block ? marked : known));
    return marked;
  }
}

/**
 * Readings are kept on the very nodes they were made of: a node that an edit leaves alone is the same object in the next
 * tree. (A WeakMap of ten thousand nodes costs a lookup each and slows every garbage collection down.)
 */
const READING = Symbol("reading");

interface ReadTree extends Tree {
  [READING]?: Reading;
}

/** Parses a Markdown article. */
export function parseMarkdown(text: string): Parse {
  return new MarkdownParse(text, []);
}

class MarkdownParse implements Parse {
  readonly article: Article;
  /** Its offsets are counted from `base` on. */
  private readonly tree: Tree;
  private readonly base: number;

  constructor(text: string, fragments: readonly TreeFragment[]) {
    this.base = textStart(text);
    this.tree = isReadable(text) ? blockParser.parse(new LineInput(text), fragments) : Tree.empty;
    this.article = assemble(text, readBlocks(this.tree, text, this.base));
  }

  update(text: string, changes: readonly TextChange[]): Parse {
    const { start, end, newLength } = joinedChange(changes);
    const { base } = this;
    if (textStart(text) !== base) return new MarkdownParse(text, []);
    const change = wholeLines({ fromA: start, toA: end, fromB: start, toB: start + newLength }, text, base);
    const fragments = TreeFragment.applyChanges(TreeFragment.addTree(this.tree), [change]);
    return new MarkdownParse(text, fragments);
  }
}

/** What was replaced in the old text (A) by what in the new one (B). */
interface ChangedRange {
  readonly fromA: number;
  readonly toA: number;
  readonly fromB: number;
  readonly toB: number;
}

/**
 * Widens a change to whole lines with their line breaks: lezer takes a block behind a deletion for unchanged although the
 * indentation before it is another one.
 * @param base what the offsets of the result are counted from
 */
function wholeLines({ fromA, toA, fromB, toB }: ChangedRange, text: string, base: number): ChangedRange {
  const start = fromB > base ? Math.max(base, text.lastIndexOf("\n", fromB - 1)) : base;
  const lineEnd = text.indexOf("\n", toB);
  const end = lineEnd < 0 ? text.length : lineEnd + 1;
  return { fromA: fromA - (fromB - start) - base, toA: toA + (end - toB) - base, fromB: start - base, toB: end - base };
}

/** All blocks of a document in order, each read only when its node is new. */
function readBlocks(tree: Tree, text: string, base: number): MarkdownBlock[] {
  const blocks: MarkdownBlock[] = [];
  let lists = 0;
  const scanner = new Scanner();
  const add = (node: ReadTree, start: number, ownList: number) => {
    let reading = node[READING];
    if (!reading) {
      reading = new Reading(readNode(node, text, start, scanner));
      node[READING] = reading;
    }
    const list = reading.parts.length > 1 ? lists++ : ownList;
    const made = reading.blocksAt(start, list);
    for (let index = 0; index < made.length; index++) blocks.push(made[index]!);
  };
  forEachChild(tree, base, (node, start) => {
    const { name } = node.type;
    if (name !== "OrderedList" && name !== "BulletList") return add(node, start, -1);
    const list = name === "OrderedList" ? lists++ : -1;
    forEachChild(node, start, (item, itemStart) => add(item, itemStart, list));
  });
  return blocks;
}
