// A real MediaWiki with its Cite extension, from Debian packages alone: the judge of what wikitext shows. Every start
// makes a new, empty wiki in a temporary folder (two seconds), so nothing is left over from another run and several can
// run beside each other.
//   node scripts/mediawiki.mjs [PORT]      one to look at; Ctrl-C ends it
import { execFileSync, spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { aptInstall, freePort, isMain, Missing, onPath, runScript } from "./machine.mjs";

/** `SyntaxHighlight` asks `pygmentize`, which MediaWiki's package only recommends. */
const pygments = "python3-pygments";
const packages = [
  ...["mediawiki", "php-cli", "php-sqlite3", "php-intl", "php-mbstring", "php-xml", "php-curl"],
  pygments,
];
/** Where Debian puts it. */
const installed = "/usr/share/mediawiki";
/** Those whose answers the tests know: Debian 12's and Debian 13's. */
const knownVersions = ["1.39", "1.43"];
const phpModules = ["pdo_sqlite", "intl", "mbstring", "xml", "curl"];
const extensions = ["Cite", "ParserFunctions", "Poem", "SyntaxHighlight_GeSHi"];

const startDeadlineMs = 60_000;
const workers = 2;

/** The packages that are not there, by what they bring; MediaWiki itself counts as missing without its Cite. */
function missingPackages() {
  if (onPath("php") === undefined) return packages;
  const modules = execFileSync("php", ["-m"], { encoding: "utf8" }).split("\n");
  const brought = (name) => packages.find((known) => known === `php-${name.replace("pdo_sqlite", "sqlite3")}`);
  const missing = phpModules.filter((name) => !modules.includes(name)).map(brought);
  if (onPath("pygmentize") === undefined) missing.push(pygments);
  if (extensions.every((name) => existsSync(join(installed, "extensions", name, "extension.json")))) return missing;
  return ["mediawiki", ...missing];
}

/** Makes sure that there is a MediaWiki of the right version, installing it by apt when missing and permitted. */
export function prepareMediaWiki(log = console.error) {
  const missing = missingPackages();
  if (missing.length > 0) {
    aptInstall(missing, { log });
    const still = missingPackages();
    if (still.length > 0)
      throw new Missing(`missing: ${still.join(", ")} (apt-get installed it, but it cannot be used)`);
  }
  const defines = readFileSync(join(installed, "includes", "Defines.php"), "utf8");
  const version = /'MW_VERSION', '([^']+)'/.exec(defines)?.[1] ?? "of an unknown version";
  if (!knownVersions.some((known) => version.startsWith(`${known}.`))) {
    throw new Missing(
      `missing: MediaWiki ${knownVersions.join(" or ")}, as in Debian 12 and 13 (${installed} is ${version})`,
    );
  }
}

/** Its settings, on top of those its installer writes into the same folder. */
const settings = (folder, address) => `<?php
require ${JSON.stringify(join(folder, "LocalSettings.php"))};
$wgServer = ${JSON.stringify(address)};
wfLoadExtensions( ${JSON.stringify(extensions)} );
$wgCiteBookReferencing = true; // extends=
$wgGroupPermissions['*']['edit'] = true; // tests make their own pages
$wgMainCacheType = $wgParserCacheType = $wgMessageCacheType = CACHE_NONE;
$wgCacheDirectory = ${JSON.stringify(join(folder, "cache"))};
$wgLocalisationCacheConf['store'] = 'files';
$wgRateLimits = [];
$wgJobRunRate = 0;
$wgShowExceptionDetails = true;
`;

/**
 * Makes an empty Chinese wiki and serves it on the loopback interface.
 * @param {{port?: number, log?: (line: string) => void}} options
 * @returns {Promise<{address: string, stop(): Promise<void>}>} its address without a slash at the end
 */
export async function startMediaWiki({ port, log = console.error } = {}) {
  prepareMediaWiki(log);
  const listenOn = await freePort(port);
  const address = `http://127.0.0.1:${listenOn}`;
  const folder = mkdtempSync(join(tmpdir(), "redlink-mediawiki-"));
  try {
    install(folder, address);
    return await serve(folder, listenOn, address);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

function install(folder, address) {
  for (const name of ["data", "cache"]) mkdirSync(join(folder, name));
  try {
    execFileSync(
      "php",
      [
        join(installed, "maintenance", "install.php"),
        ...["--dbtype", "sqlite", "--dbpath", join(folder, "data"), "--confpath", folder, "--lang", "zh"],
        ...["--server", address, "--scriptpath", "", "--pass", "nobody-logs-in-here", "Redlink", "Admin"],
      ],
      // The settings of a wiki that the machine itself serves are none of ours.
      { env: { ...process.env, MW_CONFIG_FILE: join(folder, "LocalSettings.php") }, encoding: "utf8", stdio: "pipe" },
    );
  } catch (error) {
    const said = `${error.stdout ?? ""}\n${error.stderr ?? ""}\n${error.message}`.trim().split("\n");
    throw new Missing(
      `MediaWiki cannot be set up: ${said.find((line) => /error|exception/i.test(line)) ?? said.at(-1)}`,
    );
  }
  writeFileSync(join(folder, "settings.php"), settings(folder, address));
}

async function serve(folder, port, address) {
  const logFile = join(folder, "server.log");
  const output = openSync(logFile, "w");
  const server = spawn("php", ["-d", "opcache.enable_cli=1", "-S", `127.0.0.1:${port}`, "-t", installed], {
    // PHP leaves its workers behind when it is ended; in a group of their own they all go at once.
    detached: true,
    stdio: ["ignore", output, output],
    env: {
      ...process.env,
      MW_CONFIG_FILE: join(folder, "settings.php"),
      PHP_CLI_SERVER_WORKERS: String(workers),
    },
  });
  closeSync(output);
  let ended = false;
  const exited = new Promise((done) => {
    for (const event of ["exit", "error"]) server.once(event, done);
  }).then(() => {
    ended = true;
  });

  const end = () => {
    try {
      process.kill(-server.pid, "SIGKILL");
    } catch {
      // it has gone already, or never came
    }
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  // However this process ends, the server does not outlive it.
  const onSignal = (signal) => {
    end();
    process.exit(signal === "SIGINT" ? 130 : 143);
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  process.once("exit", end);
  for (const signal of signals) process.once(signal, onSignal);
  const stop = async () => {
    end();
    await exited;
    process.off("exit", end);
    for (const signal of signals) process.off(signal, onSignal);
  };

  const deadline = Date.now() + startDeadlineMs;
  for (let trouble; ; await new Promise((done) => setTimeout(done, 100))) {
    try {
      const answer = await fetch(`${address}/api.php?action=query&meta=siteinfo&format=json`);
      const text = await answer.text();
      if (JSON.parse(text).query !== undefined) return { address, stop };
      trouble = text;
    } catch (error) {
      trouble = error.message;
    }
    if (!ended && Date.now() < deadline) continue;
    const said = readFileSync(logFile, "utf8").trim().split("\n").at(-1);
    await stop();
    throw new Missing(`MediaWiki did not start at ${address}: ${(ended && said) || trouble}`);
  }
}

if (isMain(import.meta.url)) {
  await runScript(async () => {
    const [port] = process.argv.slice(2);
    const { address } = await startMediaWiki({ port: port === undefined ? 0 : Number(port) });
    console.log(`${address}/index.php — for tests: export REDLINK_WIKI=${address} — Ctrl-C ends it`);
    await new Promise(() => setInterval(() => {}, 1 << 30));
  });
}
