import fc from "fast-check";
import { HAN, type Original, type Piece, type Source } from "./article";

/** Text of an article, or a citation in it, that is told from all others: a revision keeps it, moves it or drops it. */
type Part = { readonly id: number; readonly text: string } | { readonly id: number; readonly source: number };

interface Paragraph {
  readonly kind: NonNullable<Original["kinds"]>[number];
  readonly parts: readonly Part[];
}

/** An article whose parts are known through its revisions. */
export interface Draft {
  readonly paragraphs: readonly Paragraph[];
  readonly sources: readonly Source[];
}

const isText = (part: Part): part is Part & { readonly text: string } => "text" in part;

/** As the functions that write an article take it. */
export function originalOf({ paragraphs, sources }: Draft): Original {
  return {
    title: "清河老橋",
    sources,
    paragraphs: paragraphs.map(({ parts }) => parts.map((part): Piece => (isText(part) ? part.text : part.source))),
    kinds: paragraphs.map(({ kind }) => kind),
  };
}

/** The citations of a draft in reading order: which, of what, and behind which text. */
export function citedIn({ paragraphs }: Draft): { id: number; source: number; behind: number }[] {
  let behind = -1;
  return paragraphs.flatMap(({ parts }) =>
    parts.flatMap((part) => {
      if (!isText(part)) return [{ id: part.id, source: part.source, behind }];
      if (/\p{L}|\p{N}/u.test(part.text)) behind = part.id;
      return [];
    }),
  );
}

/**
 * What each citation of a page may be taken for beside another revision: by place in reading order the sources; null:
 * anything. When one goes and another comes at the same place, or two change places there, no text tells.
 */
export function acceptable(page: Draft, there: Draft): (readonly number[] | null)[] {
  const [own, others] = [citedIn(page), citedIn(there)];
  const kept = new Set(others.map(({ id }) => id));
  return own.map(({ id, source, behind }) => {
    const here = own.filter((one) => one.behind === behind);
    if (here.length !== others.filter((one) => one.behind === behind).length) return [source];
    if (here.some((one) => !kept.has(one.id))) return kept.has(id) && here.length === 1 ? [source] : null;
    return here.map((one) => one.source);
  });
}

const han = (minLength: number, maxLength: number) =>
  fc.array(fc.constantFrom(...HAN), { minLength, maxLength }).map((characters) => characters.join(""));

/** Words that stand in many sentences. */
const COMMON = ["於2008年8月26日", "據縣志記載", "位於清河鎮東南部", "又", "重修", "由縣令李文出資重修", "1931年"];
/** Sentences that stand on a page more than once. */
const REPEATED = ["清代由縣令李文出資重修", "橋面鋪以青石", "此說待考"];

const sentence = fc.oneof(
  { weight: 4, arbitrary: han(8, 30) },
  { weight: 2, arbitrary: han(1, 5) },
  { weight: 2, arbitrary: fc.constantFrom(...REPEATED) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(han(0, 10), fc.constantFrom(...COMMON), han(0, 8))
      .map((words) => words.join(""))
      .filter((words) => words !== ""),
  },
);

const SOURCES = 60;
const sources: readonly Source[] = Array.from({ length: SOURCES }, (_, index) => ({
  title: `${["harbour survey", "bridge of the valley", "annual report"][index % 3]} ${index}`,
  url: `http://s${index}.example/a?b=${index}`,
  work: ["河谷日報", "River Times"][index % 2]!,
  date: ["1931", "1988-05", "2008-08-21"][index % 3]!,
}));

/** Articles in which words, sentences and whole paragraphs come again, in the text, in lists, tables and headings. */
export const draft: fc.Arbitrary<Draft> = fc
  .array(
    fc.record({
      kind: fc.constantFrom("text", "text", "text", "text", "item", "table", "heading"),
      sentences: fc.array(fc.tuple(sentence, fc.array(fc.nat(99), { maxLength: 3 }), fc.constantFrom(..."，。、；")), {
        minLength: 1,
        maxLength: 5,
      }),
      again: fc.nat(9),
    }),
    { minLength: 2, maxLength: 8 },
  )
  .map((paragraphs) => {
    let next = 0;
    let id = 0;
    const opening: Part = { id: id++, text: "清河老橋位於清河鎮東南部，建於明代的最後一個年頭。" };
    const made: Paragraph[] = [{ kind: "text", parts: [opening] }];
    const texts: (readonly string[])[] = [];
    for (const { kind, sentences, again } of paragraphs) {
      // One in ten says the words of the one before, with citations of its own.
      const repeated = again === 0 ? texts.at(-1) : undefined;
      texts.push(sentences.map(([text], index) => repeated?.[index] ?? text));
      const parts = sentences.flatMap(([text, citations, mark], index): Part[] => {
        const here = new Set<number>();
        for (const choice of citations) {
          if (choice < 25 && next > 0) here.add(choice % next);
          else if (next < SOURCES - 10) here.add(next++);
        }
        const cited = [...here].map((source): Part => ({ id: id++, source }));
        return [{ id: id++, text: repeated?.[index] ?? text }, ...cited, { id: id++, text: mark }];
      });
      made.push({ kind: kind as Paragraph["kind"], parts });
    }
    return { paragraphs: made, sources };
  });

