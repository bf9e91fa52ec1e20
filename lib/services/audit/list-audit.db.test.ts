import { afterAll, beforeAll, expect, it } from "vitest";
import type { AuditFilter } from "@/lib/contracts/audit";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { withTenant } from "@/lib/db/transaction";
import {
  createTestDatabase,
  createTestOrganization,
  type TestDatabase,
  type TestOrganization,
} from "@/scripts/test/database";
import type { ServiceContext } from "../context";
import { exportAudit } from "./export-audit";
import { listAudit } from "./list-audit";
import { recordAudit } from "./record-audit";

let test: TestDatabase;
const at = (day: number) => new Date(Date.UTC(2026, 5, day, 12));

beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 4);
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});

type Planted = {
  action?: string;
  actorName?: string;
  actorId?: string;
  targetType?: string;
  targetId?: string;
  day?: number;
};

/** Writes entries in order; gives the organization. */
async function withLog(entries: readonly Planted[]): Promise<TestOrganization> {
  const who = await createTestOrganization(test.url);
  for (const { action = "member.removed", actorName = "Dana", actorId = who.userId, ...rest } of entries) {
    const { targetType = "user", targetId = "t1", day = 1 } = rest;
    const context: ServiceContext = {
      ...who.context,
      ip: "203.0.113.7",
      actor: { kind: "user", id: actorId, name: actorName },
    };
    await withTenant(who.organizationId, (tx) =>
      recordAudit(tx, context, { action, targetType, targetId, details: { before: { role: "viewer" } } }, at(day)),
    );
  }
  return who;
}

const seqs = async (context: ServiceContext, filter: AuditFilter) =>
  (await listAudit(context, filter)).entries.map(({ seq }) => seq);

async function text(context: ServiceContext, input: Parameters<typeof exportAudit>[1]): Promise<string> {
  let all = "";
  for await (const chunk of await exportAudit(context, input)) all += chunk;
  return all;
}

it("pages newest first without gaps or repeats, also when entries are written meanwhile and of one moment", async () => {
  const who = await withLog(Array.from({ length: 5 }, () => ({})));
  const first = await listAudit(who.context, { limit: 2 });
  await withTenant(who.organizationId, (tx) =>
    recordAudit(tx, who.context, { action: "agent.published", targetType: "agent", targetId: "a" }, at(1)),
  );
  const second = await listAudit(who.context, { limit: 2, cursor: first.nextCursor ?? "" });
  const third = await listAudit(who.context, { limit: 2, cursor: second.nextCursor ?? "" });
  expect([first, second, third].flatMap(({ entries }) => entries.map(({ seq }) => seq))).toEqual([5, 4, 3, 2, 1]);
  expect(third.nextCursor).toBeNull();
  expect(first.entries[0]).toMatchObject({ ip: "203.0.113.7", details: { before: { role: "viewer" } } });
});

it("filters by who, what, on what and when", async () => {
  const { context } = await withLog([
    { actorName: "Dana 100%", day: 1 },
    { actorName: "Eli", actorId: "key-7", action: "member.role_changed", day: 2 },
    { actorName: "Eli", actorId: "key-7", action: "membership.made", targetType: "call", targetId: "c1", day: 3 },
  ]);
  expect(await seqs(context, { actor: "eli" })).toEqual([3, 2]);
  expect(await seqs(context, { actor: "key-7" })).toEqual([3, 2]);
  expect(await seqs(context, { actor: "100%" })).toEqual([1]);
  expect(await seqs(context, { actor: "%" })).toEqual([1]);
  expect(await seqs(context, { action: "member" })).toEqual([2, 1]);
  expect(await seqs(context, { action: "member.role_changed" })).toEqual([2]);
  expect(await seqs(context, { action: "member.ro" })).toEqual([2]);
  expect(await seqs(context, { target: "call" })).toEqual([3]);
  expect(await seqs(context, { target: "t1" })).toEqual([2, 1]);
  expect(await seqs(context, { since: at(2).toISOString(), before: at(3).toISOString() })).toEqual([2]);
  await expect(listAudit(context, { action: "x' or 1=1" })).rejects.toMatchObject({
    fields: { action: expect.any(String) },
  });
  await expect(listAudit(context, { cursor: "rubbish" })).rejects.toMatchObject({
    fields: { cursor: expect.any(String) },
  });
});

it("shows and exports an organization's own entries alone, to who may", async () => {
  const ours = await withLog([{}]);
  await withLog([{ actorName: "Somebody else" }]);
  expect((await listAudit(ours.context)).entries.map(({ actorName }) => actorName)).toEqual(["Dana"]);
  expect(await text(ours.context, { format: "jsonl" })).not.toContain("Somebody else");
  const manager = { ...ours.context, permissions: new Set<never>() };
  await expect(listAudit(manager)).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(exportAudit(manager, { format: "csv" })).rejects.toMatchObject({ code: "FORBIDDEN" });
});

it("exports every fitting entry in either form, and records that it did", async () => {
  const who = await withLog([...Array.from({ length: 7 }, () => ({})), { actorName: "=HYPERLINK(1)" }]);
  const lines = (await text(who.context, { format: "jsonl" })).trimEnd().split("\n");
  const entries = lines.map((line) => JSON.parse(line) as { seq: number; hash: string; prevHash: string });
  expect(entries.map(({ seq }) => seq)).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
  // Each carries its link, so that the chain can be followed outside too.
  for (const [index, { prevHash }] of entries.slice(0, -1).entries()) expect(prevHash).toBe(entries[index + 1]?.hash);

  const csv = await text(who.context, { format: "csv", filter: { actor: "hyperlink" } });
  const rows = csv.trimEnd().split("\r\n");
  expect(rows).toHaveLength(2);
  expect(rows[0]).toMatch(/^"seq","at","actorKind"/);
  expect(rows[1]).toContain(`"'=HYPERLINK(1)"`);
  expect((await listAudit(who.context, { action: "audit.exported" })).entries.map(({ details }) => details)).toEqual([
    { format: "csv", filters: ["actor"] },
    { format: "jsonl", filters: [] },
  ]);
});

it("exports a log of many pages whole", async () => {
  const who = await withLog(Array.from({ length: 7 }, (_, n) => ({ targetId: String(n) })));
  for (const pageSize of [3, 7]) {
    let all = "";
    for await (const chunk of await exportAudit(who.context, { format: "jsonl", filter: { target: "user" } }, pageSize))
      all += chunk;
    const targets = all
      .trimEnd()
      .split("\n")
      .map((line) => (JSON.parse(line) as { targetId: string }).targetId);
    expect(targets).toEqual(["6", "5", "4", "3", "2", "1", "0"]);
  }
});
