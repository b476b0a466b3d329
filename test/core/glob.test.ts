import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { compileGlob, escapeGlob, GlobRefused, LONGEST_GLOB, splitGlob } from "../../server/core/workspace/glob";

describe("globs", () => {
  const meant: readonly (readonly [string, string, boolean])[] = [
    ["Page/*.md", "Page/甲.md", true],
    ["Page/*.md", "Page/甲/乙.md", false],
    ["Page/**", "Page/甲/.乙/丙.md", true],
    ["**/draft/**", "draft/甲.md", true],
    ["**/draft/**", "a/b/draft/c/甲.md", true],
    ["**/draft/**", "a/drafts/甲.md", false],
    ["./a/b", "a/b", true],
    ["/a/b", "a/b", true],
    ["?.md", "𠀀.md", true],
    ["?.md", "甲乙.md", false],
    ["[a-c甲]*", "甲.md", true],
    ["[!a-c]*", "b.md", false],
    ["[]x]", "]", true],
    ["[x", "[x", true],
    ["*.{md,wiki}", "甲.wiki", true],
    ["{a,b{c,d}}/x", "bd/x", true],
    ["{a}", "{a}", true],
    ["a{", "a{", true],
    ["Page/書_(甲).md", "Page/書_(甲).md", true],
    ["a\\*", "a*", true],
    ["a\\*", "ab", false],
    ["a***b", "axxb", true],
    ["*a*b*", "xaxbx", true],
    ["*a*b*c", "ababab", false],
    ["a/**/**/b", "a/b", true],
    ["a/**/b/**/c", "a/b/x/b/c/c", true],
  ];
  for (const [glob, path, expected] of meant) {
    test(`${glob} ${expected ? "means" : "does not mean"} ${path}`, () =>
      assert.equal(compileGlob(glob)(path), expected));
  }

  for (const glob of [
    "(a+)+x",
    "+(*a|*aa)b",
    "a(b|c)",
    "!(a)",
    "!a",
    "*".repeat(LONGEST_GLOB + 1),
    "{a,b}".repeat(7),
  ]) {
    test(`${glob.slice(0, 20)} is refused`, () => assert.throws(() => compileGlob(glob), GlobRefused));
  }

  test("a name that is escaped means itself", () => {
    for (const name of ["a*b?[c]{d,e}", "!x", "\\", "(甲)", "a,b"])
      assert.ok(compileGlob(escapeGlob(name))(name), name);
  });

  test("the folders in front of the first sign", () => {
    assert.deepEqual(splitGlob("a/b/*.html"), { base: "a/b", rest: "*.html" });
    assert.deepEqual(splitGlob("./a/甲.html"), { base: "a/甲.html", rest: "" });
    assert.deepEqual(splitGlob("{a,b}/x"), { base: "", rest: "{a,b}/x" });
  });
});
