import type { WorkspaceEdit } from "vscode-languageserver";
import { convertPage } from "../core/features/conversion";
import type { Change } from "../core/rules/rule";
import type { Message, Texts } from "../core/rules/texts";
import type { Span } from "../core/text/span";
import { fromRange } from "./convert";
import { expectParams, expectRange } from "./guard";
import { type ConversionTarget, conversionTargets } from "./protocol";
import type { Page, Session } from "./session";

/** A conversion that is offered as a code action. */
export interface ConversionAction {
  readonly target: ConversionTarget;
  readonly selection: Texts;
  readonly page: Texts;
}

export const CONVERSION_ACTIONS: readonly ConversionAction[] = [
  {
    target: "hans",
    selection: {
      en: "Convert the selection to Simplified Chinese",
      "zh-hans": "将所选文字转换为简体",
      "zh-hant": "將所選文字轉換為簡體",
    },
    page: {
      en: "Convert the page to Simplified Chinese",
      "zh-hans": "将本页转换为简体",
      "zh-hant": "將本頁轉換為簡體",
    },
  },
  {
    target: "hant",
    selection: {
      en: "Convert the selection to Traditional Chinese",
      "zh-hans": "将所选文字转换为繁体",
      "zh-hant": "將所選文字轉換為繁體",
    },
    page: {
      en: "Convert the page to Traditional Chinese",
      "zh-hans": "将本页转换为繁体",
      "zh-hant": "將本頁轉換為繁體",
    },
  },
  {
    target: "tw",
    selection: {
      en: "Convert the selection to Taiwan's script",
      "zh-hans": "将所选文字转换为台湾正体",
      "zh-hant": "將所選文字轉換為台灣正體",
    },
    page: {
      en: "Convert the page to Taiwan's script",
      "zh-hans": "将本页转换为台湾正体",
      "zh-hant": "將本頁轉換為台灣正體",
    },
  },
  {
    target: "hk",
    selection: {
      en: "Convert the selection to Hong Kong's script",
      "zh-hans": "将所选文字转换为香港繁体",
      "zh-hant": "將所選文字轉換為香港繁體",
    },
    page: {
      en: "Convert the page to Hong Kong's script",
      "zh-hans": "将本页转换为香港繁体",
      "zh-hant": "將本頁轉換為香港繁體",
    },
  },
];

export function conversionTitle({ selection, page }: ConversionAction, isSelection: boolean): Message {
  return { texts: isSelection ? selection : page };
}

export interface ConversionOptions {
  readonly target: ConversionTarget;
  readonly phrases: boolean;
  readonly area: Span;
}

/** The change that a conversion makes; undefined when there is nothing to convert. */
export async function conversionEdit(
  { snapshot }: Page,
  { target, phrases, area }: ConversionOptions,
): Promise<Pick<Change, "edits"> | undefined> {
  const { edits } = await convertPage(snapshot, target, { phrases, area });
  return edits.length > 0 ? { edits } : undefined;
}

/** Answers `redlink/convert`. */
export async function conversion(
  page: Page,
  session: Session,
  params: Record<string, unknown>,
): Promise<WorkspaceEdit | null> {
  const target = conversionTargets.find((name) => name === params.target);
  expectParams(target !== undefined, `target must be one of ${conversionTargets.join(", ")}`);
  const { document, lines } = page;
  const area =
    params.range === undefined ? { start: 0, end: document.text.length } : fromRange(lines, expectRange(params.range));
  const change = await conversionEdit(page, { target, phrases: params.phrases === true, area });
  return (change && session.workspaceEdit(page, change, undefined)) ?? null;
}
