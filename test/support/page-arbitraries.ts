import fc from "fast-check";

// Pages with several lists, unclosed HTML, nested lists, tables and repeated entries: small ones, for a fault that needs a
// large page needs a small part of it first.

/** Sentences a marker may be part of. `M` is the marker as it is written, `N` its bare number. */
const SENTENCES: readonly string[] = [
  "橋建於明代M，",
  "清代重修 M\n",
  "長十丈M。",
  "M今為古蹟",
  "一行\nM\n又一行",
  '[石獸M](../Page/石獸.md "wikilink")，',
  '[橋M](https://zh.wikipedia.org/wiki/橋 "wikilink")',
  "ASCIIM，",
  "、M、",
  "\nM - 橫線，",
  "\nM 3. 數字，",
  "𠀀M𠮷",
  "**粗**M*斜*",
  "「M」，",
  "損\\[N]，",
  "損[N\\]，",
  "損\\[ N \\]，",
  "損［N］，",
  '[斷\\[N](../Page/斷.md "wikilink")\\]，',
  "連MM，",
  "裸[N]，",
  "`\\[N\\]`",
  "字\\]\\]",
  "，{{-}}。",
];

/** Blocks that hold no list of ours. `M` and `N` as above. */
const BLOCKS: readonly string[] = [
  "## 沿革M",
  "## 參考",
  "### 註",
  "<references />",
  "<div>",
  "</div>",
  "<div>甲</div>",
  "<pre>",
  "</pre>",
  "<pre>\n\n1.  碼\n\n</pre>",
  "<table>",
  "</table>",
  "<table><tr><td>格[N]</td></tr></table>",
  "<table>\n<tr><td>「[N]」表示</td></tr>\n\n<tr><td>格[N]</td></tr>\n</table>",
  "<!--",
  "-->",
  "<!-- 註 -->",
  "<script>",
  "| 甲 | 乙 |\n| - | - |\n| 格M | 「M」 |",
  "```\n1.  碼\n```",
  "```",
  "    1.  縮排碼M",
  "> 引文M\n>\n> 1.  引",
  "- 點M\n  1.  內",
  "---",
  '[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")',
  "[r]: http://example.org/r",
  "<!-- redlink-disable-next-line footnote/unused -->",
  "$$\na\n$$",
  "\\[a\n+ b\\]",
];

/** What an entry says, by shape. `P` is the indentation of its text, `T` a text that may be one of another entry, `M` a marker. */
const ENTRIES: readonly string[] = [
  " T",
  "",
  " T",
  "  T，M",
  " T\nP續T",
  " T\n懶T",
  " T\n\nP次T",
  " T\nP- 甲\nP- 乙",
  " T\n- 甲",
  " T\n  1.  小\n  2.  小",
  " T\n\nP1.  小",
  "\nP次行T",
  "\tT",
  " 。",
  " T\n\nP    碼",
  " [T](http://example.org/a)",
  " [題](http://example.org/a/T)",
  " T\nP```\nP1.  碼\nP```",
  " > 引T",
  " - 甲\nP- 乙",
  " # T",
  " <div>T",
  " 1. T",
];

const TEXTS: readonly string[] = ["縣志", "名錄", "古橋考", "卷三", "同上", "頭髮"];

interface ListRecipe {
  readonly entries: readonly { readonly shape: number; readonly text: number; readonly label: number }[];
  readonly numbering: "counted" | "counted" | "any" | "ones";
  readonly first: number;
  readonly gaps: readonly boolean[];
  readonly indent: string;
  readonly delimiter: string;
  readonly wide: boolean;
}

const label = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 4 }) },
  { weight: 1, arbitrary: fc.constantFrom(0, 5, 9, 10, 12, 99, 100, 2014) },
);

const listRecipe: fc.Arbitrary<ListRecipe> = fc.record({
  entries: fc.array(fc.record({ shape: fc.nat(ENTRIES.length - 1), text: fc.nat(TEXTS.length - 1), label }), {
    minLength: 1,
    maxLength: 4,
  }),
  numbering: fc.constantFrom("counted", "counted", "any", "ones"),
  first: fc.constantFrom(1, 1, 1, 1, 2, 9, 10, 99),
  gaps: fc.array(fc.boolean(), { minLength: 1, maxLength: 4 }),
  indent: fc.constantFrom("", "", "", " ", "   "),
  delimiter: fc.constantFrom(".", ".", ".", ")"),
  wide: fc.boolean(),
});

