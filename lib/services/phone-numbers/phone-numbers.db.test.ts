import { afterAll, beforeAll, expect, test } from "vitest";
import { createTwilioRest } from "@/lib/adapters/twilio/rest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { type Sandbox, startSandbox } from "@/sandbox/server/start";
import {
  createTestDatabase,
  createTestOrganization,
  type TestDatabase,
  type TestOrganization,
  withOwner,
} from "@/scripts/test/database";
import { checkCallerId } from "../caller-ids/check-caller-id";
import { startCallerId } from "../caller-ids/start-caller-id";
import { setDialPolicy } from "../dial-policy/set-dial-policy";
import { openCall } from "../inbound/open-call";
import { forgetNumbers, resolveNumber } from "../inbound/resolve-number";
import { endOutage } from "../outages/end-outage";
import { listOutages } from "../outages/list-outages";
import { startOutage } from "../outages/start-outage";
import { eraseOrganization } from "../privacy/erase-organization";
import { assignNumber } from "./assign-number";
import { buyNumber } from "./buy-number";
import { checkDueNumbers } from "./check-due-numbers";
import { getNumber } from "./get-number";
import { importNumber, listImportable } from "./import-number";
import { listNumbers } from "./list-numbers";
import type { NumberDeps } from "./number-deps";
import { releaseNumber } from "./release-number";
import { updateNumber } from "./update-number";
import { verifyNumber } from "./verify-number";

const accountSid = `AC${"1".repeat(32)}`;
const authToken = "only-for-tests";
const CALL_URL = "http://127.0.0.1:4000";
let sandbox: Sandbox;
let database: TestDatabase;
let nextNumber = 100;

beforeAll(async () => {
  sandbox = await startSandbox({ accountSid, authToken, deepgramKeys: "any" });
  database = await createTestDatabase();
  await useDatabase(database.url);
});
afterAll(async () => {
  await sandbox.close();
  await closeDatabase();
  await database.drop();
});

const deps = (change: Partial<NumberDeps> = {}): NumberDeps => ({
  carrier: createTwilioRest({ accountSid, authToken, baseUrl: sandbox.url }),
  account: "sandbox",
  publicCallUrl: CALL_URL,
  publicWebUrl: "http://localhost:3000",
  secret: "a secret of the tests, long enough for all",
  now: new Date(),
  ...change,
});
/** A number that nobody has yet: each test takes its own. */
const forSale = () => `+15125550${String(nextNumber++)}`;
const atTwilio = (e164: string) => sandbox.twilio.exchange.numbers.findByNumber(e164);
const org = () => createTestOrganization(database.url);
const auditOf = ({ organizationId }: TestOrganization) =>
  withOwner(database.url, async (sql) => {
    const { rows } = await sql.query("select action from audit_log where organization_id = $1 order by seq", [
      organizationId,
    ]);
    return (rows as { action: string }[]).map(({ action }) => action);
  });

test("a number is bought with its addresses, answered by its agent, and costs what the carrier says", async () => {
  const { context, agentId, businessId } = await org();
  const e164 = forSale();
  const number = await buyNumber(context, { e164, label: "Front desk", agentId }, deps());
  expect(number).toMatchObject({
    e164,
    businessId,
    state: "ready",
    source: "bought",
    monthlyPrice: 1.15,
    priceUnit: "USD",
    webhooks: { state: "ok", problems: [] },
    answering: { kind: "agent", agentId },
  });
  expect(atTwilio(e164)).toMatchObject({ voiceUrl: expect.stringContaining(`${CALL_URL}/twilio/voice`) as string });
  expect(await resolveNumber(e164, Date.now())).toMatchObject({ kind: "answered", agentId });
});

test("a double click buys one", async () => {
  const owner = await org();
  const e164 = forSale();
  const twice = await Promise.all([1, 2].map(() => buyNumber(owner.context, { e164, agentId: owner.agentId }, deps())));
  expect(new Set(twice.map(({ id }) => id)).size).toBe(1);
  expect((await auditOf(owner)).filter((action) => action === "number.bought")).toHaveLength(1);
  expect(sandbox.twilio.exchange.numbers.list().filter(({ phoneNumber }) => phoneNumber === e164)).toHaveLength(1);
});

