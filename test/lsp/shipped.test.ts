import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, describe, test } from "node:test";
import type { Hover } from "vscode-languageserver";
import type { RestoreResult } from "../../server/lsp/protocol";
import { TestFolder } from "../support/folder";
import { HTML, NAME, PAGE } from "./bridge";
import { withClient } from "./client";

/*
 * Other tests run what the sources say. What ships leaves some of it out, or has it run late: here it does what needs all
 * of that.
 */
describe("what ships", () => {
  const folder = new TestFolder();
  after(() => folder.dispose());
  execFileSync(process.execPath, ["esbuild.mjs", `--into=${folder.path}`]);
  const files = { [NAME]: PAGE, "Page/清河老橋.html": HTML };

  test("the server restores from HTML, converts, and reads the wiki in threads", () =>
    withClient({ files, script: folder.resolve("server.js") }, async (client) => {
      const uri = await client.open(NAME, PAGE);
      const { edit } = await client.request<RestoreResult>("redlink/restore", { textDocument: { uri } });
      assert.match(JSON.stringify(edit), /古橋考/, "converted into the script of the page");
      const hover = await client.at<Hover>("textDocument/hover", uri, { line: 0, character: PAGE.indexOf("[1") });
      assert.match(JSON.stringify(hover), /古桥考/);
      assert.deepEqual(await client.request("redlink/linksTo", { uri }), []);
    }));

  test("the command line does", () => {
    const wiki = new TestFolder(files);
    try {
      const run = (...args: string[]) =>
        execFileSync(process.execPath, [folder.resolve("cli.js"), ...args], { cwd: wiki.path, encoding: "utf8" });
      assert.match(run("collate", "--diff", NAME), /古橋考/);
      assert.match(run("convert", "--to", "cn", NAME), /年头/);
      assert.match(run("index", "."), /1 page/);
    } finally {
      wiki.dispose();
    }
  });
});
