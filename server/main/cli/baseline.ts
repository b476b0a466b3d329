import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import type { Span } from "../../core/text/span";
import { reasonOf, UsageError } from "./io";
import { slashed } from "./pages";
import type { FindingReport } from "./report";
import { replaceFile } from "./write";

/** Fingerprints of findings by rule; one that occurs twice stands there twice. */
type PageBaseline = Readonly<Record<string, readonly string[]>>;

/** Findings that are known and not to be told of; plain data. */
export interface Baseline {
  /** Absolute path of the folder that paths are relative to: the one the file stands in. */
  readonly folder: string;
  /** By the page's path, with slashes. */
  readonly pages: Readonly<Record<string, PageBaseline>>;
}

/** How much of the line before and behind a finding tells it from others (UTF-16 units). */
const CONTEXT = 24;

/**
 * What tells a finding from others of its page, and stays when lines above it come and go or footnotes are renumbered: its
 * rule, the text it stands on and what is next to it in its line, without numbers and white space.
 */
export function fingerprintOf(rule: string, text: string, { start, end }: Span): string {
  const before = text.slice(Math.max(0, start - CONTEXT), start);
  const behind = text.slice(end, end + CONTEXT);
  const covered = before.slice(before.lastIndexOf("\n") + 1) + text.slice(start, end) + behind.split("\n", 1)[0]!;
  const bare = covered.normalize("NFC").replace(/[\s\d]+/g, "");
  return createHash("sha1").update(`${rule}\n${bare}`).digest("hex").slice(0, 12);
}

/**
 * Reads a baseline.
 * @param shown the path as the user gave it
 */
export function readBaseline(shown: string, cwd: string): Baseline {
  const file = resolve(cwd, shown);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(`--baseline: ${shown}: ${reasonOf(error)} (--write-baseline makes one)`);
  }
  const { version, pages } = contentOf(text.replace(/^\ufeff/, ""));
  if (typeof version === "number" && version !== VERSION) {
    throw new UsageError(`--baseline: ${shown}: is of version ${version}, not ${VERSION} (--write-baseline makes one)`);
  }
  if (!pages) throw new UsageError(`--baseline: ${shown}: is no baseline (--write-baseline makes one)`);
  return { folder: dirname(file), pages };
}

/** The version of the file's format. */
const VERSION = 1;

function contentOf(text: string): { readonly version?: unknown; readonly pages?: Baseline["pages"] } {
  const isRecord = (value: unknown): value is Record<string, unknown> =>
    typeof value === "object" && value !== null && !Array.isArray(value);
  try {
    const { version, pages } = JSON.parse(text) as Record<string, unknown>;
    if (version !== VERSION || !isRecord(pages)) return { version };
    for (const rules of Object.values(pages)) {
      if (!isRecord(rules) || !Object.values(rules).every(Array.isArray)) return {};
    }
    return { version, pages: pages as Baseline["pages"] };
  } catch {
    return {};
  }
}

/** The findings of a page that a baseline does not know. Of several with one fingerprint the first count as known. */
export function unknownFindings(
  { folder, pages }: Baseline,
  file: string,
  findings: readonly FindingReport[],
): readonly FindingReport[] {
  const path = slashed(relative(folder, file));
  const known = Object.hasOwn(pages, path) ? pages[path]! : {};
  const left = new Map<string, number>();
  for (const [rule, fingerprints] of Object.entries(known)) {
    for (const one of fingerprints) left.set(`${rule} ${one}`, (left.get(`${rule} ${one}`) ?? 0) + 1);
  }
  return findings.filter(({ rule, fingerprint }) => {
    const count = left.get(`${rule} ${fingerprint}`) ?? 0;
    if (count > 0) left.set(`${rule} ${fingerprint}`, count - 1);
    return count === 0;
  });
}

/** Gathers the findings of a run as a baseline. */
export class BaselineWriter {
  private readonly file: string;
  private readonly pages = new Map<string, PageBaseline>();

  constructor(shown: string, cwd: string) {
    this.file = resolve(cwd, shown);
  }

  /** @param page absolute path */
  add(page: string, findings: readonly { readonly rule: string; readonly fingerprint: string }[]): void {
    const rules: Record<string, string[]> = {};
    for (const { rule, fingerprint } of findings) (rules[rule] ??= []).push(fingerprint);
    for (const fingerprints of Object.values(rules)) fingerprints.sort();
    if (findings.length > 0) this.pages.set(slashed(relative(dirname(this.file), page)), rules);
  }

  /** Writes the file, a line for each page: what changes in a baseline is to be seen in a diff. */
  write(): void {
    const lines = [...this.pages]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, rules]) => `${JSON.stringify(path)}:${JSON.stringify(rules)}`);
    replaceFile(this.file, `{"version":${VERSION},"pages":{\n${lines.join(",\n")}\n}}\n`);
  }
}