type Piece =
  | { readonly kind: "paragraph"; readonly sentences: readonly { readonly sentence: number; readonly label: number }[] }
  | { readonly kind: "block"; readonly block: number; readonly label: number }
  | { readonly kind: "list"; readonly list: ListRecipe }
  | { readonly kind: "definitions"; readonly list: ListRecipe };

const piece: fc.Arbitrary<Piece> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("paragraph" as const),
      sentences: fc.array(fc.record({ sentence: fc.nat(SENTENCES.length - 1), label }), { minLength: 1, maxLength: 4 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant("block" as const), block: fc.nat(BLOCKS.length - 1), label }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("list" as const), list: listRecipe }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("definitions" as const), list: listRecipe }) },
);

/** Which form the markers of a page have: those of one page are mostly alike. */
type MarkerForm = "escaped" | "caret" | "mixed";

class PageWriter {
  private markers = 0;
  private count = 0;

  constructor(
    private readonly form: MarkerForm,
    private readonly counted: boolean,
  ) {}

  /** The next number: the marker's place in the text when the page counts, else the one that was drawn. */
  private number(drawn: number): number {
    return this.counted && drawn > 1 ? ++this.count : drawn;
  }

  private filled(source: string, drawn: number): string {
    const number = this.number(drawn);
    const caret = this.form === "caret" || (this.form === "mixed" && this.markers++ % 2 === 0);
    return source.replaceAll("M", caret ? `[^${number}]` : `\\[${number}\\]`).replaceAll("N", String(number));
  }

  write(piece: Piece): string {
    switch (piece.kind) {
      case "paragraph":
        return piece.sentences.map(({ sentence, label }) => this.filled(SENTENCES[sentence]!, label)).join("");
      case "block": {
        const block = BLOCKS[piece.block]!;
        return /[MN]/.test(block) ? this.filled(block, piece.label) : block;
      }
      case "list":
        return this.list(piece.list, (number) => `${number}${piece.list.delimiter}`);
      case "definitions":
        return this.list({ ...piece.list, indent: "" }, (number) => `[^${number}]:`);
    }
  }

  private list(recipe: ListRecipe, numeral: (number: number) => string): string {
    const { entries, numbering, first, gaps, indent, wide } = recipe;
    return entries
      .map(({ shape, text, label }, index) => {
        const number = numbering === "counted" ? first + index : numbering === "ones" ? 1 : label;
        const written = numeral(number);
        const isDefinition = written.startsWith("[");
        const pad = isDefinition ? "" : " ".repeat(wide ? Math.max(0, 3 - written.length) : 0);
        const column = isDefinition ? 4 : indent.length + written.length + pad.length + 1;
        const body = ENTRIES[shape]!.replaceAll("P", " ".repeat(column)).replaceAll("T", TEXTS[text]!);
        const marked = body.includes("M") ? this.filled(body, label) : body;
        const gap = index === entries.length - 1 ? "" : gaps[index % gaps.length] ? "\n\n" : "\n";
        return indent + written + (/^ [^ ]/.test(marked) ? pad : "") + marked + gap;
      })
      .join("");
  }
}

/** Pages of Markdown with footnotes of any kind, sound and damaged. */
export const markdownPage: fc.Arbitrary<string> = fc
  .record({
    pieces: fc.array(fc.tuple(piece, fc.constantFrom("\n\n", "\n\n", "\n\n", "\n", "\n\n\n")), {
      minLength: 1,
      maxLength: 7,
    }),
    last: fc.option(listRecipe, { freq: 3 }),
    category: fc.boolean(),
    form: fc.constantFrom<MarkerForm>("escaped", "escaped", "escaped", "caret", "mixed"),
    counted: fc.boolean(),
    head: fc.constantFrom("", "", "", "", "---\ntitle: 甲\n---\n\n", "\ufeff", "\n"),
    ending: fc.constantFrom("\n", "\n", "", "  \n\n", "\n<!-- 末 -->\n"),
    crlf: fc.boolean(),
  })
  .map(({ pieces, last, category, form, counted, head, ending, crlf }) => {
    const writer = new PageWriter(form, counted);
    let text = head;
    for (const [one, gap] of pieces) text += writer.write(one) + gap;
    if (category) text += '[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")\n\n';
    if (last) text += writer.write({ kind: form === "caret" ? "definitions" : "list", list: last });
    text = text.trimEnd() + ending;
    return crlf ? text.replace(/\r?\n/g, "\r\n") : text;
  });

