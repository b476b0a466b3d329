import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { isTag } from "domhandler";
import { parseDocument } from "htmlparser2";
import { render, writePage } from "./mediawiki";
import { LINKS, NAMESPACES, PAGES, pageOf, type RedLinks } from "./redlinks";

// Which links MediaWiki shows as red is kept in golden/redlinks.json, which our rule is compared with where no MediaWiki is
// (test/rules/redlinks.test.ts). With REDLINK_RECORD=1 it is written anew.

const GOLDEN = join("test", "wiki", "golden", "redlinks.json");

async function redLinks(links: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  const visit = (nodes: ReturnType<typeof parseDocument>["children"]) => {
    for (const node of nodes) {
      if (!isTag(node)) continue;
      const [text] = node.children;
      if (node.attribs.class === "new" && text && "data" in text) found.push(links[Number(text.data)]!);
      visit(node.children);
    }
  };
  visit(parseDocument(await render(pageOf(links))).children);
  return found;
}

describe("links that MediaWiki shows as red", () => {
  before(async () => {
    for (const title of PAGES) await writePage(title, "頁面。");
  });

  test("are those kept", async () => {
    const shown: RedLinks = { links: await redLinks(LINKS), namespaces: await redLinks(NAMESPACES) };
    assert.ok(shown.links.length > 10);
    if (process.env.REDLINK_RECORD === "1") writeFileSync(GOLDEN, `${JSON.stringify(shown, undefined, 1)}\n`);
    else assert.deepEqual(shown, JSON.parse(readFileSync(GOLDEN, "utf8")));
  });
});
