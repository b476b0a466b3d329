import fc from "fast-check";

/** A generated page, and what went into it. */
export interface GeneratedPage {
  readonly text: string;
  readonly entries: number;
}

type EntryShape =
  | "bare"
  | "text"
  | "wrapped"
  | "lazy"
  | "paragraphs"
  | "bullets"
  | "next-line"
  | "tab"
  | "marker"
  | "dot";

const SHAPES: readonly EntryShape[] = [
  "text",
  "bare",
  "text",
  "wrapped",
  "lazy",
  "paragraphs",
  "bullets",
  "next-line",
  "tab",
  "marker",
  "dot",
];

/** Pieces of text a marker may stand behind. `M` is the marker. */
const PIECES: readonly string[] = [
  "此橋建於明代M，",
  "清代重修 M\n",
  "長十丈M。",
  "M今為古蹟",
  "一行\nM\n又一行",
  '[鎮水石獸M](https://zh.wikipedia.org/wiki/石獸 "wikilink")',
  "ASCIIM",
  "、M、",
  "\nM - 橫線，",
  "\nM 3. 數字，",
  "𠀀M𠀁",
  "。\n\n## 沿革\n\n其後M ",
  "**粗**M*斜*",
];

interface Recipe {
  readonly pieces: readonly { readonly piece: number; readonly label: number }[];
  readonly shapes: readonly EntryShape[];
  readonly loose: readonly boolean[];
  readonly single: boolean;
  readonly ending: string;
  readonly crlf: boolean;
  readonly bom: boolean;
}

const recipe = (most: number, labels: fc.Arbitrary<number>): fc.Arbitrary<Recipe> =>
  fc.record({
    pieces: fc.array(fc.record({ piece: fc.nat(PIECES.length - 1), label: labels }), { maxLength: 14 }),
    shapes: fc.array(fc.constantFrom(...SHAPES), { minLength: 1, maxLength: most }),
    loose: fc.oneof(fc.constant([true]), fc.constant([false]), fc.array(fc.boolean(), { minLength: 1, maxLength: 7 })),
    single: fc.boolean(),
    ending: fc.constantFrom("", "\n", "\n\n", "  \n"),
    crlf: fc.boolean(),
    bom: fc.boolean(),
  });

function body(pieces: Recipe["pieces"], marker: (label: number) => string): string {
  return pieces.map(({ piece, label }) => PIECES[piece]!.replaceAll("M", marker(label))).join("");
}

/** The text behind a numeral that takes `width` columns with its padding. */
function entryBody(shape: EntryShape, width: number, pad: string, id: string, marker: string): string {
  const indent = " ".repeat(width);
  switch (shape) {
    case "bare":
      return "";
    case "dot":
      return `${pad}。`;
    case "text":
      return `${pad}來源${id}，[書](http://example.org/${id})`;
    case "tab":
      // Behind a longer numeral the tab would reach to the eighth column.
      return width > 4 ? `${pad}來源${id}` : `\t來源${id}\n\n\t　補充${id}`;
    case "wrapped":
      return `${pad}來源${id}\n${indent}第二行${id}`;
    case "lazy":
      return `${pad}來源${id}\n懶行${id}`;
    case "paragraphs":
      return `${pad}來源${id}\n\n${indent}第二段${id}\n\n${indent}第三段${id}`;
    case "bullets":
      return `${pad}來源${id}\n${indent}  - 甲${id}\n${indent}  - 乙${id}`;
    case "next-line":
      return `\n${indent}次行${id}`;
    case "marker":
      return `${pad}來源${id}，轉引自${marker}`;
  }
}

function finish(text: string, { crlf, bom }: Recipe): string {
  return (bom ? "\ufeff" : "") + (crlf ? text.replaceAll("\n", "\r\n") : text);
}

/** How the numerals of a list are written. */
export type Numbering = "sound" | "any";

