// Builds the extension and opens samples/ with it: in the desktop VS Code where there is one, else in VS Code's server,
// whose address is printed for a browser. Ctrl-C ends it.
//   npm start [-- --port N]
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Missing, root, runScript } from "./machine.mjs";
import { build, desktopExecutable, startServer, withoutVSCode } from "./vscode-server.mjs";

const samples = join(root, "samples");
/** The page shown at once: a typical one, with most kinds of faults. */
const firstPage = join(samples, "Page", "石灘峽大壩.md");

function portGiven() {
  try {
    const { port } = parseArgs({ options: { port: { type: "string" } } }).values;
    if (port === undefined) return undefined;
    if (/^\d{1,5}$/.test(port) && Number(port) > 0 && Number(port) < 65_536) return Number(port);
    throw new Error(`--port ${port} is no port number`);
  } catch (error) {
    throw new Missing(`${error.message}; usage: npm start [-- --port N]`);
  }
}

function openDesktop(executable) {
  console.log(`opening samples/ in ${executable}`);
  const editor = spawn(executable, [`--extensionDevelopmentPath=${root}`, samples, firstPage], {
    stdio: "inherit",
    env: withoutVSCode(process.env),
  });
  return new Promise((done, fail) => {
    editor.once("error", () => fail(new Missing(`${executable} cannot be started`)));
    editor.once("exit", done);
  });
}

async function openServer(port) {
  const server = await startServer({ port });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => server.stop());
  console.log(
    "\nRedlink runs in VS Code, on the pages of samples/. Open this address in a browser (Ctrl-C here ends it):\n",
  );
  console.log(server.address({ folder: samples, extension: server.remote(root), open: server.remote(firstPage) }));
  await server.exited;
}

await runScript(async () => {
  const port = portGiven();
  if (!existsSync(samples)) throw new Missing("samples/ is missing: this is no complete copy of the repository");
  build("--dev");
  const desktop = port === undefined ? desktopExecutable() : undefined;
  await (desktop === undefined ? openServer(port) : openDesktop(desktop));
});
