import { createHash, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createDirectoryStore } from "@/lib/adapters/object-store/directory-store";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { withSystemSql, withTenant } from "@/lib/db/transaction";
import {
  createTestDatabase,
  createTestOrganization,
  type TestDatabase,
  type TestOrganization,
  withOwner,
} from "@/scripts/test/database";
import { insert, plantCalls } from "@/scripts/test/plant-call";
import { plantQuality } from "@/scripts/test/plant-quality";
import { plantToolOf } from "@/scripts/test/foreign-ids-of-tools";
import { plantStepOf } from "@/scripts/test/foreign-ids-of-after-call";
import { plantWebhookOf } from "@/scripts/test/foreign-ids-of-webhooks";
import { plantMcpServerOf } from "@/scripts/test/foreign-ids-of-mcp-servers";
import { PLANTED_CALLER as CALLER, plantAppointments, plantLiveDesk, plantSetUp } from "@/scripts/test/plant-tenant";
import { recordAudit } from "../audit/record-audit";
import { verifyAuditChain } from "../audit/verify-audit-chain";
import { hashPassword } from "../auth/password";
import { memberContext } from "../context";
import { uploadKnowledgeFile } from "../knowledge/upload-knowledge-file";
import { sealForTenant } from "../secrets/tenant-envelope";
import type { Self } from "../sessions/self";
import { eraseCaller } from "./erase-caller";
import { eraseOrganization, listDueErasures } from "./erase-organization";
import { exportOrganization } from "./export-organization";
import { getPrivacy } from "./get-privacy";
import { cancelErasure, requestErasure } from "./request-erasure";
import { listTenantTables } from "./tenant-tables";

let test: TestDatabase;
const directory = mkdtempSync(path.join(tmpdir(), "privacy-"));
const objects = createDirectoryStore(directory);
const numbersOf = () => Promise.reject(new Error("nothing was bought, so the carrier is not asked"));

beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 8);
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
  rmSync(directory, { recursive: true, force: true });
});

const PASSWORD = "a long enough password";

type Planted = TestOrganization & { mark: string; accountId: string; callId: string };

