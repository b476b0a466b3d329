import type { Span } from "../text/span";
import { TO_HANS_WATCH, TO_HANS_WORDS, TO_HANT_WATCH, TO_HANT_WORDS, TO_HONG_KONG_WATCH } from "./corrections";
import { Dictionary, LONGER } from "./dictionary";
import { type Reading, runDictionary, type Watch } from "./pass";
import { TAIWAN_WORDS, TAIWAN_WORDS_REVERSED, TO_HANT_COMPOUNDS } from "./regional";
import { type Draft, Rewriting } from "./rewriting";

/** OpenCC's way from one variant to another. */
export interface Chain {
  /**
   * Rewrites a text.
   * @param readings gets the places that could be read in more than one way, as offsets of the text as it is given
   */
  convert(text: Rewriting, readings?: Reading[]): void;
  /** The words of two units and more that each dictionary finds, in the order in which they are used. */
  wordsOf(text: string): readonly (readonly Span[])[];
  /** The words of two units and more that the first of them finds. */
  firstWordsOf(text: Rewriting): readonly Span[];
  /** Whether another word of the first dictionary begins or ends inside a word and reaches beyond it: 裡面 over 面包 | 含. */
  isCrossed(text: Rewriting, word: Span): boolean;
  /** What words of the first dictionary replace by another unit: see {@link Dictionary.changes}. */
  firstChanges(asked: Uint8Array, take: (unit: number, before: number, behind: number) => void): void;
}

/** A step: dictionaries searched as one, and what it needs to know besides. */
interface Step {
  readonly dictionary: () => Dictionary;
  readonly watch?: Watch;
}

interface ChainParts {
  readonly normalization: () => Dictionary;
  /** Splits the text into words over whose edges later steps do not reach; `first` when the first step's words do that. */
  readonly segmentation?: "first" | (() => Dictionary);
  readonly steps: readonly Step[];
}

/** Words that reach into another from the left begin at most so far before it: nearly all have four characters at most. */
const LONGEST_CROSSING = 3;

class DictionaryChain implements Chain {
  constructor(private readonly parts: ChainParts) {}

  convert(text: Rewriting, readings?: Reading[]): void {
    const { normalization, segmentation, steps } = this.parts;
    if (text.hasCompatible) text.commit(runDictionary(normalization(), text));
    // Readings are of the first step's text: where that has moved (rare characters) they are let go.
    const asked = text.isEven ? readings : undefined;
    let edges: Uint8Array | undefined;
    if (typeof segmentation === "function") {
      edges = text.edges();
      runDictionary(segmentation(), text, { found: edges });
    }
    const firstReading = readings?.length ?? 0;
    steps.forEach(({ dictionary, watch }, index) => {
      const isLast = index === steps.length - 1;
      const found = index === 0 && segmentation === "first" && !isLast ? text.edges() : undefined;
      const draft = runDictionary(dictionary(), text, {
        edges,
        found,
        watch,
        readings: index === 0 ? asked : undefined,
      });
      edges = found ?? edges;
      if (edges && !isLast) edges = shifted(edges, text.length, draft);
      text.commit(draft);
    });
    if (asked && steps.length > 1) {
      for (let index = firstReading; index < asked.length; index++) {
        asked[index] = { ...asked[index]!, alternatives: asked[index]!.alternatives.map((one) => this.finished(one)) };
      }
    }
  }

  firstWordsOf(text: Rewriting): readonly Span[] {
    const { segmentation, steps } = this.parts;
    const words: Span[] = [];
    runDictionary(typeof segmentation === "function" ? segmentation() : steps[0]!.dictionary(), text, { words });
    return words;
  }

  wordsOf(text: string): readonly (readonly Span[])[] {
    const { segmentation, steps } = this.parts;
    const current = new Rewriting(text);
    const found: Span[][] = [];
    if (typeof segmentation === "function") runDictionary(segmentation(), current, { words: added(found) });
    for (const { dictionary, watch } of steps) {
      current.commit(runDictionary(dictionary(), current, { watch, words: added(found) }));
      // Offsets tell the same places as long as every character has become one of its length.
      if (!current.isEven) break;
    }
    return found;
  }

