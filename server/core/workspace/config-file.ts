import { createScanner, getNodeValue, type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import { LineIndex } from "../text/lines";
import {
  type Configuration,
  DEFAULT_CONFIGURATION,
  type RuleSetting,
  SEVERITIES,
  TITLE_PLACEHOLDER,
} from "./configuration";
import { expandedLength } from "./glob";
import { globProblem } from "./globs";

/** Name of the settings file at the root of a workspace. */
export const CONFIG_FILE = ".redlink.json";

/** In UTF-16 units; a wiki's settings take a few hundred. */
const LONGEST_FILE = 1_000_000;
/** Settings nest three deep; the JSON parser recurses, and some thousand levels would end it. */
const DEEPEST = 50;
const MOST_GLOBS = 500;
/** Of all globs of a setting, with their alternatives: every file's path is compared with them. */
const MOST_GLOB_CHARACTERS = 20_000;
/** A release of MediaWiki; of `1.43.2` the last number says nothing of what a page shows. */
const RELEASE = /^1\.(\d{1,3})(?:\.\d{1,3})?$/;

/** A setting that cannot be used, and why. In English: it names keys and values, not sentences of the page. */
export interface ConfigProblem {
  readonly message: string;
  /** Offset in the settings file; 0 for settings that come from elsewhere. */
  readonly offset: number;
}

/** The settings that were given and are valid, and what is wrong with the others. */
export interface ReadSettings<Settings = Partial<Configuration>> {
  readonly settings: Settings;
  readonly problems: readonly ConfigProblem[];
}

/**
 * Reads the text of `.redlink.json`: JSON with comments; the keys are those of the editor settings, with or without
 * `redlink.` before them. What is wrong is reported, the rest holds.
 * @param isRule whether there is a rule of that id
 * @returns no settings for a text that is too long or too deeply nested to be parsed
 */
export function readConfigFile(
  written: string,
  isRule: (id: string) => boolean,
): ReadSettings<Partial<Configuration> | undefined> {
  const text = written.replace(/^\ufeff/, " "); // a byte order mark, as Windows' Notepad writes it; offsets stay
  if (text.trim() === "") return { settings: {}, problems: [] };
  const tooMuch = excess(text);
  if (tooMuch) return { settings: undefined, problems: [tooMuch] };
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  const reader = new SettingsReader(isRule, true);
  if (errors[0]) {
    const what = printParseErrorCode(errors[0].error)
      .replace(/(?<=[a-z])(?=[A-Z])/g, " ")
      .toLowerCase();
    reader.problems.push({ message: `not valid JSON (${what})`, offset: errors[0].offset });
  }
  if (tree?.type === "object") reader.readNode(tree);
  else if (!errors[0]) {
    reader.problems.push({ message: "the settings must be a JSON object", offset: tree?.offset ?? 0 });
  }
  return { settings: reader.settings, problems: reader.problems };
}

/** Reads settings that come as a value, as an editor sends them: the client's own settings among them are passed over. */
export function readSettings(value: unknown, isRule: (id: string) => boolean): ReadSettings {
  const reader = new SettingsReader(isRule, false);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    for (const [key, setting] of Object.entries(value)) reader.read(key, setting, () => 0);
  }
  return { settings: reader.settings, problems: reader.problems };
}

/** One line that says what is wrong with a settings file; undefined when nothing is. */
export function describeProblems(file: string, text: string, problems: readonly ConfigProblem[]): string | undefined {
  const [first, ...others] = problems;
  if (!first) return undefined;
  const line = new LineIndex(text).positionAt(first.offset).line + 1;
  return `${file}:${line}: ${first.message}${others.length > 0 ? ` (and ${others.length} more)` : ""}`;
}

/** The settings of several sources as one, later ones winning; rules are merged one by one. */
export function mergeSettings(...sources: readonly Partial<Configuration>[]): Configuration {
  let merged = DEFAULT_CONFIGURATION;
  for (const source of sources) {
    merged = { ...merged, ...source, rules: source.rules ? { ...merged.rules, ...source.rules } : merged.rules };
  }
  return Object.freeze(merged);
}

class SettingsReader {
  readonly problems: ConfigProblem[] = [];
  private readonly rules: Record<string, RuleSetting> = {};
  private readonly others: {
    include?: string[];
    exclude?: string[];
    maxProblems?: number;
    words?: string;
    hoverVariants?: boolean;
    companions?: string;
    wiki?: string;
    mediawiki?: number;
  } = {};

  /** @param complete whether there can be no settings but ours */
  constructor(
    private readonly isRule: (id: string) => boolean,
    private readonly complete: boolean,
  ) {}

  get settings(): Partial<Configuration> {
    return Object.keys(this.rules).length > 0 ? { ...this.others, rules: this.rules } : this.others;
  }

  readNode(object: Node): void {
    for (const property of object.children ?? []) {
      const [key, value] = property.children ?? [];
      if (!key || !value) continue;
      // By name and made once: a file may hold ten thousands of keys that are wrong.
      let nested: Map<unknown, number> | undefined;
      this.read(String(key.value), getNodeValue(value), (inner) => {
        nested ??= new Map(
          value.children?.map((child) => [child.children?.[0]?.value, child.offset] as const).reverse(),
        );
        return (inner === undefined ? undefined : nested.get(inner)) ?? property.offset;
      });
    }
  }

