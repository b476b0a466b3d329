import { isMainThread } from "node:worker_threads";
import { serveScan } from "./scan/threads";
import { serve, transportOf } from "./serve";

// The language server as a process: dist/server.js --stdio | --node-ipc | --socket=N
if (isMainThread) main();
else serveScan();

function main(): void {
  const transport = transportOf(process.argv.slice(2));
  if (transport) {
    serve(transport);
  } else {
    process.stderr.write("redlink: the language server needs one of --stdio, --node-ipc, --socket=N\n");
    process.exitCode = 2;
  }
}
