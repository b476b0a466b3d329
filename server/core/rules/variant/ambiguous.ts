import type { BlockContent } from "../../model/article";
import { replace } from "../../text/edit";
import { once } from "../../text/memo";
import { charScript } from "../../text/script";
import { contains, firstStartingAt, holderOf, type Span } from "../../text/span";
import type { Lexicon } from "../../variants/lexicon";
import { stretchesOf } from "../../variants/stretches";
import { VisibleText } from "../../variants/visible";
import type { Change, Rule } from "../rule";
import { inNamedVariant, LARGEST_SHARE, LEAST, QUOTED, scriptCountOf } from "./slips";

/** So many in one block are no slips any more: somebody writes like that. */
const MOST = 8;

/** A character that may stand for another; offsets of the block. */
interface Doubtful extends Span {
  /** The word it is in, and the word with each form it may have. */
  readonly word: string;
  readonly words: readonly string[];
  readonly forms: readonly string[];
}

function doubtfulIn(content: BlockContent, lexicon: Lexicon): Doubtful[] {
  const found: Doubtful[] = [];
  for (const passage of content.passages) {
    const { hans, hant } = scriptCountOf(content, passage);
    if (hant < LEAST || hans > hant * LARGEST_SHARE) continue;
    for (const run of passage.runs) {
      if (!lexicon.mayHoldSuspects(content.text, run)) continue;
      lookInto(content, new VisibleText(content.text, run), lexicon, found);
    }
  }
  return found;
}

const doubtfulByStart = (lexicon: Lexicon, content: BlockContent): ReadonlyMap<number, Doubtful> => {
  const known = doubtfulOf(lexicon);
  let found = known.get(content);
  if (!found) known.set(content, (found = new Map(doubtfulIn(content, lexicon).map((one) => [one.start, one]))));
  return found;
};

const doubtfulOf = once((_: Lexicon) => new WeakMap<BlockContent, ReadonlyMap<number, Doubtful>>());

function lookInto(content: BlockContent, visible: VisibleText, lexicon: Lexicon, found: Doubtful[]): void {
  const { text } = visible;
  let quoted: readonly Span[] | undefined;
  let named: readonly Span[] | undefined;
  for (const stretch of stretchesOf(text, false)) {
    for (const suspect of lexicon.suspectsIn(text.slice(stretch.start, stretch.end))) {
      const start = stretch.start + suspect.start;
      const word = { start: stretch.start + suspect.word.start, end: stretch.start + suspect.word.end };
      const written = text.slice(word.start, word.end);
      // A Simplified character in the word is reported itself: variant/mixed-script.
      if (Array.from(written).some((character) => charScript(character.codePointAt(0)!) === "hans")) continue;
      // Old and foreign texts have their own ways, and are quoted as they are.
      quoted ??= Array.from(text.matchAll(QUOTED), ({ 0: quotation, index }) => ({
        start: index,
        end: index + quotation.length,
      }));
      if (holderOf(quoted, word)) continue;
      const [source] = visible.sourcesOf(start, start + 1);
      named ??= inNamedVariant(content.text);
      if (!source || isName(content, source) || holderOf(named, source)) continue;
      const at = start - word.start;
      const words = suspect.forms.map((form) => written.slice(0, at) + form + written.slice(at + 1));
      found.push({ ...source, word: written, words, forms: suspect.forms });
    }
  }
}

/** Whether a place is part of a page's or a category's name. */
function isName({ links }: BlockContent, place: Span): boolean {
  const link = links[firstStartingAt(links, place.end) - 1];
  if (!link || !contains(link.label, place)) return false;
  return link.kind === "category" || (link.title !== "" && link.labelText.startsWith(link.title));
}

