import type { Article } from "../model/article";
import { countScript } from "../text/script";
import { loadConverter } from "../variants/convert";
import type { Convert } from "./entries";

/**
 * Brings Chinese text to a page's script: to the one most of the page is in. Where a character has more than one form
 * (鐘, 鍾) the page's own words decide.
 */
export async function loadPageScript(page: Article): Promise<Convert> {
  const { hans, hant } = countScript(page.text);
  if (hans === 0 && hant === 0) return (text) => text;
  const converter = await loadConverter(hant >= hans ? "hant" : "hans");
  return (text) => {
    const { edits } = converter.convertPassages(text, [{ runs: [[{ start: 0, end: text.length }]] }]);
    let converted = "";
    let position = 0;
    for (const { start, end, newText, alternatives } of edits) {
      converted += text.slice(position, start);
      const forms = [newText, ...alternatives.filter((form) => form !== newText)];
      converted += forms.length > 1 ? (usual(page.text, converted, forms, text.charAt(end)) ?? newText) : newText;
      position = end;
    }
    return converted + text.slice(position);
  };
}

/** The only form that the page has beside the same neighbour; undefined when that does not tell. */
function usual(page: string, before: string, forms: readonly string[], behind: string): string | undefined {
  for (const [lead, tail] of [
    [before.slice(-1), behind],
    [before.slice(-1), ""],
    ["", behind],
  ] as const) {
    if (lead === "" && tail === "") continue;
    const found = forms.filter((form) => page.includes(lead + form + tail));
    if (found.length === 1) return found[0];
  }
  return undefined;
}
