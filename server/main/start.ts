import nodeModule from "node:module";

// dist/server.js: starts the server with its compiled code kept from the last start. Node 22 and newer have it, and
// keep it in the system's temporary folder; a cache that cannot be written or read is no error, only slower.
(nodeModule as { enableCompileCache?: () => unknown }).enableCompileCache?.();
// The program is a file of its own (external to the bundler): what is bundled here would be compiled before the line
// above runs.
require("./server.node.js");
