import type { Dialect } from "../../core/model/article";
import type { ReadingBudget } from "../../core/rules/far-reaching";
import type { Change, Finding } from "../../core/rules/rule";
import { type Language, render } from "../../core/rules/texts";
import type { TextEdit } from "../../core/text/edit";
import { LineIndex } from "../../core/text/lines";
import type { Span } from "../../core/text/span";
import type { Severity } from "../../core/workspace/configuration";

/** Where something is: line and column from 1, offset from 0; columns and offsets in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export interface EditReport extends Range {
  readonly path: string;
  readonly newText: string;
}

export interface FixReport {
  readonly title: string;
  readonly safety: "safe" | "review";
  readonly edits: readonly EditReport[];
}

export interface FindingReport extends Range {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** Not part of `json`: only SARIF has a place for them. */
  readonly related: readonly (Range & { readonly message: string })[];
  readonly fixes: readonly FixReport[];
  /** See `fingerprintOf`; not part of `json`. */
  readonly fingerprint: string;
}

/** What was found in one file. */
export interface FileReport {
  readonly path: string;
  /** null: no wiki article, not checked. */
  readonly dialect: Dialect | null;
  /** Whether its text begins with a byte order mark, which positions count; not part of `json`. */
  readonly marked: boolean;
  readonly findings: readonly FindingReport[];
}

/** `known` counts findings of the baseline, which nothing else counts. */
export type Summary = { files: number; durationMs: number; known: number } & Record<Severity, number>;

export function emptySummary(): Summary {
  return { files: 0, error: 0, warning: 0, info: 0, hint: 0, durationMs: 0, known: 0 };
}

/** Turns offsets of one text into positions. */
export class Positions {
  private readonly lines: LineIndex;

  constructor(text: string) {
    this.lines = new LineIndex(text);
  }

  at(offset: number): Position {
    const { line, character } = this.lines.positionAt(offset);
    return { line: line + 1, column: character + 1, offset };
  }

  range({ start, end }: Span): Range {
    return { start: this.at(start), end: this.at(end) };
  }
}

/** What reports of findings need besides them. */
export interface ReportContext {
  /** The page's path as the user named it. */
  readonly path: string;
  readonly text: string;
  readonly language: Language;
  /** The path to show for a page that a fix creates, from `Page/X.md`. */
  readonly pagePath: (path: string) => string;
  /** The fixes of a finding; none when the output does not show them. */
  readonly fixesOf: (finding: Finding) => readonly Change[];
  /** What may be spent on fixes that read the page again. */
  readonly reading: ReadingBudget;
  /** "" when nobody asks for it. */
  readonly fingerprintOf: (finding: Finding) => string;
}

/** Writes findings down for people and programs. */
export function reportFindings(findings: readonly Finding[], context: ReportContext): FindingReport[] {
  const { path, text, language, pagePath, fixesOf, fingerprintOf, reading } = context;
  const positions = new Positions(text);
  const start = { line: 1, column: 1, offset: 0 };
  const edit = (change: TextEdit): EditReport => ({ path, ...positions.range(change), newText: change.newText });
  const allowance = new FixAllowance(reading);
  return findings.map((finding) => ({
    rule: finding.rule,
    severity: finding.severity,
    message: render(finding.message, language),
    ...positions.range(finding),
    fingerprint: fingerprintOf(finding),
    related: (finding.related ?? []).map((place) => ({
      ...positions.range(place),
      message: render(place.message, language),
    })),
    fixes: fixesOf(finding)
      .filter((change) => allowance.allows(finding.rule, change))
      .map(({ title, safety, edits, create }) => ({
        title: render(title, language),
        safety,
        edits: [
          ...edits.map(edit),
          ...(create ?? []).map((page) => ({ path: pagePath(page.path), start, end: start, newText: page.text })),
        ],
      })),
  }));
}

/** More edits than this, and a fix is one of the whole page. */
const FEW_EDITS = 20;

/** So many edits of page-wide fixes are reported of a page; what is left out can be had from an editor. */
const MAX_WIDE_EDITS = 20_000;

/**
 * Keeps reports in proportion to the page. "Repair all", offered at each of 1,000 findings, and "remove this entry and
 * renumber", with an edit for each of 1,000 markers at each of 1,000 entries, would be 180 MB for a page of 1 MB.
 */
class FixAllowance {
  private readonly seen = new Set<string>();
  private left = MAX_WIDE_EDITS;
  private safeLeft = MAX_WIDE_EDITS;

  constructor(private readonly reading: ReadingBudget) {}

  allows(rule: string, change: Change): boolean {
    // The same fix at several findings is reported at the first.
    const key = change.pageWide ? `${rule} ${render(change.title, "en")}` : "";
    if (change.pageWide && this.seen.has(key)) return false;
    if ((change.farReaching && this.left <= 0) || !this.reading.allows(change)) return false; // not even worked out
    const { edits, safety, create, pageWide } = change;
    if (edits.length === 0 && !create) return false;
    if (edits.length <= FEW_EDITS) return true;
    if (safety === "safe") {
      const isLeft = this.safeLeft > 0;
      this.safeLeft -= edits.length;
      return isLeft;
    }
    if (pageWide) this.seen.add(key);
    else if (edits.length > this.left) this.left = 0;
    if (edits.length > this.left) return false;
    this.left -= edits.length;
    return true;
  }
}

/** A file's report as `json` and `jsonl` print it. */
export function fileJson({ path, dialect, findings }: FileReport): string {
  // Named one by one: to leave two of them out by a rest pattern takes as long as the writing.
  const printed = findings.map(({ rule, severity, message, start, end, fixes }) => ({
    rule,
    severity,
    message,
    start,
    end,
    fixes,
  }));
  return JSON.stringify({ path, dialect, findings: printed });
}
