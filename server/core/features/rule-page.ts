import type { Example, Rule } from "../rules/rule";
import type { Language, Texts } from "../rules/texts";

const HEADINGS = {
  why: { en: "Why it matters", "zh-hans": "为何重要", "zh-hant": "為何重要" },
  messages: { en: "Messages", "zh-hans": "消息", "zh-hant": "訊息" },
  examples: { en: "Examples", "zh-hans": "示例", "zh-hant": "範例" },
  silent: { en: "What it leaves alone", "zh-hans": "不报告的情况", "zh-hant": "不報告的情況" },
  settings: { en: "Settings", "zh-hans": "设置", "zh-hant": "設定" },
} satisfies Record<string, Texts>;

const LABELS = {
  severity: { en: "Severity", "zh-hans": "严重程度", "zh-hant": "嚴重程度" },
  dialects: { en: "Dialects", "zh-hans": "适用格式", "zh-hant": "適用格式" },
  fixes: { en: "Offers fixes", "zh-hans": "提供修复", "zh-hant": "提供修復" },
  yes: { en: "yes", "zh-hans": "是", "zh-hant": "是" },
  no: { en: "no", "zh-hans": "否", "zh-hant": "否" },
  marks: {
    en: "`⟦…⟧` marks what is reported.",
    "zh-hans": "`⟦…⟧` 标出所报告之处。",
    "zh-hant": "`⟦…⟧` 標出所報告之處。",
  },
  after: { en: "After the fix:", "zh-hans": "修复之后：", "zh-hant": "修復之後：" },
  configure: {
    en: "Another severity, or none (`.redlink.json`, or `redlink.rules` in the editor's settings):",
    "zh-hans": "更改严重程度或关闭（`.redlink.json`，或编辑器设置中的 `redlink.rules`）：",
    "zh-hant": "變更嚴重程度或關閉（`.redlink.json`，或編輯器設定中的 `redlink.rules`）：",
  },
  silence: {
    en: "Silence it for one line of a page:",
    "zh-hans": "在页面中对下一行停用：",
    "zh-hant": "在頁面中對下一行停用：",
  },
} satisfies Record<string, Texts>;

/** The documentation page of a rule, as Markdown. */
export function rulePage(rule: Rule, language: Language): string {
  const shown = rule.examples.filter((example) => !example.internal);
  const faults = shown.filter((example) => example.source.includes("⟦"));
  const silent = shown.filter((example) => !example.source.includes("⟦"));
  const label = (key: keyof typeof LABELS) => LABELS[key][language];
  const heading = (key: keyof typeof HEADINGS) => `## ${HEADINGS[key][language]}`;
  const dialects = rule.dialects.map((dialect) => `\`${dialect}\``).join(", ");
  const parts = [
    `# ${rule.id}`,
    rule.summary[language],
    [
      `| ${label("severity")} | ${label("dialects")} | ${label("fixes")} |`,
      "| --- | --- | --- |",
      `| \`${rule.severity}\` | ${dialects} | ${label(rule.fixes ? "yes" : "no")} |`,
    ].join("\n"),
    heading("why"),
    rule.why[language],
    heading("messages"),
    Object.values(rule.messages)
      .map((texts) => `- ${texts[language]}`)
      .join("\n"),
  ];
  if (faults.length > 0) {
    parts.push(
      heading("examples"),
      label("marks"),
      ...faults.flatMap((example) => exampleParts(example, label("after"))),
    );
  }
  if (silent.length > 0) parts.push(heading("silent"), ...silent.flatMap((example) => exampleParts(example, "")));
  parts.push(
    heading("settings"),
    label("configure"),
    fenced("json", JSON.stringify({ rules: { [rule.id]: "off" } })),
    label("silence"),
    fenced("html", `<!-- redlink-disable-next-line ${rule.id} -->`),
  );
  return `${parts.join("\n\n")}\n`;
}

function exampleParts({ title, source, fixed }: Example, after: string): string[] {
  const parts = [`### ${title}`, fenced("markdown", source)];
  return fixed === undefined ? parts : [...parts, after, fenced("markdown", fixed)];
}

function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`{3,}/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text.replace(/\n$/, "")}\n${fence}`;
}