test("of two organizations that buy one number at once one gets it, and the other learns nothing but that", async () => {
  const [a, b] = [await org(), await org()];
  const e164 = forSale();
  const outcomes = await Promise.allSettled(
    [a, b].map(({ context, agentId }) => buyNumber(context, { e164, agentId }, deps())),
  );
  const refused = outcomes.filter((outcome) => outcome.status === "rejected");
  expect(refused).toHaveLength(1);
  expect(refused[0]?.reason).toMatchObject({
    code: "CONFLICT",
    message: "This number is not available any more. Search again and choose another.",
  });
  const lists = await Promise.all([a, b].map(({ context }) => listNumbers(context)));
  expect(lists.flatMap(({ phoneNumbers }) => phoneNumbers).filter((number) => number.e164 === e164)).toHaveLength(1);
});

test("what the carrier refuses leaves nothing behind", async () => {
  const { context, agentId } = await org();
  await expect(buyNumber(context, { e164: "+14155552671", agentId }, deps())).rejects.toMatchObject({
    code: "CONFLICT",
    message: expect.stringContaining("Somebody else") as string,
  });
  await expect(buyNumber(context, { e164: "+493023125011", agentId }, deps())).rejects.toMatchObject({
    code: "INVALID",
    message: expect.stringContaining("regulatory bundle") as string,
  });
  expect((await listNumbers(context)).phoneNumbers).toHaveLength(1);
});

test("an order that nobody saw the end of is settled by the carrier's word", async () => {
  const { context, organizationId, agentId } = await org();
  const [bought, lost] = [forSale(), forSale()];
  const silent: NumberDeps["carrier"] = {
    ...deps().carrier,
    buyNumber: async (order) => {
      if (order.e164 === bought) await deps().carrier.buyNumber(order);
      const { TwilioRestError } = await import("@/lib/adapters/twilio/rest-error");
      throw new TwilioRestError("no answer", null, null, false);
    },
  };
  for (const e164 of [bought, lost])
    await expect(buyNumber(context, { e164, agentId }, deps({ carrier: silent }))).rejects.toMatchObject({
      code: "UNAVAILABLE",
    });
  const states = async () =>
    Object.fromEntries((await listNumbers(context)).phoneNumbers.map(({ e164, state }) => [e164, state]));
  expect(await states()).toMatchObject({ [bought]: "ordering", [lost]: "ordering" });
  await checkDueNumbers(async (_, now) => deps({ now }), new Date(Date.now() + 10 * 60_000));
  const after = await states();
  expect(after[bought]).toBe("ready");
  expect(after).not.toHaveProperty(lost);
  expect(await resolveNumber(bought, Date.now())).toMatchObject({ kind: "answered", organizationId });
});

test("one's own number is imported; not what the account lacks, nor what another organization has", async () => {
  const [a, b] = [await org(), await org()];
  const e164 = forSale();
  sandbox.twilio.exchange.numbers.buy(e164);
  expect((await listImportable(a.context, deps())).numbers.map((number) => number.e164)).toContain(e164);
  const outcomes = await Promise.allSettled(
    [a, b].map(({ context, agentId }) => importNumber(context, { e164, agentId }, deps())),
  );
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const refused = outcomes.find((outcome) => outcome.status === "rejected");
  expect(refused?.reason).toMatchObject({ code: "CONFLICT" });
  expect((await listImportable(b.context, deps())).numbers.map((number) => number.e164)).not.toContain(e164);
  await expect(importNumber(a.context, { e164: forSale() }, deps())).rejects.toMatchObject({ code: "INVALID" });
  await expect(listImportable(a.context, deps({ account: "platform" }))).rejects.toMatchObject({ code: "FORBIDDEN" });
});

