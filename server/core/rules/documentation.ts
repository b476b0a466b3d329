import type { Example, Rule } from "./rule";
import { LANGUAGES, type Language, type Texts } from "./texts";

const LABELS = {
  severity: { en: "Default severity", "zh-hans": "默认级别", "zh-hant": "預設級別" },
  dialects: { en: "Dialects", "zh-hans": "适用格式", "zh-hant": "適用格式" },
  fix: { en: "Quick fixes", "zh-hans": "快速修复", "zh-hant": "快速修復" },
  yes: { en: "yes", "zh-hans": "有", "zh-hant": "有" },
  no: { en: "none", "zh-hans": "无", "zh-hant": "無" },
} satisfies Record<string, Texts>;

const DIALECTS: Readonly<Record<Rule["dialects"][number], string>> = {
  markdown: "Markdown",
  footnotes: "Markdown `[^n]`",
  wikitext: "wikitext",
  rendered: "rendered text",
};

/** Where a rule's page stands in `docs/rules/`. */
export function documentPath(id: string): string {
  return `${id}.md`;
}

/** A rule explained in one language, as plain text: what it finds, why it matters, its settings. */
export function explainRule(rule: Rule, language: Language): string {
  const facts = factsOf(rule, language).map(([label, value]) => `${label}: ${value}`);
  return [rule.id, rule.summary[language], rule.why[language], facts.join("\n")].join("\n\n").concat("\n");
}

/** The same as Markdown, without a heading. */
export function explainAsMarkdown(rule: Rule, language: Language): string {
  const facts = factsOf(rule, language, "`").map(([label, value]) => `${label}: ${value}`);
  return `**${rule.summary[language]}**\n\n${rule.why[language]}\n\n${facts.join(" · ")}\n`;
}

/** @param mark what stands around what is typed as it is */
function factsOf(rule: Rule, language: Language, mark = ""): [label: string, value: string][] {
  const dialects = rule.dialects.map((dialect) => DIALECTS[dialect].replaceAll("`", mark));
  return [
    [LABELS.severity[language], mark + rule.severity + mark],
    [LABELS.dialects[language], dialects.join(", ")],
    [LABELS.fix[language], (rule.fixes ? LABELS.yes : LABELS.no)[language]],
  ];
}

/** A rule's page of the documentation: the explanation in every language, then its examples. */
export function documentRule(rule: Rule): string {
  const examples = rule.examples.filter((example) => !example.internal);
  const found = examples.filter(isFinding);
  const silent = examples.filter((example) => !isFinding(example));
  return [
    `# ${rule.id}\n`,
    ...LANGUAGES.map((language) => explainAsMarkdown(rule, language)),
    "## Found\n\n`⟦…⟧` marks what is reported.\n",
    ...found.map(documentExample),
    ...(silent.length > 0 ? ["## Not found\n", ...silent.map(documentExample)] : []),
    `## Settings\n\n\`\`\`json\n{ "rules": { "${rule.id}": "off" } }\n\`\`\`\n\nin \`.redlink.json\`, or in the text \`<!-- redlink-disable-next-line ${rule.id} -->\`.\n`,
  ].join("\n");
}

function isFinding(example: Example): boolean {
  return example.source.includes("⟦");
}

function documentExample({ title, source, fixed, fix }: Example): string {
  const after = fixed === undefined ? "" : `\n${fix ? `After “${fix}…”` : "After the fix"}:\n\n${fenced(fixed)}`;
  return `### ${title.charAt(0).toUpperCase()}${title.slice(1)}\n\n${fenced(source)}${after}`;
}

function fenced(source: string): string {
  const longest = Math.max(2, ...[...source.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = "`".repeat(longest + 1);
  return `${fence}markdown\n${source.endsWith("\n") ? source : `${source}\n`}${fence}\n`;
}
