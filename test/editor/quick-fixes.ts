// Every rule of the first rank on a page with its fault: each repair that the light bulb offers is made, compared with the
// whole text expected, and taken back.
import * as vscode from "vscode";
import {
  applyQuickFix,
  codeActions,
  equal,
  file,
  isFinding,
  open,
  reach,
  show,
  test,
  undoTo,
  waitForDiagnostics,
} from "./harness";

/** A page with a fault. The first finding of the rule is the one repaired. */
interface Fault {
  readonly rule: string;
  /** Which of the rule's cases it is. */
  readonly shows: string;
  readonly page: string;
  /** How many findings of the rule the page has; 1 unless it says otherwise. */
  readonly findings?: number;
  /** The repairs on offer, in their order. */
  readonly fixes: readonly Fix[];
  /** What the light bulb offers besides, for another rule's finding at the same place. */
  readonly besides?: readonly string[];
}

interface Fix {
  readonly title: string;
  /** The page afterwards; undefined when the repair does not change it. */
  readonly fixed?: string;
  /** The page that comes into being, by its name, and its text. */
  readonly creates?: readonly [name: string, text: string];
  /** How many findings of the rule are left; 0 unless it says otherwise. */
  readonly left?: number;
}

const category = '[Category:渡口](https://zh.wikipedia.org/wiki/Category:渡口 "wikilink")';

