import { documentRule, explainRule } from "../../core/rules/documentation";
import { RULES, ruleById } from "../../core/rules/registry";
import type { Rule } from "../../core/rules/rule";
import type { Language } from "../../core/rules/texts";
import { EXIT, type Io, UsageError } from "./io";
import { languageOption, oneOf, parseOptions } from "./options";

const RULES_HELP = `Usage: redlink rules [ID] [--format json|md] [--lang LANGUAGE]

Lists the rules, or explains one.

  --format FORMAT   json, or md: the full documentation; by default a plain text
  --lang LANGUAGE   en, zh-hans or zh-hant (default: that of the environment)
`;

/** `redlink rules`; resolves to the exit code. */
export async function rulesCommand(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseOptions("rules", args, {
    format: { type: "string" },
    lang: { type: "string" },
    help: { type: "boolean", short: "h" },
  });
  if (values.help) {
    await io.out(RULES_HELP);
    return EXIT.clean;
  }
  const language = languageOption(values.lang, io);
  const format = oneOf("--format", values.format, ["json", "md"] as const);
  const [id, ...others] = positionals;
  if (others.length > 0) throw new UsageError("rules takes one ID at most (redlink rules --help)");
  const rule = id === undefined ? undefined : ruleById(id);
  if (id !== undefined && !rule) throw new UsageError(`there is no rule "${id}" (redlink rules)`);
  const rules = rule ? [rule] : RULES;
  if (format === "json") {
    const described = rules.map((one) => describe(one, language));
    await io.out(`${JSON.stringify(rule ? described[0] : described, undefined, 2)}\n`);
  } else if (format === "md") {
    await io.out(rules.map(documentRule).join("\n"));
  } else if (rule) {
    await io.out(explainRule(rule, language));
  } else {
    const width = Math.max(...rules.map((one) => one.id.length));
    const lines = rules.map((one) => `${one.id.padEnd(width)}  ${one.severity.padEnd(7)}  ${one.summary[language]}\n`);
    await io.out(lines.join(""));
  }
  return EXIT.clean;
}

function describe(rule: Rule, language: Language): object {
  return {
    id: rule.id,
    severity: rule.severity,
    dialects: rule.dialects,
    summary: rule.summary[language],
    why: rule.why[language],
    messages: Object.fromEntries(Object.entries(rule.messages).map(([name, texts]) => [name, texts[language]])),
    fixable: rule.fixes !== undefined,
  };
}
