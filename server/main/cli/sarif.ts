import { RULES } from "../../core/rules/registry";
import type { Rule } from "../../core/rules/rule";
import type { Language } from "../../core/rules/texts";
import type { Severity } from "../../core/workspace/configuration";
import { VERSION } from "../version";
import type { Format } from "./formats";
import type { FileReport, FindingReport, Range } from "./report";

const LEVELS: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "note", hint: "note" };

/** SARIF 2.1.0, one run; written file by file, so that memory stays flat. */
export class SarifFormat implements Format {
  readonly fixes = true;
  readonly fingerprints = true;
  private readonly indexes = new Map(RULES.map((rule, index) => [rule.id, index]));

  constructor(private readonly language: Language) {}

  begin(): string {
    const driver = {
      name: "redlink",
      version: VERSION,
      rules: RULES.map((rule) => this.rule(rule)),
    };
    return `{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"tool":{"driver":${JSON.stringify(driver)}},"columnKind":"utf16CodeUnits","results":[`;
  }

  separator(isFirst: boolean): string {
    return isFirst ? "\n" : ",\n";
  }

  file({ path, findings }: FileReport): string {
    return findings.map((finding) => JSON.stringify(this.result(path, finding))).join(",\n");
  }

  end(): string {
    return "\n]}]}\n";
  }

  private rule(rule: Rule): object {
    return {
      id: rule.id,
      shortDescription: { text: rule.summary[this.language] },
      fullDescription: { text: rule.why[this.language] },
      defaultConfiguration: { level: LEVELS[rule.severity] },
    };
  }

  private result(path: string, finding: FindingReport): object {
    const ruleIndex = this.indexes.get(finding.rule);
    return {
      ruleId: finding.rule,
      ...(ruleIndex === undefined ? {} : { ruleIndex }),
      level: LEVELS[finding.severity],
      message: { text: finding.message },
      locations: [{ physicalLocation: physicalLocation(path, finding) }],
      partialFingerprints: { "redlink/v1": finding.fingerprint },
      ...(finding.related.length === 0
        ? {}
        : {
            relatedLocations: finding.related.map((place, id) => ({
              id,
              message: { text: place.message },
              physicalLocation: physicalLocation(path, place),
            })),
          }),
      ...(finding.fixes.length === 0
        ? {}
        : {
            fixes: finding.fixes.map(({ title, edits }) => ({
              description: { text: title },
              artifactChanges: [...new Set(edits.map((edit) => edit.path))].map((changed) => ({
                artifactLocation: { uri: uriOf(changed) },
                replacements: edits
                  .filter((edit) => edit.path === changed)
                  .map((edit) => ({ deletedRegion: regionOf(edit), insertedContent: { text: edit.newText } })),
              })),
            })),
          }),
    };
  }
}

function physicalLocation(path: string, range: Range): object {
  return { artifactLocation: { uri: uriOf(path) }, region: regionOf(range) };
}

function regionOf({ start, end }: Range): object {
  return {
    startLine: start.line,
    startColumn: start.column,
    endLine: end.line,
    endColumn: end.column,
    charOffset: start.offset,
    charLength: end.offset - start.offset,
  };
}

/** A path as a URI reference; an absolute one becomes a `file:` URI. */
function uriOf(path: string): string {
  const encoded = path.replaceAll("\\", "/").split("/").map(encodeURIComponent).join("/");
  if (encoded.startsWith("/")) return `file://${encoded}`;
  return /^[A-Za-z]%3A\//.test(encoded) ? `file:///${encoded}` : encoded;
}