/** An organization with a row in every table, all of which say `mark` where they say anything. */
async function plant(options: Parameters<typeof createTestOrganization>[1] = {}): Promise<Planted> {
  const who = await createTestOrganization(test.url, options);
  const mark = `planted-${createHash("sha256").update(who.organizationId).digest("hex").slice(0, 12)}`;
  const { organizationId, businessId, userId } = who;
  const said = { segmentId: "0.c1", turnId: "c1", speaker: "caller", startMs: 0, endMs: 900, confidence: 1 } as const;
  const [callId = ""] = await plantCalls(test.url, who, [
    {
      from: CALLER,
      lastLine: mark,
      endReason: mark,
      said: [mark],
      voiceToVoiceMs: [700],
      events: [
        {
          seq: 1,
          body: {
            type: "call.started",
            direction: "inbound",
            from: CALLER,
            to: who.phoneNumber,
            agentName: "A",
            agentVersion: 1,
            businessName: "B",
          },
        },
        { seq: 2, body: { type: "segment.final", ...said, text: mark, source: "speech" } },
        {
          seq: 3,
          body: {
            type: "tool.called",
            toolCallId: "t",
            turnId: "a1",
            name: "take_message",
            input: { callback_number: CALLER, message: mark },
          },
        },
        {
          seq: 4,
          body: { type: "message.taken", messageId: "m", callerName: mark, callbackNumber: CALLER, text: mark },
        },
        { seq: 6, body: { type: "caller.looked_up", known: [{ from: "tool", text: mark }], tookMs: 9, problem: mark } },
        { seq: 5, body: { type: "call.ended", disposition: "caller_hung_up", reason: mark, durationMs: 60_000 } },
      ],
    },
  ]);
  await withTenant(organizationId, async (tx) => {
    await sealForTenant(tx, organizationId, "test", mark);
    await recordAudit(tx, who.context, { action: "agent.published", targetType: "agent", targetId: mark });
  });
  const now = new Date();
  const later = new Date(now.getTime() + 86_400_000);
  const own = { organization_id: organizationId };
  const accountId = await withOwner(test.url, async (sql) => {
    const call = { ...own, call_id: callId };
    const carrier = { provider_call_sid: `CA-${mark}`, kind: "status", sequence: 0, status: "completed" };
    await insert(sql, "carrier_events", { ...call, ...carrier, body: JSON.stringify({ From: CALLER }) });
    await plantLiveDesk(sql, who, mark, callId);
    await plantQuality(sql, who, mark, callId);
    await plantAppointments(sql, who, mark, callId);
    await plantMcpServerOf(sql, { organizationId, mark });
    const { toolId } = await plantToolOf(sql, { organizationId, callId, mark });
    await plantStepOf(sql, { organizationId, businessId, callId, toolId, mark });
    await plantWebhookOf(sql, { organizationId, callId, mark });
    await insert(sql, "call_epochs", { ...call, epoch: 0, worker_id: mark, taken_at: now });
    await insert(sql, "messages", {
      ...call,
      id: randomUUID(),
      business_id: businessId,
      caller_name: mark,
      callback_number: "(415) 555-0191",
      text: mark,
      taken_at: now,
    });
    await insert(sql, "caller_verifications", {
      ...call,
      id: randomUUID(),
      code_hash: mark,
      sent_to: "91",
      expires_at: later,
    });
    await insert(sql, "invitations", {
      ...own,
      id: randomUUID(),
      email: `${mark}@example.test`,
      role: "viewer",
      token_hash: mark,
      invited_by: userId,
      expires_at: later,
    });
    await insert(sql, "subscriptions", {
      ...own,
      plan: "starter",
      status: "canceled",
      stripe_customer_id: mark,
      period_start: now,
      period_end: later,
    });
    await insert(sql, "stripe_events", { id: `evt_${mark}`, type: "x", customer_id: mark });
    await insert(sql, "usage_entries", { ...call, kind: "call", quantity: 1, at: now });
    await insert(sql, "usage_alerts", { ...own, period_start: now, '"limit"': "calls", percent: 80 });
    await insert(sql, "idempotency_keys", {
      ...own,
      key: mark,
      request_hash: "h",
      response: JSON.stringify({ to: CALLER, mark }),
      expires_at: later,
    });
    await insert(sql, "api_keys", {
      ...own,
      id: randomUUID(),
      name: mark,
      prefix: mark,
      hash: `hash-of-${mark}`,
      scopes: [],
      created_by: userId,
    });
    await insert(sql, "kill_switches", {
      id: randomUUID(),
      scope: "agent",
      ...own,
      target_id: who.agentId,
      reason: mark,
      set_by: "x",
      active: false,
    });
    await insert(sql, "vendor_connections", {
      ...own,
      vendor: "deepgram",
      mode: "own",
      changed_by: mark,
      sealed_credentials: `sealed-credentials-of-${mark}`,
    });
    await plantSetUp(sql, who, mark, now);
    await insert(sql, "outgoing_mail", { id: randomUUID(), message: "{}", '"to"': `${mark}@example.test` });
    await insert(sql, "sign_in_throttles", {
      subject: `email:${createHash("sha256").update(who.email).digest("hex")}`,
      last_at: now,
    });
    await insert(sql, "user_sessions", { id: randomUUID(), user_id: userId, expires_at: later, user_agent: mark });
    const { rows } = await sql.query<{ account_id: string }>("select account_id from organizations where id = $1", [
      organizationId,
    ]);
    return rows[0]?.account_id ?? "";
  });
  return { ...who, mark, accountId, callId };
}

const allTables = () =>
  withOwner(test.url, async (sql) => {
    const { rows } = await sql.query<{ name: string }>(
      "select c.oid::regclass::text as name from pg_class c where relkind = 'r' and relnamespace::regnamespace::text in ('public', 'parts')",
    );
    return rows.map(({ name }) => name).sort();
  });

