import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { withTenant } from "@/lib/db/transaction";
import {
  createTestDatabase,
  createTestOrganization,
  type TestDatabase,
  type TestOrganization,
  withOwner,
} from "@/scripts/test/database";
import { plantCalls } from "@/scripts/test/plant-call";
import { verifyAuditChain } from "../audit/verify-audit-chain";
import { noteStopped } from "../call-texts/text-book";
import { memberContext } from "../context";
import { checkCallerCode } from "./check";
import { setVerificationPhone } from "./set-verification-phone";
import { startCallerVerification } from "./start";

let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 8);
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});

const PHONE = "+14155550177";
const NOBODY = "AYB-AAAA-AAAA-AAAA";

async function setUp({ phone = PHONE as string | null } = {}) {
  const desk = await createTestOrganization(test.url);
  const account = await createTestOrganization(test.url);
  if (phone !== null) await setVerificationPhone(account.context, { phone });
  const { accountId } = await withTenant(account.organizationId, (tx) =>
    tx.organization.findUniqueOrThrow({ where: { id: account.organizationId } }),
  );
  const [callId = ""] = await plantCalls(test.url, desk, [{ status: "in_progress", endedAt: null }]);
  return { desk, account, accountId, callId };
}

function phoneOf(desk: TestOrganization, callId: string, now = new Date("2026-06-10T17:00:00Z")) {
  const texts: { to: string; from: string; body: string }[] = [];
  return {
    texts,
    lastCode: () => /^(\d{6}) /.exec(texts.at(-1)?.body ?? "")?.[1] ?? "",
    start: (saidAccountId: string) =>
      startCallerVerification(
        desk.context,
        { callId, saidAccountId },
        { sendText: async (text) => texts.push(text), now },
      ),
    check: (said: string, at = now) => checkCallerCode(desk.context, { callId, said }, at),
  };
}

const wrongFor = (code: string) => (code === "000000" ? "111111" : "000000");

it("verifies a caller who says the account id and the code, keeps only a hash, and both organizations can read that it happened", async () => {
  const { desk, account, accountId, callId } = await setUp();
  const phone = phoneOf(desk, callId);
  expect(await phone.start(`It's ${[...accountId].join(" ")}`)).toEqual({ outcome: "sent_if_it_exists" });
  expect(phone.texts).toMatchObject([{ to: PHONE, from: desk.phoneNumber }]);
  const code = phone.lastCode();
  expect(await phone.check("I don't have it yet")).toEqual({ outcome: "unclear", digits: 0 });
  expect(await phone.check(wrongFor(code))).toEqual({ outcome: "wrong", triesLeft: 4 });
  expect(await phone.check(`it is ${[...code].join(" ")}`)).toEqual({ outcome: "verified", accountId });
  expect(await phone.check("anything")).toEqual({ outcome: "verified", accountId });

  const stored = await withOwner(test.url, async (sql) => {
    const rows = await sql.query("select * from caller_verifications where call_id = $1", [callId]);
    const audit = await sql.query<{ organization_id: string; action: string }>(
      "select * from audit_log where action like 'caller_verification.%' and organization_id = any($1) order by seq",
      [[desk.organizationId, account.organizationId]],
    );
    return { rows: rows.rows as Record<string, unknown>[], audit: audit.rows };
  });
  expect(stored.rows).toMatchObject([{ account_id: accountId, sent_to: "77", attempts: 2 }]);
  expect(JSON.stringify(stored)).not.toContain(code);
  expect(JSON.stringify(stored)).not.toContain(PHONE);
  for (const { organizationId } of [desk, account]) {
    const actions = stored.audit.filter((row) => row.organization_id === organizationId).map(({ action }) => action);
    expect(actions).toEqual(["started", "failed", "verified"].map((what) => `caller_verification.${what}`));
    expect(await verifyAuditChain(organizationId)).toMatchObject({ intact: true });
  }
});

it("answers the same for an account that does not exist, and for one without a number", async () => {
  const none = await setUp({ phone: null });
  const noPhone = phoneOf(none.desk, none.callId);
  const [callId = ""] = await plantCalls(test.url, none.desk, [{ status: "in_progress", endedAt: null }]);
  const noAccount = phoneOf(none.desk, callId);
  const heard = [];
  for (const [phone, id] of [
    [noPhone, none.accountId],
    [noAccount, NOBODY],
  ] as const) {
    const answers: unknown[] = [await phone.start(id)];
    for (let n = 0; n < 6; n++) answers.push(await phone.check("1 2 3 4 5 6"));
    expect(phone.texts).toEqual([]);
    heard.push(answers);
  }
  expect(heard[0]).toEqual(heard[1]);
  expect(heard[0]?.[0]).toEqual({ outcome: "sent_if_it_exists" });
  expect(heard[0]?.at(-1)).toEqual({ outcome: "used_up" });
});