/** Pages as pandoc and people leave them: `\[n\]` markers, and an ordered list behind the categories. */
export function markdownPages(numbering: Numbering): fc.Arbitrary<GeneratedPage> {
  return fc
    .record({
      recipe: recipe(13, fc.integer({ min: 1, max: 14 })),
      numbers: fc.array(fc.integer({ min: 1, max: 120 }), { minLength: 13, maxLength: 13 }),
      ascending: fc.boolean(),
      top: fc.constantFrom(0, 0, 7, 95),
      suspect: fc.boolean(),
    })
    .map(({ recipe, numbers, ascending, top, suspect }) => {
      const { pieces, shapes, loose, single, ending } = recipe;
      const raised = (label: number) => `\\[${label + (numbering === "any" ? top : 0)}\\]`;
      const written = numbering === "sound" ? shapes.map((_, index) => index + 1) : numbers.slice(0, shapes.length);
      if (numbering === "any" && ascending) written.sort((a, b) => a - b);
      const list = shapes.map((shape, index) => {
        const label = `${written[index]}.`;
        const pad = " ".repeat(single ? 1 : Math.max(1, 4 - label.length));
        const gap = index === shapes.length - 1 ? "" : loose[index % loose.length] ? "\n\n" : "\n";
        const source = entryBody(
          shape,
          label.length + pad.length,
          pad,
          String.fromCharCode(0x4e00 + index),
          raised(index + 1),
        );
        return label + source + gap;
      });
      const text = `開頭${body(pieces, raised)}${suspect ? "，元素 a\\[0\\]" : ""}\n\n1.  步驟\n2.  步驟\n\n[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")\n\n${list.join("")}${ending}`;
      return { text: finish(text, recipe), entries: shapes.length };
    });
}

/** Pages of the later generation: `[^n]` and its definitions, some of them named. */
export function definitionPages(): fc.Arbitrary<GeneratedPage> {
  return fc
    .record({
      recipe: recipe(9, fc.integer({ min: 1, max: 10 })),
      order: fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7, 8], { minLength: 9 }),
      names: fc.array(fc.constantFrom("", "", "wang", "志"), { minLength: 9, maxLength: 9 }),
      between: fc.boolean(),
    })
    .map(({ recipe, order, names, between }) => {
      const { pieces, shapes, loose, ending } = recipe;
      const name = (number: number) => (names[number - 1] ? `${names[number - 1]}${number}` : String(number));
      const marker = (label: number) => `[^${name(label)}]`;
      const numbers = order.filter((index) => index < shapes.length).map((index) => index + 1);
      const definitions = shapes.map((shape, index) => {
        const kept = shape === "next-line" || shape === "tab" || shape === "bare" ? "text" : shape;
        const source = entryBody(kept, 4, " ", String.fromCharCode(0x4e00 + index), marker(index + 1));
        const gap = index === shapes.length - 1 ? "" : loose[index % loose.length] ? "\n\n" : "\n";
        const other = between && index === 0 && gap !== "" ? "\n\n段落\n\n" : gap;
        return `[^${name(numbers[index]!)}]:${source}${other}`;
      });
      const text = `開頭${body(pieces, marker)}\n\n${definitions.join("")}${ending}`;
      return { text: finish(text, recipe), entries: shapes.length };
    });
}

/** Pages whose footnotes are numbered by first use, every entry cited, reuse included: in either form of Markdown. */
export function soundPages(): fc.Arbitrary<{ readonly numbered: string; readonly defined: string }> {
  return fc
    .record({
      recipe: recipe(9, fc.integer({ min: 1, max: 10 })),
      names: fc.array(fc.constantFrom("", "", "wang", "志"), { minLength: 14, maxLength: 14 }),
      heading: fc.boolean(),
    })
    .map(({ recipe, names, heading }) => {
      const { pieces, shapes, loose, ending } = recipe;
      let count = 0;
      // A label beyond those in use so far is a new footnote, any other a repeated one.
      const labels = pieces.map(({ label }) => (label > count ? ++count : label));
      const name = (number: number) => (names[number - 1] ? `${names[number - 1]}${number}` : String(number));
      const page = (marker: (label: number) => string, numeral: (label: number) => string, width: number) => {
        const text = pieces.map(({ piece }, index) => PIECES[piece]!.replaceAll("M", marker(labels[index]!))).join("");
        const entries = Array.from({ length: count }, (_, index) => {
          const label = numeral(index + 1);
          const shape = shapes[index % shapes.length]!;
          // Where definitions and items differ in what they allow, they are tested by themselves.
          const kept = shape === "tab" || shape === "next-line" ? "text" : shape;
          const pad = " ".repeat(Math.max(1, width - label.length));
          const id = String.fromCharCode(0x4e00 + index);
          const gap = index === count - 1 ? "" : loose[index % loose.length] ? "\n\n" : "\n";
          return label + entryBody(kept, 4, pad, id, marker(1)) + gap;
        });
        const title = heading ? "## 參考文獻\n\n" : "";
        return finish(
          `開頭${text}\n\n[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")\n\n${title}${entries.join("")}${ending}`,
          recipe,
        );
      };
      return {
        numbered: page(
          (label) => `\\[${label}\\]`,
          (label) => `${label}.`,
          4,
        ),
        defined: page(
          (label) => `[^${name(label)}]`,
          (label) => `[^${name(label)}]:`,
          0,
        ),
      };
    });
}
