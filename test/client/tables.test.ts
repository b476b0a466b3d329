import assert from "node:assert/strict";
import { test } from "node:test";
import { markdownTable, tsvTable } from "../../client/tables";

const heads = ["Page", "Links"];

test("a title in a table of Markdown is text", () => {
  assert.equal(
    markdownTable({ heads, rows: [["[甲](x)|\n*乙*", "1"]] }),
    "| Page | Links |\n| --- | --- |\n| \\[甲\\](x)\\| \\*乙\\* | 1 |\n",
  );
});

test("no cell of tab-separated values is a formula", () => {
  const rows = ["=HYPERLINK(1)", "+1", "-1", "@x", "\t=1", "1+1", "甲"].map((cell) => [cell, "0"]);
  assert.equal(
    tsvTable({ heads, rows }),
    "Page\tLinks\n'=HYPERLINK(1)\t0\n'+1\t0\n'-1\t0\n'@x\t0\n'=1\t0\n1+1\t0\n甲\t0\n",
  );
});
