import { type Candidates, Doubt, doubtful, judge } from "../../dialects/markdown/fit";
import { footnoteSystem, isWritten } from "../../footnotes/system";
import type { Article, BrokenMarker, Link, Reference } from "../../model/article";
import { insert, remove, replace, type TextEdit } from "../../text/edit";
import { once } from "../../text/memo";
import { contains, firstStartingAt, holderOf, type Span } from "../../text/span";
import { farReaching } from "../far-reaching";
import type { Rule } from "../rule";
import * as carets from "./broken-caret";
import { hasSuspects } from "./constructs";

const NORMALISE = {
  en: "Make it the marker [{number}]",
  "zh-hans": "改为脚注标记 [{number}]",
  "zh-hant": "改為註腳標記 [{number}]",
};

/** A damaged marker. */
export const brokenMarker: Rule = {
  id: "footnote/broken-marker",
  summary: {
    en: "A footnote marker or definition is damaged.",
    "zh-hans": "脚注标记或定义已损坏。",
    "zh-hant": "註腳標記或定義已損壞。",
  },
  why: {
    en: "With a backslash lost, a space or a full-width bracket too many, or cut by a link, it is no marker any more: its entry seems to be cited by nothing. A damaged definition leaves its markers without an entry.",
    "zh-hans":
      "缺了反斜线、多了空格、用了全角方括号或被链接截断，它就不再是标记，对应的参考文献看似无人引用。定义损坏时，标记则没有对应的参考文献。",
    "zh-hant":
      "缺了反斜線、多了空格、用了全形方括號或被連結截斷，它就不再是標記，對應的參考文獻看似無人引用。定義損壞時，標記則沒有對應的參考文獻。",
  },
  severity: "warning",
  dialects: ["markdown", "footnotes", "rendered"],
  messages: {
    ...carets.MESSAGES,
    escape: {
      en: "Footnote marker {number} has lost a backslash.",
      "zh-hans": "脚注标记 {number} 缺了反斜线。",
      "zh-hant": "註腳標記 {number} 缺了反斜線。",
    },
    space: {
      en: "Footnote marker {number} has spaces in its brackets.",
      "zh-hans": "脚注标记 {number} 的方括号内多了空格。",
      "zh-hant": "註腳標記 {number} 的方括號內多了空格。",
    },
    fullwidth: {
      en: "Footnote marker {number} is written with full-width brackets.",
      "zh-hans": "脚注标记 {number} 用了全角方括号。",
      "zh-hant": "註腳標記 {number} 用了全形方括號。",
    },
    cut: {
      en: "Footnote marker {number} is cut by the end of a link.",
      "zh-hans": "脚注标记 {number} 被链接末尾截断。",
      "zh-hant": "註腳標記 {number} 被連結末尾截斷。",
    },
  },
  examples: [
    {
      title: "a lost backslash",
      source: String.raw`此橋建於明代\[1\]，清代重修⟦\[2]⟧。

1.  王五，《古橋考》
2.  縣志，卷三
`,
      fixed: String.raw`此橋建於明代\[1\]，清代重修\[2\]。

1.  王五，《古橋考》
2.  縣志，卷三
`,
    },
    {
      title: "the other one",
      source: String.raw`此橋建於明代⟦[1\]⟧，清代重修\[2\]。

1.  王五，《古橋考》
2.  縣志，卷三
`,
      fixed: String.raw`此橋建於明代\[1\]，清代重修\[2\]。

1.  王五，《古橋考》
2.  縣志，卷三
`,
      internal: true,
    },
    {
      title: "spaces",
      source: String.raw`此橋建於明代\[1\]，清代重修⟦\[ 2 \]⟧。

1.  王五，《古橋考》
2.  縣志，卷三
`,
      fixed: String.raw`此橋建於明代\[1\]，清代重修\[2\]。

1.  王五，《古橋考》
2.  縣志，卷三
`,
    },
    {
      title: "full-width brackets",
      source: String.raw`此橋建於明代\[1\]，清代重修⟦［２］⟧。

1.  王五，《古橋考》
2.  縣志，卷三
`,
      fixed: String.raw`此橋建於明代\[1\]，清代重修\[2\]。

1.  王五，《古橋考》
2.  縣志，卷三
`,
    },
    {
      title: "cut by a link",
      source: String.raw`此橋建於明代\[1\]，清代[重修⟦\[2⟧](https://zh.wikipedia.org/wiki/重修 "wikilink")\]。

1.  王五，《古橋考》
2.  縣志，卷三
`,
      fixed: String.raw`此橋建於明代\[1\]，清代[重修](https://zh.wikipedia.org/wiki/重修 "wikilink")\[2\]。

1.  王五，《古橋考》
2.  縣志，卷三
`,
    },
    {
      title: "a number that a table speaks of: with the marker repaired, what cites the entry now would cite nothing",
      source: String.raw`此橋建於明代⟦\[1]⟧。

<table><tr><td>「[1]」表示古橋</td></tr></table>

1.  王五，《古橋考》
`,
      internal: true,
    },
    {
      title: "a formula and a year",
      source: String.raw`此橋建於明代\[1\]，式為 \[ x_2 \]，見［1987］。

1.  王五，《古橋考》
`,
    },
    {
      title: "brackets on a page without a list",
      source: `答案為［3］，見[橋](https://zh.wikipedia.org/wiki/橋 "wikilink")。
`,
    },
    ...carets.EXAMPLES,
  ],
  checkArticle({ article }, report) {
    const { brokenMarkers } = article;
    if (brokenMarkers.length === 0) return;
    carets.checkCarets(article, report);
    const numbers = new Set(
      footnoteSystem(article, "ordered").references.map((index) => article.references[index]!.number),
    );
    for (const broken of brokenMarkers) {
      const { form, number, flaw } = broken;
      if (form !== "escaped" || number === null || !numbers.has(number)) continue;
      report(broken, flaw === "link-edge" ? "cut" : flaw, { args: { number } });
    }
  },
  fixes(finding, { article }) {
    const index = firstStartingAt(article.brokenMarkers, finding.start);
    const broken = article.brokenMarkers[index];
    if (broken?.start !== finding.start || !isWritten(article)) return [];
    if (broken.form === "caret") return carets.fixCaret(article, finding);
    const { number } = broken;
    if (number === null) return [];
    const entry = entriesByNumber(article).get(number);
    if (!entry) return [];
    const edits = normalise(article, broken);
    const place = edits.at(-1);
    if (!place) return [];
    // Where another marker has the number already, this one may have had a different one.
    const certain = entry.citedBy.length === 0 && brokenCounts(article).get(number) === 1 && !suspectsIn(article);
    const change = {
      title: { texts: NORMALISE, args: { number } },
      safety: certain ? "safe" : "review",
      preferred: certain,
    } as const;
    if (isFirm(article, place)) return [{ ...change, edits }];
    return [farReaching(change, () => (staysJudged(article, number, place) ? edits : []))];
  },
};

