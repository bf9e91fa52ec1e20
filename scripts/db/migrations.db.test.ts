import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { randomUUID } from "node:crypto";
import { useDatabase, closeDatabase } from "@/lib/db/connection";
import { withSystem, withTenant } from "@/lib/db/transaction";
import { ensurePartitions } from "@/lib/services/maintenance/ensure-partitions";
import { createTestDatabase, createTestOrganization, type TestDatabase, withOwner } from "../test/database";
import { insert } from "../test/plant-call";
import { deployMigrations, migrationStatus, schemaDrift } from "./migrations";
import { readMigrations, readSchema } from "./schema-engine";

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});

describe("migrations", () => {
  it("give what prisma/schema says", async () => {
    expect(await schemaDrift(test.url)).toBe("");
  });

  it("are seen to lack a column that only the schema has", async () => {
    const schema = readSchema().map((file) => ({
      ...file,
      content: file.content.replace("model Worker {", 'model Worker {\n  shoeSize Int? @map("shoe_size")'),
    }));
    expect(await schemaDrift(test.url, schema)).toContain('ADD COLUMN     "shoe_size" INTEGER');
  });

  it("are applied once, and the database says where it stands", async () => {
    const names = readMigrations().migrationDirectories.map(({ path }) => path);
    expect(await deployMigrations(test.url)).toEqual([]);
    expect(await migrationStatus(test.url)).toEqual({
      upToDate: true,
      pending: [],
      edited: [],
      failed: [],
      unknown: [],
    });
    await withOwner(test.url, (sql) =>
      sql.query("delete from _prisma_migrations where migration_name = $1", [names.at(-1)]),
    );
    expect(await migrationStatus(test.url)).toMatchObject({ upToDate: false, pending: [names.at(-1)] });
    // It fails half-way (its objects exist), and everything of it is undone but the note of the failure.
    await expect(deployMigrations(test.url)).rejects.toThrow();
    expect(await migrationStatus(test.url)).toMatchObject({ failed: [names.at(-1)] });
  });
});

describe("ensure_partitions", () => {
  it("moves what the default partition caught into the new month's, and is safe to repeat", async () => {
    await useDatabase(test.url, 2);
    const { organizationId } = await createTestOrganization(test.url);
    const row = (day: string, seq: number) => ({
      organization_id: organizationId,
      call_id: randomUUID(),
      seq,
      call_day: day,
      type: "line.closed",
      at: day,
      body: "{}",
    });
    await withOwner(test.url, async (sql) => {
      await insert(sql, "call_events", row("2031-05-31", 1));
      await insert(sql, "call_events", row("2031-06-30", 2));
      await insert(sql, "call_events", row("2031-08-01", 3));
    });
    await ensurePartitions(new Date("2031-05-15T00:00:00Z"));
    await ensurePartitions(new Date("2031-05-31T23:59:59Z"));
    const places = await withOwner(test.url, (sql) =>
      sql.query(
        "select seq, tableoid::regclass::text as place from call_events where organization_id = $1 order by seq",
        [organizationId],
      ),
    );
    expect(places.rows).toEqual([
      { seq: 1, place: "parts.call_events_2031_05" },
      { seq: 2, place: "parts.call_events_2031_06" },
      { seq: 3, place: "parts.call_events_default" },
    ]);
  });
});

describe("a login that is no superuser", () => {
  it("can own the database, migrate it and run the product on it", async () => {
    const login = `deployer_${randomUUID().slice(0, 8)}`;
    const name = `prod_${randomUUID().slice(0, 8)}`;
    await withOwner(test.url, async (sql) => {
      await sql.query(`create role ${login} login nosuperuser createrole password 'deploy'`);
      await sql.query(`grant aybiza_app, aybiza_system to ${login} with inherit false`);
      await sql.query(`create database ${name} owner ${login}`);
    });
    const url = new URL(test.url);
    Object.assign(url, { username: login, password: "deploy", pathname: `/${name}` });
    try {
      expect(await deployMigrations(url.href)).not.toEqual([]);
      await useDatabase(url.href, 2);
      const [ours, theirs] = [await createTestOrganization(url.href), await createTestOrganization(url.href)];
      await ensurePartitions(new Date("2031-05-15T00:00:00Z"));
      const seen = await withTenant(ours.organizationId, (tx) =>
        tx.agent.findMany({ select: { organizationId: true } }),
      );
      expect(seen).toEqual([{ organizationId: ours.organizationId }]);
      expect(await withSystem("test", (tx) => tx.agent.count())).toBe(2);
      // The policies hold the owner of the tables too.
      expect(await withOwner(url.href, (sql) => sql.query("select from agents"))).toMatchObject({ rowCount: 0 });
      expect(theirs.organizationId).not.toBe(ours.organizationId);
    } finally {
      await closeDatabase();
      await withOwner(test.url, async (sql) => {
        await sql.query(`drop database ${name} with (force)`);
        await sql.query(`drop role ${login}`);
      });
    }
  });
});
