import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ConfiguredCompanions } from "../../server/core/workspace/companions";
import type { DirectoryEntry, Host } from "../../server/core/workspace/host";

const FILES = [
  "html/甲.html",
  "html/甲乙.html",
  "html/甲.zh-hans.html",
  "html/深/甲.html",
  "html/深/x甲.html",
  "html/甲/page.html",
  "html/[注].html",
  "html/注.html",
  "text/甲.txt",
  "other.html",
];
const ROOT = { prefix: "file://", path: "/wiki" };

/** A host of those files, and the folders it was asked to list. */
function hostOf(files: readonly string[]): { readonly host: Host; readonly listed: string[] } {
  const listed: string[] = [];
  const readDirectory = async (folder: string): Promise<DirectoryEntry[]> => {
    const path = decodeURI(folder)
      .replace("file:///wiki", "")
      .replace(/^\/|\/$/g, "");
    listed.push(path);
    const inside = files.filter((file) => path === "" || file.startsWith(`${path}/`));
    const rest = inside.map((file) => (path === "" ? file : file.slice(path.length + 1)));
    const names = new Map(rest.map((file) => [file.split("/")[0]!, file.includes("/")]));
    return Array.from(names, ([name, isFolder]) => ({ name, kind: isFolder ? "directory" : "file" }));
  };
  return { host: { readDirectory, readFile: async () => undefined, pause: async () => {} }, listed };
}

const pathsOf = async (pattern: string, title: string) => {
  const companions = new ConfiguredCompanions(hostOf(FILES).host, ROOT, pattern);
  return (await companions.pathsOf({ ...ROOT, path: `/wiki/Page/${title}.md` })).map((path) => path.slice(6));
};

describe("where the setting says that companions lie", () => {
  for (const [pattern, title, expected] of [
    ["", "甲", []],
    // biome-ignore-start lint/suspicious/noTemplateCurlyInString: the placeholder
    ["html/${title}.html", "甲", ["html/甲.html"]],
    ["html/${title}.html", "無", ["html/無.html"]],
    ["html/**/${title}.html", "甲", ["html/深/甲.html", "html/甲.html"]],
    ["html/${title}*.html", "甲", ["html/甲.html", "html/甲.zh-hans.html", "html/甲乙.html"]],
    ["{html,text}/${title}.{html,txt}", "甲", ["html/甲.html", "text/甲.txt"]],
    ["**/*${title}.html", "甲", ["html/深/x甲.html", "html/深/甲.html", "html/甲.html"]],
    ["html/${title}/*.html", "甲", ["html/甲/page.html"]],
    ["{other,html/${title}}.html", "甲", ["html/甲.html", "other.html"]],
    ["html/**/${title}.html", "[注]", ["html/[注].html"]],
    ["html/**/${title}.html", "乙", []],
    // biome-ignore-end lint/suspicious/noTemplateCurlyInString: the placeholder
  ] as const) {
    test(`${pattern} of ${title}`, async () => assert.deepEqual(await pathsOf(pattern, title), expected));
  }

  test("each folder is listed once, however many pages are asked for", async () => {
    const { host, listed } = hostOf(FILES);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholder
    const companions = new ConfiguredCompanions(host, ROOT, "html/**/${title}.html");
    for (const title of ["甲", "乙", "甲乙", "注"]) await companions.pathsOf({ ...ROOT, path: `/wiki/${title}.md` });
    assert.deepEqual(listed.sort(), ["html", "html/深", "html/甲"].sort());
  });
});
