import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { overrunOf } from "../../server/core/rules/link/overrun";
import { ruleById } from "../../server/core/rules/registry";
import type { Change, Finding } from "../../server/core/rules/rule";
import { check } from "../../server/core/rules/run";
import { render } from "../../server/core/rules/texts";
import { applyEdits } from "../../server/core/text/edit";
import type { Snapshot } from "../../server/core/workspace/snapshot";
import { openPage, type PageOptions } from "../support/wiki";

const REMOTE = '[京](https://zh.wikipedia.org/wiki/京 "wikilink")';

function findings(snapshot: Snapshot, rule: string): readonly Finding[] {
  return check(snapshot).filter((finding) => finding.rule === rule);
}

function fixesOf(snapshot: Snapshot, rule: string): readonly Change[] {
  const [finding] = findings(snapshot, rule);
  assert.ok(finding, `${rule} reports nothing`);
  return ruleById(rule)!.fixes!(finding, snapshot);
}

/** The page after the fix whose English title contains `title`. */
function fixed(text: string, options: PageOptions, rule: string, title = ""): string {
  const change = fixesOf(openPage(text, options), rule).find((fix) => render(fix.title, "en").includes(title));
  assert.ok(change, `no fix “${title}”`);
  return applyEdits(text, change.edits);
}

describe("link/overrun", () => {
  const rests = (text: string) => {
    const { article } = openPage(text);
    return article.links.flatMap((link) => {
      const rest = overrunOf(article.text, link);
      return rest ? [article.text.slice(rest.start, rest.end)] : [];
    });
  };
  const remote = (label: string, title: string) => `[${label}](https://zh.wikipedia.org/wiki/${title} "wikilink")`;

  test("the rest may be of any script, but of letters only", () => {
    assert.deepEqual(
      rests(`${remote("日本の", "日本")}、${remote("韓國의", "韓國")}、${remote("東京tower", "東京")}。`),
      ["の", "의", "tower"],
    );
    assert.deepEqual(
      rests(`${remote("東京2020", "東京")}、${remote("東京·上", "東京")}、${remote("東京 塔", "東京")}。`),
      [],
    );
  });

  test("what follows the link decides: a letter means that nothing was swallowed", () => {
    for (const behind of ["", "。", "2008年", " x", "\\[1\\]", "[x](y)", "·甲", "\n甲", "“甲”", "（甲）", "**甲**"]) {
      assert.deepEqual(rests(`${remote("東京位於", "東京")}${behind}`), ["位於"], behind);
    }
    for (const behind of ["甲", "a", "の", "é", "𠮷"]) {
      assert.deepEqual(rests(`${remote("東京位於", "東京")}${behind}`), [], behind);
    }
  });

  test("a title with parentheses, a dot, an underscore, a star", () => {
    assert.deepEqual(
      rests(
        [
          remote("磁碟 (分區)位於", "磁碟_\\(分區\\)"),
          remote("約翰·李於", "約翰·李"),
          remote("A\\_B於", "A_B"),
          remote("A\\*與", "A*"),
          remote("iPhone於", "IPhone"),
        ].join("、"),
      ),
      ["位於", "於", "於", "與", "於"],
    );
  });

  test("the title in the other script", () => {
    assert.deepEqual(rests(`${remote("計算機的", "计算机")}、${remote("计算机", "計算機")}。`), ["的"]);
  });

  test("astral characters are letters too, and are not cut in two", () => {
    assert.deepEqual(rests(`${remote("𠮷野位於𠮷", "𠮷野")}。`), ["位於𠮷"]);
  });

  test("the whole page at once: what was link text follows its link, all else stays", () => {
    const text = `${remote("東京位於", "東京")}${remote("日本的", "日本")}，${remote("法國人", "法國")}。\n\n${remote("京都在", "京都")}西。\n\n${remote("奈良", "奈良")}。\n`;
    const after = fixed(`${text}${remote("神戶以", "神戶")}2年。`, {}, "link/overrun", "all 3 links");
    assert.equal(
      after,
      `${remote("東京", "東京")}位於${remote("日本", "日本")}的，${remote("法國人", "法國")}。\n\n${remote("京都在", "京都")}西。\n\n${remote("奈良", "奈良")}。\n${remote("神戶", "神戶")}以2年。`,
    );
    assert.deepEqual(rests(after), ["人"], "a doubtful one is left for the reader to judge");
  });

  test("one overrun alone offers no change of the whole page", () => {
    const fixes = fixesOf(openPage(`${remote("東京位於", "東京")}。`), "link/overrun");
    assert.deepEqual(
      fixes.map((fix) => render(fix.title, "zh-hans")),
      ["将“位於”移到链接之后"],
    );
    assert.ok(fixes.every((fix) => fix.safety === "review"));
  });
});

