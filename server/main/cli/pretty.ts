import { type Language, render, type Texts } from "../../core/rules/texts";
import { SEVERITIES, type Severity } from "../../core/workspace/configuration";
import type { Format } from "./formats";
import { oneLine } from "./io";
import type { FileReport, Summary } from "./report";

const NAMES: Readonly<Record<Severity, Texts>> = {
  error: { en: "error", "zh-hans": "错误", "zh-hant": "錯誤" },
  warning: { en: "warning", "zh-hans": "警告", "zh-hant": "警告" },
  info: { en: "info", "zh-hans": "信息", "zh-hant": "資訊" },
  hint: { en: "hint", "zh-hans": "提示", "zh-hant": "提示" },
};

const CLEAN: Texts = {
  en: "{files} checked: nothing found",
  "zh-hans": "已检查 {files}：没有发现问题",
  "zh-hant": "已檢查 {files}：沒有發現問題",
};

const FOUND: Texts = {
  en: "{files} checked: {counts}",
  "zh-hans": "已检查 {files}：{counts}",
  "zh-hant": "已檢查 {files}：{counts}",
};

const KNOWN: Texts = {
  en: " (besides {count} of the baseline)",
  "zh-hans": "（另有 {count} 处属于基线）",
  "zh-hant": "（另有 {count} 處屬於基線）",
};

const COLOURS: Readonly<Record<Severity, number>> = { error: 31, warning: 33, info: 36, hint: 90 };

/** For a person at a terminal: findings file by file, a line each. */
export class PrettyFormat implements Format {
  readonly fixes = false;
  readonly fingerprints = false;

  constructor(
    private readonly language: Language,
    private readonly colours: boolean,
  ) {}

  begin(): string {
    return "";
  }

  separator(): string {
    return "";
  }

  file({ path, findings }: FileReport): string {
    if (findings.length === 0) return "";
    const places = findings.map(({ start }) => `${start.line}:${start.column}`);
    const names = findings.map(({ severity }) => NAMES[severity][this.language]);
    const widest = (texts: readonly string[]) => texts.reduce((width, text) => Math.max(width, text.length), 0);
    const [placeWidth, nameWidth] = [widest(places), widest(names)];
    const lines = findings.map(({ severity, message, rule }, index) => {
      const place = this.paint(90, places[index]!.padEnd(placeWidth));
      const name = this.paint(COLOURS[severity], names[index]!.padEnd(nameWidth));
      return `  ${place}  ${name}  ${oneLine(message)}  ${this.paint(90, rule)}`;
    });
    return `${this.paint(4, oneLine(path))}\n${lines.join("\n")}\n\n`;
  }

  end(summary: Summary): string {
    const { language } = this;
    const files =
      language === "en"
        ? counted(summary.files, "file")
        : `${summary.files} ${language === "zh-hans" ? "个文件" : "個檔案"}`;
    const counts = SEVERITIES.filter((severity) => summary[severity] > 0).map((severity) => {
      const name = NAMES[severity][language];
      const text =
        language === "en" && severity !== "info" ? counted(summary[severity], name) : `${summary[severity]} ${name}`;
      return this.paint(COLOURS[severity], text);
    });
    const known = summary.known > 0 ? render({ texts: KNOWN, args: { count: summary.known } }, language) : "";
    if (counts.length === 0) return `${render({ texts: CLEAN, args: { files } }, language)}${known}\n`;
    const separator = language === "en" ? ", " : "、";
    return `${render({ texts: FOUND, args: { files, counts: counts.join(separator) } }, language)}${known}\n`;
  }

  private paint(colour: number, text: string): string {
    return this.colours ? `\x1b[${colour}m${text}\x1b[0m` : text;
  }
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
