import * as vscode from "vscode";
import { type ConversionTarget, conversionTargets } from "../server/lsp/protocol";

/** What to convert to. */
export interface Variant {
  readonly target: ConversionTarget;
  /** Also exchanges words that differ by region. */
  readonly phrases: boolean;
}

/** The variants by the names they give themselves. */
const names: Readonly<Record<ConversionTarget, string>> = {
  hans: "简体",
  hant: "繁體",
  cn: "大陆简体",
  sg: "新马简体",
  tw: "台灣正體",
  hk: "香港繁體",
  mo: "澳門繁體",
};

const scripts = ["hans", "hant"] as const;
const regions = ["cn", "sg", "tw", "hk", "mo"] as const;

/** The name of a variant. */
export function nameOf({ target, phrases }: Variant): string {
  return phrases ? vscode.l10n.t("{0} with regional words", names[target]) : names[target];
}

/** What a key binding or another extension gave a command: `{ target, phrases? }`; undefined when that is no variant. */
export function variantOf(given: unknown): Variant | undefined {
  if (typeof given !== "object" || given === null) return undefined;
  const { target, phrases } = given as Record<string, unknown>;
  const known = conversionTargets.find((name) => name === target);
  return known && { target: known, phrases: phrases === true };
}

/** Lets the person choose a variant; undefined when they think better of it. */
export async function pickVariant(title: string): Promise<Variant | undefined> {
  const item = (target: ConversionTarget, phrases = false) => ({
    label: names[target],
    description: phrases ? vscode.l10n.t("{0}, with regional words", descriptionOf(target)) : descriptionOf(target),
    target,
    phrases,
  });
  const separator = (label: string) => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const picked = await vscode.window.showQuickPick(
    [
      ...scripts.map((target) => item(target)),
      separator(vscode.l10n.t("Characters of a region")),
      ...regions.map((target) => item(target)),
      separator(vscode.l10n.t("Characters and words of a region (previewed)")),
      ...regions.map((target) => item(target, true)),
    ],
    { title, placeHolder: vscode.l10n.t("Convert to"), matchOnDescription: true },
  );
  return picked && "target" in picked ? { target: picked.target, phrases: picked.phrases } : undefined;
}

function descriptionOf(target: ConversionTarget): string {
  switch (target) {
    case "hans":
      return vscode.l10n.t("Simplified");
    case "hant":
      return vscode.l10n.t("Traditional");
    case "cn":
      return vscode.l10n.t("Mainland China");
    case "sg":
      return vscode.l10n.t("Singapore and Malaysia");
    case "tw":
      return vscode.l10n.t("Taiwan");
    case "hk":
      return vscode.l10n.t("Hong Kong");
    case "mo":
      return vscode.l10n.t("Macau");
  }
}