/** The tables in which any row has this text in any column. */
async function tablesWith(text: string): Promise<string[]> {
  const tables = await allTables();
  return withOwner(test.url, async (sql) => {
    const found: string[] = [];
    for (const table of tables) {
      const { rows } = await sql.query(`select 1 from ${table} t where t::text like '%' || $1 || '%' limit 1`, [text]);
      if (rows.length > 0) found.push(table);
    }
    return found;
  });
}

const selfOf = ({ userId, email, context }: TestOrganization): Self => ({
  user: {
    userId,
    publicId: "",
    email,
    name: context.actor.name,
    emailVerified: true,
    hasSecondFactor: false,
    memberships: [],
  },
  sessionId: randomUUID(),
  requestId: "test",
});

function filesOf(archive: Buffer): Map<string, string> {
  const files = new Map<string, string>();
  for (let at = 0; archive[at];) {
    const name = archive.toString("utf8", at, at + 100).replace(/\0.*$/s, "");
    const size = Number.parseInt(archive.toString("utf8", at + 124, at + 135), 8);
    files.set(name, archive.toString("utf8", at + 512, at + 512 + size));
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}

it("exports every table's rows of the one organization, without hashes and keys, and says so in the audit", async () => {
  const [who, other] = [await plant(), await plant()];
  const { stream, fileName } = await exportOrganization(who.context, objects);
  expect(fileName).toMatch(new RegExp(`^${who.accountId}-.*\\.tar\\.gz$`));
  const files = filesOf(gunzipSync(await buffer(stream)));
  const tables = await withSystemSql("test", (sql) => listTenantTables(sql, ["organizations", "users"]));
  expect(tables.length).toBeGreaterThan(20);
  for (const { name } of tables) {
    const lines = (files.get(`${name}/000001.jsonl`) ?? "").trimEnd().split("\n");
    expect(lines[0], `rows of ${name}`).not.toBe("");
    for (const line of lines) expect(JSON.parse(line), name).toBeTypeOf("object");
  }
  const everything = [...files.values()].join("\n");
  expect(everything).toContain(who.mark);
  for (const foreign of [other.mark, other.organizationId, other.email]) expect(everything).not.toContain(foreign);
  for (const secret of [
    `hash-of-${who.mark}`,
    `sealed-credentials-of-${who.mark}`,
    "password_hash",
    "sealed_key",
    "token_hash",
    "code_hash",
  ])
    expect(everything).not.toContain(secret);
  const exported = files.get("audit_log/000001.jsonl") ?? "";
  expect(exported).toContain("organization.exported");
  expect(await verifyAuditChain(who.organizationId)).toMatchObject({ intact: true });
  const admin = memberContext({ ...who, name: "A", role: "admin" }, { requestId: "r" });
  await expect(exportOrganization(admin, objects)).rejects.toMatchObject({ code: "FORBIDDEN" });
});

it("exports files as they were given, and erases them with the organization, nobody else's", async () => {
  const [who, other] = [await plant(), await plant()];
  const give = ({ context, businessId, mark }: Planted) =>
    uploadKnowledgeFile(
      context,
      { businessId, name: "Prices.TXT" },
      Readable.from([Buffer.from(`A visit is $90. ${mark}`)]),
      objects,
    );
  const [file] = [await give(who), await give(other)];
  const files = filesOf(gunzipSync(await buffer((await exportOrganization(who.context, objects)).stream)));
  expect(files.get(`knowledge_files/${file.id}.txt`)).toBe(`A visit is $90. ${who.mark}`);
  expect([...files.keys()].filter((name) => name.startsWith("knowledge_files/"))).toHaveLength(1);
  await eraseOrganization(who.organizationId, { force: true, objects, numbersOf });
  await expect(objects.get(`${who.organizationId}/knowledge/${file.id}`)).rejects.toMatchObject({ code: "ENOENT" });
  const others = filesOf(gunzipSync(await buffer((await exportOrganization(other.context, objects)).stream)));
  expect([...others.values()].join("")).toContain(`A visit is $90. ${other.mark}`);
});

it("exports more rows than one page, each once", async () => {
  const who = await createTestOrganization(test.url);
  const calls = await plantCalls(test.url, who, [{}]);
  await withOwner(test.url, (sql) =>
    sql.query(
      `insert into segments (organization_id, call_id, segment_id, call_day, seq, turn_id, speaker, text, start_ms, end_ms, at)
       select $1, $2, n::text, '2026-06-10', n, 't', 'caller', 'x', 0, 1, now() from generate_series(1, 2345) n`,
      [who.organizationId, calls[0]],
    ),
  );
  const files = filesOf(gunzipSync(await buffer((await exportOrganization(who.context, objects)).stream)));
  const lines = [...files]
    .filter(([name]) => name.startsWith("segments/"))
    .flatMap(([, text]) => text.trimEnd().split("\n"));
  expect(new Set(lines.map((line) => (JSON.parse(line) as { segment_id: string }).segment_id)).size).toBe(2345);
  expect(lines).toHaveLength(2345);
});

it("erases an organization after seven days, everywhere, and nobody else", async () => {
  const who = await plant({ passwordHash: await hashPassword(PASSWORD) });
  const other = await plant();
  const shared = await plant();
  await withOwner(test.url, (sql) =>
    insert(sql, "memberships", { organization_id: who.organizationId, user_id: shared.userId, role: "admin" }),
  );
  await withOwner(test.url, (sql) =>
    sql.query("update user_sessions set active_organization_id = $1 where user_id = $2", [
      who.organizationId,
      shared.userId,
    ]),
  );
  const now = new Date();
  const self = selfOf(who);
  const day = 86_400_000;
  const ask = (input: { accountId: string; password: string }) => requestErasure(who.context, self, input, now);
  await expect(ask({ accountId: other.accountId, password: PASSWORD })).rejects.toMatchObject({ code: "INVALID" });
  await expect(ask({ accountId: who.accountId, password: "wrong" })).rejects.toMatchObject({ code: "INVALID" });
  await ask({ accountId: ` ${who.accountId.toLowerCase()} `, password: PASSWORD });
  await expect(ask({ accountId: who.accountId, password: PASSWORD })).rejects.toMatchObject({ code: "CONFLICT" });
  expect((await getPrivacy(who.context)).erasure?.eraseAfter).toBe(new Date(now.getTime() + 7 * day).toISOString());
  await cancelErasure(who.context);
  expect(await listDueErasures(new Date(now.getTime() + 8 * day))).toEqual([]);
  await ask({ accountId: who.accountId, password: PASSWORD });
  expect(await listDueErasures(new Date(now.getTime() + 6 * day))).toEqual([]);
  expect(await listDueErasures(new Date(now.getTime() + 8 * day))).toEqual([who.organizationId]);
  await expect(eraseOrganization(who.organizationId, { now, objects, numbersOf })).rejects.toMatchObject({
    code: "CONFLICT",
  });

  const [before, otherBefore] = [await tablesWith(who.mark), await tablesWith(other.mark)];
  expect(before.length).toBeGreaterThan(12);
  const erased = await eraseOrganization(who.organizationId, {
    now: new Date(now.getTime() + 8 * day),
    objects,
    numbersOf,
  });
  expect(erased).toMatchObject({ kind: "erased", accountId: who.accountId, users: 1 });
  for (const text of [who.mark, who.organizationId, who.userId, who.email, who.accountId, who.phoneNumber])
    expect(await tablesWith(text), text).toEqual([]);
  expect(await tablesWith(other.mark)).toEqual(otherBefore);
  expect(await tablesWith(shared.email)).toContain("users");
  expect(await verifyAuditChain(other.organizationId)).toMatchObject({ intact: true, entries: 1 });
  await expect(eraseOrganization(who.organizationId, { force: true, objects, numbersOf })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
});

it("leaves the audit log as locked as it was", async () => {
  const who = await plant();
  await eraseOrganization((await plant()).organizationId, { force: true, objects, numbersOf });
  for (const statement of ["update audit_log set action = 'x'", "delete from audit_log", "delete from audit_heads"])
    await expect(withSystemSql("test", (sql) => sql.query(statement))).rejects.toMatchObject({ code: "42501" });
  await expect(
    withOwner(test.url, (sql) => sql.query("delete from audit_log where organization_id = $1", [who.organizationId])),
  ).rejects.toThrow(/append-only/);
});

it("waits for calls in progress, and refuses while a plan is charged on", async () => {
  const who = await plant({ passwordHash: await hashPassword(PASSWORD) });
  await withOwner(test.url, async (sql) => {
    await sql.query("update calls set ended_at = null, lease_until = now() + interval '1 minute' where id = $1", [
      who.callId,
    ]);
    await sql.query(
      "update subscriptions set status = 'active', stripe_subscription_id = 'sub_1' where organization_id = $1",
      [who.organizationId],
    );
  });
  const input = { accountId: who.accountId, password: PASSWORD };
  await expect(requestErasure(who.context, selfOf(who), input)).rejects.toThrow(/Billing/);
  expect(await eraseOrganization(who.organizationId, { force: true, objects, numbersOf })).toMatchObject({
    kind: "waiting",
    calls: 1,
  });
  await withOwner(test.url, (sql) => sql.query("update calls set ended_at = now() where id = $1", [who.callId]));
  expect(await eraseOrganization(who.organizationId, { force: true, objects, numbersOf })).toMatchObject({
    kind: "erased",
  });
});

it("makes one caller unreadable and keeps the counts", async () => {
  const [who, other] = [await plant(), await plant()];
  const [open = ""] = await plantCalls(test.url, who, [{ from: CALLER, status: "in_progress", endedAt: null }]);
  await expect(eraseCaller(who.context, { phone: CALLER })).rejects.toMatchObject({ code: "CONFLICT" });
  await withOwner(test.url, (sql) =>
    sql.query("update calls set status = 'completed', ended_at = now() where id = $1", [open]),
  );
  const [elsewhere = ""] = await plantCalls(test.url, who, [{ from: "+14155550100", said: ["stays readable"] }]);
  const figures = () =>
    withTenant(who.organizationId, async (tx) => ({
      calls: await tx.call.count(),
      events: await tx.callEvent.count(),
      turns: await tx.turn.count(),
      duration: await tx.call.aggregate({ _sum: { durationMs: true } }),
    }));
  const before = await figures();
  const otherBefore = await tablesWith(other.mark);
  expect(await eraseCaller(who.context, { phone: "+1 415 555 0191" })).toEqual({
    calls: 2,
    messages: 1,
    recordings: 1,
    held: 0,
  });
  expect(await figures()).toEqual(before);
  const left = await withOwner(test.url, async (sql) => {
    const tables = [
      "calls",
      "call_events",
      "carrier_events",
      "segments",
      "messages",
      "idempotency_keys",
      "audit_log",
      "turns",
      "diverted_calls",
      "call_words",
      "call_notes",
      "call_shares",
      "appointments",
      "tool_runs",
      "call_outcomes",
      "after_call_runs",
      "webhook_events",
      "webhook_deliveries",
      "webhook_attempts",
    ];
    const texts: string[] = [];
    for (const table of tables) {
      const query = `select t::text from ${table} t where organization_id = $1`;
      texts.push(...(await sql.query<{ t: string }>(query, [who.organizationId])).rows.map(({ t }) => t));
    }
    return texts.join("\n");
  });
  expect(left.replaceAll(`agent,${who.mark}`, "").replaceAll(`CA-${who.mark}`, "")).not.toContain(who.mark);
  expect(left).not.toContain(CALLER);
  expect(left).not.toContain("555-0191");
  expect(left).toContain("stays readable");
  expect(elsewhere).not.toBe("");
  expect(await tablesWith(other.mark)).toEqual(otherBefore);
  expect(await tablesWith(CALLER)).not.toEqual([]);
  const viewer = memberContext({ ...who, name: "V", role: "manager" }, { requestId: "r" });
  await expect(eraseCaller(viewer, { phone: CALLER })).rejects.toMatchObject({ code: "FORBIDDEN" });
});
