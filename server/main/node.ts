import { serve, transportOf } from "./serve";

// The language server as a process: dist/server.js --stdio | --node-ipc | --socket=N
const transport = transportOf(process.argv.slice(2));
if (transport) {
  serve(transport);
} else {
  process.stderr.write("redlink: the language server needs one of --stdio, --node-ipc, --socket=N\n");
  process.exitCode = 2;
}
