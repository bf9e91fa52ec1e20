import path from "node:path";
import { build } from "esbuild";

/** The program that reads files as one text with all that it needs in it: it may read no other file. `root`: of the repository. */
export async function bundleExtractProgram(root: string): Promise<Uint8Array> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    write: false,
    entryPoints: [path.join(root, "lib/adapters/extract/program.ts")],
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    minifyWhitespace: true,
    logLevel: "error",
  });
  return outputFiles[0]?.contents ?? new Uint8Array();
}
