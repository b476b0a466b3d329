import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";

export const usage = `npm run bench -- [--only ROW[,ROW…]] [--no-peers] [--budget SECONDS] [--server COMMAND] [--json] [--write]

  --only ROW    measure these rows only
  --no-peers    measure Redlink and the floor only
  --budget S    seconds a peer may take for one measurement before its sample is cut short (default 20)
  --server C    measure this command in place of \`node dist/server.js --stdio\`
  --json        print the figures as JSON on stdout, progress on stderr
  --write       put the figures into docs/performance.md (a full run only)

Exit code: 0 every must is held, 1 one is not, 2 the benchmark could not run.`;

/** A mistake in the command line. */
export class UsageError extends Error {}

/**
 * @param {string[]} args
 * @param {readonly string[]} rowIds
 */
export function readOptions(args, rowIds) {
  let values;
  try {
    ({ values } = parseArgs({
      args,
      options: {
        only: { type: "string", multiple: true },
        "no-peers": { type: "boolean", default: false },
        budget: { type: "string", default: "20" },
        server: { type: "string" },
        json: { type: "boolean", default: false },
        write: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    }));
  } catch (error) {
    throw new UsageError(/** @type {Error} */ (error).message);
  }
  const only = values.only?.flatMap((list) => list.split(",")) ?? [];
  for (const id of only) {
    if (!rowIds.includes(id)) throw new UsageError(`no row ${id}; there are: ${rowIds.join(", ")}`);
  }
  const budget = Number(values.budget);
  if (!(budget > 0)) throw new UsageError(`--budget takes seconds, not ${values.budget}`);
  const { server, json, write, help } = values;
  const peers = !values["no-peers"];
  if (write && (only.length > 0 || !peers || server !== undefined)) throw new UsageError("--write needs a full run");
  return {
    only,
    budget,
    peers,
    server: server
      ?.split(" ")
      .filter(Boolean)
      .map((word) => (existsSync(word) ? resolve(word) : word)),
    json,
    write,
    help,
  };
}
