// Writes what is made from the rules: docs/rules/, the settings in package.json and their texts, the schemas of .redlink.json
// and of word lists.
//   npm run generate
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import * as esbuild from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const bundle = join(root, "out", "generate.mjs");
await esbuild.build({
  entryPoints: [join(root, "scripts/generate/files.ts")],
  bundle: true,
  platform: "node",
  format: "esm",
  outfile: bundle,
  logLevel: "warning",
});
const { ruleDocuments, withRuleSettings, withRuleTexts, configurationSchema, wordListSchema } = await import(
  pathToFileURL(bundle).href
);

const readJson = (path) => JSON.parse(readFileSync(join(root, path), "utf8"));
const write = (path, text) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
const writeJson = (path, value) => write(path, `${JSON.stringify(value, null, 2)}\n`);

rmSync(join(root, "docs/rules"), { recursive: true, force: true });
for (const [path, text] of ruleDocuments()) write(join("docs/rules", path), text);
writeJson("package.json", withRuleSettings(readJson("package.json")));
for (const [path, language] of [
  ["package.nls.json", "en"],
  ["package.nls.zh-cn.json", "zh-hans"],
  ["package.nls.zh-tw.json", "zh-hant"],
]) {
  writeJson(path, withRuleTexts(readJson(path), language));
}
writeJson("schemas/redlink.schema.json", configurationSchema());
writeJson("schemas/redlink-words.schema.json", wordListSchema());
