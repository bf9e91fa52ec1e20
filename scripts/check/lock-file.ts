import { readFileSync } from "node:fs";
import path from "node:path";

type Entry = { resolved?: string; optionalDependencies?: Record<string, string> };

/**
 * What `npm ci` needs on other machines than this one: every optional dependency stands in the lock file, those for other systems too, which npm leaves
 * out where it can't see them, and no entry names the registry it came from. Returns what is wrong.
 */
export async function checkLockFile(root: string): Promise<string> {
  const lock = JSON.parse(readFileSync(path.join(root, "package-lock.json"), "utf8")) as {
    packages: Record<string, Entry>;
  };
  const { packages } = lock;
  const problems: string[] = [];
  for (const [folder, { resolved, optionalDependencies = {} }] of Object.entries(packages)) {
    if (resolved?.startsWith("http"))
      problems.push(`${folder} names a registry: npm config omit-lockfile-registry-resolved`);
    for (const [name, version] of Object.entries(optionalDependencies)) {
      if (!isInstalled(packages, folder, name))
        problems.push(`${name} ${version}, which ${folder} may want, is missing`);
    }
  }
  return problems.length === 0 ? "" : `package-lock.json is not complete:\n${problems.join("\n")}`;
}

/** As Node looks for a package: in the folder's own node_modules, then outwards. */
function isInstalled(packages: Record<string, Entry>, folder: string, name: string): boolean {
  for (let at = folder; ; at = at.slice(0, Math.max(0, at.lastIndexOf("node_modules/") - 1))) {
    if (packages[`${at === "" ? "" : `${at}/`}node_modules/${name}`]) return true;
    if (at === "") return false;
  }
}
