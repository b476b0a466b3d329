import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { FileReport } from "../../server/main/cli/report";
import { cli } from "../cli/cli";
import type { TestFolder } from "../support/folder";

const SEVERITIES = ["hint", "info", "warning", "error"] as const;
export type Severity = (typeof SEVERITIES)[number];
export type ReportedFinding = FileReport["findings"][number];
export type ReportedFix = ReportedFinding["fixes"][number];

/** A stretch of a file in UTF-16 offsets, end exclusive. */
export interface Region {
  readonly start: number;
  readonly end: number;
}

/** Reads every `*.json` array below `test/cases/data/FOLDER`. */
export function readCases<Case>(folder: string): Case[] {
  const path = join("test", "cases", "data", folder);
  return readdirSync(path)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .flatMap((name) => JSON.parse(readFileSync(join(path, name), "utf8")) as Case[]);
}

export function isAtLeast(severity: Severity, least: Severity): boolean {
  return SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(least);
}

/** Tells whether a finding lies in a region; an empty finding or region counts at its place. */
export function overlaps(finding: ReportedFinding, region: Region): boolean {
  const [start, end] = [finding.start.offset, Math.max(finding.end.offset, finding.start.offset + 1)];
  return start < Math.max(region.end, region.start + 1) && end > region.start;
}

/** Runs `redlink check` on files of a folder and returns the findings by file. */
export async function findingsOf(folder: TestFolder, paths: readonly string[], ...options: string[]) {
  const { out, err } = await cli(folder, ["check", "--format", "json", ...options, ...paths]);
  assert.equal(err, "");
  const { files } = JSON.parse(out) as { files: FileReport[] };
  return new Map(paths.map((path) => [path, files.find((file) => file.path === path)?.findings ?? []]));
}

/** Runs `redlink check --fix`, which makes the safe fixes of the files. */
export async function fixSafely(folder: TestFolder, paths: readonly string[]): Promise<void> {
  const { code, err } = await cli(folder, ["check", "--fix", ...paths]);
  assert.ok(code === 0 || code === 1, err);
}

/** Returns a text after one fix; edits of other files are left out. */
export function afterFix(text: string, path: string, fix: ReportedFix): string {
  let result = text;
  const edits = fix.edits.filter((edit) => edit.path === path);
  for (const edit of [...edits].sort((a, b) => b.start.offset - a.start.offset))
    result = result.slice(0, edit.start.offset) + edit.newText + result.slice(edit.end.offset);
  return result;
}

export function describeFindings(findings: readonly ReportedFinding[]): string {
  const lines = findings.map(
    ({ rule, severity, message, start, end }) => `  ${severity} ${rule} ${start.offset}–${end.offset}: ${message}`,
  );
  return lines.length > 0 ? `\n${lines.join("\n")}` : " none";
}
