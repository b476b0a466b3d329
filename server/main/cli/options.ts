import { type ParseArgsConfig, parseArgs } from "node:util";
import { DIALECTS } from "../../core/dialects/parse";
import type { Dialect } from "../../core/model/article";
import { ruleById } from "../../core/rules/registry";
import { LANGUAGES, type Language, languageOf } from "../../core/rules/texts";
import { isRuleSetting } from "../../core/workspace/config-file";
import type { RuleSetting } from "../../core/workspace/configuration";
import { type Io, UsageError } from "./io";

/** Parses a command's arguments; what is wrong becomes a usage error that says where to look. */
export function parseOptions<T extends NonNullable<ParseArgsConfig["options"]>>(
  command: string,
  args: readonly string[],
  options: T,
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(
      `${(error as Error).message.split("\n")[0]!.split(". To specify a positional")[0]} (redlink ${command} --help)`,
    );
  }
}

/** One of a list of values. */
export function oneOf<T extends string>(
  option: string,
  value: string | undefined,
  values: readonly T[],
): T | undefined {
  if (value === undefined) return undefined;
  const found = values.find((candidate) => candidate === value);
  if (found === undefined) throw new UsageError(`${option} must be ${listed(values)}, not "${value}"`);
  return found;
}

/** A whole number, at least `least`. */
export function wholeNumber(option: string, value: string | undefined, least: number): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (value.trim() === "" || !Number.isInteger(number) || number < least) {
    throw new UsageError(`${option} must be a whole number from ${least}, not "${value}"`);
  }
  return number;
}

export function dialectOption(value: string | undefined): Dialect | undefined {
  return oneOf("--dialect", value, DIALECTS);
}

/** The language asked for, else that of the environment. */
export function languageOption(value: string | undefined, { env }: Io): Language {
  return oneOf("--lang", value, LANGUAGES) ?? languageOf(env.LC_ALL || env.LC_MESSAGES || env.LANG || "en");
}

/** `ID=SEVERITY` as often as given. */
export function ruleOptions(values: readonly string[] = []): Record<string, RuleSetting> {
  const rules: Record<string, RuleSetting> = {};
  for (const value of values) {
    const [id = "", setting, ...rest] = value.split("=");
    if (!ruleById(id)) throw new UsageError(`--rule: there is no rule "${id}" (redlink rules)`);
    if (!isRuleSetting(setting) || rest.length > 0) {
      throw new UsageError(`--rule: "${value}" is not ID=off|hint|info|warning|error`);
    }
    rules[id] = setting;
  }
  return rules;
}

function listed(values: readonly string[]): string {
  return values.length === 1 ? values[0]! : `one of ${values.join(", ")}`;
}
