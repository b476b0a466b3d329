import fc from "fast-check";

/** Pieces that matter to the parsers, alone and broken. */
const PIECES = [
  "\\[1\\]",
  "\\[2\\]",
  "\\[12\\]",
  "\\[ 3 \\]",
  "\\[4]",
  "[5\\]",
  "［6］",
  "\\[0\\]",
  "\\[2014\\]",
  "[7]",
  "[^1]",
  "[^a]",
  "[^1]: ",
  "\n[^2]: 註\n",
  '[甲](../Page/甲.md "wikilink")',
  '[甲乙](https://zh.wikipedia.org/wiki/甲 "wikilink")',
  '[丙](丙_\\(丁\\) "wikilink")',
  '[Category:甲](https://zh.wikipedia.org/wiki/Category:甲 "wikilink")',
  '[圖](x "fig:圖")',
  "[<sup>\\[3\\]</sup>](#cite_note-3)",
  '<a href="../Page/甲.md" title="wikilink">甲</a>',
  "<table>",
  "<tr><td>",
  "</td></tr>",
  "</table>\n",
  "<ref>",
  "</ref>",
  "<references />",
  "\n<references />\n1.  甲\n2.\n",
  "<!--",
  "-->",
  "<!-- 註 -->",
  "<br>",
  "<small>",
  "</small>",
  "\\]\\]",
  "]]",
  "{{-}}",
  "{{甲|乙=丙",
  "}}",
  "|accessdate=2010}}",
  "-{zh-hans:里;zh-hant:裡}-",
  "-{",
  "}-",
  "'''",
  "`",
  "``",
  "`a[1]`",
  "```\n",
  "$",
  "\\(",
  "\\)",
  "\\[",
  "\\]",
  "\\(x^2\\)",
  "\\[ a\n+ b \\]",
  "*",
  "**",
  "_",
  "[",
  "]",
  "(",
  ")",
  "![",
  "\\",
  "&amp;",
  "&#x4e2d;",
  "http://a.b/c?d=e",
  "<http://a.b>",
  "\n",
  "\n\n",
  "\r\n",
  "\r\n\r\n",
  "    ",
  "> ",
  "> > ",
  "- ",
  "* ",
  "1.  ",
  "2.  ",
  "3.",
  "4.\n",
  "\n1.  甲\n2.\n3.\n",
  "10. 乙\n",
  "# ",
  "## 參考\n",
  "===\n",
  "---\n",
  "|",
  "甲",
  "乙丙丁",
  "了 ，",
  "（）",
  "。",
  "，",
  "word ",
  "a\\[1\\]\\[2\\]",
  "𠀀",
  "\u0000",
  "\ufeff",
  "\u2028",
  "干",
  "乾燥",
  "后",
  "裏面",
];

/** Any mixture of constructs, whole and broken. */
export const brokenText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...PIECES) },
      { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 8 }) },
    ),
    {
      maxLength: 40,
    },
  )
  .map((pieces) => pieces.join(""));

/** A page of the usual shape: paragraphs with links and ascending markers, categories, the list. */
export const articleText: fc.Arbitrary<string> = fc
  .record({
    paragraphs: fc.array(
      fc.array(
        fc.constantFrom(
          "甲乙",
          '[丙](../Page/丙.md "wikilink")',
          "M",
          "，",
          "\n",
          '[丁戊](https://zh.wikipedia.org/wiki/丁 "wikilink")',
          "；",
          "Latin ",
          "{{-}}",
          "\\]\\]",
        ),
        { minLength: 1, maxLength: 9 },
      ),
      {
        minLength: 1,
        maxLength: 6,
      },
    ),
    category: fc.boolean(),
    bare: fc.array(fc.boolean(), { minLength: 60, maxLength: 60 }),
    loose: fc.boolean(),
    newline: fc.constantFrom("\n", "\r\n"),
  })
  .map(({ paragraphs, category, bare, loose, newline }) => {
    let count = 0;
    const body = paragraphs.map((pieces) =>
      pieces.map((piece) => (piece === "M" ? `\\[${++count}\\]` : piece)).join(""),
    );
    const entries = Array.from(
      { length: count },
      (_, index) => `${index + 1}.${bare[index] ? "" : `  出處${index + 1}`}`,
    );
    const categoryLine = category ? '[Category:甲](https://zh.wikipedia.org/wiki/Category:甲 "wikilink")\n\n' : "";
    const page = `${body.join("\n\n")}\n\n${categoryLine}${entries.join(loose ? "\n\n" : "\n")}\n`;
    return page.replaceAll("\n", newline);
  });

/** An edit of a text: where (as a fraction of its length), how much goes, what comes. */
export interface RandomEdit {
  readonly at: number;
  readonly length: number;
  readonly insert: string;
}

export const randomEdit: fc.Arbitrary<RandomEdit> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat({ max: 12 }),
  insert: fc.oneof(fc.constant(""), fc.constantFrom(...PIECES), fc.constantFrom("字", "a", "\n", " ", "1", "]", "<")),
});
