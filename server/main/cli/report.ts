import type { Dialect } from "../../core/model/article";
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
}

/** What was found in one file. */
export interface FileReport {
  readonly path: string;
  /** null: no wiki article, not checked. */
  readonly dialect: Dialect | null;
  readonly findings: readonly FindingReport[];
}

export type Summary = { files: number; durationMs: number } & Record<Severity, number>;

export function emptySummary(): Summary {
  return { files: 0, error: 0, warning: 0, info: 0, hint: 0, durationMs: 0 };
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

/**
 * Writes findings down for people and programs.
 * @param path the page's path as the user named it
 * @param pagePath the path to show for a page that a fix creates, from `Page/X.md`
 * @param fixesOf the fixes of a finding; none are asked for when the output does not show them
 */
export function reportFindings(
  findings: readonly Finding[],
  {
    path,
    text,
    language,
    pagePath,
    fixesOf,
  }: {
    readonly path: string;
    readonly text: string;
    readonly language: Language;
    readonly pagePath: (path: string) => string;
    readonly fixesOf: (finding: Finding) => readonly Change[];
  },
): FindingReport[] {
  const positions = new Positions(text);
  const start = { line: 1, column: 1, offset: 0 };
  const edit = (change: TextEdit): EditReport => ({ path, ...positions.range(change), newText: change.newText });
  return findings.map((finding) => ({
    rule: finding.rule,
    severity: finding.severity,
    message: render(finding.message, language),
    ...positions.range(finding),
    related: (finding.related ?? []).map((place) => ({
      ...positions.range(place),
      message: render(place.message, language),
    })),
    fixes: fixesOf(finding).map(({ title, safety, edits, create }) => ({
      title: render(title, language),
      safety,
      edits: [
        ...edits.map(edit),
        ...(create ?? []).map((page) => ({ path: pagePath(page.path), start, end: start, newText: page.text })),
      ],
    })),
  }));
}

/** A file's report as `json` and `jsonl` print it. */
export function fileJson({ path, dialect, findings }: FileReport): string {
  return JSON.stringify({ path, dialect, findings: findings.map(({ related, ...finding }) => finding) });
}