describe("link/missing-page", () => {
  const pages = { "Page/清河镇.md": "x", "Page/清河站.md": "x" };

  test("offers the web, near titles, a new page, plain text, in this order", () => {
    const snapshot = openPage(`見[清河橋](../Page/清河橋.md "wikilink")與${REMOTE}。`, {
      pages: { "Page/清河大橋.md": "x" },
    });
    const fixes = fixesOf(snapshot, "link/missing-page");
    assert.deepEqual(
      fixes.map((fix) => render(fix.title, "en")),
      [
        "Link to “清河橋” on zh.wikipedia.org instead",
        "Link to the existing page “清河大橋”",
        "Create the page “清河橋”",
        "Remove the link, keep its text",
      ],
    );
    assert.ok(fixes.every((fix) => fix.safety === "review"));
    assert.deepEqual(fixes[2]!.create, [{ path: "Page/清河橋.md", text: "**清河橋**\n" }]);
    assert.equal(
      applyEdits(snapshot.article.text, fixes[1]!.edits),
      `見[清河橋](../Page/清河大橋.md "wikilink")與${REMOTE}。`,
    );
  });

  test("silent when the pages are not known", () => {
    assert.deepEqual(
      findings(openPage(`見[清河橋](../Page/清河橋.md "wikilink")與${REMOTE}。`), "link/missing-page"),
      [],
    );
  });

  test("an address of the web: question marks, percent signs, spaces, anchors, HTML", () => {
    const title = "link/missing-page";
    const web = "https://zh.wikipedia.org/wiki/";
    assert.equal(
      fixed(`[a](../Page/誰是_甲?.md "wikilink")、${REMOTE}`, { pages }, title, "wikipedia"),
      `[a](${web}誰是_甲%3F "wikilink")、${REMOTE}`,
    );
    assert.equal(
      fixed(
        `<p><a href="../Page/甲&amp;乙_(丙).md" title="wikilink">a</a></p>\n\n${REMOTE}`,
        { pages },
        title,
        "wikipedia",
      ),
      `<p><a href="${web}甲&amp;乙_(丙)" title="wikilink">a</a></p>\n\n${REMOTE}`,
    );
    assert.equal(
      fixed(`[a](<../Page/甲 乙.md>)、${REMOTE}`, { pages }, title, "wikipedia"),
      `[a](${web}甲_乙 "wikilink")、${REMOTE}`,
    );
  });
});

describe("link/variant-title", () => {
  test("the safe fix changes the file name and nothing else, and once is enough", () => {
    const pages = { "Page/清河鎮_(北京).md": "x" };
    const once = fixed(`[甲](../Page/清河镇_\\(北京\\)#历史.md "wikilink")。`, { pages }, "link/variant-title");
    assert.equal(once, `[甲](../Page/清河鎮_\\(北京\\)#历史.md "wikilink")。`);
    assert.deepEqual(findings(openPage(once, { pages }), "link/variant-title"), []);
  });

  test("a percent-encoded target is found and written as it is called", () => {
    const pages = { "Page/清河鎮.md": "x" };
    const encoded = encodeURI("../Page/清河镇.md");
    assert.equal(
      fixed(`[甲](${encoded} "wikilink")。`, { pages }, "link/variant-title"),
      `[甲](../Page/清河鎮.md "wikilink")。`,
    );
  });
});

describe("link/stray-close", () => {
  test("a caption at the end of its line becomes a paragraph without a gap", () => {
    const picture = '[縮圖](https://zh.wikipedia.org/wiki/File:A.ogv "fig:縮圖")';
    assert.equal(
      fixed(`${picture}老橋\\]\\]\n此橋很長。\n`, {}, "link/stray-close", "paragraph"),
      `${picture}老橋\n\n此橋很長。\n`,
    );
    assert.equal(fixesOf(openPage(`${picture}老橋\\]\\]\n\n此橋很長，見${REMOTE}。\n`), "link/stray-close").length, 1);
  });
});

