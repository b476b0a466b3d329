import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";

const built = new Map<string, Promise<string>>();

/**
 * Bundles an entry of `server/main` as it ships and yields the script's path. Once a process: tests run against what the
 * sources say, never against an older `dist`.
 */
export function productPath(entry: "node" | "cli"): Promise<string> {
  let path = built.get(entry);
  if (!path) built.set(entry, (path = bundle(entry)));
  return path;
}

async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [`server/main/${entry}.ts`],
    bundle: true,
    write: false,
    platform: "node",
    format: "cjs",
    mainFields: ["module", "main"],
    target: "es2022",
    charset: "utf8",
    logLevel: "error",
  });
  // Beside `docs/`, as `dist/` is; renamed into place, because other test processes do the same.
  const folder = resolve("out");
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${entry}.product.cjs`);
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, outputFiles[0]!.contents);
  renameSync(unfinished, path);
  return path;
}
