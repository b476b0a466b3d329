/** A made-up article as its author has it, and the forms it comes in. */

export interface Source {
  readonly title: string;
  readonly url: string;
  readonly work: string;
  readonly date: string;
}

/** Characters that texts are made of. */
export const HAN = Array.from(
  "山水火木土日月星風雨雪雲河江湖海橋鎮村城門路石竹松梅花鳥魚牛羊馬車船人民士王李張陳劉黃周吳徐孫朱高林何郭東西南北中上下左右前後大小長短高低新舊老少春夏秋冬年月日時分建築設計開通完工改修拆除保存展覽研究報告記錄測量調查統計資料會議決定通過提出反對支持位於屬於成為包括例如其中因此但是並且以及由於根據",
);

/** Text, or a citation of a source by its index. */
export type Piece = string | number;

export interface Original {
  readonly title: string;
  readonly paragraphs: readonly (readonly Piece[])[];
  readonly sources: readonly Source[];
  /** What each paragraph is; undefined: all are text. */
  readonly kinds?: readonly ("text" | "item" | "table" | "heading")[];
}

/** How a paragraph of each kind is written in a form; `$` stands for its text. */
type Frames = Readonly<Record<NonNullable<Original["kinds"]>[number], string>>;
const MARKDOWN: Frames = { text: "$", item: "- $", table: "| 項 |\n| --- |\n| $ |", heading: "## $" };
const RENDERED: Frames = { text: "$", item: "$", table: "項\n$", heading: "$" };
const HTML: Frames = {
  text: "<p>$\n</p>",
  item: "<ul><li>$</li></ul>",
  table: "<table><tbody><tr><th>項</th></tr><tr><td>$</td></tr></tbody></table>",
  heading: '<h2><span class="mw-headline">$</span></h2>',
};
const WIKITEXT: Frames = { text: "$", item: "* $", table: "{|\n! 項\n|-\n| $\n|}", heading: "== $ ==" };

/** A paragraph's text as what the paragraph is. */
function framed({ kinds }: Original, index: number, frames: Frames, text: string): string {
  return frames[kinds?.[index] ?? "text"].replace("$", () => text);
}

/** The citations of an article in reading order. */
export function citationsOf({ paragraphs }: Original): number[] {
  return paragraphs.flat().filter((piece) => typeof piece === "number");
}

/** Each source's number on a page: by first use. */
function numbersOf(original: Original): Map<number, number> {
  const numbers = new Map<number, number>();
  for (const source of citationsOf(original)) if (!numbers.has(source)) numbers.set(source, numbers.size + 1);
  return numbers;
}

/** The source's text, as a reader sees it. */
export function shown({ title, work, date }: Source): string {
  return `${title}. ${work}. ${date}.`;
}

function written({ title, url, work, date }: Source): string {
  return `[${title}](${url}). ${work}. ${date}.`;
}

/**
 * As pandoc leaves it: every citation has a number of its own.
 * @param lost whether the n-th citation's entry is empty
 */
export function markdownOf(original: Original, lost: (index: number) => boolean): string {
  let number = 0;
  const text = original.paragraphs
    .map((pieces) => pieces.map((piece) => (typeof piece === "number" ? `\\[${++number}\\]` : piece)).join(""))
    .map((paragraph, index) => framed(original, index, MARKDOWN, paragraph))
    .join("\n\n");
  const entries = citationsOf(original).map((source, index) => {
    const label = `${index + 1}.`;
    return lost(index) ? label : `${label.padEnd(3)} ${written(original.sources[source]!)}`;
  });
  return `${text}\n\n[Category:例](https://zh.wikipedia.org/wiki/Category:例 "wikilink")\n\n${entries.join("\n")}\n`;
}

/** As copied from the page. @param keeps whether the n-th paragraph is still there; the list is complete */
export function renderedOf(original: Original, keeps: (paragraph: number) => boolean = () => true): string {
  const numbers = numbersOf(original);
  const uses = citationsOf(original);
  const text = original.paragraphs
    .map((pieces) => pieces.map((piece) => (typeof piece === "number" ? `[${numbers.get(piece)}]` : piece)).join(""))
    .map((paragraph, index) => framed(original, index, RENDERED, paragraph))
    .filter((_, index) => keeps(index))
    .join("\n\n");
  const entries = [...numbers].map(([source, number]) => {
    const count = uses.filter((use) => use === source).length;
    const back = count > 1 ? Array.from({ length: count }, (_, at) => `${number}.${at} `).join("") : "";
    return `  ${number}. ^ ${back}${shown(original.sources[source]!)}\u00a0 `;
  });
  return `${text}\n\n\n${entries.join("\n")}\n`;
}

/** As MediaWiki serves it. */
export function htmlOf(original: Original, keeps: (paragraph: number) => boolean = () => true): string {
  const numbers = numbersOf(original);
  const counts = new Map<number, number>();
  const text = original.paragraphs
    .map((pieces) =>
      pieces
        .map((piece) => {
          if (typeof piece === "string") return piece;
          const use = counts.get(piece) ?? 0;
          counts.set(piece, use + 1);
          const number = numbers.get(piece)!;
          return `<sup id="cite_ref-s${piece}_${number}-${use}" class="reference"><a href="#cite_note-s${piece}-${number}">&#91;${number}&#93;</a></sup>`;
        })
        .join(""),
    )
    .map((paragraph, index) => framed(original, index, HTML, paragraph))
    .filter((_, index) => keeps(index))
    .join("");
  const entries = [...numbers].map(([source, number]) => {
    const { title, url, work, date } = original.sources[source]!;
    const links = Array.from(
      { length: counts.get(source)! },
      (_, use) => `<a href="#cite_ref-s${source}_${number}-${use}"><sup><i><b>${number}.${use}</b></i></sup></a>`,
    );
    return `<li id="cite_note-s${source}-${number}"><span class="mw-cite-backlink">^ ${links.join(" ")}</span> <span class="reference-text"><cite class="citation web"><a rel="nofollow" class="external text" href="${url}">${title}</a>. ${work}. ${date}.</cite></span>\n</li>`;
  });
  return `<h1 id="firstHeading">${original.title}</h1><div class="mw-parser-output">${text}<div class="reflist"><ol class="references">\n${entries.join("\n")}</ol></div></div>`;
}

/** As its authors write it: a name for what is cited again. */
export function wikitextOf(original: Original, keeps: (paragraph: number) => boolean = () => true): string {
  const uses = citationsOf(original);
  const defined = new Set<number>();
  const text = original.paragraphs
    .map((pieces) =>
      pieces
        .map((piece) => {
          if (typeof piece === "string") return piece;
          const { title, url, work, date } = original.sources[piece]!;
          const isNamed = uses.filter((use) => use === piece).length > 1;
          if (defined.has(piece)) return `<ref name="s${piece}" />`;
          defined.add(piece);
          const name = isNamed ? ` name="s${piece}"` : "";
          return `<ref${name}>{{cite web|title=${title}|url=${url}|work=${work}|date=${date}}}</ref>`;
        })
        .join(""),
    )
    .map((paragraph, index) => framed(original, index, WIKITEXT, paragraph))
    .filter((_, index) => keeps(index))
    .join("\n\n");
  return `${text}\n\n== 參考 ==\n<references />\n[[Category:例]]\n`;
}
