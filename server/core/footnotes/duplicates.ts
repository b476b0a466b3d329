import type { Article, Block, Reference, ReferenceList } from "../model/article";
import { once } from "../text/memo";
import { contains } from "../text/span";

/** An entry that repeats an earlier one. */
export interface DuplicateEntry {
  /** Indices into `Article.references`. */
  readonly index: number;
  readonly other: number;
  /** It has the same visible text, or cites the same web page. */
  readonly kind: "text" | "address";
}

/** "Ibid." and the like point to the entry before: two of them do not say the same. */
const IBID = /^(?:ibid|op\.?\s?cit|同上|同前|同註|同注|前揭|見上|见上|[^\p{L}\p{N}]*$)/iu;

/** A web page, not just a site's front page. */
const DEEP_ADDRESS = /^[a-z]+:\/\/[^/]+\/[^#]/i;

/** Every entry that repeats an earlier one, in text order; bare ones and "ibid." left out. */
export function repeatedEntries(article: Article): DuplicateEntry[] {
  const found: DuplicateEntry[] = [];
  const texts = new Map<number | string, Map<string, number>>();
  const addresses = new Map<string, number>();
  // Entries and blocks are both in text order: one pass over each.
  let block = 0;
  const lists = article.dialect === "wikitext" ? listsOfEntries(article) : undefined;
  const forms = new Map(article.lists.map(({ first, form }) => [first, form]));
  let form: ReferenceList["form"] | undefined;
  article.references.forEach((reference, index) => {
    form = forms.get(index) ?? form;
    // Parts of one footnote (`details`) may well repeat what they are parts of.
    if (reference.empty || (lists && reference.number === null)) return;
    // What templates show nobody knows: in wikitext what is written counts. Entries of different lists and groups stay apart.
    const place = lists ? (lists[index]! >= 0 ? lists[index]! : reference.group) : `${form} ${reference.group}`;
    const text = lists ? reference.written! : reference.text;
    let known = texts.get(place);
    if (!known) texts.set(place, (known = new Map()));
    const same = known.get(text);
    if (same === undefined) known.set(text, index);
    else if (!IBID.test(reference.text)) found.push({ index, other: same, kind: "text" });
    // Citations of several pages of one book have one address.
    if (lists) return;
    const { start } = reference;
    while (block < article.blocks.length && article.blocks[block]!.end <= start) block++;
    const address = onlyAddress(article.blocks[block], reference);
    if (address === undefined) return;
    const key = `${place} ${address}`;
    const cited = addresses.get(key);
    if (cited === undefined) addresses.set(key, index);
    else if (same === undefined && DEEP_ADDRESS.test(address)) found.push({ index, other: cited, kind: "address" });
  });
  return found;
}

/** The entries that repeat an earlier one, by their index. */
export const repeatedByIndex = once(
  (article: Article): ReadonlyMap<number, DuplicateEntry> =>
    new Map(repeatedEntries(article).map((duplicate) => [duplicate.index, duplicate])),
);

/** Of wikitext: the list that shows each entry; entries of different lists stay apart. */
function listsOfEntries({ references, lists }: Article): number[] {
  const found = references.map(() => -1);
  lists.forEach(({ entries }, list) => {
    for (const entry of entries ?? []) found[entry] = list;
  });
  return found;
}

/** Groups of entries with the same visible text, each in text order. */
export function duplicateEntries(article: Article): number[][] {
  const groups = new Map<number, number[]>();
  for (const { index, other, kind } of repeatedEntries(article)) {
    if (kind !== "text") continue;
    const group = groups.get(other);
    if (group) group.push(index);
    else groups.set(other, [other, index]);
  }
  return [...groups.values()];
}

/** The web page an entry cites, when it cites just one. Reads its block only: all links of a page are many. */
function onlyAddress(block: Block | undefined, { body }: Reference): string | undefined {
  if (!block || block.content.links.length === 0) return undefined;
  const inside = { start: body.start - block.start, end: body.end - block.start };
  let address: string | undefined;
  for (const link of block.content.links) {
    if (link.kind !== "external" || !contains(inside, link)) continue;
    if (address !== undefined && address !== link.destination) return undefined;
    address = link.destination;
  }
  return address;
}
