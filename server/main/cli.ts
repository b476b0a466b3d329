import { isMainThread } from "node:worker_threads";
import { complain, EXIT, type Io, reasonOf, UsageError } from "./cli/io";
import { serveJobs } from "./cli/jobs";
import { run } from "./cli/run";
import { serveScan } from "./scan/threads";

/** Standard output, waited for when it is slower than we are. */
function write(text: string): Promise<void> {
  return process.stdout.write(text) ? Promise.resolve() : new Promise((done) => process.stdout.once("drain", done));
}

const io: Io = {
  cwd: currentFolder(),
  env: process.env,
  stdin: process.stdin,
  out: write,
  err: (text) => process.stderr.write(text),
  colours: process.stdout.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== "dumb",
  progress: process.stderr.isTTY === true,
  script: __filename,
  interruptible(stop) {
    process.once("SIGINT", stop);
    return () => process.removeListener("SIGINT", stop);
  },
};

if (isMainThread) main();
else if (!serveScan()) serveJobs();

function currentFolder(): string {
  try {
    return process.cwd();
  } catch (error) {
    process.stderr.write(`redlink: the current folder: ${reasonOf(error)}\n`);
    process.exit(EXIT.failure);
  }
}

function main(): void {
  // The reader has seen enough (`redlink check | head`): nothing went wrong.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") complain(io, `standard output: ${reasonOf(error)}`);
    process.exit(error.code === "EPIPE" ? EXIT.clean : EXIT.failure);
  });
  run(process.argv.slice(2), io).then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      if (error instanceof UsageError) complain(io, error.message);
      else io.err(`redlink: internal error: ${(error as Error).stack ?? error}\n`);
      process.exitCode = EXIT.failure;
    },
  );
}
