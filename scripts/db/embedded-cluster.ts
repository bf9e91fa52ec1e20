import { execFileSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { canReach, type PostgresAccount, type PostgresBinaries, ROOT_FALLBACK_DIR } from "./postgres-binaries";

const PASSWORD_FILE = "aybiza.password";

/**
 * Where the postgres account cannot enter, the cluster lives elsewhere and a file in the wished place tells where. Without that file the
 * wished place was deleted, so whoever did it wants to start afresh: the old cluster is put aside.
 */
export function reachableDataDir(wanted: string, account: PostgresAccount): string {
  if (!account || canReach(account, path.dirname(wanted))) return wanted;
  const id = createHash("sha256").update(wanted).digest("hex").slice(0, 12);
  const dataDir = path.join(ROOT_FALLBACK_DIR, `data-${id}`);
  const marker = path.join(wanted, "LOCATION");
  if (!existsSync(marker)) {
    if (existsSync(dataDir) && !existsSync(path.join(dataDir, "postmaster.pid"))) {
      renameSync(dataDir, `${dataDir}.old-${Date.now()}`);
    }
    mkdirSync(wanted, { recursive: true });
    writeFileSync(marker, `${dataDir}\n`);
  }
  return dataDir;
}

/** Makes the cluster when there is none. Throws when it is another major version's. Returns the password of its superuser, postgres. */
export function ensureCluster(dataDir: string, binaries: PostgresBinaries, account: PostgresAccount): string {
  if (!existsSync(path.join(dataDir, "PG_VERSION"))) createCluster(dataDir, binaries, account);
  checkVersion(dataDir, binaries);
  return readFileSync(path.join(dataDir, PASSWORD_FILE), "utf8").trim();
}

function createCluster(dataDir: string, binaries: PostgresBinaries, account: PostgresAccount): void {
  mkdirSync(path.dirname(dataDir), { recursive: true });
  // Made aside and renamed, so that a half-made cluster is never mistaken for one.
  const half = `${dataDir}.making-${process.pid}`;
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { mode: 0o700 });
  if (account) chownSync(half, account.uid, account.gid);
  const password = randomBytes(18).toString("base64url");
  const passwordFile = path.join(tmpdir(), `aybiza-pg-${randomBytes(6).toString("hex")}`);
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (account) chownSync(passwordFile, account.uid, account.gid);
  try {
    const flags = ["--username=postgres", "--auth=scram-sha-256", `--pwfile=${passwordFile}`, "--encoding=UTF8"];
    const locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
    execFileSync(binaries.initdb, [`--pgdata=${half}`, ...flags, ...locale, "--no-sync", "--no-instructions"], {
      ...(account ?? {}),
      cwd: "/",
      stdio: "pipe",
      env: serverEnvironment(),
    });
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    const said = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : String(error);
    throw new Error(`The embedded database could not be made in ${dataDir}: ${said}`, { cause: error });
  } finally {
    rmSync(passwordFile, { force: true });
  }
  writeFileSync(path.join(half, PASSWORD_FILE), `${password}\n`, { mode: 0o600 });
  rmSync(dataDir, { recursive: true, force: true });
  renameSync(half, dataDir);
}

function checkVersion(dataDir: string, binaries: PostgresBinaries): void {
  const made = readFileSync(path.join(dataDir, "PG_VERSION"), "utf8").trim();
  const have = /(\d+)/.exec(execFileSync(binaries.postgres, ["--version"], { encoding: "utf8" }))?.[1];
  if (made !== have) {
    throw new Error(
      `${dataDir} was made by PostgreSQL ${made}, installed is ${have}. Move the directory away to start afresh, ` +
        "or dump it with the old version and load it into the new one.",
    );
  }
}

export const serverEnvironment = (): NodeJS.ProcessEnv => ({ ...process.env, LC_ALL: "C", TZ: "UTC" });

/** Makes a directory for a throw-away cluster that the postgres account can reach. */
export function makeTemporaryDataDir(): string {
  const parent = path.join(tmpdir(), `aybiza-test-pg-${process.pid}-${randomBytes(4).toString("hex")}`);
  mkdirSync(parent, { mode: 0o755 });
  chmodSync(parent, 0o755);
  return path.join(parent, "data");
}
