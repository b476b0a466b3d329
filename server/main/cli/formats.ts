import type { Language } from "../../core/rules/texts";
import type { Severity } from "../../core/workspace/configuration";
import { withoutControls } from "./io";
import { fromHere } from "./paths";
import { PrettyFormat } from "./pretty";
import { type FileReport, fileJson, type Summary } from "./report";
import { SarifFormat } from "./sarif";

/** How findings are printed. Files may be printed in several threads. */
export interface Format {
  /** Whether it shows the fixes of findings. */
  readonly fixes: boolean;
  /** Whether it shows their fingerprints. */
  readonly fingerprints: boolean;
  begin(): string;
  /** What stands before a file's piece of output. */
  separator(isFirst: boolean): string;
  /** A file's piece of output; "" when there is nothing to say of it. */
  file(report: FileReport): string;
  end(summary: Summary): string;
}

export const FORMATS = ["pretty", "json", "jsonl", "sarif", "github"] as const;
export type FormatName = (typeof FORMATS)[number];

/** What a format has to know. */
export interface FormatOptions {
  readonly format: FormatName;
  readonly language: Language;
  readonly colours: boolean;
  readonly cwd: string;
}

export function formatOf({ format, language, colours, cwd }: FormatOptions): Format {
  switch (format) {
    case "pretty":
      return new PrettyFormat(language, colours);
    case "json":
      return new JsonFormat();
    case "jsonl":
      return { ...PLAIN, fixes: true, file: (report) => `${fileJson(report)}\n` };
    case "sarif":
      return new SarifFormat(language, cwd);
    case "github":
      return { ...PLAIN, fixes: false, file: (report) => githubAnnotations(report, cwd) };
  }
}

const PLAIN = { fingerprints: false, begin: () => "", separator: () => "", end: () => "" };

class JsonFormat implements Format {
  readonly fixes = true;
  readonly fingerprints = false;

  begin(): string {
    return '{"version":1,"files":[';
  }

  separator(isFirst: boolean): string {
    return isFirst ? "\n" : ",\n";
  }

  file(report: FileReport): string {
    return fileJson(report);
  }

  end({ files, error, warning, info, hint, durationMs }: Summary): string {
    return `\n],"summary":${JSON.stringify({ files, error, warning, info, hint, durationMs })}}\n`;
  }
}

const GITHUB_LEVELS: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  info: "notice",
  hint: "notice",
};

/** Workflow commands that GitHub Actions shows beside the lines. */
function githubAnnotations({ path, findings }: FileReport, cwd: string): string {
  const file = property(fromHere(cwd, path));
  return findings
    .map(({ rule, severity, message, start, end }) => {
      const properties = [
        `file=${file}`,
        `line=${start.line}`,
        `endLine=${end.line}`,
        // Columns of a range over several lines are refused.
        ...(start.line === end.line ? [`col=${start.column}`, `endColumn=${end.column}`] : []),
        `title=${property(rule)}`,
      ];
      return `::${GITHUB_LEVELS[severity]} ${properties.join(",")}::${data(message)}\n`;
    })
    .join("");
}

function data(text: string): string {
  return withoutControls(text).replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
