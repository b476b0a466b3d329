import { giveOwnNumber } from "../../footnotes/operations";
import { isWritten } from "../../footnotes/system";
import type { Article, Marker } from "../../model/article";
import { farReaching } from "../far-reaching";
import type { Rule } from "../rule";
import { adjacent } from "./adjacent-duplicate";
import { markerIndex } from "./constructs";

const OWN = {
  en: "Give it a number and an entry of its own",
  "zh-hans": "给它单独的编号和参考文献",
  "zh-hant": "給它單獨的編號和參考文獻",
};

const FIRST = { en: "First cited here", "zh-hans": "首次引用于此", "zh-hant": "首次引用於此" };

/** A number that is cited a second time, in a page whose conversion gave every footnote its own. */
export const duplicateMarker: Rule = {
  id: "footnote/duplicate-marker",
  summary: {
    en: "A footnote number is cited twice.",
    "zh-hans": "同一脚注编号被引用两次。",
    "zh-hant": "同一註腳編號被引用兩次。",
  },
  why: {
    en: "In these pages every footnote has a number of its own. A repeated one may be meant, or it is a number somebody forgot to change.",
    "zh-hans": "这类页面里每个脚注各有编号。重复的编号可能是有意为之，也可能是忘了修改。",
    "zh-hant": "這類頁面裡每個註腳各有編號。重複的編號可能是有意為之，也可能是忘了修改。",
  },
  severity: "info",
  dialects: ["markdown"],
  messages: {
    repeated: {
      en: "Footnote {number} is cited before. If another source is meant, give this one its own number.",
      "zh-hans": "脚注 {number} 前面已引用过。若另有所指，请给它单独的编号。",
      "zh-hant": "註腳 {number} 前面已引用過。若另有所指，請給它單獨的編號。",
    },
  },
  examples: [
    {
      title: "a number used twice",
      source: String.raw`此橋建於明代\[1\]，清代重修\[2\]，橋長十丈⟦\[1\]⟧，今為古蹟\[3\]。

1.  王五，《古橋考》
2.  縣志，卷三
3.  文物名錄
`,
      fixed: String.raw`此橋建於明代\[1\]，清代重修\[2\]，橋長十丈\[3\]，今為古蹟\[4\]。

1.  王五，《古橋考》
2.  縣志，卷三
3.  王五，《古橋考》
4.  文物名錄
`,
    },
    {
      title: "a number doubled at one place is another fault",
      source: String.raw`此橋建於明代\[1\]\[1\]，清代重修\[2\]。

1.  王五，《古橋考》
2.  縣志，卷三
`,
    },
    {
      title: "a number that the text speaks of",
      source: String.raw`此橋建於明代\[1\]，清代重修「\[2\]」。

<table><tr><td>「[1]」表示古橋</td></tr></table>

1.  王五，《古橋考》
2.  縣志，卷三
`,
    },
    {
      title: "named footnotes are made to be cited again",
      source: `此橋建於明代[^1]，橋長十丈[^1]。

[^1]: 王五，《古橋考》
`,
    },
  ],
  checkArticle({ article }, report) {
    // Index + 1 of the first marker of each entry; 0: none yet.
    const first = new Uint32Array(article.references.length);
    article.markers.forEach((marker, index) => {
      if (!isRepeatable(marker)) return;
      const earlier = article.markers[first[marker.reference!]! - 1];
      if (!earlier) {
        first[marker.reference!] = index + 1;
        return;
      }
      if (doubles(article, index)) return;
      report(marker, "repeated", {
        args: { number: marker.label },
        related: [{ start: earlier.start, end: earlier.end, message: { texts: FIRST } }],
      });
    });
  },
  fixes(finding, { article }) {
    const index = markerIndex(article, finding);
    const marker = article.markers[index];
    // One that is doubled on the spot would leave its double behind: that fault is mended first.
    if (!marker || !isRepeatable(marker) || adjacent(article, index) || !isWritten(article)) return [];
    return [farReaching({ title: { texts: OWN }, safety: "review" }, () => giveOwnNumber(article, index))];
  },
};

function isRepeatable(marker: Marker): boolean {
  return !marker.suspect && marker.reference !== null && marker.form !== "caret";
}

/** Whether the marker doubles the one right before it, which is a fault of its own. */
function doubles(article: Article, index: number): boolean {
  return index > 0 && adjacent(article, index - 1);
}