describe("link/missing-anchor", () => {
  const pages = { "Page/清河.md": "x\n\n## 早期 歷史\n\n### C++ 与 C\\#\n\n## 歷史\n" };
  const silent = (anchor: string) =>
    findings(openPage(`[甲](../Page/清河#${anchor}.md "wikilink")、${REMOTE}`, { pages }), "link/missing-anchor")
      .length === 0;

  test("spellings of one anchor", () => {
    for (const anchor of ["早期_歷史", "早期-歷史", "早期历史", ".E6.AD.B7.E5.8F.B2", "C++_与_C", "cite_note-1"]) {
      assert.ok(silent(anchor), anchor);
    }
    for (const anchor of ["晚期", "歷", "參考", "歷史_2", "歷史 2", "歷史-1", "歷史_1"])
      assert.ok(!silent(anchor), anchor);
  });
});

describe("link/local-available", () => {
  test("the fix makes the link local, and it stays so", () => {
    const pages = { "Page/清河_(鎮).md": "x" };
    const once = fixed(
      `[甲](https://zh.wikipedia.org/wiki/清河_\\(鎮\\) "wikilink")`,
      { pages },
      "link/local-available",
    );
    assert.equal(once, `[甲](../Page/清河_\\(鎮\\).md "wikilink")`);
    assert.deepEqual(check(openPage(once, { pages })), []);
  });

  test("to a section this wiki's page lacks the link is not changed unseen", () => {
    const pages = { "Page/清河.md": "## 歷史\n" };
    const safety = (anchor: string) =>
      fixesOf(
        openPage(`[甲](https://zh.wikipedia.org/wiki/清河${anchor} "wikilink")`, { pages }),
        "link/local-available",
      ).map((fix) => fix.safety);
    assert.deepEqual(safety(""), ["safe"]);
    assert.deepEqual(safety("#歷史"), ["safe"]);
    assert.deepEqual(safety("#地理"), ["review"]);
  });
});

describe("what is offered instead of a page that is not there", () => {
  const offered = (text: string, rule: string, dialect: "markdown" | "wikitext") => {
    const pages = {
      "Page/清河鎮公所.md": "",
      "Page/清河鎮公園.md": "",
      "Page/清河鎮公寓.md": "",
      "Page/清河鎮公車.md": "",
    };
    const path = dialect === "markdown" ? "Page/清河鎮公所.md" : "Page/清河鎮公所.wikitext";
    const snapshot = openPage(text, { path, pages, dialect });
    return fixesOf(snapshot, rule)
      .map(({ title }) => /existing page “(.*)”/.exec(render(title, "en"))?.[1])
      .filter((title) => title !== undefined);
  };

  test("is never the page itself", () => {
    const expected = ["清河鎮公園", "清河鎮公寓", "清河鎮公車"];
    const markdown = offered(`[所](../Page/清河鎮公处.md "wikilink")與${REMOTE}\n`, "link/missing-page", "markdown");
    assert.deepEqual(markdown.toString().split(",").sort(), [...expected].sort());
    const wikitext = offered("[[清河鎮公处]]與[[清河鎮公園]]\n", "link/missing-target", "wikitext");
    assert.deepEqual(wikitext.toString().split(",").sort(), [...expected].sort());
  });
});

test("a link without a title leads to a place of its own page", () => {
  const text = (target: string) => `[史](${target} "wikilink")與${REMOTE}。\n\n## 史\n`;
  const targets = [
    "https://zh.wikipedia.org/wiki/#史",
    "https://zh.m.wikipedia.org/wiki/#史",
    "../Page/#史.md",
    "../Page/#史",
  ];
  for (const target of targets) {
    const rules = check(openPage(text(target), { pages: {} })).map(({ rule }) => rule);
    assert.deepEqual(rules, ["link/own-wiki"], target);
    const missing = check(openPage(text(target.replace("史", "地")), { pages: {} })).map(({ rule }) => rule);
    assert.deepEqual(missing, ["link/own-wiki", "link/missing-anchor"], target);
  }
});