type Change = readonly [what: string, one: number, two: number, words: string];

/** What a revision does, and where: two numbers that are taken modulo what there is. */
const change: fc.Arbitrary<Change> = fc.tuple(
  fc.constantFrom(
    "cite",
    "cite",
    "cite again",
    "uncite",
    "swap",
    "word",
    "sentence",
    "cited sentence",
    "cited sentence",
    "drop sentence",
    "repeat sentence",
    "move paragraph",
    "copy paragraph",
    "drop paragraph",
    "edit source",
  ),
  fc.nat(9999),
  fc.nat(9999),
  han(1, 14),
);
export const changes = fc.array(change, { minLength: 1, maxLength: 5 });

/** Whether a change writes words of the article once more, with another citation. */
export function isCopy([what]: Change): boolean {
  return what === "copy paragraph" || what === "repeat sentence";
}

function wordsOf(parts: readonly Part[]): string {
  return parts.map((part) => (isText(part) ? part.text.replace(/\P{L}/gu, "") : "")).join("");
}

/** Whether each paragraph says enough to be told from every other: a word or two also stand elsewhere. */
export function isTold({ paragraphs }: Draft): boolean {
  return paragraphs.every(({ parts }) => wordsOf(parts).length >= FEW);
}

/** Characters of a word or two. */
const FEW = 6;

/** A later revision of a draft. */
export function rewritten(draft: Draft, changes: readonly Change[]): Draft {
  // Where an original is changed beside its copy, the copy is what a page has. Copies are made of what stays as it is.
  const copying = changes.find(isCopy);
  const steps = copying ? [copying] : changes;
  let id = 1_000_000;
  let added = SOURCES - 10;
  const paragraphs = draft.paragraphs.map(({ kind, parts }) => ({ kind, parts: [...parts] }));
  const known = [...draft.sources];
  for (const [what, one, two, words] of steps) {
    if (paragraphs.length === 0) break;
    const { parts } = paragraphs[one % paragraphs.length]!;
    const cites = parts.flatMap((part, index) => (isText(part) ? [] : [index]));
    const texts = parts.flatMap((part, index) => (isText(part) && part.text.length > 1 ? [index] : []));
    const at = texts[two % Math.max(1, texts.length)];
    const fresh = (): Part => ({ id: id++, source: Math.min(added++, SOURCES - 1) });
    switch (what) {
      case "cite": {
        // Somewhere in a text, or behind it. What follows the cut keeps the name: the old citation stands behind that.
        if (at === undefined) break;
        const { text, id: name } = parts[at] as Part & { text: string };
        const cut = 1 + (one % text.length);
        if (cut >= text.length) parts.splice(at + 1 + (two % 2), 0, fresh());
        else parts.splice(at, 1, { id: id++, text: text.slice(0, cut) }, fresh(), { id: name, text: text.slice(cut) });
        break;
      }
      case "cite again": {
        const other = cites[two % Math.max(1, cites.length)];
        if (at !== undefined && other !== undefined)
          parts.splice(at + 1, 0, { id: id++, source: (parts[other] as { source: number }).source });
        break;
      }
      case "uncite":
        if (cites.length > 0) parts.splice(cites[two % cites.length]!, 1);
        break;
      case "swap": {
        const first = cites.find((index) => cites.includes(index + 1));
        if (first !== undefined) parts.splice(first, 2, parts[first + 1]!, parts[first]!);
        break;
      }
      case "word": {
        if (at === undefined) break;
        const { text, id: name } = parts[at] as Part & { text: string };
        const cut = one % text.length;
        parts[at] = { id: name, text: text.slice(0, cut) + words + text.slice(cut + (two % 4)) };
        break;
      }
      case "sentence":
        parts.splice(two % (parts.length + 1), 0, { id: id++, text: `${words}。` });
        break;
      case "cited sentence":
        parts.splice(two % (parts.length + 1), 0, { id: id++, text: words }, fresh(), { id: id++, text: "。" });
        break;
      case "drop sentence": {
        if (at === undefined) break;
        const end = parts.findIndex((part, index) => index > at && isText(part) && /[，。、；]/.test(part.text));
        parts.splice(at, end - at + 1);
        break;
      }
      case "repeat sentence":
        if (at !== undefined)
          parts.splice(at, 0, { id: id++, text: (parts[at] as { text: string }).text }, fresh(), {
            id: id++,
            text: "，",
          });
        break;
      case "move paragraph":
        // Which of two that say the same has moved nobody can tell.
        if (new Set(draft.paragraphs.map((paragraph) => wordsOf(paragraph.parts))).size < draft.paragraphs.length)
          break;
        paragraphs.splice(two % paragraphs.length, 0, ...paragraphs.splice(one % paragraphs.length, 1));
        break;
      case "copy paragraph":
        paragraphs.splice(two % paragraphs.length, 0, {
          kind: "text",
          parts: parts.map((part) => (isText(part) ? { id: id++, text: part.text } : fresh())),
        });
        break;
      case "drop paragraph":
        paragraphs.splice(one % paragraphs.length, 1);
        break;
      case "edit source": {
        const index = one % (SOURCES - 10);
        known[index] = { ...known[index]!, title: `${known[index]!.title} revised` };
        break;
      }
    }
  }
  return { paragraphs, sources: known };
}
