import type { Io } from "../../server/main/cli/io";
import { UsageError } from "../../server/main/cli/io";
import { run } from "../../server/main/cli/run";
import { TestFolder } from "../support/folder";

/** What a command did. */
export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process, in a folder, as `cli.ts` would. */
export async function cli(
  folder: { readonly path: string },
  args: readonly string[],
  stdin: string | Uint8Array = "",
): Promise<Outcome> {
  let out = "";
  let err = "";
  const io: Io = {
    cwd: folder.path,
    env: {},
    stdin: (async function* () {
      // In pieces that break characters, as a pipe may.
      const bytes = typeof stdin === "string" ? Buffer.from(stdin, "utf8") : stdin;
      for (let start = 0; start < bytes.length; start += 7) yield bytes.subarray(start, start + 7);
    })(),
    out: async (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    colours: false,
    progress: false,
  };
  try {
    return { code: await run(args, io), out, err };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { code: 2, out, err: `${err}redlink: ${error.message}\n` };
  }
}

/** Runs a test in a folder of its own. */
export async function inFolder(
  files: Readonly<Record<string, string | Uint8Array>>,
  body: (folder: TestFolder) => Promise<void>,
): Promise<void> {
  const folder = new TestFolder(files);
  try {
    await body(folder);
  } finally {
    folder.dispose();
  }
}