const faults: readonly Fault[] = [
  {
    rule: "footnote/empty-entry",
    shows: "a bare number",
    page: String.raw`渡口設於宋代\[1\]，清末改為義渡\[2\]，後來停用\[3\]。

1.  《青河縣志》卷二
2.
3.  《航運史稿》第三章
`,
    fixes: [
      {
        title: "Insert a citation to fill in",
        fixed: String.raw`渡口設於宋代\[1\]，清末改為義渡\[2\]，後來停用\[3\]。

1.  《青河縣志》卷二
2.  [標題](https://)，作者，日期
3.  《航運史稿》第三章
`,
      },
      {
        title: "Remove entry 2 with its markers (1) and renumber",
        fixed: String.raw`渡口設於宋代\[1\]，清末改為義渡，後來停用\[2\]。

1.  《青河縣志》卷二
2.  《航運史稿》第三章
`,
      },
    ],
  },
  {
    rule: "footnote/empty-entry",
    shows: "a bare definition",
    page: `渡口設於宋代[^1]，清末改為義渡[^2]。${category}

[^1]: 《青河縣志》卷二

[^2]:
`,
    fixes: [
      {
        title: "Insert a citation to fill in",
        fixed: `渡口設於宋代[^1]，清末改為義渡[^2]。${category}

[^1]: 《青河縣志》卷二

[^2]: [標題](https://)，作者，日期
`,
      },
      {
        title: "Remove entry 2 with its markers (1) and renumber",
        fixed: `渡口設於宋代[^1]，清末改為義渡。${category}

[^1]: 《青河縣志》卷二
`,
      },
    ],
  },
  {
    rule: "footnote/undefined",
    shows: "a marker beyond the list, with an entry to spare",
    page: String.raw`渡口設於宋代\[1\]，清末改為義渡\[3\]，後來停用\[7\]。

1.  《青河縣志》卷二
2.  義渡碑
3.  《航運史稿》第三章
`,
    fixes: [
      {
        title: "Add the entry, with a citation to fill in",
        fixed: String.raw`渡口設於宋代\[1\]，清末改為義渡\[3\]，後來停用\[4\]。

1.  《青河縣志》卷二
2.  義渡碑
3.  《航運史稿》第三章
4.  [標題](https://)，作者，日期
`,
      },
      {
        title: "Cite entry 2, which no marker cites",
        fixed: String.raw`渡口設於宋代\[1\]，清末改為義渡\[3\]，後來停用\[2\]。

1.  《青河縣志》卷二
2.  義渡碑
3.  《航運史稿》第三章
`,
      },
      {
        title: "Cite entry 3 instead",
        fixed: String.raw`渡口設於宋代\[1\]，清末改為義渡\[3\]，後來停用\[3\]。

1.  《青河縣志》卷二
2.  義渡碑
3.  《航運史稿》第三章
`,
      },
      {
        title: "Remove the marker",
        fixed: String.raw`渡口設於宋代\[1\]，清末改為義渡\[3\]，後來停用。

1.  《青河縣志》卷二
2.  義渡碑
3.  《航運史稿》第三章
`,
      },
    ],
  },
  {
    rule: "footnote/undefined",
    shows: "a mistyped name",
    page: `渡口設於宋代[^gazetteer]，清末改為義渡[^gazeteer]。${category}

[^gazetteer]: 《青河縣志》卷二
`,
    fixes: [
      {
        title: "Add the entry, with a citation to fill in",
        fixed: `渡口設於宋代[^gazetteer]，清末改為義渡[^gazeteer]。${category}

[^gazetteer]: 《青河縣志》卷二

[^gazeteer]: [標題](https://)，作者，日期
`,
      },
      {
        title: "Cite entry gazetteer instead",
        fixed: `渡口設於宋代[^gazetteer]，清末改為義渡[^gazetteer]。${category}

[^gazetteer]: 《青河縣志》卷二
`,
      },
      {
        title: "Remove the marker",
        fixed: `渡口設於宋代[^gazetteer]，清末改為義渡。${category}

[^gazetteer]: 《青河縣志》卷二
`,
      },
    ],
  },
  {
    rule: "footnote/unused",
    shows: "an entry nobody cites",
    page: String.raw`渡口設於宋代\[1\]，後來停用\[3\]。

1.  《青河縣志》卷二
2.  義渡碑

    又見拓本
3.  《航運史稿》第三章
`,
    fixes: [
      {
        title: "Remove entry 2 and renumber",
        fixed: String.raw`渡口設於宋代\[1\]，後來停用\[2\]。

1.  《青河縣志》卷二
2.  《航運史稿》第三章
`,
      },
    ],
  },
  {
    rule: "footnote/unused",
    shows: "a definition nobody cites",
    page: `渡口設於宋代[^a]，後來停用[^c]。${category}

[^a]: 《青河縣志》卷二
[^b]: 義渡碑
[^c]: 《航運史稿》第三章
`,
    fixes: [
      {
        title: "Remove entry b and renumber",
        fixed: `渡口設於宋代[^a]，後來停用[^c]。${category}

[^a]: 《青河縣志》卷二
[^c]: 《航運史稿》第三章
`,
      },
    ],
  },
  {
    rule: "footnote/number-mismatch",
    shows: "a gap behind the last entry that is cited",
    page: String.raw`渡口設於宋代\[1\]，清末改為義渡\[2\]。

1.  《青河縣志》卷二
2.  義渡碑
4.  《航運史稿》第三章
`,
    fixes: [
      {
        title: "Renumber the list from 1",
        fixed: String.raw`渡口設於宋代\[1\]，清末改為義渡\[2\]。

1.  《青河縣志》卷二
2.  義渡碑
3.  《航運史稿》第三章
`,
      },
    ],
    besides: ["Remove entry 4 and renumber"],
  },
  {
    rule: "footnote/number-mismatch",
    shows: "a number twice",
    page: String.raw`渡口設於宋代\[1\]，清末改為義渡\[2\]，後來停用\[3\]。

1.  《青河縣志》卷二
2.  義渡碑
2.  《航運史稿》第三章
`,
    fixes: [
      {
        title: "Renumber the list from 1 (markers without an entry get one)",
        fixed: String.raw`渡口設於宋代\[1\]，清末改為義渡\[2\]，後來停用\[3\]。

1.  《青河縣志》卷二
2.  義渡碑
3.  《航運史稿》第三章
`,
      },
    ],
    besides: ["Remove entry 2 and renumber"],
  },
  {
    rule: "footnote/number-mismatch",
    shows: "a list that starts at 9",
    page: String.raw`渡口設於宋代\[9\]，清末改為義渡\[10\]。

9.  《青河縣志》卷二
10. 義渡碑
`,
    fixes: [
      {
        title: "Renumber the list and its markers, each marker keeping its entry",
        fixed: String.raw`渡口設於宋代\[1\]，清末改為義渡\[2\]。

1.  《青河縣志》卷二
2.  義渡碑
`,
      },
    ],
  },
  {
    rule: "footnote/out-of-order",
    shows: "sentences that changed places",
    page: String.raw`清末改為義渡\[2\]，渡口設於宋代\[1\]，後來停用\[3\]。

1.  《青河縣志》卷二
2.  義渡碑

    又見拓本
3.
`,
    fixes: [
      {
        title: "Number the footnotes by first use, in the text and in the list",
        fixed: String.raw`清末改為義渡\[1\]，渡口設於宋代\[2\]，後來停用\[3\]。

1.  義渡碑

    又見拓本
2.  《青河縣志》卷二
3.
`,
      },
    ],
  },
  {
    rule: "footnote/out-of-order",
    shows: "definitions",
    page: `清末改為義渡[^2]，渡口設於宋代[^1]。${category}

[^1]: 《青河縣志》卷二

[^2]: 義渡碑
`,
    fixes: [
      {
        title: "Number the footnotes by first use, in the text and in the list",
        fixed: `清末改為義渡[^1]，渡口設於宋代[^2]。${category}

[^1]: 義渡碑

[^2]: 《青河縣志》卷二
`,
      },
    ],
  },
  {
    rule: "footnote/missing-list",
    shows: "a list that was cut off",
    page: String.raw`渡口設於宋代\[1\]，清末改為義渡\[2\]。

${category}
`,
    fixes: [
      {
        title: "Create the list, with citations to fill in (2)",
        fixed: String.raw`渡口設於宋代\[1\]，清末改為義渡\[2\]。

${category}

1.  [標題](https://)，作者，日期
2.  [標題](https://)，作者，日期
`,
      },
    ],
  },
  {
    rule: "footnote/missing-list",
    shows: "no definitions",
    page: `渡口设于宋代[^1]，清末改为义渡[^bei]。${category}
`,
    fixes: [
      {
        title: "Create the list, with citations to fill in (2)",
        fixed: `渡口设于宋代[^1]，清末改为义渡[^bei]。${category}

[^1]: [标题](https://)，作者，日期

[^bei]: [标题](https://)，作者，日期
`,
      },
    ],
  },
  ...(
    [
      ["a lost backslash", String.raw`義渡\[2]`],
      ["the other backslash", String.raw`義渡[2\]`],
      ["spaces", String.raw`義渡\[ 2 \]`],
      ["full-width brackets", "義渡［２］"],
    ] as const
  ).map(([shows, damaged]): Fault => {
    const page = (written: string) => String.raw`渡口設於宋代\[1\]，清末改為${written}，後來停用。${category}

1.  《青河縣志》卷二
2.  義渡碑
`;
    const fix = { title: "Make it the marker [2]", fixed: page(String.raw`義渡\[2\]`) };
    return { rule: "footnote/broken-marker", shows, page: page(damaged), fixes: [fix] };
  }),
  {
    rule: "footnote/broken-marker",
    shows: "a marker cut by the edge of a link",
    page: String.raw`渡口設於宋代\[1\]，清末改為[義渡\[2](https://zh.wikipedia.org/wiki/義渡 "wikilink")\]，後來停用。

1.  《青河縣志》卷二
2.  義渡碑
`,
    fixes: [
      {
        title: "Make it the marker [2]",
        fixed: String.raw`渡口設於宋代\[1\]，清末改為[義渡](https://zh.wikipedia.org/wiki/義渡 "wikilink")\[2\]，後來停用。

1.  《青河縣志》卷二
2.  義渡碑
`,
      },
    ],
  },
  {
    rule: "footnote/duplicate-name",
    shows: "two sources under one name",
    page: `渡口設於宋代[^縣志]，清末改為義渡[^縣志]。${category}

[^縣志]: 《青河縣志》卷二
[^縣志]: 《青河縣志》卷五
`,
    fixes: [
      {
        title: "Name this one 縣志-2",
        fixed: `渡口設於宋代[^縣志]，清末改為義渡[^縣志]。${category}

[^縣志]: 《青河縣志》卷二
[^縣志-2]: 《青河縣志》卷五
`,
      },
      {
        title: "Keep the first, remove this one",
        fixed: `渡口設於宋代[^縣志]，清末改為義渡[^縣志]。${category}

[^縣志]: 《青河縣志》卷二
`,
      },
    ],
  },
  {
    rule: "link/missing-page",
    shows: "a page that is not there, another one's name being like it",
    page: `渡口以[渡船設置](../Page/渡船設置.md "wikilink")與[燈塔](https://zh.wikipedia.org/wiki/燈塔 "wikilink")聞名。
`,
    fixes: [
      {
        title: "Link to “渡船設置” on zh.wikipedia.org instead",
        fixed: `渡口以[渡船設置](https://zh.wikipedia.org/wiki/渡船設置 "wikilink")與[燈塔](https://zh.wikipedia.org/wiki/燈塔 "wikilink")聞名。
`,
      },
      {
        title: "Link to the existing page “渡船設計”",
        fixed: `渡口以[渡船設置](../Page/渡船設計.md "wikilink")與[燈塔](https://zh.wikipedia.org/wiki/燈塔 "wikilink")聞名。
`,
      },
      { title: "Create the page “渡船設置”", creates: ["渡船設置.md", "**渡船設置**\n"] },
      {
        title: "Remove the link, keep its text",
        fixed: `渡口以渡船設置與[燈塔](https://zh.wikipedia.org/wiki/燈塔 "wikilink")聞名。
`,
      },
    ],
  },
  {
    rule: "link/variant-title",
    shows: "a title in the other script",
    page: `参见[设计](../Page/渡船设计.md "wikilink")一节。
`,
    fixes: [
      {
        title: "Link to the page's own name “渡船設計”",
        fixed: `参见[设计](../Page/渡船設計.md "wikilink")一节。
`,
      },
    ],
  },
  {
    rule: "link/overrun",
    shows: "two link texts that ran on",
    page: `[南渡口始設於](../Page/南渡口.md "wikilink")1131年，由[青河縣經營](https://zh.wikipedia.org/wiki/青河縣 "wikilink")。
`,
    findings: 2,
    fixes: [
      {
        title: "Move “始設於” behind the link",
        fixed: `[南渡口](../Page/南渡口.md "wikilink")始設於1131年，由[青河縣經營](https://zh.wikipedia.org/wiki/青河縣 "wikilink")。
`,
        left: 1,
      },
      {
        title: "Move the rest behind the link in all 2 links of this page",
        fixed: `[南渡口](../Page/南渡口.md "wikilink")始設於1131年，由[青河縣](https://zh.wikipedia.org/wiki/青河縣 "wikilink")經營。
`,
      },
    ],
  },
  {
    rule: "link/stray-close",
    shows: "the end of a caption",
    page: String.raw`[縮圖](https://zh.wikipedia.org/wiki/File:Ferry.jpg "fig:縮圖")[南渡口](../Page/南渡口.md "wikilink")的石階\]\] 渡口設於宋代。
`,
    fixes: [
      {
        title: "Remove the leftover brackets",
        fixed: `[縮圖](https://zh.wikipedia.org/wiki/File:Ferry.jpg "fig:縮圖")[南渡口](../Page/南渡口.md "wikilink")的石階 渡口設於宋代。
`,
      },
      {
        title: "Remove the brackets and put the caption in a paragraph of its own",
        fixed: `[縮圖](https://zh.wikipedia.org/wiki/File:Ferry.jpg "fig:縮圖")[南渡口](../Page/南渡口.md "wikilink")的石階

渡口設於宋代。
`,
      },
    ],
  },
  {
    rule: "variant/mixed-script",
    shows: "a Simplified name among Traditional characters",
    page: `渡口由知縣（约翰）於戰亂之後設立，[南渡口](../Page/南渡口.md "wikilink")隨即興盛起來，鄉人對此評價不一，縣誌認為歷時過長。
`,
    fixes: [
      {
        title: "Write “約翰”",
        fixed: `渡口由知縣（約翰）於戰亂之後設立，[南渡口](../Page/南渡口.md "wikilink")隨即興盛起來，鄉人對此評價不一，縣誌認為歷時過長。
`,
      },
    ],
  },
  {
    rule: "variant/mixed-script",
    shows: "a character with two Traditional forms, of which its word tells one",
    page: `渡口於戰亂之後設立，[南渡口](../Page/南渡口.md "wikilink")隨即興盛起來，鄉人對此評價不一，发表評論的縣誌認為歷時過長。
`,
    fixes: [
      {
        title: "Write “發”",
        fixed: `渡口於戰亂之後設立，[南渡口](../Page/南渡口.md "wikilink")隨即興盛起來，鄉人對此評價不一，發表評論的縣誌認為歷時過長。
`,
      },
    ],
  },
];