it("gives five tries a code, also to those who try at once, ten minutes, and three codes a call", async () => {
  const { desk, accountId, callId } = await setUp();
  const now = new Date("2026-06-10T17:00:00Z");
  const phone = phoneOf(desk, callId, now);
  expect(await phone.check("123456")).toEqual({ outcome: "not_started" });
  await phone.start(accountId);
  const wrong = wrongFor(phone.lastCode());
  const tries = await Promise.all(Array.from({ length: 8 }, () => phone.check(wrong)));
  expect(tries.filter(({ outcome }) => outcome === "wrong")).toHaveLength(4);
  expect(await phone.check(phone.lastCode())).toEqual({ outcome: "used_up" });
  await phone.start(accountId);
  const first = phone.lastCode();
  expect(await phone.check(first, new Date(now.getTime() + 10 * 60_000))).toEqual({ outcome: "expired" });
  await phone.start(accountId);
  if (first !== phone.lastCode()) expect(await phone.check(first)).toMatchObject({ outcome: "wrong" });
  expect(await phone.start(accountId)).toEqual({ outcome: "too_many_codes" });
  expect(phone.texts).toHaveLength(3);
});

it("sends one account five codes an hour, whoever asks, without saying that it stopped", async () => {
  const { desk, accountId } = await setUp();
  const now = new Date("2026-06-10T17:00:00Z");
  const texts: unknown[] = [];
  const startAt = async (at: Date) => {
    const [callId = ""] = await plantCalls(test.url, desk, [{ status: "in_progress", endedAt: null }]);
    const deps = { sendText: async (text: unknown) => texts.push(text), now: at };
    return startCallerVerification(desk.context, { callId, saidAccountId: accountId }, deps);
  };
  const answers = [];
  for (let n = 0; n < 7; n++) answers.push(await startAt(now));
  expect(new Set(answers.map(({ outcome }) => outcome))).toEqual(new Set(["sent_if_it_exists"]));
  expect(texts).toHaveLength(5);
  await startAt(new Date(now.getTime() + 61 * 60_000));
  expect(texts).toHaveLength(6);
});

it("asks again for what was not understood, and refuses another organization's call, other roles and other owners' numbers", async () => {
  const { desk, account, accountId, callId } = await setUp();
  const phone = phoneOf(desk, callId);
  const changed = accountId.slice(0, -1) + (accountId.endsWith("B") ? "D" : "B");
  expect(await phone.start(changed)).toMatchObject({ outcome: "unclear" });
  const deps = { sendText: async () => undefined };
  for (const saidAccountId of [accountId, changed]) {
    await expect(startCallerVerification(account.context, { callId, saidAccountId }, deps)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  }
  await expect(checkCallerCode(account.context, { callId, said: "123456" })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
  const viewer = memberContext(
    { userId: desk.userId, name: "V", organizationId: desk.organizationId, role: "viewer" },
    { requestId: "r" },
  );
  await expect(startCallerVerification(viewer, { callId, saidAccountId: accountId }, deps)).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
  await expect(setVerificationPhone(viewer, { phone: PHONE })).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(setVerificationPhone(desk.context, { phone: "12" })).rejects.toMatchObject({ code: "INVALID" });
});

it("forgets a code whose message could not be sent", async () => {
  const { desk, accountId, callId } = await setUp();
  const failing = { sendText: () => Promise.reject(new Error("no carrier")), randomCode: () => "424242" };
  expect(await startCallerVerification(desk.context, { callId, saidAccountId: accountId }, failing)).toEqual({
    outcome: "sent_if_it_exists",
  });
  await expect
    .poll(() =>
      withTenant(desk.organizationId, (tx) => tx.callerVerification.findFirst({ where: { callId } })).then(
        (row) => row?.codeHash,
      ),
    )
    .toBeNull();
  expect(await checkCallerCode(desk.context, { callId, said: "424242" })).toEqual({ outcome: "wrong", triesLeft: 4 });
});

it("texts no code to a number that answered STOP, and lets nobody tell by that", async () => {
  const { desk, accountId, callId } = await setUp();
  await noteStopped(desk.organizationId, PHONE);
  const phone = phoneOf(desk, callId);
  expect(await phone.start(accountId)).toEqual({ outcome: "sent_if_it_exists" });
  expect(phone.texts).toEqual([]);
});