/** Footnotes of wikitext, whole and damaged. */
const REFS: readonly string[] = [
  "<ref>T</ref>",
  "<ref>{{cite web|title=T|url=http://example.org/T}}</ref>",
  '<ref name="a">T</ref>',
  '<ref name="b">T</ref>',
  '<ref name="a" />',
  '<ref name="b" />',
  "<ref name=c/>",
  '<ref group="注">T</ref>',
  '<ref group="注" name="a">T</ref>',
  '<ref group="注" name="a" />',
  "<ref></ref>",
  "<ref />",
  "<ref name=1>T</ref>",
  "<ref name=一 二>T</ref>",
  '<ref name="d">T<ref>內</ref></ref>',
  "<ref follow=a>T</ref>",
  "<ref>T",
  "</ref>",
  "<ref>T<ref>",
  '<ref name="e" foo="x">T</ref>',
  "<ref>𠀀T</ref>",
  "{{#tag:ref|T|name=f}}",
  "{{#tag:ref|T}}",
  "{{r|a}}",
  "{{efn|T}}",
  "<ref>T|乙=丙</ref>",
  '<ref name="g"><!-- 註 -->T</ref>',
  '<ref name="a">T</ref><ref name="a" />',
  "<ref>T</ref><ref>T</ref>",
];

/** Places a footnote may stand in. */
const PLACES: readonly string[] = [
  "橋建於明代R，",
  "重修 R\n",
  "長十丈R。",
  "R今為古蹟",
  "[[石獸|獸R]]",
  "[[File:甲.jpg|thumb|圖R]]",
  "\n== 沿革R ==\n",
  "\n{| class=x\n! 頭R\n|-\n| 格R || 乙\n|}\n",
  "\n{|\n| 格R\n",
  "\n* 點R\n",
  "\n R\n",
  "''斜R''",
  "{{甲|乙=丙R}}",
  "<nowiki>R</nowiki>",
  "<!-- R -->",
  "<!--",
  "<pre>R",
  "<div>R",
  "-{zh-hans:里R;zh-hant:裡}-",
  "𠀀R",
  "\n\n",
  "RR",
];

/** Lists of references. `R` is a footnote. */
const LISTS: readonly string[] = [
  "<references />",
  "<references>\nR\nR\n</references>",
  '<references group="注" />',
  '<references group="注">\nR\n</references>',
  "{{reflist}}",
  "{{reflist|refs=\nR\n}}",
  "{{reflist|group=注}}",
  "<references>",
  "</references>",
  "{{#tag:references|R}}",
  "<references/>",
];

const WIKI_TEXTS: readonly string[] = ["縣志", "名錄", "古橋考", "同上", "[[橋]]記"];

/** Pages of wikitext with footnotes in several groups and lists, sound and damaged. */
export const wikitextPage: fc.Arbitrary<string> = fc
  .record({
    pieces: fc.array(
      fc.record({
        place: fc.nat(PLACES.length - 1),
        list: fc.option(fc.nat(LISTS.length - 1), { freq: 4 }),
        refs: fc.array(fc.tuple(fc.nat(REFS.length - 1), fc.nat(WIKI_TEXTS.length - 1)), {
          minLength: 2,
          maxLength: 2,
        }),
      }),
      { minLength: 1, maxLength: 9 },
    ),
    ending: fc.constantFrom("\n", "", "\n\n<references />\n", "\n[[Category:橋]]\n", "\n== 參考 ==\n{{reflist}}\n"),
    crlf: fc.boolean(),
  })
  .map(({ pieces, ending, crlf }) => {
    let text = "";
    for (const { place, list, refs } of pieces) {
      const source = list === null ? PLACES[place]! : `\n${LISTS[list]!}\n`;
      let next = 0;
      text += source.replace(/R/g, () => {
        const [ref, body] = refs[next++ % refs.length]!;
        return REFS[ref]!.replaceAll("T", WIKI_TEXTS[body]!);
      });
    }
    text += ending;
    return crlf ? text.replace(/\r?\n/g, "\r\n") : text;
  });
