import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type AnchorStore, createAnchorDirectory } from "@/lib/adapters/audit-anchors/directory";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { withTenant } from "@/lib/db/transaction";
import { sharedEnv } from "@/lib/env/shared";
import { createTestDatabase, createTestOrganization, type TestDatabase, withOwner } from "@/scripts/test/database";
import { createApiKey } from "../api-keys/create";
import { deriveKey } from "../derive-key";
import { eraseOrganization } from "../privacy/erase-organization";
import { createAuditAnchors, readAuditAnchors } from "./anchors";
import { auditKey, recordAudit } from "./record-audit";
import { verifyAuditChain } from "./verify-audit-chain";

let test: TestDatabase;
let directory: string;
let store: AnchorStore;

beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 5);
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "anchors-"));
  store = createAnchorDirectory(path.join(directory, "audit"));
  return () => rmSync(directory, { recursive: true, force: true });
});

type Who = Awaited<ReturnType<typeof createTestOrganization>>;
const record = (who: Who, targetId = "x") =>
  withTenant(who.organizationId, (tx) =>
    recordAudit(tx, who.context, { action: "agent.published", targetType: "agent", targetId }),
  );
async function withEntries(count: number): Promise<Who> {
  const who = await createTestOrganization(test.url);
  for (let n = 0; n < count; n++) await record(who, String(n));
  return who;
}
const tamper = (organizationId: string, ...statements: string[]) =>
  withOwner(test.url, async (sql) => {
    await sql.query("set session_replication_role = replica");
    for (const statement of statements) await sql.query(statement, [organizationId]);
  });
/** Takes the newest entries away and sets the head back, so that the chain fits again. */
const cutTo = (organizationId: string, seq: number) =>
  tamper(
    organizationId,
    `delete from audit_log where organization_id = $1 and seq > ${seq}`,
    `update audit_heads set seq = ${seq}, hash = (select hash from audit_log where organization_id = $1 and seq = ${seq})
     where organization_id = $1`,
  );
const verify = async ({ organizationId }: Who) =>
  verifyAuditChain(organizationId, (await readAuditAnchors(store)).byOrganization.get(organizationId));
const file = () => path.join(directory, "audit", readdirSync(path.join(directory, "audit"))[0] ?? "");

it("finds an end that was cut off with its head set back, which the chain alone cannot", async () => {
  const who = await withEntries(4);
  await createAuditAnchors(store).anchor(new Date("2026-06-10T12:00:00Z"));
  expect(await verify(who)).toEqual({ intact: true, entries: 4 });
  await cutTo(who.organizationId, 2);
  expect(await verifyAuditChain(who.organizationId)).toEqual({ intact: true, entries: 2 });
  expect(await verify(who)).toEqual({
    intact: false,
    entries: 2,
    brokenAtSeq: 3n,
    reason: "the end was cut off: the anchor of 2026-06-10T12:00:00.000Z knows entry 4, and the log ends with 2",
  });
});

it("finds it also once the log has grown past the anchor again, and when nothing of it is left", async () => {
  const [grown, gone] = [await withEntries(3), await withEntries(3)];
  await createAuditAnchors(store).anchor();
  await cutTo(grown.organizationId, 1);
  for (let n = 0; n < 4; n++) await record(grown);
  expect(await verify(grown)).toMatchObject({ intact: false, brokenAtSeq: 3n, reason: /^the anchor of/ });
  await tamper(
    gone.organizationId,
    "delete from audit_log where organization_id = $1",
    "delete from audit_heads where organization_id = $1",
  );
  expect(await verify(gone)).toMatchObject({ intact: false, entries: 0, brokenAtSeq: 1n });
});

