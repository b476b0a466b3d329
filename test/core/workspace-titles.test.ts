import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { LineIndex } from "../../server/core/text/lines";
import { foldTitle } from "../../server/core/text/script";
import {
  impliedRoot,
  joinPath,
  normalizePath,
  pagesFolderOf,
  placeKey,
  placeOf,
  relativePath,
  spacedTitle,
  titleOfPath,
  uriOf,
} from "../../server/core/workspace/paths";
import { TitleFilter } from "../../server/core/workspace/title-filter";
import { TitleIndex, titleKey } from "../../server/core/workspace/titles";

describe("the form titles are compared in", () => {
  const units = Array.from({ length: 0x10000 }, (_, unit) => String.fromCharCode(unit));
  const around = (character: string) => [character, `甲${character}`, `${character}A`, `甲 ${character}e\u0301`];

  test("composed, single spaces, no underscore, whatever characters", () => {
    for (const title of units.flatMap(around)) {
      assert.equal(
        spacedTitle(title),
        title
          .normalize("NFC")
          .replace(/[_\s]+/g, " ")
          .trim(),
      );
    }
  });

  test("a key without case and script, whatever characters", () => {
    for (const title of units.flatMap(around)) {
      const first = String.fromCodePoint(title.codePointAt(0)!);
      const capital = first.toUpperCase().length === first.length ? first.toUpperCase() : first;
      const lower = (capital + title.slice(first.length)).toLowerCase();
      assert.equal(titleKey(title), foldTitle(lower.replaceAll("&", "@")));
    }
  });

  test("all titles of one key pass where one of them has been taken in, hardly any other", () => {
    const astral = ["𠀀", "𡃁", "𨋢", "𪚥", "𫝀", "𬬻"].flatMap((character) => [character, titleKey(character)]);
    const byKey = new Map<string, string[]>();
    for (const title of [...units.flatMap(around), ...astral].map(spacedTitle)) {
      byKey.set(titleKey(title), [...(byKey.get(titleKey(title)) ?? []), title]);
    }
    for (const spellings of byKey.values()) {
      for (const title of spellings) {
        const filter = new TitleFilter([title], 1, titleKey);
        for (const other of spellings) assert.ok(filter.mayHold(other), `${title}, ${other}`);
      }
    }
    const plain = [...byKey.keys()].filter((key) => /^甲?[\u4e00-\u9fff]A?$/.test(key));
    const [taken, others] = [plain.slice(0, 20_000), plain.slice(20_000)];
    const filter = new TitleFilter(taken, taken.length, titleKey);
    assert.ok(others.length > 10_000);
    assert.ok(others.filter((title) => filter.mayHold(title)).length < others.length / 5);
  });
});

describe("finding a page by its title", () => {
  const index = new TitleIndex([
    "莫斯科.md",
    "JQuery.md",
    "iPhone.md",
    "AT@T.md",
    "Hello,_world.md",
    "軍事干預.md",
    "11:11.md",
    "OS/2.md",
    "Cafe\u0301.md",
    "picture.png",
    "A B.md",
  ]);
  for (const [wanted, expected] of [
    ["莫斯科", ["exact", "Page/莫斯科.md", "莫斯科"]],
    ["jQuery", ["exact", "Page/JQuery.md", "JQuery"]],
    ["JQUERY", ["case", "Page/JQuery.md", "JQuery"]],
    ["iphone", ["case", "Page/iPhone.md", "iPhone"]],
    ["IPhone", ["case", "Page/iPhone.md", "iPhone"]],
    ["AT&T", ["exact", "Page/AT@T.md", "AT@T"]],
    ["at&t", ["case", "Page/AT@T.md", "AT@T"]],
    ["Hello, world", ["exact", "Page/Hello,_world.md", "Hello, world"]],
    ["Hello,_world", ["exact", "Page/Hello,_world.md", "Hello, world"]],
    [" hello, world ", ["exact", "Page/Hello,_world.md", "Hello, world"]],
    ["A_B", ["exact", "Page/A B.md", "A B"]],
    ["军事干预", ["variant", "Page/軍事干預.md", "軍事干預"]],
    ["11:11", ["exact", "Page/11:11.md", "11:11"]],
    ["OS/2", ["exact", "Page/OS/2.md", "OS/2"]],
    ["Café", ["exact", "Page/Cafe\u0301.md", "Café"]],
  ] as const) {
    test(wanted, () => {
      const found = index.find(wanted);
      assert.deepEqual([found?.status, found?.path, found?.title], expected);
    });
  }

  for (const wanted of ["聖彼得堡", "picture", "", "../莫斯科", "Page/莫斯科", "__proto__"]) {
    test(`not: ${wanted}`, () => assert.equal(index.find(wanted), undefined));
  }
});

