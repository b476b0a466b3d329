import { type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import { LineIndex } from "../text/lines";
import type { VariantTarget } from "../variants/convert";
import { FALLBACKS } from "../variants/fixed";
import type { WordEntry } from "../variants/words";

/** A line of a word list that cannot be used, and why. */
export interface WordProblem {
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

export interface ReadWords {
  readonly entries: readonly WordEntry[];
  readonly problems: readonly WordProblem[];
}

const VARIANTS = Object.keys(FALLBACKS) as readonly VariantTarget[];

/**
 * Reads a word list. A file whose name ends in `.json` is a JSON list (comments allowed) of `["word", "form"]` and
 * `["word", "form", "variant"]`; any other has the same on a line each, with tabs between them, and lines that begin with
 * `#`. What is wrong is told, the rest holds.
 */
export function readWordList(file: string, text: string): ReadWords {
  const reader = new WordReader();
  const source = text.replace(/^\ufeff/, "");
  if (/\.jsonc?$/i.test(file)) reader.readJson(source);
  else reader.readLines(source);
  return reader;
}

/** One line that says what is wrong with a word list; undefined when nothing is. */
export function describeWordProblems(file: string, problems: readonly WordProblem[]): string | undefined {
  const [first, ...others] = problems;
  return first && `${file}:${first.line}: ${first.message}${others.length > 0 ? ` (and ${others.length} more)` : ""}`;
}

class WordReader implements ReadWords {
  readonly entries: WordEntry[] = [];
  readonly problems: WordProblem[] = [];

  readLines(text: string): void {
    text.split(/\r\n?|\n/).forEach((row, index) => {
      if (row.trim() === "" || row.startsWith("#")) return;
      const cells = row.split("\t").map((cell) => cell.trim());
      while (cells.length > 2 && cells.at(-1) === "") cells.pop();
      if (cells.length < 2 || cells.length > 3) {
        this.wrong(index + 1, "expected a word, a tab and its form, perhaps a tab and a variant");
      } else this.take(cells, index + 1);
    });
  }

  readJson(text: string): void {
    const errors: ParseError[] = [];
    const tree = parseTree(text, errors, { allowTrailingComma: true });
    const lines = new LineIndex(text);
    const lineOf = (offset: number) => lines.positionAt(offset).line + 1;
    if (errors[0]) {
      const what = printParseErrorCode(errors[0].error)
        .replace(/(?<=[a-z])(?=[A-Z])/g, " ")
        .toLowerCase();
      this.wrong(lineOf(errors[0].offset), `not valid JSON (${what})`);
    } else if (tree?.type !== "array") {
      this.wrong(lineOf(tree?.offset ?? 0), 'expected a list: [["word", "form"], …]');
    }
    const broken = errors[0]?.offset ?? text.length;
    for (const row of tree?.type === "array" ? (tree.children ?? []) : []) {
      if (row.offset + row.length > broken) break; // what follows is anybody's guess
      const cells = stringsOf(row);
      if (cells) this.take(cells, lineOf(row.offset));
      else this.wrong(lineOf(row.offset), 'expected ["word", "form"] or ["word", "form", "variant"]');
    }
  }

  private take([word = "", form = "", variant]: readonly string[], line: number): void {
    const known = VARIANTS.find((name) => name === variant);
    if (word === "" || form === "") this.wrong(line, "neither the word nor its form can be empty");
    else if (variant !== undefined && !known) {
      this.wrong(line, `unknown variant "${variant}": one of ${VARIANTS.join(", ")}`);
    } else this.entries.push({ word, form, variant: known, line });
  }

  private wrong(line: number, message: string): void {
    this.problems.push({ line, message });
  }
}

/** The two or three strings of a JSON row. */
function stringsOf({ type, children = [] }: Node): string[] | undefined {
  if (type !== "array" || children.length < 2 || children.length > 3) return undefined;
  const cells = children.map(({ value }) => (typeof value === "string" ? value.trim() : undefined));
  return cells.every((cell) => cell !== undefined) ? cells : undefined;
}
