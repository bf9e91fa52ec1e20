import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";

const ROOMS = "app|components|lib|web|call-worker|jobs|sandbox|prisma|scripts|bench|e2e|docs|deploy|public";

/**
 * Every path of this repository that a document names in back-ticks, and every file it links to or pictures, must be part of the repository: that
 * it lies on this machine does not count. Returns those that are not.
 */
export async function checkDocPaths(root: string): Promise<string> {
  const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  })
    .split("\n")
    .filter(Boolean);
  const known = new Set(files.flatMap(withFolders));
  const missing: string[] = [];
  for (const document of files.filter((file) => file.endsWith(".md"))) {
    const text = readFileSync(path.join(root, document), "utf8");
    const named = [...text.matchAll(new RegExp(`\`((?:${ROOMS})/[\\w./\\[\\]()-]*)\``, "g"))].map(
      ([, name = ""]) => name,
    );
    const linked = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, name = ""]) =>
      path.join(path.dirname(document), name),
    );
    for (const name of [...named, ...linked]) {
      if (!known.has(name.replace(/\/$/, ""))) missing.push(`${document}: ${name}`);
    }
  }
  return missing.length === 0 ? "" : `Documents name paths that do not exist:\n${missing.join("\n")}`;
}

/** "a/b/c" → "a", "a/b", "a/b/c". */
const withFolders = (file: string): string[] => {
  const parts = file.split("/");
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
};
