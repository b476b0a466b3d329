import type { WorkspaceEdit } from "vscode-languageserver";
import { convertPage } from "../core/features/conversion";
import { reviewConversion } from "../core/features/conversion-review";
import { type Language, render, type Texts } from "../core/rules/texts";
import { applyEdits } from "../core/text/edit";
import type { Span } from "../core/text/span";
import { ConversionEdits } from "./conversion-edit";
import { fromRange } from "./convert";
import { expectParams, expectRange } from "./guard";
import { type ConversionTarget, type ConvertedTextResult, conversionTargets } from "./protocol";
import type { Page, Session } from "./session";

/** The targets that are always on offer; the others are asked for by name or by the editor's list. */
export const MAIN_TARGETS: readonly ConversionTarget[] = ["hans", "hant", "tw", "hk"];

const SELECTION: Texts = {
  en: "Convert the selection to {target}",
  "zh-hans": "将所选文字转换为{target}",
  "zh-hant": "將所選文字轉換為{target}",
};
const PAGE: Texts = {
  en: "Convert the page to {target}",
  "zh-hans": "将本页转换为{target}",
  "zh-hant": "將本頁轉換為{target}",
};
const TARGETS: Readonly<Record<ConversionTarget, Texts>> = {
  hans: { en: "Simplified Chinese", "zh-hans": "简体", "zh-hant": "簡體" },
  hant: { en: "Traditional Chinese", "zh-hans": "繁体", "zh-hant": "繁體" },
  cn: { en: "mainland China's script", "zh-hans": "大陆简体", "zh-hant": "大陸簡體" },
  sg: { en: "Singapore's and Malaysia's script", "zh-hans": "新马简体", "zh-hant": "新馬簡體" },
  tw: { en: "Taiwan's script", "zh-hans": "台湾正体", "zh-hant": "台灣正體" },
  hk: { en: "Hong Kong's script", "zh-hans": "香港繁体", "zh-hant": "香港繁體" },
  mo: { en: "Macau's script", "zh-hans": "澳门繁体", "zh-hant": "澳門繁體" },
};

export const OTHER_TARGETS: Texts = {
  en: "Convert to another variant…",
  "zh-hans": "转换为其他变体…",
  "zh-hant": "轉換為其他變體…",
};

/** What the conversion of a page or of a selection is called. */
export function conversionTitle(target: ConversionTarget, isSelection: boolean, language: Language): string {
  const args = { target: TARGETS[target][language] };
  return render({ texts: isSelection ? SELECTION : PAGE, args }, language);
}

export interface ConversionOptions {
  readonly target: ConversionTarget;
  readonly phrases: boolean;
  readonly area: Span;
}

/** The edit that a conversion makes; undefined when there is nothing to convert. */
export async function conversionEdit(
  { snapshot, lines }: Page,
  { client }: Session,
  { target, phrases, area }: ConversionOptions,
): Promise<WorkspaceEdit | undefined> {
  const { uri, version, article } = snapshot;
  const all = new ConversionEdits(client, false);
  all.add({
    uri,
    version,
    text: article.text,
    lines,
    edits: await reviewConversion(snapshot, target, { phrases, area }),
  });
  return all.finish();
}

/** Answers `redlink/convert`. */
export async function conversion(
  page: Page,
  session: Session,
  params: Record<string, unknown>,
): Promise<WorkspaceEdit | null> {
  const { lines, snapshot } = page;
  const end = snapshot.article.text.length;
  const area =
    (params.range ?? undefined) === undefined ? { start: 0, end } : fromRange(lines, expectRange(params.range));
  const edit = await conversionEdit(page, session, { ...expectTarget(params), area });
  return edit ?? null;
}

/** Answers `redlink/convertedText`. */
export async function convertedText(
  { snapshot }: Page,
  _session: Session,
  params: Record<string, unknown>,
): Promise<ConvertedTextResult> {
  const { target, phrases } = expectTarget(params);
  const { edits } = await convertPage(snapshot, target, { phrases });
  return { text: applyEdits(snapshot.article.text, edits) };
}

/** @throws RequestFailure unless the parameters say what to convert to */
export function expectTarget(params: Record<string, unknown>): { target: ConversionTarget; phrases: boolean } {
  const target = conversionTargets.find((name) => name === params.target);
  expectParams(target !== undefined, `target must be one of ${conversionTargets.join(", ")}`);
  return { target, phrases: params.phrases === true };
}