const suspectsIn = once(hasSuspects);

/** The first entry of each number of the page's list. */
const entriesByNumber = once((article: Article): ReadonlyMap<number | null, Reference> => {
  const entries = footnoteSystem(article, "ordered").references.map((at) => article.references[at]!);
  return new Map(entries.map((entry) => [entry.number, entry] as const).reverse());
});

const brokenCounts = once(({ brokenMarkers }: Article): ReadonlyMap<number | null, number> => {
  const counts = new Map<number | null, number>();
  for (const { form, number } of brokenMarkers) {
    if (form === "escaped") counts.set(number, (counts.get(number) ?? 0) + 1);
  }
  return counts;
});

const numberedMarkers = once(({ markers }: Article) => markers.filter(({ form }) => form !== "caret"));

const linksByEnd = once(
  ({ links }: Article): ReadonlyMap<number, Link> => new Map(links.map((link) => [link.end, link])),
);

const hasDoubts = once((article: Article) =>
  doubtful(article.text, numberedMarkers(article), article.links).some((doubt) => doubt !== Doubt.NONE),
);

/** So many markers that touch each other are looked at together. */
const LONGEST_CHAIN = 100;

/**
 * Whether no marker of the page is doubtful, nor would be with another one at a place: then all of them count. Looks at the
 * markers that touch the place, on which alone the others' doubts depend.
 */
function isFirm(article: Article, { start, end }: Span): boolean {
  if (hasDoubts(article)) return false;
  const numbered = numberedMarkers(article);
  const at = firstStartingAt(numbered, start);
  let first = at;
  while (first > 0 && at - first < LONGEST_CHAIN && numbered[first - 1]!.end >= (numbered[first]?.start ?? start))
    first--;
  if (first > 0 && numbered[first - 1]!.end === (first === at ? start : numbered[first]!.start)) return false;
  let last = at;
  while (
    last < numbered.length &&
    last - at < LONGEST_CHAIN &&
    numbered[last]!.start <= (last === at ? end : numbered[last - 1]!.end)
  )
    last++;
  if (numbered[last]?.start === (last === at ? end : numbered[last - 1]?.end)) return false;
  const near = [...numbered.slice(first, at), { start, end }, ...numbered.slice(at, last)];
  const links = near.flatMap((marker) => linksByEnd(article).get(marker.start) ?? []);
  return doubtful(article.text, near, links).every((doubt) => doubt === Doubt.NONE);
}

/**
 * Whether a marker of a number at a place counts as one and leaves all others what they are: those behind an identifier
 * or in quotes count as markers only when their numbers fit between the others'.
 */
function staysJudged(article: Article, number: number, { start, end }: Span): boolean {
  const { text, markers, links } = article;
  const added = { start, end, label: String(number), suspect: false };
  const numbered = markers.filter(({ form }) => form !== "caret");
  const at = firstStartingAt(numbered, start);
  const all = [...numbered.slice(0, at), added, ...numbered.slice(at)];
  const follows = doubtful(text, all, links);
  if (follows.every((doubt) => doubt === Doubt.NONE)) return true;
  const { references } = footnoteSystem(article, "ordered");
  const entries = new Set(references.map((index) => article.references[index]!.number!));
  const candidates: Candidates = {
    numbers: all.map(({ label }) => Number(label)),
    doubtful: [...follows],
    padded: all.map(({ label }) => label.startsWith("0")),
  };
  return judge(candidates, entries).every((suspect, index) => suspect === all[index]!.suspect);
}

function normalise(article: Article, broken: BrokenMarker): TextEdit[] {
  const { text } = article;
  const html = holderOf(article.blocks, broken)?.kind === "html";
  const written = html ? `[${broken.number}]` : `\\[${broken.number}\\]`;
  if (broken.flaw !== "link-edge") return [replace(text, broken, written)];
  const { links } = article;
  const before = firstStartingAt(links, broken.start + 1) - 1;
  const link = [links[before - 1], links[before]].find((candidate) => candidate && contains(candidate.label, broken));
  if (!link) return [];
  const rest = /^\\?\]/.exec(text.slice(link.end, link.end + 2));
  const behind = rest
    ? replace(text, { start: link.end, end: link.end + rest[0].length }, written)
    : insert(link.end, written);
  return [remove(text, broken), behind];
}
