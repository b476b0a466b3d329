import { restore } from "../../server/core/features/collation";
import { complete } from "../../server/core/features/completion";
import { convertPage } from "../../server/core/features/conversion";
import { fixAll } from "../../server/core/features/fix-all";
import { hover } from "../../server/core/features/hover";
import { documentLinks, references } from "../../server/core/features/navigation";
import { folds, lenses, outline } from "../../server/core/features/outline";
import type { Surroundings } from "../../server/core/features/place";
import { NameRefused, rename } from "../../server/core/features/rename";
import { changeForm } from "../../server/core/footnotes/forms/change";
import type { Dialect } from "../../server/core/model/article";
import { ReadingBudget } from "../../server/core/rules/far-reaching";
import { fixesOf } from "../../server/core/rules/fixes";
import { check } from "../../server/core/rules/run";
import { type Lexicon, loadLexicon } from "../../server/core/variants/lexicon";
import { readCompanion } from "../../server/core/workspace/companions";
import { WikiIndex } from "../../server/core/workspace/index/wiki-index";
import type { Snapshot } from "../../server/core/workspace/snapshot";
import { reportFindings } from "../../server/main/cli/report";
import { openPage } from "../support/wiki";

/** Does something with a whole page: the work whose growth is measured. */
export type Command = (text: string, dialect: Dialect) => unknown;

let lexicon: Lexicon | undefined;

/** Loads the dictionaries that the commands need. */
export async function prepare(): Promise<void> {
  lexicon = await loadLexicon();
}

const PAGES = { "Page/橋.md": "## 沿革\n", "Page/河.md": "" };

export function open(text: string, dialect: Dialect): Snapshot {
  return openPage(text, dialect === "markdown" ? { pages: PAGES, lexicon: lexicon! } : { dialect, lexicon: lexicon! });
}

const around: Surroundings = {
  page: async () => undefined,
  uriOfPage: (path) => path,
  uriOfFile: () => undefined,
  companionSays: async () => undefined,
  index: async () => new WikiIndex(),
  linkingPages: async () => [],
};

/** Offsets of a page where a cursor may be. */
function places(text: string): number[] {
  return [0.01, 0.5, 0.99].map((part) => Math.floor(text.length * part));
}

/** All findings of a page with all their fixes, as `check --format jsonl` prints them. */
function checkAll(text: string, dialect: Dialect): number {
  const snapshot = open(text, dialect);
  const reports = reportFindings(check(snapshot), {
    path: "例.md",
    text,
    language: "en",
    pagePath: (path) => path,
    reading: new ReadingBudget(snapshot.article),
    fixesOf: (finding) => fixesOf(finding, snapshot),
    fingerprintOf: () => "",
  });
  return JSON.stringify(reports).length;
}

async function editorRequests(text: string, dialect: Dialect): Promise<void> {
  const snapshot = open(text, dialect);
  outline(snapshot);
  folds(snapshot);
  lenses(snapshot);
  documentLinks(snapshot, around);
  for (const offset of places(text)) {
    await hover(snapshot, offset, around);
    await complete(snapshot, offset, around);
    references(snapshot, offset, true);
    try {
      await rename(snapshot, offset, "丙", around);
    } catch (error) {
      if (!(error instanceof NameRefused)) throw error;
    }
  }
}

export const COMMANDS: Readonly<Record<string, Command>> = {
  "check with all fixes": checkAll,
  "fix all": (text, dialect) => fixAll(open(text, dialect)),
  convert: (text, dialect) => convertPage(open(text, dialect), "tw"),
  "footnotes --to": (text, dialect) =>
    ["ordered", "definitions", "tag"].map((form) => changeForm(open(text, dialect).article, form as "tag")),
  "requests of an editor": editorRequests,
};

/** Lays a page of some length beside a companion. */
export async function collate(page: string, name: string, companion: string): Promise<void> {
  await restore(openPage(page, { path: "Page/甲.md" }), await readCompanion(name, companion));
}