/** Resolves with the first finding of the rule when there are as many of them as wanted. */
async function waitForFindings(uri: vscode.Uri, rule: string, count: number): Promise<vscode.Diagnostic | undefined> {
  const ofRule = (all: readonly vscode.Diagnostic[]) => all.filter((finding) => isFinding(finding, rule));
  return ofRule(await waitForDiagnostics(uri, (all) => ofRule(all).length === count))[0];
}

function exactly(title: string): RegExp {
  return new RegExp(`^${title.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")}$`, "u");
}

/** Compares the page a repair has created, and undoes the creation: the finding is to come back. */
async function checkCreated([name, text]: readonly [string, string]): Promise<void> {
  const uri = file(`fixes/Page/${name}`);
  const { type } = await vscode.workspace.fs.stat(uri);
  equal(type, vscode.FileType.File, "what there is of that name");
  const document = await vscode.workspace.openTextDocument(uri);
  equal(document.getText(), text, "the new page");
  const exists = () =>
    vscode.workspace.fs.stat(uri).then(
      () => true,
      () => false,
    );
  await show(document);
  await reach(
    () => `${name} is gone again`,
    async () => ((await exists()) ? undefined : true),
    async () => {
      // An undo that succeeds late closes the page: a second one never reaches another.
      if (vscode.window.activeTextEditor?.document === document) await vscode.commands.executeCommand("undo");
    },
  );
}

faults.forEach(({ rule, shows, page, findings = 1, fixes, besides = [] }, number) => {
  const path = `fixes/Page/${rule.replace("/", "-")}-${number}.md`;

  test(`${rule}, ${shows}: each repair, and back`, async () => {
    await vscode.workspace.fs.writeFile(file(path), new TextEncoder().encode(page));
    const { document } = await open(path);
    const { uri } = document;
    for (const { title, fixed, creates, left = 0 } of fixes) {
      const finding = await waitForFindings(uri, rule, findings);
      const offered = await codeActions(uri, finding!.range, vscode.CodeActionKind.QuickFix);
      const titles = offered.map((action) => action.title).join("\n");
      equal(titles, [...fixes.map((fix) => fix.title), ...besides].join("\n"), "on offer");

      await applyQuickFix(uri, finding!, exactly(title));
      equal(document.getText(), fixed ?? page, `after “${title}”`);
      await waitForFindings(uri, rule, left);
      if (creates !== undefined) await checkCreated(creates);
      if (fixed !== undefined) await undoTo(document, page);
    }
  });
});