  /** @param offsetOf the offset of the setting, or of a key inside it */
  read(writtenKey: string, value: unknown, offsetOf: (inner?: string) => number): void {
    const key = writtenKey.replace(/^redlink\./, "");
    const wrong = (message: string, inner?: string) => this.problems.push({ message, offset: offsetOf(inner) });
    switch (key) {
      case "rules":
        if (typeof value !== "object" || value === null || Array.isArray(value)) {
          wrong('"rules" must be an object of rule ids and severities');
          return;
        }
        for (const [id, setting] of Object.entries(value)) {
          if (!this.isRule(id)) wrong(`there is no rule ${shortened(id)}`, id);
          else if (isRuleSetting(setting)) this.rules[id] = setting;
          else wrong(`"${id}" must be one of off, hint, info, warning, error`, id);
        }
        return;
      case "include":
      case "exclude":
        if (Array.isArray(value) && value.every((item) => typeof item === "string"))
          this.others[key] = usableGlobs(key, value, wrong);
        else wrong(`"${key}" must be a list of glob patterns`);
        return;
      case "maxProblems":
        if (typeof value === "number" && Number.isInteger(value) && value >= 1) this.others.maxProblems = value;
        else wrong('"maxProblems" must be a whole number from 1');
        return;
      case "collation":
      case "variants":
      case "wikitext":
        // As editors send it: `redlink.variants.words` is a setting of the group `redlink.variants`.
        if (typeof value !== "object" || value === null || Array.isArray(value)) wrong(`"${key}" must be an object`);
        else
          for (const [name, inner] of Object.entries(value)) this.read(`${key}.${name}`, inner, () => offsetOf(name));
        return;
      case "collation.companions":
        if (typeof value === "string" && (value === "" || value.includes(TITLE_PLACEHOLDER))) {
          const [usable] = usableGlobs(key, [value], wrong, value.replaceAll(TITLE_PLACEHOLDER, ""));
          if (usable !== undefined) this.others.companions = usable;
        } else wrong(`"collation.companions" must be a path with ${TITLE_PLACEHOLDER} in it`);
        return;
      case "collation.wiki":
        // Nobody's files switch the network on.
        if (this.complete) wrong('"collation.wiki" can be set in the editor\'s user settings only');
        else if (typeof value === "string" && /^https?:\/\/[^/?#]*@/i.test(value.trim()))
          wrong('"collation.wiki" must not hold a user name or a password');
        else if (typeof value === "string" && /^(?:https?:\/\/\S+)?$/.test(value.trim()))
          this.others.wiki = value.trim();
        else wrong('"collation.wiki" must be the address of a wiki\'s API');
        return;
      case "variants.words":
        if (typeof value === "string") this.others.words = value.trim();
        else wrong('"variants.words" must be the path of a file');
        return;
      case "variants.hover":
        if (typeof value === "boolean") this.others.hoverVariants = value;
        else wrong('"variants.hover" must be true or false');
        return;
      case "wikitext.mediawiki": {
        const release = typeof value === "string" ? RELEASE.exec(value.trim())?.[1] : undefined;
        if (release !== undefined) this.others.mediawiki = Number(release);
        else wrong('"wikitext.mediawiki" must be a release of MediaWiki such as "1.43"');
        return;
      }
      default:
        if (this.complete && key !== "$schema") wrong(`there is no setting ${shortened(writtenKey)}`);
    }
  }
}

/**
 * The globs of a setting that can be used; the others are reported.
 * @param checked the glob to look at in place of a single one that has a placeholder
 */
function usableGlobs(
  key: string,
  globs: readonly string[],
  wrong: (message: string) => void,
  checked?: string,
): string[] {
  if (globs.length > MOST_GLOBS) wrong(`"${key}" has more than ${MOST_GLOBS} patterns; those behind are not used`);
  const usable: string[] = [];
  let length = 0;
  for (const glob of globs.slice(0, MOST_GLOBS)) {
    const problem = globProblem(checked ?? glob);
    if (problem !== undefined) {
      wrong(`"${key}": the pattern ${shortened(glob)} ${problem}`);
      continue;
    }
    length += expandedLength(glob);
    if (length > MOST_GLOB_CHARACTERS) {
      wrong(`"${key}" has more than ${MOST_GLOB_CHARACTERS} characters with all alternatives; the rest is not used`);
      break;
    }
    usable.push(glob);
  }
  return usable;
}

/** A text of the file as messages quote it. */
function shortened(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}

/** Tells what makes a text too much to be parsed as settings; undefined when nothing does. */
function excess(text: string): ConfigProblem | undefined {
  if (text.length > LONGEST_FILE) return { message: `longer than ${LONGEST_FILE} characters`, offset: 0 };
  const scanner = createScanner(text, true);
  /** Brackets that are open. The parser reads on behind a bracket that closes another kind, as if it were not there. */
  const open: string[] = [];
  for (scanner.scan(); scanner.getTokenOffset() < text.length; scanner.scan()) {
    const offset = scanner.getTokenOffset();
    const sign = text[offset];
    if (sign === "{" || sign === "[") open.push(sign);
    else if ((sign === "}" && open.at(-1) === "{") || (sign === "]" && open.at(-1) === "[")) open.pop();
    if (open.length > DEEPEST) return { message: `nested more than ${DEEPEST} levels deep`, offset };
  }
  return undefined;
}

/** Whether something is a severity or `off`. */
export function isRuleSetting(value: unknown): value is RuleSetting {
  return value === "off" || (SEVERITIES as readonly unknown[]).includes(value);
}
