// Runs test/editor in a real VS Code twice: as an extension of the desktop (node extension host) and as one of the web
// (the browser's worker). Both need dist/ and out/test/ built.
//   node scripts/editor-tests.mjs [desktop|web]
// Results: test-results/editor-desktop.json, editor-web.json ({passed, failed}) and the screenshots the tests ask for.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { basename, extname, join } from "node:path";
import { chromium } from "playwright-core";
import { isMain, root, runScript } from "./machine.mjs";
import { steadyPicture } from "./picture.mjs";
import { desktopExecutable, prepareChromium, startServer } from "./vscode-server.mjs";

const results = join(root, "test-results");
/** Time without a word of the suite after which it hangs: more than the limit of one test (test/editor/harness.ts). */
const silenceMs = 10 * 60_000;

/** A copy of the fixtures that the tests may write to, with settings that keep the window still. */
function copyWorkspace(kind, runnerAddress) {
  const folder = join(realpathSync(mkdtempSync(join(tmpdir(), "redlink-editor-"))), "wiki");
  cpSync(join(root, "test", "editor", "fixtures", "wiki"), folder, { recursive: true });
  mkdirSync(join(folder, ".vscode"));
  const settings = {
    "redlinkTests.runner": runnerAddress,
    "redlinkTests.kind": kind,
    "git.enabled": false,
    "files.autoSave": "off", // VS Code's server saves after a second of its own accord: what a test undoes stays on disk then
    "extensions.ignoreRecommendations": true,
  };
  writeFileSync(join(folder, ".vscode", "settings.json"), JSON.stringify(settings));
  return { folder, remove: () => rmSync(join(folder, ".."), { recursive: true, force: true }) };
}

/**
 * The tests' end of the line: they post their results here, and ask for screenshots. It also serves the extension's files,
 * for a web extension comes from a web server: one read from VS Code's own server may not start workers.
 */