it("writes an anchor for what went on alone, tells at once of what went back, and then anchors it no more", async () => {
  const [busy, quiet] = [await withEntries(1), await withEntries(1)];
  const anchors = createAuditAnchors(store);
  await anchors.anchor();
  const before = readFileSync(file(), "utf8").trimEnd().split("\n").length;
  await record(busy);
  expect(await anchors.anchor()).toEqual({ written: 1, cutOff: [] });
  expect(await anchors.anchor()).toEqual({ written: 0, cutOff: [] });
  await cutTo(busy.organizationId, 1);
  // Another process, which remembers nothing, and the one of before.
  for (const each of [createAuditAnchors(store), anchors])
    expect(await each.anchor()).toEqual({ written: 0, cutOff: [busy.organizationId] });
  expect(readFileSync(file(), "utf8").trimEnd().split("\n")).toHaveLength(before + 1);
  expect(await verify(quiet)).toMatchObject({ intact: true });
});

it("is a file that shows what was changed, taken out or put in; half a line after a crash harms nothing", async () => {
  const who = await withEntries(1);
  const anchors = createAuditAnchors(store);
  for (let n = 0; n < 3; n++) {
    await anchors.anchor();
    await record(who);
  }
  expect(statSync(file()).mode & 0o777).toBe(0o600);
  expect((await readAuditAnchors(store)).broken).toEqual([]);
  const lines = readFileSync(file(), "utf8").trimEnd().split("\n");
  const brokenWith = async (changed: readonly string[]) => {
    writeFileSync(file(), `${changed.join("\n")}\n`);
    return (await readAuditAnchors(store)).broken.length > 0;
  };
  const last = lines.length - 1;
  expect(await brokenWith(lines.filter((_, place) => place !== last - 1))).toBe(true);
  expect(await brokenWith(lines.with(last, String(lines[last]).replace(/"seq":"\d+"/, '"seq":"1"')))).toBe(true);
  expect(await brokenWith([...lines, String(lines[0])])).toBe(true);
  expect(await brokenWith(lines)).toBe(false);

  appendFileSync(file(), '{"kind":"head","organi');
  await createAuditAnchors(store).anchor();
  expect(await verify(who)).toEqual({ intact: true, entries: 4 });
  expect((await readAuditAnchors(store)).byOrganization.get(who.organizationId)?.has(4n)).toBe(true);
});

it("two processes that write at once do not break it", async () => {
  await withEntries(1);
  await Promise.all([1, 2, 3, 4].map(() => createAuditAnchors(store).anchor()));
  const { broken, byOrganization } = await readAuditAnchors(store);
  expect(broken).toEqual([]);
  for (const known of byOrganization.values()) expect(known.size).toBe(1);
});

it("knows an erased organization's log from one that was stolen", async () => {
  const [erased, stolen] = [await withEntries(2), await withEntries(2)];
  const anchors = createAuditAnchors(store);
  await anchors.anchor();
  await eraseOrganization(erased.organizationId, {
    force: true,
    anchors,
    objects: { removeAll: () => Promise.resolve() },
    numbersOf: () => Promise.reject(new Error("it has bought none")),
  });
  const { byOrganization, broken } = await readAuditAnchors(store);
  expect(broken).toEqual([]);
  expect(byOrganization.has(erased.organizationId)).toBe(false);
  expect(byOrganization.has(stolen.organizationId)).toBe(true);
});

it("whoever has the database has none of the keys: no table holds the secret, nor what is derived from it", async () => {
  const who = await withEntries(2);
  await createApiKey(who.context, { name: "k", scopes: ["calls.read"] });
  const secret = sharedEnv().NEXTAUTH_SECRET;
  const keys = [auditKey(who.organizationId), deriveKey(secret, "audit-anchors"), Buffer.from(secret)];
  const needles = keys.flatMap((key) => [
    key.toString("hex"),
    key.toString("base64"),
    key.toString("base64url"),
    key.toString("latin1"),
  ]);
  await withOwner(test.url, async (sql) => {
    const { rows: tables } = await sql.query<{ name: string }>(
      "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
    );
    expect(tables.length).toBeGreaterThan(20);
    for (const { name } of tables) {
      const { rows } = await sql.query<{ text: string | null }>(
        `select string_agg(t::text, E'\n') as text from ${name} t`,
      );
      for (const needle of needles) expect(rows[0]?.text?.includes(needle) ?? false, name).toBe(false);
    }
  });
});
