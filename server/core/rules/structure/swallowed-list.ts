import { parse } from "../../dialects/parse";
import { lineStart } from "../../footnotes/layout";
import { effectOf } from "../../footnotes/verify";
import type { Article, ReferenceList } from "../../model/article";
import { applyEdits, insert, type TextEdit } from "../../text/edit";
import { firstStartingAt, spanAt } from "../../text/span";
import type { Snapshot } from "../../workspace/snapshot";
import { farReaching } from "../far-reaching";
import { lineEndingOf } from "../residue/removal";
import type { Rule } from "../rule";

const TITLES = {
  swallowed: {
    en: "Insert a blank line above the list",
    "zh-hans": "在列表上方插入空行",
    "zh-hant": "在列表上方插入空行",
  },
  fused: {
    en: "Insert a comment that parts the lists",
    "zh-hans": "插入注释，隔开两个列表",
    "zh-hant": "插入註解，隔開兩個列表",
  },
};

/** Where a finding about a list stands: its first numeral. */
function headOf({ article }: Snapshot, list: ReferenceList): { start: number; end: number } {
  return article.references[list.first]?.label ?? list;
}

/** A list of references that does not render as a list of its own. */
export const swallowedList: Rule = {
  id: "structure/swallowed-list",
  summary: {
    en: "The list of references does not render as a list of its own.",
    "zh-hans": "参考列表没有显示成独立的列表。",
    "zh-hant": "參考列表沒有顯示成獨立的列表。",
  },
  why: {
    en: "Directly below an HTML line Markdown takes the list for HTML and shows one lump of text; behind another list its numbers go on counting from that one.",
    "zh-hans":
      "紧接在 HTML 行之下时，Markdown 会把列表当成 HTML，显示为一整段文字；紧接在另一列表之后时，编号会接着前面的数下去。",
    "zh-hant":
      "緊接在 HTML 行之下時，Markdown 會把列表當成 HTML，顯示為一整段文字；緊接在另一列表之後時，編號會接著前面的數下去。",
  },
  severity: "error",
  dialects: ["markdown"],
  messages: {
    swallowed: {
      en: "The list stands directly below an HTML line and does not render as a list. Insert a blank line.",
      "zh-hans": "列表紧接在 HTML 行之下，不会显示成列表，应在其上插入空行。",
      "zh-hant": "列表緊接在 HTML 行之下，不會顯示成列表，應在其上插入空行。",
    },
    fused: {
      en: "The list runs on from the list above and renders with its numbers. Part the two.",
      "zh-hans": "列表与上面的列表连成一体，编号会接着数下去，应将两者隔开。",
      "zh-hant": "列表與上面的列表連成一體，編號會接著數下去，應將兩者隔開。",
    },
  },
  examples: [
    {
      title: "directly below an HTML line",
      source: `此橋建於明代\\[1\\]，見[老橋](https://zh.wikipedia.org/wiki/老橋 "wikilink")。\n\n<references />\n⟦1.⟧  某書\n`,
      fixed: `此橋建於明代\\[1\\]，見[老橋](https://zh.wikipedia.org/wiki/老橋 "wikilink")。\n\n<references />\n\n1.  某書\n`,
    },
    {
      title: "a blank line between",
      source: `此橋建於明代\\[1\\]，見[老橋](https://zh.wikipedia.org/wiki/老橋 "wikilink")。\n\n<references />\n\n1.  某書\n`,
    },
  ],
  checkArticle(snapshot, report) {
    for (const list of snapshot.article.lists) {
      if (list.standing !== "list") report(headOf(snapshot, list), list.standing);
    }
  },
  fixes(finding, snapshot) {
    const { article } = snapshot;
    const { text, lists } = article;
    const list = spanAt(lists, finding.start);
    if (!list || list.standing === "list") return [];
    const line = lineStart(text, headOf(snapshot, list).start);
    const eol = lineEndingOf(text);
    const edits = [insert(line, list.standing === "swallowed" ? eol : `<!-- -->${eol}${eol}`)];
    const safety = list.standing === "swallowed" || isApart(article, list) ? "safe" : "review";
    const title = { texts: TITLES[list.standing] };
    return [farReaching({ title, safety, preferred: true }, () => (standsAfter(article, edits) ? edits : []))];
  },
};

/**
 * Whether with the edits made every list stands by itself and no citation has moved. A blank line ends no `<pre>`,
 * `<script>` or comment, and what counts anew from 1 may be a list within an entry that lost its indentation.
 */
function standsAfter(article: Article, edits: readonly TextEdit[]): boolean {
  const { lists } = parse(applyEdits(article.text, edits), "markdown").article;
  return lists.every(({ standing }) => standing === "list") && effectOf(article, edits) === "keeps";
}

/**
 * Whether a fused list is certainly a list of its own, no list within the entry above: markers cite each of its entries,
 * which count 1, 2, 3…, and these are more than could belong to the list above.
 */
function isApart({ references, blocks }: Article, { first, last, start }: ReferenceList): boolean {
  const entries = references.slice(first, last);
  let above = 0;
  for (let index = firstStartingAt(blocks, start) - 1; blocks[index]?.kind === "item"; index--) above++;
  return entries.length > above && entries.every(({ number, citedBy }, at) => number === at + 1 && citedBy.length > 0);
}
