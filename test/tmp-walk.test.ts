import { test } from "node:test";
import { readFileSync, readdirSync } from "node:fs";
import { PAGE_ACTIONS, offers, pageChange, titleOf, remarkOn } from "../server/core/features/actions";
import { RULES, ruleById } from "../server/core/rules/registry";
import { check } from "../server/core/rules/run";
import { render, LANGUAGES } from "../server/core/rules/texts";
import { loadLexicon } from "../server/core/variants/lexicon";
import { openPage } from "./support/wiki";
import { readExample } from "./rules/example-source";

function problem(text: string, edits: readonly any[]): string | undefined {
  let position = 0;
  edits = edits.map((e, i) => ({...e, i})).sort((a, b) => a.start - b.start || a.end - b.end || a.i - b.i);
  for (const { start, end, expected } of edits) {
    if (end < start) return `inverted ${start}-${end}`;
    if (start < position) return `unsorted or overlap at ${start} < ${position}`;
    if (text.slice(start, end) !== expected) return `expects ${JSON.stringify(expected)} at ${start}`;
    position = end;
  }
  return undefined;
}
test("walk", async () => {
  const lexicon = await loadLexicon();
  const pages: [string, string, any, any?][] = [];
  for (const rule of RULES) for (const example of rule.examples) {
    const { text, others, path } = readExample(example);
    pages.push([`${rule.id} ${example.title}`, text, example.dialect, { path, pages: others }]);
  }
  for (const f of readdirSync("samples/Page")) pages.push([f, readFileSync(`samples/Page/${f}`, "utf8"), "markdown"]);
  for (const f of readdirSync("samples/wikitext")) pages.push([f, readFileSync(`samples/wikitext/${f}`, "utf8"), "wikitext"]);
  for (const f of readdirSync("samples/rendered")) pages.push([f, readFileSync(`samples/rendered/${f}`, "utf8"), "rendered"]);
  for (const t of [`\\[1\\]\n\n1.`, `甲\\[1\\]\n\n1.`, `[^1]\n\n[^1]:`, `甲[^1]\n\n[^1]: 一\n[^1]: 二`, "[^a\\]b]: x\n[^a\\]b]: y\n"]) pages.push([JSON.stringify(t), t, "markdown"], [JSON.stringify(t), t, "wikitext"]);
  const bits = ["\\[1\\]", "\\[2\\]", "甲", "乙[^1]", "[^1]: 一", "[^a\\]: 二", "\n", "\n\n", "1.", "1.  一", "2.  二", "2.", "[^]:", "[^1\\]b]: x", "[^1]", "[^1]: ", "</pre>", "<pre>", "    - x", "[1]", "\\[1]", "[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 \"wikilink\")", "<table><td>", "[甲", "](b)", "- ", "> ", "  ", "<ref name=a>", "</ref>", "<ref name=a />", "<references />", "{{reflist|refs=", "}}", "[[乙|丙]]", "<ref>", "# h\n", "[^1]: [^2]", "[^2]: \\[1\\]"];
  let seed = Number(process.env.SEED ?? 1);
  const rnd = (n: number) => { seed = (seed * 1103515245 + 12345) & 0x7fffffff; return (seed >> 8) % n; };
  for (let i = 0; i < Number(process.env.N ?? 0); i++) { let t = ""; for (let j = rnd(9) + 2; j > 0; j--) t += bits[rnd(bits.length)]; pages.push([JSON.stringify(t), t, undefined]); }
  const seen = new Set<string>();
  const say = (s: string) => { const k = s.slice(0, 900); const q = s.replace(/ in .*?: |\d+/g, '').slice(0, 60); if (!seen.has(q)) { seen.add(q); console.log(k); } };
  for (const [name, text, dialect, more] of pages) for (const both of dialect ? [dialect] : ["markdown", "wikitext"]) {
    const snapshot = openPage(text, { lexicon, dialect: both, ...more });
    const { article } = snapshot;
    const findings = check(snapshot);
    for (const finding of findings) {
      let changes: any = [];
      try { changes = ruleById(finding.rule)!.fixes?.(finding, snapshot) ?? []; for (const c of changes) void c.edits; } catch (e) { say(`THROWS ${finding.rule} in ${name} (${both}): ${e}`); continue; }
      for (const c of changes) { const p = problem(article.text, c.edits); if (p) say(`${finding.rule} / ${render(c.title, "en")} in ${name} (${both}): ${p} ${JSON.stringify(c.edits)}`); }
    }
    const offsets = article.text.length < 600 ? Array.from({ length: article.text.length + 1 }, (_, i) => i) : [...article.markers, ...article.links, ...article.headings, ...article.references].flatMap(({ start, end }) => [start, end, (start + end) >> 1]);
    for (const action of PAGE_ACTIONS) for (const offset of offsets) {
      if (!offers(snapshot, findings, action, offset)) continue;
      const title = render(titleOf(snapshot, action, offset), "en");
      if (/\{\w+\}/.test(title)) say(`title ${title}`);
      try { const c = pageChange(snapshot, findings, action, offset); if (c) { const p = problem(article.text, c.edits); if (p) say(`${action} in ${name} (${both}) @${offset}: ${p} ${JSON.stringify(c.edits)}`); }
      remarkOn(snapshot, action); } catch (e: any) { say(`THROWS ${action} in ${name} (${both}) @${offset}: ${e} ${e.stack?.split("\n").slice(1,4).join("|")}`); }
    }
  }
});
