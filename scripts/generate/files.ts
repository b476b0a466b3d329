import { NEWEST_RELEASE } from "../../server/core/dialects/wikitext/release";
import { documentPath, documentRule } from "../../server/core/rules/documentation";
import { RULES } from "../../server/core/rules/registry";
import type { Texts } from "../../server/core/rules/texts";
import { FALLBACKS } from "../../server/core/variants/fixed";
import { TITLE_PLACEHOLDER } from "../../server/core/workspace/configuration";

const RELEASE_PATTERN = "^1\\.\\d{1,3}(\\.\\d{1,3})?$";

/** Everything in the repository that is made from the rules. A test fails when it differs from what is there. */

type Json = Record<string, unknown>;

const SETTINGS = ["off", "hint", "info", "warning", "error"];
const SETTING_PREFIX = "rule.";

/** `docs/rules/**`, by path below `docs/rules`. */
export function ruleDocuments(): Map<string, string> {
  const files = new Map(RULES.map((rule) => [documentPath(rule.id), documentRule(rule)]));
  const rows = RULES.map(
    ({ id, summary, severity, fixes }) =>
      `| [${id}](${documentPath(id)}) | ${summary.en} | ${severity} | ${fixes ? "✓" : ""} |`,
  );
  files.set(
    "README.md",
    `# Rules\n\n| rule | finds | severity | fixes |\n| --- | --- | --- | --- |\n${rows.join("\n")}\n`,
  );
  return files;
}

/** `package.json` with the settings' contribution brought up to date. */
export function withRuleSettings(manifest: Json): Json {
  const contributes = manifest.contributes as Json;
  const configuration = contributes.configuration as { properties: Record<string, Json> };
  const properties = Object.fromEntries(
    RULES.map(({ id, severity }) => [
      id,
      { type: "string", enum: SETTINGS, default: severity, markdownDescription: `%${SETTING_PREFIX}${id}%` },
    ]),
  );
  const rules = {
    order: 4,
    scope: "resource",
    type: "object",
    default: {},
    additionalProperties: false,
    properties,
    markdownDescription: "%configuration.rules%",
  };
  return {
    ...manifest,
    contributes: {
      ...contributes,
      configuration: { ...configuration, properties: { ...configuration.properties, "redlink.rules": rules } },
    },
  };
}

/** A `package.nls*.json` with one text for each rule's setting. */
export function withRuleTexts(texts: Record<string, string>, language: keyof Texts): Record<string, string> {
  const others = Object.entries(texts).filter(([key]) => !key.startsWith(SETTING_PREFIX));
  return Object.fromEntries([
    ...others,
    ...RULES.map(({ id, summary }) => [
      `${SETTING_PREFIX}${id}`,
      `${summary[language]}.`.replace(/\.\.$|(?<=[\u4e00-\u9fff」』）])\.$/, (end) => (end === ".." ? "." : "。")),
    ]),
  ]);
}

/** The JSON schema of `.redlink.json`. */
export function configurationSchema(): Json {
  const globs = { type: "array", items: { type: "string" } };
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Redlink settings of a wiki",
    type: "object",
    additionalProperties: false,
    properties: {
      $schema: { type: "string" },
      include: {
        ...globs,
        description: "Files always taken as wiki articles, as glob patterns relative to this file.",
      },
      exclude: { ...globs, description: "Files never taken as wiki articles. Wins over include." },
      maxProblems: {
        type: "integer",
        minimum: 1,
        default: 500,
        description: "The most findings an editor shows for one page.",
      },
      "wikitext.mediawiki": {
        type: "string",
        pattern: RELEASE_PATTERN,
        default: `1.${NEWEST_RELEASE}`,
        description: "The release of MediaWiki the wiki runs: footnotes of wikitext follow its rules.",
      },
      "variants.words": {
        type: "string",
        description:
          "The word list that conversion follows before its dictionaries: a file, by its path from this one.",
      },
      "variants.hover": {
        type: "boolean",
        default: true,
        description: "Whether an editor shows the word under the pointer in all variants.",
      },
      "collation.companions": {
        type: "string",
        description: `Where companions of pages lie: a path or glob from this file, with ${TITLE_PLACEHOLDER} for the page's name.`,
      },
      rules: {
        type: "object",
        additionalProperties: false,
        description: "Severity by rule.",
        properties: Object.fromEntries(
          RULES.map(({ id, severity, summary }) => [
            id,
            { enum: SETTINGS, default: severity, description: summary.en },
          ]),
        ),
      },
    },
  };
}

/** The JSON schema of a word list. */
export function wordListSchema(): Json {
  const word = { type: "string", minLength: 1 };
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Redlink word list",
    description: "Pairs of words that conversion between variants of Chinese follows before its dictionaries.",
    type: "array",
    items: {
      type: "array",
      minItems: 2,
      items: [
        { ...word, description: "The word as it is written before." },
        { ...word, description: "What it becomes; the word itself when it is to stay." },
        {
          enum: Object.keys(FALLBACKS),
          description: "Where it does; without it, in every variant that is written in the form's script.",
        },
      ],
      additionalItems: false,
    },
  };
}