test("a schedule decides at the ring, and is refused when it cannot work", async () => {
  const { context, agentId } = await org();
  const { id, e164 } = await buyNumber(context, { e164: forSale(), agentId }, deps());
  const stranger = await org();
  const schedule = (to: string) => ({
    schedule: {
      rules: [{ time: { kind: "business_open" as const }, target: { kind: "agent" as const, agentId } }],
      otherwise: { kind: "forward" as const, to },
    },
  });
  for (const to of ["+19005551234", "+442079460958", e164])
    await expect(assignNumber(context, id, schedule(to))).rejects.toMatchObject({
      code: "INVALID",
      fields: { "schedule.otherwise.to": expect.any(String) as string },
    });
  const foreign = {
    rules: schedule("").schedule.rules,
    otherwise: { kind: "agent" as const, agentId: stranger.agentId },
  };
  await expect(assignNumber(context, id, { schedule: foreign })).rejects.toMatchObject({ code: "INVALID" });
  await expect(assignNumber(stranger.context, id, { agentId: stranger.agentId })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
  // Test businesses have no hours: they are closed always.
  const assigned = await assignNumber(context, id, schedule("+14155552671"));
  expect(assigned).toMatchObject({ agentId, schedule: schedule("+14155552671").schedule });
  const ring = {
    providerCallSid: `CA${"7".repeat(31)}${nextNumber % 10}`,
    from: "+14155550134",
    to: e164,
    hasRoom: true,
  };
  const opened = await openCall(ring, { tokenSecret: "x", now: new Date(), killSwitches: [] });
  expect(opened).toMatchObject({ kind: "diverted", diversion: { kind: "forward", to: "+14155552671" } });
  expect((await getNumber(context, id)).lastCallAt).not.toBeNull();
});

test("an outage is one click on and one off, of a number, a business or all", async () => {
  const { context, agentId, businessId, phoneNumber } = await org();
  forgetNumbers();
  const now = async () => (await resolveNumber(phoneNumber, Date.now())).kind;
  expect(await now()).toBe("answered");
  const [first, second] = await Promise.all(
    [1, 2].map(() => startOutage(context, { businessId, message: "Power cut." })),
  );
  expect(first?.id).toBe(second?.id);
  expect(await resolveNumber(phoneNumber, Date.now())).toMatchObject({
    diversion: { kind: "message", text: "Power cut.", reason: "outage" },
  });
  const all = await startOutage(context, { message: "All of us.", forwardTo: "+14155552671" });
  expect(await listOutages(context)).toHaveLength(2);
  expect(await resolveNumber(phoneNumber, Date.now())).toMatchObject({ diversion: { text: "Power cut." } });
  await endOutage(context, first?.id ?? "");
  expect(await resolveNumber(phoneNumber, Date.now())).toMatchObject({ diversion: { to: "+14155552671" } });
  await endOutage(context, all.id);
  await endOutage(context, all.id);
  expect(await now()).toBe("answered");
  const stranger = await org();
  await expect(startOutage(stranger.context, { businessId, message: "Mine?" })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
  await expect(endOutage(stranger.context, all.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(agentId).toBeTruthy();
});

test("what somebody changed at the carrier is found, shown and mended; our own stale fallback is renewed unasked", async () => {
  const { context, agentId } = await org();
  const { id, e164 } = await buyNumber(context, { e164: forSale(), agentId }, deps());
  const there = atTwilio(e164);
  if (!there) throw new Error("not at the carrier");
  Object.assign(there, { voiceUrl: "https://elsewhere.example/voice", trunkSid: `TK${"a".repeat(32)}` });
  await checkDueNumbers(async (_, now) => deps({ now }), new Date(Date.now() + 11 * 60_000));
  expect((await getNumber(context, id)).webhooks).toMatchObject({
    state: "drifted",
    problems: [{ setting: "handled_elsewhere" }, { setting: "voice_url", found: "https://elsewhere.example/voice" }],
  });
  const mended = await verifyNumber(context, id, { repair: true }, deps());
  expect(mended.webhooks).toMatchObject({ state: "ok", problems: [] });
  expect(there).toMatchObject({ trunkSid: "", voiceUrl: expect.stringContaining(CALL_URL) as string });

  const before = there.voiceFallbackUrl;
  await updateNumber(context, id, { label: "", fallbackNumber: "+14155552671", fallbackMessage: null }, deps());
  expect(there.voiceFallbackUrl).not.toBe(before);
  there.voiceFallbackUrl = before;
  await checkDueNumbers(async (_, now) => deps({ now }), new Date(Date.now() + 22 * 60_000));
  expect(there.voiceFallbackUrl).not.toBe(before);
  expect((await getNumber(context, id)).webhooks.state).toBe("ok");
});

test("a number is released only when it is typed again, and then rings nowhere", async () => {
  const owner = await org();
  const { id, e164 } = await buyNumber(owner.context, { e164: forSale(), agentId: owner.agentId }, deps());
  await expect(releaseNumber(owner.context, id, { confirm: "yes" }, deps())).rejects.toMatchObject({ code: "INVALID" });
  expect(atTwilio(e164)).toBeDefined();
  await releaseNumber(owner.context, id, { confirm: e164 }, deps());
  expect(atTwilio(e164)).toBeUndefined();
  expect(await resolveNumber(e164, Date.now())).toEqual({ kind: "unknown" });
  await expect(getNumber(owner.context, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(await auditOf(owner)).toContain("number.released");
});

test("a caller id counts for the organization whose person keyed in its code, and for no other", async () => {
  const [a, b] = [await org(), await org()];
  const e164 = "+12025550171";
  sandbox.twilio.setPerson(e164, { answer: "no_answer", ringMs: 50 });
  const waiting = await startCallerId(b.context, { e164 }, deps());
  sandbox.twilio.exchange.people.delete(e164);
  const started = await startCallerId(a.context, { e164, label: "Main line" }, deps());
  expect(started.code).toMatch(/^\d{6}$/);
  await expect
    .poll(async () => (await checkCallerId(a.context, started.callerId.id, deps())).state, { timeout: 20_000 })
    .toBe("verified");
  expect((await checkCallerId(b.context, waiting.callerId.id, deps())).state).toBe("waiting");
  const later = deps({ now: new Date(Date.now() + 6 * 60_000) });
  expect((await checkCallerId(b.context, waiting.callerId.id, later)).state).toBe("failed");
  await expect(startCallerId(a.context, { e164: "+442079460958" }, deps())).rejects.toMatchObject({ code: "INVALID" });
  await setDialPolicy(a.context, { allowedCountries: ["GB"] });
  await expect(startCallerId(a.context, { e164: "+12025550172" }, deps())).rejects.toMatchObject({
    message: expect.stringContaining("United States") as string,
  });
});

test("an organization that is erased gives back what it bought here, once the carrier answers, and keeps what it brought", async () => {
  const { context, agentId, organizationId } = await org();
  const [bought, brought] = [forSale(), forSale()];
  await buyNumber(context, { e164: bought, agentId }, deps());
  sandbox.twilio.exchange.numbers.buy(brought);
  await importNumber(context, { e164: brought, agentId }, deps());
  const erase = (baseUrl: string) =>
    eraseOrganization(organizationId, {
      force: true,
      objects: { removeAll: () => Promise.resolve() },
      numbersOf: () => Promise.resolve(createTwilioRest({ accountSid, authToken, baseUrl })),
    });
  // Nobody listens there.
  expect(await erase("http://127.0.0.1:1")).toMatchObject({ kind: "waiting", numbers: 1 });
  expect(atTwilio(bought)).toBeDefined();
  expect(await resolveNumber(bought, Date.now())).toEqual({ kind: "not_answering" });
  expect(await erase(sandbox.url)).toMatchObject({ kind: "erased" });
  expect(atTwilio(bought)).toBeUndefined();
  expect(atTwilio(brought)).toBeDefined();
}, 30_000);

test("where the account refuses, the erasure does not wait for it", async () => {
  const { context, agentId, organizationId } = await org();
  const e164 = forSale();
  await buyNumber(context, { e164, agentId }, deps());
  const outcome = await eraseOrganization(organizationId, {
    force: true,
    objects: { removeAll: () => Promise.resolve() },
    numbersOf: () =>
      Promise.resolve(createTwilioRest({ accountSid, authToken: "changed meanwhile", baseUrl: sandbox.url })),
  });
  expect(outcome).toMatchObject({ kind: "erased" });
  expect(atTwilio(e164)).toBeDefined();
});