/** A character of both scripts, in a word that Traditional writes with another. */
export const ambiguous: Rule = {
  id: "variant/ambiguous",
  summary: {
    en: "A character of both scripts in a word that Traditional writes with another.",
    "zh-hans": "简繁共用的字，用在繁体另有写法的词里。",
    "zh-hant": "簡繁共用的字，用在繁體另有寫法的詞裡。",
  },
  why: {
    en: "One Simplified character stands for several Traditional ones (后: 后, 後). What was left over from Simplified looks right, so nobody notices; here the word tells.",
    "zh-hans": "一个简体字对应几个繁体字（后：后、後）。残留的简体看上去没有错，不易察觉；这里由所在的词看出。",
    "zh-hant": "一個簡體字對應幾個繁體字（后：后、後）。殘留的簡體看上去沒有錯，不易察覺；這裡由所在的詞看出。",
  },
  severity: "hint",
  dialects: ["markdown", "footnotes", "wikitext"],
  messages: {
    shared: {
      en: "“{text}” in “{word}” may be “{forms}” in Traditional.",
      "zh-hans": "“{word}”的“{text}”，繁体或应作“{forms}”。",
      "zh-hant": "「{word}」的「{text}」，繁體或應作「{forms}」。",
    },
  },
  examples: [
    {
      title: "left over from Simplified; what each word tells",
      source: `戰爭開始以⟦后⟧總督辭職，[議會](https://zh.wikipedia.org/wiki/議會 "wikilink")隨即舉行選舉，國內輿論對結果評價不一，報紙認為氣候⟦干⟧燥、歷時過長。\n`,
      fix: "Write “以後”",
      fixed: `戰爭開始以後總督辭職，[議會](https://zh.wikipedia.org/wiki/議會 "wikilink")隨即舉行選舉，國內輿論對結果評價不一，報紙認為氣候干燥、歷時過長。\n`,
    },
    {
      title: "in a word that markup breaks",
      source: `戰爭開始後總督辭職，[議會](https://zh.wikipedia.org/wiki/議會 "wikilink")隨即舉行選舉，國內輿論對結果評價不一，報紙認為氣候**⟦干⟧**燥、歷時過長。\n`,
      fix: "Write “乾燥”",
      fixed: `戰爭開始後總督辭職，[議會](https://zh.wikipedia.org/wiki/議會 "wikilink")隨即舉行選舉，國內輿論對結果評價不一，報紙認為氣候**乾**燥、歷時過長。\n`,
      internal: true,
    },
    {
      title: "wikitext: a list, a link's text, a footnote",
      dialect: "wikitext",
      source: `* 戰爭開始以⟦后⟧總督辭職，[[議會|國內議會]]隨即舉行選舉，國內輿論對結果評價不一，報紙認為[[天氣|氣候⟦干⟧燥]]、歷時過長<ref>報紙在戰爭結束以⟦后⟧說，總督辭職對國內輿論沒有影響，議會選舉的結果評價不一，對此報導過於簡單。</ref>。\n`,
      fix: "Write “以後”",
      fixed: `* 戰爭開始以後總督辭職，[[議會|國內議會]]隨即舉行選舉，國內輿論對結果評價不一，報紙認為[[天氣|氣候干燥]]、歷時過長<ref>報紙在戰爭結束以后說，總督辭職對國內輿論沒有影響，議會選舉的結果評價不一，對此報導過於簡單。</ref>。\n`,
    },
    {
      title: "wikitext: names of pages, templates, the page's own markup, other variants",
      dialect: "wikitext",
      source: `戰爭開始，總督辭職，見[[干燥谷物]]，[[議會]]隨即舉行選舉，{{引用|以后}}國內輿論評價不一，-{以后}-報紙認為歷時過長，{{lang|zh-hans|以后}}，<nowiki>以后</nowiki>。[[Category:干燥谷物]]\n`,
    },
    {
      title: "words that are written so, and characters of no word",
      source: `皇后與總督干預戰爭，在鄉里設漏斗，[議會](https://zh.wikipedia.org/wiki/議會 "wikilink")隨即舉行選舉，國內輿論對結果評價不一，范仲淹、于右任與余光中認為歷時過長，云云。\n`,
    },
    {
      title: "words that meet by chance",
      source: `戰爭開始，數據以八進位制表示，[議會](https://zh.wikipedia.org/wiki/議會 "wikilink")隨即舉行選舉，國內輿論對結果評價不一，報紙裡面包含歷史上里程碑。\n`,
    },
    {
      title: "quotations, names of pages, other languages",
      source: `戰爭開始，總督說「日后必有干燥之谷物」，見[干燥谷物](../Page/干燥谷物.md "wikilink")，[議會](https://zh.wikipedia.org/wiki/議會 "wikilink")隨即舉行選舉，國內輿論評價不一，<span lang="zh-hans">以后</span>報紙認為歷時過長，{{lang|zh|以后}}。\n`,
    },
    {
      title: "a Simplified paragraph, and a word that holds a Simplified character: another rule's",
      source: `战争开始以后总督辞职，[议会](https://zh.wikipedia.org/wiki/議會 "wikilink")随即举行选举，国内舆论对结果评价不一，报纸认为气候干燥。\n\n戰爭開始，總督辭職，[議會](https://zh.wikipedia.org/wiki/議會 "wikilink")隨即舉行選舉，國內輿論對結果評價不一，報紙認為关系過長。\n`,
    },
  ],
  checkBlock({ block: { content }, facts: { lexicon, script } }, report) {
    if (!lexicon || script === "hans" || content.script.hant < LEAST) return;
    const found = doubtfulIn(content, lexicon);
    if (found.length > MOST) return;
    for (const { start, end, word, forms } of found) {
      const args = { text: content.text.slice(start, end), word, forms: forms[0]! };
      report({ start, end }, "shared", { args });
    }
  },
  fixes(finding, { article, facts: { lexicon } }) {
    const block = holderOf(article.blocks, finding);
    const found = block && lexicon && doubtfulByStart(lexicon, block.content).get(finding.start - block.start);
    return (found?.words ?? []).map(
      (word, index): Change => ({
        title: { texts: WRITE, args: { word } },
        safety: "review",
        edits: [replace(article.text, finding, found!.forms[index]!)],
        preferred: index === 0,
      }),
    );
  },
};

const WRITE = { en: "Write “{word}”", "zh-hans": "改为“{word}”", "zh-hant": "改為「{word}」" };
