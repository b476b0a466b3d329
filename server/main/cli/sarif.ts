import { explainAsMarkdown, explainRule } from "../../core/rules/documentation";
import { RULES } from "../../core/rules/registry";
import type { Rule } from "../../core/rules/rule";
import type { Language } from "../../core/rules/texts";
import type { Severity } from "../../core/workspace/configuration";
import { VERSION } from "../version";
import type { Format } from "./formats";
import { fromHere } from "./paths";
import type { FileReport, FindingReport, Position, Range } from "./report";

/** A language and a country, as the format wants them. */
const LANGUAGES: Readonly<Record<Language, string>> = { en: "en-US", "zh-hans": "zh-CN", "zh-hant": "zh-TW" };

const LEVELS: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "note", hint: "note" };

/** SARIF 2.1.0, one run; written file by file, so that memory stays flat. */
export class SarifFormat implements Format {
  readonly fixes = true;
  readonly fingerprints = true;
  private readonly indexes = new Map(RULES.map((rule, index) => [rule.id, index]));

  /** What was asked for last: several times for each file. */
  private located: { readonly path: string; readonly location: object } = { path: "", location: { uri: "" } };

  constructor(
    private readonly language: Language,
    private readonly cwd: string,
  ) {}

  begin(): string {
    const language = LANGUAGES[this.language];
    const rules = RULES.map((rule) => this.rule(rule));
    const run = JSON.stringify({
      tool: { driver: { name: "redlink", version: VERSION, language, rules } },
      language,
      columnKind: "utf16CodeUnits",
      newlineSequences: ["\r\n", "\n", "\r"],
    });
    const start = '{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[';
    return `${start}${run.slice(0, -1)},"results":[`;
  }

  separator(isFirst: boolean): string {
    return isFirst ? "\n" : ",\n";
  }

  file(report: FileReport): string {
    return report.findings.map((finding) => JSON.stringify(this.result(report, finding))).join(",\n");
  }

  end(): string {
    return "\n]}]}\n";
  }

  private rule(rule: Rule): object {
    return {
      id: rule.id,
      shortDescription: { text: rule.summary[this.language] },
      fullDescription: { text: rule.why[this.language] },
      help: { text: explainRule(rule, this.language), markdown: explainAsMarkdown(rule, this.language) },
      defaultConfiguration: { level: LEVELS[rule.severity] },
    };
  }

  /** Where an artifact is: from the root of the sources, which is the current folder, or as an absolute URI. */
  private artifactLocation(path: string): object {
    if (path !== this.located.path) {
      const uri = uriOf(fromHere(this.cwd, path));
      this.located = { path, location: uri.startsWith("file:") ? { uri } : { uri, uriBaseId: "%SRCROOT%" } };
    }
    return this.located.location;
  }

  private result({ path, marked }: FileReport, finding: FindingReport): object {
    const physicalLocation = (range: Range) => ({
      artifactLocation: this.artifactLocation(path),
      region: regionOf(range, marked),
    });
    const ruleIndex = this.indexes.get(finding.rule);
    return {
      ruleId: finding.rule,
      ...(ruleIndex === undefined ? {} : { ruleIndex }),
      level: LEVELS[finding.severity],
      message: { text: finding.message },
      locations: [{ physicalLocation: physicalLocation(finding) }],
      partialFingerprints: { "redlink/v1": finding.fingerprint },
      ...(finding.related.length === 0
        ? {}
        : {
            relatedLocations: finding.related.map((place, id) => ({
              id,
              message: { text: place.message },
              physicalLocation: physicalLocation(place),
            })),
          }),
      ...(finding.fixes.length === 0
        ? {}
        : {
            fixes: finding.fixes.map(({ title, edits }) => ({
              description: { text: title },
              artifactChanges: [...new Set(edits.map((edit) => edit.path))].map((changed) => ({
                artifactLocation: this.artifactLocation(changed),
                replacements: edits
                  .filter((edit) => edit.path === changed)
                  .map((edit) => ({
                    deletedRegion: regionOf(edit, marked && changed === path),
                    insertedContent: { text: edit.newText },
                  })),
              })),
            })),
          }),
    };
  }
}

/** @param marked whether the text begins with a byte order mark: the format counts none */
function regionOf({ start, end }: Range, marked: boolean): object {
  const column = (place: Position) => (marked && place.line === 1 ? Math.max(1, place.column - 1) : place.column);
  const offset = (place: Position) => (marked ? Math.max(0, place.offset - 1) : place.offset);
  return {
    startLine: start.line,
    startColumn: column(start),
    endLine: end.line,
    endColumn: column(end),
    charOffset: offset(start),
    charLength: offset(end) - offset(start),
  };
}

/** An absolute path as a URI, any other as a reference. */
function uriOf(path: string): string {
  // From bytes: half a character, as a record of standard input may have, cannot be encoded.
  const encoded = path.split("/").map((part) => encodeURIComponent(Buffer.from(part).toString()));
  const uri = encoded.join("/");
  if (uri.startsWith("/")) return `file://${uri}`;
  return /^[A-Za-z]%3A\//.test(uri) ? `file:///${uri.replace("%3A", ":")}` : uri;
}
