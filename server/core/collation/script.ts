import type { Article } from "../model/article";
import { type CitationPart, citationText } from "../model/citation";
import { countScript } from "../text/script";
import { type Converter, loadConverter } from "../variants/convert";

/** Brings what a companion says to the page's script; what is in other languages stays. */
export type Convert = (parts: readonly CitationPart[]) => CitationPart[];

/** Kana and hangul: what stands around them is no Chinese. */
const OTHER_LANGUAGE = /[\u3040-\u30ff\u31f0-\u31ff\uac00-\ud7af]/;
/** Sentence by sentence, author by author: a Japanese title may stand beside a Chinese newspaper. */
const PIECE_ENDS = /(?<=[.。，,、；;：:（()）「」『』《》〈〉[\]])/u;
/** What may be a person by itself: `游某：`. */
const NAME = /^\s*\p{Script=Han}{2,4}\s*(?:[.,，、：:；;]\s*)?$/u;
/** Characters of names that are at home in both scripts, though each stands for another one in words: 于, 於; 乾, 干. */
const NAME_CHARACTERS = "云于党丰后里种杰台升仇几乾昇徵脩";
const HAN = /^\p{Script=Han}$/u;

/**
 * Returns the conversion to the script most of the page is in. Text in that script stays as it is, and so do characters
 * that are at home in both unless a word decides: 游 and 于 are surnames, 遊 and 於 are not. Where a character has more than
 * one form (鐘, 鍾) the page's own words decide.
 */
export async function loadPageScript(page: Article, companion: Article): Promise<Convert> {
  const { hans, hant } = countScript(page.text);
  if (hans === 0 && hant === 0) return (parts) => [...parts];
  const script = new PageScript(page.text, hant >= hans ? "hant" : "hans");
  await script.load();
  const there = countScript(companion.text);
  return (parts) => script.convert(parts, there);
}

class PageScript {
  private converter!: Converter;
  private readonly other: "hans" | "hant";

  constructor(
    private readonly page: string,
    private readonly own: "hans" | "hant",
  ) {
    this.other = own === "hant" ? "hans" : "hant";
  }

  async load(): Promise<void> {
    this.converter = await loadConverter(this.own);
  }

  /** @param there what the companion is written in: that of words which do not tell */
  convert(parts: readonly CitationPart[], there: { readonly hans: number; readonly hant: number }): CitationPart[] {
    const { own, other } = this;
    const whole = countScript(citationText({ parts: parts.filter(({ foreign }) => !foreign) }));
    const isOther = whole[other] > 0 || whole[own] > 0 ? whole[other] > whole[own] : there[other] > there[own];
    return parts.map((part) => {
      if (part.foreign) return part;
      const pieces = part.text.split(PIECE_ENDS).map((piece) => {
        const { [own]: mine, [other]: theirs } = countScript(piece);
        if (OTHER_LANGUAGE.test(piece) || (theirs === 0 && (mine > 0 || !isOther))) return piece;
        return this.convertPiece(piece);
      });
      return { ...part, text: pieces.join("") };
    });
  }

  private convertPiece(text: string): string {
    const { edits } = this.converter.convertPassages(text, [{ runs: [[{ start: 0, end: text.length }]] }], {
      script: this.other,
    });
    if (edits.length === 0) return text;
    const words = this.converter.wordsOf(text);
    const isName = NAME.test(text);
    let converted = "";
    let position = 0;
    for (const { start, end, expected, newText, alternatives } of edits) {
      converted += text.slice(position, start);
      const isWord = (at: number) => words.some((word) => word.start <= at && at < word.end);
      const forms = [newText, ...alternatives.filter((form) => form !== newText)];
      const told = forms.length > 1 ? this.usual(converted, forms, text.charAt(end)) : undefined;
      if (told !== undefined) converted += told;
      else if (alternatives.includes(expected) && !isWord(start)) converted += expected;
      else if (isName && expected.length === newText.length) {
        for (let at = 0; at < expected.length; at++) {
          const stays = NAME_CHARACTERS.includes(expected.charAt(at)) && !isWord(start + at);
          converted += (stays ? expected : newText).charAt(at);
        }
      } else converted += newText;
      position = end;
    }
    return converted + text.slice(position);
  }

  /** The only form that the page has beside the same neighbour; undefined when that does not tell. */
  private usual(before: string, forms: readonly string[], behind: string): string | undefined {
    const lead = HAN.test(before.slice(-1)) ? before.slice(-1) : "";
    const tail = HAN.test(behind) ? behind : "";
    for (const [left, right] of [
      [lead, tail],
      [lead, ""],
      ["", tail],
    ] as const) {
      if (left === "" && right === "") continue;
      const found = forms.filter((form) => this.page.includes(left + form + right));
      if (found.length === 1) return found[0];
    }
    return undefined;
  }
}