  isCrossed({ units, length }: Rewriting, { start, end }: Span): boolean {
    const dictionary = this.parts.steps[0]!.dictionary();
    for (let from = Math.max(0, start - LONGEST_CROSSING); from < end; from++) {
      if (from === start || !(dictionary.table[units[from]!]! & LONGER)) continue;
      const entry = dictionary.longest(units, from, length);
      const until = entry === -1 ? from : from + dictionary.lengthOf(entry);
      if (from < start ? until > start : until > end) return true;
    }
    return false;
  }

  firstChanges(asked: Uint8Array, take: (unit: number, before: number, behind: number) => void): void {
    this.parts.steps[0]!.dictionary().changes(asked, take);
  }

  private readonly finishedForms = new Map<string, string>();

  /** A form that a reading of the first step offers, after the steps that follow. */
  private finished(form: string): string {
    const known = this.finishedForms.get(form);
    if (known !== undefined) return known;
    const text = new Rewriting(form);
    for (const { dictionary } of this.parts.steps.slice(1)) text.commit(runDictionary(dictionary(), text));
    this.finishedForms.set(form, text.toString());
    return text.toString();
  }
}

/** A list put at the end of lists. */
function added<T>(lists: T[][]): T[] {
  const list: T[] = [];
  lists.push(list);
  return list;
}

/** Edges of a text of so many units as edges of its draft; none of them lies inside an uneven span. */
function shifted(edges: Uint8Array, length: number, draft: Draft): Uint8Array {
  if (draft.uneven.length === 0) return edges;
  const moved = new Uint8Array(draft.length + 1);
  let position = 0;
  let shift = 0;
  for (const { start, end, newEnd } of [...draft.uneven, { start: length, end: length, newEnd: draft.length }]) {
    moved.set(edges.subarray(position, start + 1), position + shift);
    position = end;
    shift = newEnd - end;
  }
  return moved;
}

/** How opencc-js describes a chain. */
interface Configuration {
  readonly normalizationChain: readonly (readonly string[])[];
  readonly segmentation?: readonly string[];
  readonly conversionChain: readonly (readonly string[])[];
}

type Configurations = Readonly<Record<string, Configuration>>;

/** A value made when it is first asked for. */
function lazy<T extends object>(make: () => T): () => T {
  let value: T | undefined;
  return () => {
    value ??= make();
    return value;
  };
}

/** Dictionaries in use, so that chains share them. */
class Shelf {
  private readonly ids = new Map<string, number>();
  private readonly dictionaries = new Map<string, () => Dictionary>();

  take(texts: readonly string[], words = "", watch?: Watch): () => Dictionary {
    const all = words === "" ? texts : [words, ...texts];
    const key = `${all.map((text) => this.idOf(text)).join()}${watch ? " watched" : ""}`;
    const known = this.dictionaries.get(key);
    if (known) return known;
    const made = lazy(() => new Dictionary(all, watch?.forms.keys(), watch?.contested));
    this.dictionaries.set(key, made);
    return made;
  }

  private idOf(text: string): number {
    const id = this.ids.get(text) ?? this.ids.size;
    this.ids.set(text, id);
    return id;
  }
}

/** The chains to Traditional. */
export interface ToTraditional {
  /** Simplified to OpenCC's standard, to Taiwan, to Hong Kong; `words`: with Taiwan's, Hong Kong's words. */
  readonly fromSimplified: Readonly<Record<"hant" | "tw" | "hk", Chain>>;
  readonly fromSimplifiedWords: Readonly<Record<"tw" | "hk", Chain>>;
  /** Traditional of any kind to Taiwan's, Hong Kong's standard forms. */
  readonly fromTraditional: Readonly<Record<"tw" | "hk", Chain>>;
  readonly fromTraditionalWords: Readonly<Record<"tw" | "hk", Chain>>;
}

