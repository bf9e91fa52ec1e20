import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

const ROOMS = "app|components|lib|call-worker|jobs|sandbox|prisma|scripts|bench|e2e|docs|deploy|public";

/** Every path of this repository that a document names in back-ticks must exist. Returns those that do not. */
export async function checkDocPaths(root: string): Promise<string> {
  const documents = execFileSync("git", ["ls-files", "*.md"], { cwd: root, encoding: "utf8" })
    .split("\n")
    .filter(Boolean);
  const missing: string[] = [];
  for (const document of documents) {
    const text = readFileSync(path.join(root, document), "utf8");
    for (const [, named = ""] of text.matchAll(new RegExp(`\`((?:${ROOMS})/[\\w./\\[\\]()-]*)\``, "g"))) {
      if (!existsSync(path.join(root, named))) missing.push(`${document}: ${named}`);
    }
  }
  return missing.length === 0 ? "" : `Documents name paths that do not exist:\n${missing.join("\n")}`;
}
