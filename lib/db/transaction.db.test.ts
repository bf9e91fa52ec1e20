import path from "node:path";
import { rmSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "@/scripts/db/embedded";
import { makeTemporaryDataDir } from "@/scripts/db/embedded-cluster";
import { deployMigrations } from "@/scripts/db/migrations";
import { createTestOrganization, type TestOrganization } from "@/scripts/test/database";
import { closeDatabase, openDatabase, pingDatabase, useDatabase } from "./connection";
import { withSystem, withTenant, withTenantSql } from "./transaction";
import { isDatabaseUnavailable } from "./unavailable";

/** Its own server: it is stopped and killed here. */
let server: EmbeddedPostgres;
let dataDir: string;
let organization: TestOrganization;

beforeAll(async () => {
  dataDir = makeTemporaryDataDir();
  server = await startEmbeddedPostgres({ dataDir, durable: false });
  await deployMigrations(server.url);
  organization = await createTestOrganization(server.url);
  await useDatabase(`${server.url}?connect_timeout=15`, 4);
});
afterAll(async () => {
  await closeDatabase();
  await server.kill();
  rmSync(path.dirname(dataDir), { recursive: true, force: true });
});

const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "no failure",
    (error: unknown) => error,
  );
const countAgents = () => withTenant(organization.organizationId, (tx) => tx.agent.count());

it("undoes everything when the work throws, in both kinds of transaction", async () => {
  const { organizationId, agentId } = organization;
  const boom = new Error("boom");
  const first = withTenant(organizationId, async (tx) => {
    await tx.agent.update({ where: { organizationId_id: { organizationId, id: agentId } }, data: { name: "changed" } });
    throw boom;
  });
  const second = withTenantSql(organizationId, async (sql) => {
    await sql.query("update agents set name = 'changed'");
    throw boom;
  });
  expect(await Promise.all([failure(first), failure(second)])).toEqual([boom, boom]);
  const names = await withTenant(organizationId, (tx) => tx.agent.findMany({ select: { name: true } }));
  expect(names).toHaveLength(1);
  expect(names[0]?.name).not.toBe("changed");
});

it("asks one thing after the other where several are asked of one transaction at once", async () => {
  const warned: string[] = [];
  const hear = (warning: Error) => void warned.push(warning.message);
  process.on("warning", hear);
  const numbers = await withTenantSql(organization.organizationId, async (sql) => {
    const answers = await Promise.all(
      [1, 2, 3, 4].map((n) => sql.query<{ n: number }>("select $1::int as n, pg_sleep(0.001)", [n])),
    );
    const mistake = sql.query("select 1 / 0").catch((error: Error) => error.message);
    const after = sql.query("select 1").catch((error: Error) => error.message);
    expect(await mistake).toMatch(/division by zero/);
    expect(await after).toMatch(/current transaction is aborted/);
    await sql.query("rollback");
    return answers.flatMap(({ rows }) => rows.map(({ n }) => n));
  });
  await new Promise(setImmediate);
  process.off("warning", hear);
  expect(numbers).toEqual([1, 2, 3, 4]);
  expect(warned).toEqual([]);
});

it("refuses a tenant that is no id before it asks the database", () => {
  expect(() => withTenant("' or true --", async () => undefined)).toThrow(TypeError);
  expect(() => withTenantSql("", async () => undefined)).toThrow(TypeError);
});

it("knows an error of the statement from a database that is gone", async () => {
  const mistake = await failure(withTenantSql(organization.organizationId, (sql) => sql.query("selec")));
  expect(isDatabaseUnavailable(mistake)).toBe(false);
  const duplicate = await failure(
    withSystem("test", (tx) =>
      tx.organization.create({
        data: { id: organization.organizationId, accountId: "AYB-AAAA-AAAA-AAAA", name: "x", timeZone: "UTC" },
      }),
    ),
  );
  expect(duplicate).toMatchObject({ code: "P2002" });
  expect(isDatabaseUnavailable(duplicate)).toBe(false);
});

it.each(["stop", "kill"] as const)(
  "calls the database unavailable in every situation after a %s, and recovers by itself",
  async (how) => {
    const { organizationId } = organization;
    // One connection in the middle of a query, one between two queries, per kind of transaction; the rest idle in the pool.
    let release!: () => void;
    const gate = new Promise<void>((resolve) => (release = resolve));
    let ready = 0;
    let allReady!: () => void;
    const settled = new Promise<void>((resolve) => (allReady = resolve));
    const arrive = () => ++ready === 4 && allReady();
    const between = withTenant(organizationId, async (tx) => {
      arrive();
      await gate;
      return tx.agent.count();
    });
    const betweenSql = withTenantSql(organizationId, async (sql) => {
      arrive();
      await gate;
      return sql.query("select 1");
    });
    const during = withTenant(organizationId, (tx) => {
      arrive();
      return tx.$queryRaw`select pg_sleep(20)`;
    });
    const duringSql = withTenantSql(organizationId, (sql) => {
      arrive();
      return sql.query("select pg_sleep(20)");
    });
    const broken = [between, betweenSql, during, duringSql].map(failure);
    await settled;
    await (how === "stop" ? server.stop() : server.kill());
    release();
    for (const error of await Promise.all(broken))
      expect([isDatabaseUnavailable(error), String(error)]).toEqual([true, String(error)]);
    const startedAt = Date.now();
    expect(isDatabaseUnavailable(await failure(countAgents()))).toBe(true);
    expect(isDatabaseUnavailable(await failure(pingDatabase()))).toBe(true);
    expect(Date.now() - startedAt).toBeLessThan(5000);
    server = await startEmbeddedPostgres({ dataDir, port: server.port, durable: false });
    expect(await countAgents()).toBe(1);
    expect((await withTenantSql(organizationId, (sql) => sql.query("select 1 as one"))).rows).toEqual([{ one: 1 }]);
    await Promise.all(Array.from({ length: 8 }, countAgents));
  },
);

it("says so when every connection is busy for longer than the limit, and goes on afterwards", async () => {
  const small = openDatabase(server.url, 1);
  const held = await small.pool.connect();
  const error = await failure(small.pool.query("select 1"));
  expect(isDatabaseUnavailable(error)).toBe(true);
  held.release();
  expect((await small.pool.query("select current_user as role")).rows).toEqual([{ role: "aybiza_app" }]);
  await small.close();
});

it("does not wait for ever for a server that has gone silent", async () => {
  const impatient = openDatabase(server.url, 1, 200);
  expect(isDatabaseUnavailable(await failure(impatient.pool.query("select pg_sleep(1)")))).toBe(true);
  expect(isDatabaseUnavailable(await failure(impatient.prisma.$queryRaw`select pg_sleep(1)`))).toBe(true);
  await impatient.close();
});
