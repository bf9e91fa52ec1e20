import { createECDH, randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "@/sandbox/server/start";
import { MOST_TEXT_BYTES } from "./encrypt-push";
import { createPushService, type PushAddress, type PushOrder } from "./send-push";
import { vapidKeysFrom } from "./vapid";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ accountSid: `AC${"1".repeat(32)}`, authToken: "t", deepgramKeys: "any" });
});
beforeEach(() => void sandbox.controls.faults.clearAll());
afterAll(() => sandbox.close());

const someKeys = () => {
  const ecdh = createECDH("prime256v1");
  ecdh.generateKeys();
  return vapidKeysFrom(Buffer.from(ecdh.getPrivateKey("hex").padStart(64, "0"), "hex"));
};
const keys = someKeys();
const resolve = async () => ["127.0.0.1"];
const order: PushOrder = { text: '{"title":"Grüße 🙂"}', topic: "a".repeat(32), urgency: "high", keepSeconds: 60 };

type Made = PushAddress & { id: string };
const serviceOf = (more: Partial<Parameters<typeof createPushService>[0]> = {}) =>
  createPushService({
    keys,
    subject: "mailto:ops@aybiza.test",
    services: [new URL(sandbox.url).host],
    resolve,
    nowMs: () => sandbox.controls.clock.nowMs(),
    ...more,
  });
async function browser(applicationServerKey: string | null = keys.publicKey): Promise<Made> {
  const body = JSON.stringify(applicationServerKey === null ? {} : { applicationServerKey });
  const response = await fetch(`${sandbox.url}/control/push/subscriptions`, { method: "POST", body });
  return (await response.json()) as Made;
}
async function arrived({ endpoint }: PushAddress) {
  const response = await fetch(`${sandbox.url}/control/push/messages?endpoint=${encodeURIComponent(endpoint)}`);
  return ((await response.json()) as { messages: Record<string, unknown>[] }).messages;
}

describe("a push", () => {
  it("arrives encrypted for one browser, which reads it", async () => {
    const to = await browser();
    expect(await serviceOf().send(to, order)).toEqual({ kind: "taken" });
    expect(await arrived(to)).toMatchObject([
      { text: order.text, problem: null, ttlSeconds: 60, urgency: "high", topic: order.topic },
    ]);
  });

  it("has room for as much as every service must take, and no more", async () => {
    const to = await browser();
    expect(await serviceOf().send(to, { ...order, text: "x".repeat(MOST_TEXT_BYTES) })).toEqual({ kind: "taken" });
    expect((await arrived(to))[0]?.["text"]).toHaveLength(MOST_TEXT_BYTES);
    expect(await serviceOf().send(to, { ...order, text: "x".repeat(MOST_TEXT_BYTES + 1) })).toMatchObject({
      kind: "refused",
    });
  });

  it("is read by nobody else", async () => {
    const [to, other] = [await browser(), await browser()];
    await serviceOf().send({ endpoint: other.endpoint, keys: to.keys }, order);
    expect(await arrived(other)).toMatchObject([{ text: null, problem: expect.stringContaining("does not open") }]);
  });
});

describe("what a service answers", () => {
  it("tells which browsers are to be forgotten", async () => {
    const [gone, foreign] = [await browser(), await browser(someKeys().publicKey)];
    await fetch(`${sandbox.url}/control/push/subscriptions/${gone.id}`, { method: "DELETE" });
    const unknown = { ...gone, endpoint: `${sandbox.url}/push/00000000-0000-4000-8000-000000000000` };
    for (const [to, status] of [
      [gone, 410],
      [foreign, 403],
      [unknown, 404],
    ] as const)
      expect(await serviceOf().send(to, order)).toEqual({
        kind: "gone",
        problem: `the push service answered ${status}`,
      });
  });

  it("tells when to try again", async () => {
    const to = await browser();
    const fault = { vendor: "push" as const, operation: "send", count: 1 };
    sandbox.controls.faults.add({ ...fault, kind: "status", status: 429 });
    expect(await serviceOf().send(to, order)).toEqual({
      kind: "later",
      problem: "the push service answered 429",
      retryAfterMs: 20_000,
    });
    sandbox.controls.faults.add({ ...fault, kind: "status", status: 400 });
    expect(await serviceOf().send(to, order)).toMatchObject({ kind: "refused" });
    sandbox.controls.faults.add({ ...fault, kind: "drop" });
    expect(await serviceOf().send(to, order)).toMatchObject({ kind: "later", retryAfterMs: null });
    expect(await arrived(to)).toEqual([]);
  });

  it.each([
    ["signed long ago", { nowMs: () => 0 }],
    ["of nobody", { subject: "nobody" }],
  ])("is no to a sender %s", async (_, more) => {
    expect(await serviceOf(more).send(await browser(), order)).toMatchObject({ kind: "gone" });
  });
});

describe("an address of a browser", () => {
  const real = { p256dh: "", auth: randomBytes(16).toString("base64url") };
  beforeAll(async () => void Object.assign(real, (await browser()).keys));

  it.each([
    ["http://push.example.com/x", "public" as const],
    ["https://127.0.0.1/x", "public" as const],
    ["https://push.example.com:8443/x", "public" as const],
    ["https://inner.example.com/x", "public" as const],
    ["https://push.example.com/x", ["127.0.0.1:4010"]],
    ["http://127.0.0.1:4011/x", ["127.0.0.1:4010"]],
  ])("%s is refused where push services are %s, before and at sending", async (endpoint, services) => {
    const service = serviceOf({ services, resolve: async () => ["10.0.0.7"] });
    await expect(service.check({ endpoint, keys: real })).rejects.toMatchObject({ name: "WebFetchError" });
    expect(await service.send({ endpoint, keys: real }, order)).toMatchObject({ kind: "gone" });
  });

  it("is taken where it is public and its keys are keys", async () => {
    const service = serviceOf({ services: "public", resolve: async () => ["93.184.215.14"] });
    const endpoint = "https://push.example.com/x";
    await service.check({ endpoint, keys: real });
    const bad = { ...real, p256dh: Buffer.alloc(65, 4).toString("base64url") };
    await expect(service.check({ endpoint, keys: bad })).rejects.toThrow("keys are none");
  });
});
