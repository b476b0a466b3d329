import { entriesOf, isWritten } from "../footnotes/system";
import type { Article, ReferenceList } from "../model/article";
import type { Message, Texts } from "../rules/texts";
import type { Span } from "../text/span";
import type { Snapshot } from "../workspace/snapshot";
import { entryText, shortened } from "./visible";

/** A part of the page, with the parts in it. */
export interface OutlineNode {
  readonly kind: "section" | "list" | "entry";
  readonly name: Message | string;
  /** All of it. */
  readonly span: Span;
  /** What names it. */
  readonly selection: Span;
  readonly children: readonly OutlineNode[];
}

/** A stretch of the page that can be folded away. */
export interface Fold extends Span {
  readonly kind: "region" | undefined;
}

const REFERENCES: Texts = { en: "References", "zh-hans": "参考文献列表", "zh-hant": "參考文獻列表" };
const NAME_LIMIT = 80;

interface Section {
  readonly level: number;
  readonly node: { -readonly [K in keyof OutlineNode]: OutlineNode[K] } & { children: OutlineNode[] };
}

/** The page's headings as a tree, and its lists of references with their entries. */
export function outline({ article }: Snapshot): readonly OutlineNode[] {
  const top: OutlineNode[] = [];
  const open: Section[] = [];
  const lists = [...article.lists].sort((a, b) => a.start - b.start);
  let list = 0;
  const add = (node: OutlineNode) => (open.at(-1)?.node.children ?? top).push(node);
  const addLists = (until: number) => {
    for (; list < lists.length && lists[list]!.start < until; list++) add(listNode(article, lists[list]!));
  };
  article.headings.forEach((heading, index) => {
    addLists(heading.start);
    while (open.length > 0 && open.at(-1)!.level >= heading.level) open.pop();
    const section: Section = {
      level: heading.level,
      node: {
        kind: "section",
        name: heading.text.trim() || "—",
        span: { start: heading.start, end: endOfSection(article, index) },
        selection: { start: heading.start, end: heading.end },
        children: [],
      },
    };
    add(section.node);
    open.push(section);
  });
  addLists(Number.POSITIVE_INFINITY);
  return top;
}

function listNode(article: Article, list: ReferenceList): OutlineNode {
  const entries = entriesOf(article, list);
  return {
    kind: "list",
    name: { texts: REFERENCES },
    span: { start: list.start, end: list.end },
    selection: { start: list.start, end: list.start },
    children: entries.map((reference) => ({
      kind: "entry",
      name: shortened(`${reference.shown}. ${entryText(article, reference)}`.trim(), NAME_LIMIT),
      span: { start: reference.start, end: reference.end },
      selection: reference.label,
      children: [],
    })),
  };
}

/** Where a section ends: at the next heading of its level or a higher one, blank lines left out. */
function endOfSection({ headings, text }: Article, index: number): number {
  const { level } = headings[index]!;
  let next = index + 1;
  while (next < headings.length && headings[next]!.level > level) next++;
  let end = headings[next]?.start ?? text.length;
  while (end > 0 && /\s/.test(text[end - 1]!)) end--;
  return Math.max(end, headings[index]!.end);
}

/** The page's sections and lists of references. */
export function folds({ article }: Snapshot): Fold[] {
  const sections = article.headings.map(
    (heading, index): Fold => ({ start: heading.start, end: endOfSection(article, index), kind: undefined }),
  );
  return [...sections, ...article.lists.map(({ start, end }): Fold => ({ start, end, kind: "region" }))];
}

/** A line above a list of references. */
export interface Lens {
  readonly span: Span;
  readonly title: Message;
  /** The entries it speaks of: the empty ones, or all. */
  readonly entries: readonly Span[];
  /** What offers to restore the empty ones; undefined when none is. */
  readonly restore?: Message;
}

const RESTORE: Texts = {
  en: "Restore from a companion…",
  "zh-hans": "从副本恢复…",
  "zh-hant": "從副本恢復…",
};
const ALL_FILLED: Texts = { en: "{count} entries", "zh-hans": "{count} 条参考文献", "zh-hant": "{count} 條參考文獻" };
const ONE_FILLED: Texts = { ...ALL_FILLED, en: "1 entry" };
const SOME_EMPTY: Texts = {
  en: "{count} entries, {empty} empty",
  "zh-hans": "{count} 条参考文献，{empty} 条为空",
  "zh-hant": "{count} 條參考文獻，{empty} 條為空",
};
const ONE_EMPTY: Texts = { ...SOME_EMPTY, en: "1 entry, empty" };

const CITED: Texts = { en: "cited {count}×", "zh-hans": "引用 {count} 次", "zh-hant": "引用 {count} 次" };

/**
 * How many entries each list of references has, and how many of them are empty; in wikitext also how often a footnote is
 * cited that is cited more than once, where it is defined.
 */
export function lenses(snapshot: Snapshot): Lens[] {
  const { article } = snapshot;
  if (article.dialect !== "wikitext") return listLenses(snapshot);
  const cited = article.references.flatMap(({ start, citedBy }): Lens[] => {
    if (citedBy.length < 2) return [];
    const entries = citedBy.map((marker) => article.markers[marker]!);
    return [{ span: { start, end: start }, title: { texts: CITED, args: { count: citedBy.length } }, entries }];
  });
  return [...cited, ...listLenses(snapshot)];
}

function listLenses({ article }: Snapshot): Lens[] {
  return article.lists
    .filter(({ first, last }) => last > first)
    .map((list) => {
      const entries = entriesOf(article, list);
      const empty = entries.filter((reference) => reference.empty);
      const one = entries.length === 1;
      const texts = empty.length > 0 ? (one ? ONE_EMPTY : SOME_EMPTY) : one ? ONE_FILLED : ALL_FILLED;
      return {
        span: { start: list.start, end: list.start },
        title: { texts, args: { count: entries.length, empty: empty.length } },
        entries: (empty.length > 0 ? empty : entries).map(({ label }) => label),
        ...(empty.length > 0 && isWritten(article) && { restore: { texts: RESTORE } }),
      };
    });
}
