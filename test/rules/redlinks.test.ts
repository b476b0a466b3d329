import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { EXCEPTIONS, LINKS, missingLinks, NAMESPACES, type RedLinks } from "../wiki/redlinks";

// What link/missing-target says beside what MediaWiki shows, whose answers `npm test -- wiki` compares with the real one.

const red: RedLinks = JSON.parse(readFileSync(join("test", "wiki", "golden", "redlinks.json"), "utf8"));
const isNoException = (link: string) => !(link in EXCEPTIONS);

describe("links to pages that do not exist", () => {
  test("are those MediaWiki shows as red", () => {
    assert.deepEqual(missingLinks(LINKS).filter(isNoException), red.links.filter(isNoException));
  });

  test("every exception is one", () => {
    const missing = missingLinks(LINKS);
    for (const link of Object.keys(EXCEPTIONS)) {
      assert.notEqual(red.links.includes(link), missing.includes(link), link);
    }
  });

  test("in other namespaces are nothing we know of", () => {
    assert.deepEqual(red.namespaces, NAMESPACES);
    assert.deepEqual(missingLinks(NAMESPACES), []);
  });
});
