import type { Message, Texts } from "../rules/texts";
import { LineIndex } from "../text/lines";
import type { Snapshot } from "../workspace/snapshot";
import { explainConversion, type FormReason, type VariantForm } from "./explain";
import type { HoverContent } from "./hover";

/** The variants by the names they give themselves. */
const NAMES: Readonly<Record<VariantForm["target"], string>> = {
  hans: "简体",
  hant: "繁體",
  cn: "大陆",
  sg: "新马",
  tw: "台灣",
  hk: "香港",
  mo: "澳門",
};

const FORM: Texts = {
  en: "{variants}: {form}",
  "zh-hans": "{variants}：{form}",
  "zh-hant": "{variants}：{form}",
};
const BECAUSE: Texts = {
  en: "{variants}: {form} ({reason})",
  "zh-hans": "{variants}：{form}（{reason}）",
  "zh-hant": "{variants}：{form}（{reason}）",
};
const OR: Texts = { en: "{form}, or {other}?", "zh-hans": "{form}，或{other}？", "zh-hant": "{form}，或{other}？" };
const WORDS: Texts = {
  en: "{variants}, regional word",
  "zh-hans": "{variants}，地区用词",
  "zh-hant": "{variants}，地區用詞",
};
const PHRASE: Texts = { en: "dictionary: {phrase}", "zh-hans": "词典：{phrase}", "zh-hant": "詞典：{phrase}" };
const CHARACTER: Texts = { en: "by character", "zh-hans": "逐字", "zh-hant": "逐字" };
const PAGE: Texts = {
  en: "set by this page, line {line}",
  "zh-hans": "本页第 {line} 行规定",
  "zh-hant": "本頁第 {line} 行規定",
};
const LIST: Texts = {
  en: "set by {file}, line {line}",
  "zh-hans": "{file} 第 {line} 行规定",
  "zh-hant": "{file} 第 {line} 行規定",
};

/**
 * The word at a place in the seven variants, and why it has its forms there.
 * @returns undefined where there is no word to convert, where it is the same everywhere, and where the settings say so
 */
export async function variantHover(snapshot: Snapshot, offset: number): Promise<HoverContent | undefined> {
  if (!snapshot.facts.configuration.hoverVariants) return undefined;
  const found = await explainConversion(snapshot, offset);
  if (!found) return undefined;
  const { forms, regional, word } = found;
  if (regional.length === 0 && forms.every(({ form, alternatives }) => form === word && alternatives.length === 0)) {
    return undefined;
  }
  const items = grouped(forms).map((group) => lineOf(snapshot, group, namesOf(group)));
  for (const group of grouped(regional)) {
    items.push(lineOf(snapshot, group, { texts: WORDS, args: { variants: namesOf(group) } }));
  }
  return { span: found, title: word, items };
}

/** Forms that are the same, for the same reason, together. */
function grouped(forms: readonly VariantForm[]): VariantForm[][] {
  const groups = new Map<string, VariantForm[]>();
  for (const form of forms) {
    const key = JSON.stringify([form.form, form.alternatives, form.reason.kind]);
    const group = groups.get(key);
    if (group) group.push(form);
    else groups.set(key, [form]);
  }
  return [...groups.values()];
}

const namesOf = (group: readonly VariantForm[]): string => group.map(({ target }) => NAMES[target]).join(" ");

function lineOf(snapshot: Snapshot, group: readonly VariantForm[], variants: string | Message): Message {
  const { alternatives, form: likely, reason } = group[0]!;
  const form: string | Message =
    alternatives.length > 0 ? { texts: OR, args: { form: likely, other: alternatives.join(" ") } } : likely;
  const why = reasonOf(snapshot, reason);
  return why ? { texts: BECAUSE, args: { variants, form, reason: why } } : { texts: FORM, args: { variants, form } };
}

function reasonOf({ article }: Snapshot, reason: FormReason): Message | undefined {
  switch (reason.kind) {
    case "same":
      return undefined;
    case "character":
      return { texts: CHARACTER };
    case "phrase":
      return { texts: PHRASE, args: { phrase: reason.phrase } };
    case "fixed": {
      const { origin } = reason.word;
      if ("file" in origin) return { texts: LIST, args: { file: origin.file, line: origin.line } };
      return { texts: PAGE, args: { line: new LineIndex(article.text).positionAt(origin.start).line + 1 } };
    }
  }
}