async function listen(kind, tally) {
  let takePicture = async (name) => console.log(`  (no screenshot ${name}: this VS Code takes none)`);
  let lastHeard = Date.now();
  const server = createServer(async (request, response) => {
    let status = 200;
    let answer = "";
    try {
      if (request.method === "GET") return serveFile(new URL(request.url, "http://localhost").pathname, response);
      lastHeard = Date.now();
      let body = "";
      for await (const chunk of request) body += chunk;
      const message = JSON.parse(body);
      if (message.type === "result") {
        tally[message.passed ? "passed" : "failed"] += 1;
        console.log(`  ${message.passed ? "✔" : "✖"} ${message.name} (${message.milliseconds} ms)`);
        if (!message.passed) console.log(String(message.error).replace(/^/gm, "      "));
      } else if (message.type === "end") {
        tally.ended = true;
      } else if (message.type === "screenshot") {
        const taken = await takePicture(`editor-${kind}-${basename(message.name)}.png`, message.shown);
        if (taken === false) answer = "not shown";
      } else {
        throw new Error(`unknown message ${message.type}`);
      }
    } catch (error) {
      status = 500;
      answer = error.message;
    }
    response.writeHead(status, { "access-control-allow-origin": "*" }).end(answer);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return {
    address: `http://127.0.0.1:${server.address().port}/`,
    silentMs: () => Date.now() - lastHeard,
    picturesBy(take) {
      takePicture = take;
    },
    close: () => server.close(),
  };
}

const contentTypes = { ".js": "text/javascript", ".json": "application/json", ".png": "image/png" };

function serveFile(pathname, response) {
  const path = decodeURIComponent(pathname);
  const served = /^\/(package(\.nls[\w.-]*)?\.json|(dist|l10n|media|syntaxes|out\/test\/editor)\/[\w.-]+)$/.test(path);
  const file = join(root, path);
  const found = served && existsSync(file);
  response.writeHead(found ? 200 : 404, {
    "access-control-allow-origin": "*",
    "content-type": `${contentTypes[extname(path)] ?? "text/plain"}; charset=utf-8`,
  });
  response.end(found ? readFileSync(file) : undefined);
}

/**
 * Has the page develop the extension at this http address. An extension that is on no VS Code server can only be named in
 * the options the page was made with; they stand in its head, and are amended before its scripts read them.
 */
function developOverHttp(page, address, suite) {
  const { protocol, host } = new URL(address);
  const uri = (path) => ({ scheme: protocol.slice(0, -1), authority: host, path });
  return page.addInitScript(
    (development) => {
      const observer = new MutationObserver(() => {
        const element = document.getElementById("vscode-workbench-web-configuration");
        if (element === null) return;
        observer.disconnect();
        const options = JSON.parse(element.dataset.settings);
        Object.assign(options.developmentOptions, development);
        element.dataset.settings = JSON.stringify(options);
      });
      observer.observe(document, { childList: true, subtree: true });
    },
    { extensions: [uri("/")], extensionTestsPath: uri(`/${suite}`) },
  );
}

/** Runs the suite in VS Code's server under a headless Chromium; gives back its exit code. */
async function runInServer(kind, suite, workspace, line) {
  const executablePath = prepareChromium();
  const server = await startServer();
  const browser = await chromium.launch({
    executablePath,
    timeout: silenceMs,
    args: [
      ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
      ...["--disable-component-update", "--disable-sync"],
    ],
  });
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, bypassCSP: true });
    context.setDefaultTimeout(silenceMs); // Playwright's own limit, half a minute, is one on the speed of the machine
    const page = await context.newPage();
    const trouble = [];
    page.on("console", (message) => message.type() === "error" && trouble.push(message.text()));
    page.on("pageerror", (error) => trouble.push(String(error)));
    line.picturesBy(async (name, shown) => {
      const element = shown && page.locator(shown.selector, { hasText: shown.text }).first();
      if (element && !(await element.isVisible())) return false;
      writeFileSync(join(results, name), await steadyPicture(page));
    });
    const exit = new Promise((done) => page.exposeFunction("codeAutomationExit", (code) => done(code)));
    const hanging = new Promise((done) => {
      const check = () => line.silentMs() > silenceMs && done(`nothing heard of the suite in ${silenceMs} ms`);
      const timer = setInterval(check, 1000);
      exit.then(() => clearInterval(timer));
      timer.unref();
    });
    if (kind === "web") await developOverHttp(page, line.address, suite);
    const remote = { extension: server.remote(root), tests: server.remote(join(root, suite)) };
    await page.goto(server.address({ folder: workspace, ...(kind === "web" ? {} : remote) }));
    const code = await Promise.race([exit, hanging, server.exited.then(() => "VS Code's server ended")]);
    if (code === 0) return 0;
    await page.screenshot({ path: join(results, `editor-${kind}-failure.png`) });
    writeFileSync(join(results, `editor-${kind}-console.log`), trouble.join("\n"));
    if (typeof code === "string") console.log(`  ${code}`);
    return 1;
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** Runs the suite in the desktop VS Code at this path; gives back its exit code. */
async function runInDesktop(vscodeExecutablePath, kind, suite, workspace) {
  const { runTests } = await import("@vscode/test-electron");
  const profile = mkdtempSync(join(tmpdir(), "redlink-profile-"));
  try {
    return await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: root,
      extensionTestsPath: join(root, suite),
      launchArgs: [
        workspace,
        ...["--disable-extensions", "--disable-workspace-trust", "--skip-welcome", "--user-data-dir", profile],
        ...(kind === "web" ? ["--extensionDevelopmentKind=web"] : []),
      ],
    });
  } catch (error) {
    console.log(`  ${error.message}`);
    return 1;
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
}

/** Runs the suite once and writes its tally. A run that stops before its end counts as one more failure. */
async function runSuite(kind) {
  const tally = { passed: 0, failed: 0, ended: false };
  const line = await listen(kind, tally);
  const { folder, remove } = copyWorkspace(kind, line.address);
  const desktop = desktopExecutable();
  console.log(`editor tests, ${kind} extension, in ${desktop ?? "VS Code's server"}`);
  try {
    const suite = `out/test/editor/${kind}.js`;
    const code =
      desktop === undefined
        ? await runInServer(kind, suite, folder, line)
        : await runInDesktop(desktop, kind, suite, folder);
    if (!tally.ended || (code !== 0 && tally.failed === 0)) {
      tally.failed += 1;
      console.log(`  ✖ the suite did not reach its end (exit code ${code})`);
    }
  } finally {
    line.close();
    remove();
  }
  const { passed, failed } = tally;
  writeFileSync(join(results, `editor-${kind}.json`), `${JSON.stringify({ passed, failed })}\n`);
  console.log(`  ${kind}: ${passed} passed, ${failed} failed`);
  return { passed, failed };
}

/** Runs the named kinds one after the other; gives back the sum. */
export async function runEditorTests(kinds = ["desktop", "web"]) {
  mkdirSync(results, { recursive: true });
  const sum = { passed: 0, failed: 0 };
  for (const kind of kinds) {
    const { passed, failed } = await runSuite(kind);
    sum.passed += passed;
    sum.failed += failed;
  }
  return sum;
}

if (isMain(import.meta.url)) {
  await runScript(async () => {
    const kinds = process.argv.slice(2);
    const { failed, passed } = await runEditorTests(kinds.length > 0 ? kinds : undefined);
    if (failed > 0 || passed === 0) process.exitCode = 1;
  });
}