describe("the titles nearest to a missing one", () => {
  const index = new TitleIndex([
    "莫斯科.md",
    "俄羅斯聯邦會議.md",
    "俄羅斯聯邦委員會.md",
    "格魯吉亞.md",
    "莫斯科_(消歧義).md",
    "北京.md",
    "東京.md",
    "Visual_Studio.md",
  ]);
  for (const [wanted, expected] of [
    ["俄罗斯联邦会议", ["俄羅斯聯邦會議"]],
    ["俄羅斯聯邦議會", ["俄羅斯聯邦委員會", "俄羅斯聯邦會議"]],
    ["格魯吉亞", ["格魯吉亞"]],
    ["格鲁吉雅", ["格魯吉亞"]],
    ["莫斯科市", ["莫斯科", "莫斯科 (消歧義)"]],
    ["莫斯科（城市）", ["莫斯科", "莫斯科 (消歧義)"]],
    ["visual stdio", ["Visual Studio"]],
    ["西京", []], // any other letter of two is another word
    ["完全不同", []],
  ] as const) {
    test(wanted, () => assert.deepEqual(index.nearest(wanted, 3), expected));
  }

  test("at most as many as asked for", () => assert.equal(index.nearest("莫斯科市", 1).length, 1));

  test("among 100,000 titles, all that a search without shortcuts finds", () => {
    const letters = "的一是不了人我在有他這中大來上個國到說們";
    const title = (number: number) =>
      [...String(number * 7919)].map((digit, place) => letters[(Number(digit) + place * 3) % letters.length]).join("");
    const titles = Array.from({ length: 100_000 }, (_, number) => title(number));
    const big = new TitleIndex(titles.map((name) => `${name}.md`));
    const distance = (a: string, b: string): number => {
      const rows = Array.from({ length: a.length + 1 }, (_, i) => [i, ...new Array<number>(b.length).fill(0)]);
      for (let j = 0; j <= b.length; j++) rows[0]![j] = j;
      for (let i = 1; i <= a.length; i++) {
        for (let j = 1; j <= b.length; j++) {
          const change = a[i - 1] === b[j - 1] ? 0 : 1;
          rows[i]![j] = Math.min(rows[i - 1]![j - 1]! + change, rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1);
        }
      }
      return rows[a.length]![b.length]!;
    };
    for (const wanted of ["的一是不了人我", "國到說們的"]) {
      const allowed = wanted.length < 6 ? 1 : 2;
      const expected = new Set(
        titles.filter((name) => Math.abs(name.length - wanted.length) <= allowed && distance(name, wanted) <= allowed),
      );
      assert.deepEqual(new Set(big.nearest(wanted, Number.POSITIVE_INFINITY)), expected);
    }
  });
});

describe("paths", () => {
  for (const [path, normal] of [
    ["/a/b/../c", "/a/c"],
    ["/a/./b//c/", "/a/b/c"],
    ["/../../etc", "/etc"],
    ["../a", "../a"],
    ["a/../../b", "../b"],
    ["/a..b/c", "/a..b/c"],
    ["./a", "a"],
  ]) {
    test(`${path} is ${normal}`, () => assert.equal(normalizePath(path!), normal));
  }

  test("joined paths", () => {
    assert.equal(joinPath("/w/Page", "../X.md"), "/w/X.md");
    assert.equal(joinPath("/", "a"), "/a");
    assert.equal(joinPath("", "a"), "a");
  });

  test("a path in a folder, not one that only begins like it", () => {
    assert.equal(relativePath("/w/a", "/w/a/b"), "b");
    assert.equal(relativePath("/w/a", "/w/ab"), undefined);
    assert.equal(relativePath("/", "/w"), "w");
    assert.equal(relativePath("/w", "/w"), "");
  });

  test("the folder of the pages, the root, the title", () => {
    assert.equal(pagesFolderOf("/w/Page/A.md"), "/w/Page");
    assert.equal(pagesFolderOf("/w/Page/OS/2.md"), "/w/Page");
    assert.equal(pagesFolderOf("/w/Category/A.md"), "/w/Page");
    assert.equal(impliedRoot("/w/Page/OS/2.md"), "/w");
    assert.equal(impliedRoot("/w/x/A.md"), "/w/x");
    assert.equal(titleOfPath("/w/Page/A_B.md"), "A B");
    assert.equal(titleOfPath("Page/A_B.md"), "A B");
    assert.equal(titleOfPath("/w/Page/OS/2.md"), "OS/2");
    assert.equal(titleOfPath("C.wikitext"), "C");
  });

  test("URIs: one key for all spellings, and back", () => {
    const spellings = ["file:///w/Page/%E7%94%B2%20a.md", "file:///w/Page/甲 a.md", "FILE:///w/x/../Page/甲%20a.md"];
    assert.equal(new Set(spellings.map(placeKey)).size, 1);
    assert.equal(uriOf(placeOf(spellings[1]!)), spellings[0]);
    assert.equal(uriOf(placeOf("vscode-vfs://github/a/b/100%.md")), "vscode-vfs://github/a/b/100%25.md");
    assert.deepEqual(placeOf("untitled:Untitled-1"), { prefix: "untitled:", path: "Untitled-1" });
  });
});

describe("the index of lines", () => {
  const text = fc
    .array(fc.constantFrom("a", "\n", "\r", "\r\n", "甲", "𠀀"), { maxLength: 20 })
    .map((parts) => parts.join(""));

  test("after a change is that of the new text", () => {
    fc.assert(
      fc.property(text, text, fc.nat(30), fc.nat(30), (before, inserted, from, to) => {
        const start = Math.min(from, to, before.length);
        const end = Math.min(Math.max(from, to), before.length);
        const after = before.slice(0, start) + inserted + before.slice(end);
        const changed = new LineIndex(before).changed(after, { start, end, newLength: inserted.length });
        const anew = new LineIndex(after);
        assert.equal(changed.lineCount, anew.lineCount);
        for (let offset = 0; offset <= after.length; offset++) {
          assert.deepEqual(changed.positionAt(offset), anew.positionAt(offset));
        }
      }),
      { numRuns: 500 },
    );
  });
});