/** The chains to Simplified. */
export interface ToSimplified {
  /** Traditional of any kind. */
  readonly plain: Chain;
  /** Taiwan's words to the mainland's. */
  readonly words: Chain;
}

let toTraditional: Promise<ToTraditional> | undefined;
let toSimplified: Promise<ToSimplified> | undefined;

/** Loads opencc-js's dictionaries to Traditional (1.1 MB) on first use. */
export function loadToTraditional(): Promise<ToTraditional> {
  toTraditional ??= import("opencc-js/preset/cn2t").then(({ configs }) =>
    chainsToTraditional(configs as unknown as Configurations),
  );
  return toTraditional;
}

/** Loads opencc-js's dictionaries to Simplified (0.1 MB) on first use. */
export function loadToSimplified(): Promise<ToSimplified> {
  toSimplified ??= import("opencc-js/preset/t2cn").then(({ configs }) =>
    chainsToSimplified(configs as unknown as Configurations),
  );
  return toSimplified;
}

function chainsToTraditional(configurations: Configurations): ToTraditional {
  const shelf = new Shelf();
  const fromSimplified = (name: string, words = ""): Chain => {
    const [first, second] = configurations[name]!.conversionChain;
    const steps: Step[] = [
      { dictionary: shelf.take(first!, `${TO_HANT_WORDS}|${TO_HANT_COMPOUNDS}`, TO_HANT_WATCH), watch: TO_HANT_WATCH },
    ];
    if (second) steps.push({ dictionary: shelf.take(second, words) });
    return new DictionaryChain({
      normalization: normalization(shelf, configurations[name]!),
      segmentation: "first",
      steps,
    });
  };
  // opencc-js has no configuration from Traditional to a region: it is what its s2tw does after s2t.
  const fromTraditional = (name: string, words = "", watch?: Watch): Chain => {
    const [, second] = configurations[name]!.conversionChain;
    const steps: Step[] = [{ dictionary: shelf.take(second!, words, watch), ...(watch && { watch }) }];
    return new DictionaryChain({ normalization: normalization(shelf, configurations[name]!), steps });
  };
  return {
    fromSimplified: { hant: fromSimplified("s2t"), tw: fromSimplified("s2tw"), hk: fromSimplified("s2hk") },
    fromSimplifiedWords: { tw: fromSimplified("s2twp", TAIWAN_WORDS), hk: fromSimplified("s2hkp") },
    fromTraditional: { tw: fromTraditional("s2tw"), hk: fromTraditional("s2hk", "", TO_HONG_KONG_WATCH) },
    fromTraditionalWords: {
      tw: fromTraditional("s2twp", TAIWAN_WORDS),
      hk: fromTraditional("s2hkp", "", TO_HONG_KONG_WATCH),
    },
  };
}

function chainsToSimplified(configurations: Configurations): ToSimplified {
  const shelf = new Shelf();
  const watch = TO_HANS_WATCH;
  const plain = configurations.t2s!;
  const words = configurations.tw2sp!;
  const [taiwan, simplified] = words.conversionChain;
  return {
    plain: new DictionaryChain({
      normalization: normalization(shelf, plain),
      steps: [{ dictionary: shelf.take(plain.conversionChain[0]!, TO_HANS_WORDS, watch), watch }],
    }),
    words: new DictionaryChain({
      normalization: normalization(shelf, words),
      segmentation: shelf.take(words.segmentation!),
      steps: [
        { dictionary: shelf.take(taiwan!, TAIWAN_WORDS_REVERSED, watch), watch },
        { dictionary: shelf.take(simplified!, TO_HANS_WORDS) },
      ],
    }),
  };
}

const normalization = (shelf: Shelf, { normalizationChain }: Configuration) => shelf.take(normalizationChain[0]!);
