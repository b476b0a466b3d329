import { GFM, parser } from "@lezer/markdown";
import { blockParser, LineInput } from "../../../server/core/dialects/markdown/blocks";
import { DIALECTS, type Parse, parse } from "../../../server/core/dialects/parse";
import type { Dialect } from "../../../server/core/model/article";
import { CheckCache, check } from "../../../server/core/rules/run";
import { DEFAULT_CONFIGURATION } from "../../../server/core/workspace/configuration";
import { takeSnapshot } from "../../../server/core/workspace/document";
import { KnownPages, missingIsNormal } from "../../../server/core/workspace/pages";
import type { PageFacts, Snapshot } from "../../../server/core/workspace/snapshot";
import { TitleIndex } from "../../../server/core/workspace/titles";
import { collationSubjects } from "./collation";
import { CONVERSION_SUBJECTS } from "./conversion";

/** What a probe works on. */
export interface Material {
  readonly text: string;
  readonly dialect: Dialect;
  /** Files of the wiki's pages, relative to their folder. */
  readonly files: readonly string[];
  /** Where one character at a time is typed (UTF-16 offset of `text`). */
  readonly middle: number;
  /** The module to load for a parser that is not bundled. */
  readonly module: string;
  /** The file of the page's companion, for work that takes one. */
  readonly companion: string;
}

/** One run of the work that is measured; one that measures itself tells the figure, else it is the ms that the run takes. */
export type Work = () => Figure | undefined | Promise<Figure>;

interface Figure {
  readonly figure: number;
}

/** Makes the work ready. */
export type Subject = (material: Material) => Work | Promise<Work>;

const gfm = parser.configure(GFM);

function factsOf({ article }: Parse, files: readonly string[]): PageFacts {
  const { dialect, script } = article;
  const pages = new KnownPages(new TitleIndex(files), new Map());
  return Object.freeze({
    title: "",
    dialect,
    script,
    missingIsNormal: missingIsNormal(article, pages),
    isIncluded: false,
    pages,
    missingPictures: new Set<string>(),
    configuration: DEFAULT_CONFIGURATION,
    wordLists: [],
    lexicon: undefined,
  });
}

function snapshotOf(parsed: Parse, facts: PageFacts): Snapshot {
  return takeSnapshot("Page/Bench.md", 1, parsed, facts);
}

/** Work that is timed from outside. */
function plain(run: () => unknown): Work {
  return () => {
    run();
    return undefined;
  };
}

/** A page that is being typed in: each run is the next version, of which only a part is done. */
function typing({ text, dialect, files, middle }: Material, measured: "parse" | "rules"): Work {
  let current = text;
  let parsed = parse(text, dialect);
  const facts = factsOf(parsed, files);
  const cache = new CheckCache();
  check(snapshotOf(parsed, facts), cache);
  let typed = 0;
  return () => {
    const start = middle + typed++;
    current = `${current.slice(0, start)}補${current.slice(start)}`;
    const began = performance.now();
    parsed = parsed.update(current, [{ start, end: start, newLength: 1 }]);
    const parsedAt = performance.now();
    check(snapshotOf(parsed, facts), cache);
    return { figure: measured === "parse" ? parsedAt - began : performance.now() - parsedAt };
  };
}

/** Everything that can be measured inside a process, by name. */
export const SUBJECTS: Readonly<Record<string, Subject>> = {
  ...CONVERSION_SUBJECTS,
  ...collationSubjects(({ text, dialect, files }) => {
    const parsed = parse(text, dialect);
    return snapshotOf(parsed, factsOf(parsed, files));
  }),
  scan: ({ text }) => plain(() => text.match(/\[[^[\]]*\]|<ref/g)),
  lezer: ({ text }) => plain(() => gfm.parse(text)),
  wikilint: ({ text, module }) => {
    const wikilint = require(module) as { parse(text: string): object };
    return plain(() => wikilint.parse(text));
  },
  parse: ({ text, dialect }) => plain(() => parse(text, dialect)),
  check: ({ text, dialect, files }) => {
    const facts = factsOf(parse(text, dialect), files);
    return plain(() => check(snapshotOf(parse(text, dialect), facts)));
  },
  blocks: ({ text }) => plain(() => blockParser.parse(new LineInput(text))),
  rules: ({ text, dialect, files }) => {
    const parsed = parse(text, dialect);
    const facts = factsOf(parsed, files);
    return plain(() => check(snapshotOf(parsed, facts)));
  },
  "typing-parse": (material) => typing(material, "parse"),
  "typing-rules": (material) => typing(material, "rules"),
};

export { DIALECTS };
