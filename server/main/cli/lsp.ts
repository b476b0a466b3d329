import { EXIT, type Io, UsageError } from "./io";

const LSP_HELP = `Usage: redlink lsp --stdio

Starts the language server, for editors. It speaks the language server protocol over standard input and output
(or --node-ipc, --socket=PORT) until its client says goodbye.
`;

/** `redlink lsp`; resolves when the server runs, which then lives as long as its client. */
export async function lspCommand(args: readonly string[], io: Io): Promise<number> {
  if (args.includes("--help") || args.includes("-h")) {
    await io.out(LSP_HELP);
    return EXIT.clean;
  }
  const { serve, transportOf } = await import("../serve"); // the protocol's library is of no use to other commands
  const transport = transportOf(args);
  if (!transport) throw new UsageError("lsp needs --stdio (redlink lsp --help)");
  serve(transport);
  return EXIT.clean;
}
