import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, describe, expect, it } from "vitest";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./embedded";
import { makeTemporaryDataDir } from "./embedded-cluster";
import { canReach } from "./postgres-binaries";

const running: EmbeddedPostgres[] = [];
const folders: string[] = [];

afterEach(async () => {
  for (const server of running.splice(0)) await server.kill();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function newDataDir(): string {
  const dataDir = makeTemporaryDataDir();
  folders.push(path.dirname(dataDir));
  return dataDir;
}

async function start(dataDir: string, port?: number): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, durable: true, ...(port ? { port } : {}) });
  running.push(server);
  return server;
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

describe("startEmbeddedPostgres", () => {
  it("makes a cluster once and keeps what is in it", async () => {
    const dataDir = newDataDir();
    const first = await start(dataDir);
    await query(first.url, "create table kept (n int); insert into kept values (42)");
    await first.stop();
    await first.stop();
    await expect(query(first.url, "select 1")).rejects.toThrow();
    const second = await start(dataDir, first.port);
    expect(second.url).toBe(first.url);
    expect(await query(second.url, "select n from kept")).toEqual([{ n: 42 }]);
  });

  it("recovers what was committed before a crash, whatever pid file is left", async () => {
    const dataDir = newDataDir();
    const first = await start(dataDir);
    await query(first.url, "create table kept (n int); insert into kept values (43)");
    await first.kill();
    // After a reboot the number in the file may be anybody's: ours, for one.
    expect(existsSync(path.join(dataDir, "postmaster.pid"))).toBe(true);
    writeFileSync(
      path.join(dataDir, "postmaster.pid"),
      `${process.pid}\n${dataDir}\n0\n${first.port}\n\n127.0.0.1\n0\nready\n`,
    );
    const second = await start(dataDir);
    expect(await query(second.url, "select n from kept")).toEqual([{ n: 43 }]);
  });

  it("takes another port when the wished one is in use", async () => {
    const blocker = createServer().listen(0, "127.0.0.1");
    await once(blocker, "listening");
    const address = blocker.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const server = await start(newDataDir(), port);
    expect(server.port).not.toBe(port);
    expect(await query(server.url, "select 1 as one")).toEqual([{ one: 1 }]);
    blocker.close();
  });

  it("adopts the server that already runs on the directory", async () => {
    const dataDir = newDataDir();
    const first = await start(dataDir);
    const second = await start(dataDir);
    expect([second.pid, second.url]).toEqual([first.pid, first.url]);
    await second.stop();
    await expect(query(first.url, "select 1")).rejects.toThrow();
  });

  it("ends with its process, even when that is killed", async () => {
    const dataDir = newDataDir();
    const script = `import { startEmbeddedPostgres } from "./scripts/db/embedded.ts";
      startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)} }).then((server) => { console.log(server.url); setInterval(() => {}, 1000); });`;
    const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [output] = (await once(child.stdout, "data")) as [Buffer];
    const url = output.toString().trim();
    expect(await query(url, "select 1 as one")).toEqual([{ one: 1 }]);
    const cut = new pg.Client({ connectionString: url });
    await cut.connect();
    const ended = new Promise((resolve) => cut.on("error", resolve));
    child.kill("SIGKILL");
    expect(String(await ended)).toMatch(/terminat/);
  });

  it("says what to do about a cluster of another version", async () => {
    const dataDir = newDataDir();
    mkdirSync(dataDir);
    writeFileSync(path.join(dataDir, "PG_VERSION"), "11\n");
    await expect(start(dataDir)).rejects.toThrow(/made by PostgreSQL 11, installed is 18.*Move the directory away/);
  });
});

describe("canReach", () => {
  it("sees a closed directory on the way", () => {
    const open = mkdtempSync(path.join(tmpdir(), "reach-"));
    folders.push(open);
    const closed = path.join(open, "closed");
    mkdirSync(closed, { mode: 0o700 });
    const stranger = { uid: 54_321, gid: 54_321 };
    expect(canReach(stranger, path.join(closed, "data"))).toBe(false);
    expect(canReach({ uid: process.getuid!(), gid: process.getgid!() }, path.join(closed, "data"))).toBe(true);
    expect(canReach(stranger, "/usr/bin")).toBe(true);
  });
});
