import { afterAll, beforeAll, expect, test } from "vitest";
import { sendRequest } from "@/lib/adapters/http-tool/send-request";
import { resolveBySystem } from "@/lib/adapters/web-fetch/address-guard";
import { HttpToolSpec } from "@/lib/contracts/tools";
import { authHeaders, bindRequest } from "@/lib/domain/tools/http-tool/bind-request";
import { readAnswer } from "@/lib/domain/tools/http-tool/read-answer";
import { startSandbox, type Sandbox } from "../server/start";
import type { Fault } from "../stand-in";
import { BUSINESS_KEY } from "./stand-in";

/** Tools of the product against a system that misbehaves as systems do: what the agent is told is true each time. */

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ accountSid: `AC${"1".repeat(32)}`, authToken: "x", deepgramKeys: "any" });
});
afterAll(() => sandbox.close());

const parameter = (name: string, place: "path" | "body") => ({ name, place, description: name });
const order = () => ({
  name: "order_status",
  title: "Order",
  description: "Finds an order.",
  method: "GET",
  address: `${sandbox.url}/business/api/orders/{number}`,
  auth: { kind: "bearer" },
  parameters: [parameter("number", "path")],
  result: [{ name: "state", path: "order.state" }],
  effect: "reads",
});
const ticket = () => ({
  ...order(),
  name: "make_ticket",
  method: "POST",
  address: `${sandbox.url}/business/api/tickets`,
  parameters: [parameter("subject", "body")],
  result: [{ name: "number", path: "ticket.number" }],
  effect: "changes",
});

async function use(input: object, said: Record<string, string>, key = BUSINESS_KEY) {
  const spec = HttpToolSpec.parse({ ...input, timeoutMs: 1000 });
  const made = bindRequest(spec, said, {});
  if ("problem" in made) throw new Error(made.problem);
  const allow = [new URL(sandbox.url).host];
  const options = { allow, resolve: resolveBySystem, timeoutMs: 1000, changes: spec.effect === "changes" };
  return readAnswer(spec, await sendRequest(made.request, authHeaders(spec.auth, key), options));
}
const tickets = async () => {
  const headers = { authorization: `Bearer ${BUSINESS_KEY}` };
  const answer = await fetch(`${sandbox.url}/business/api/tickets`, { headers });
  return ((await answer.json()) as { tickets: unknown[] }).tickets.length;
};

test("an order is found, or said not to be there; a ticket is made", async () => {
  expect(await use(order(), { number: "1001" })).toMatchObject({
    told: { done: true, answer: { state: "on its way" } },
  });
  expect(await use(order(), { number: "9999" })).toMatchObject({ outcome: "refused" });
  expect(await use(ticket(), { subject: "Tap" })).toMatchObject({ told: { done: true, answer: { number: 501 } } });
  expect(await use(order(), { number: "1001" }, "another key")).toMatchObject({ outcome: "refused" });
});

test.each<Pick<Fault, "kind" | "status">>([
  { kind: "drop" },
  { kind: "stall" },
  { kind: "status", status: 500 },
  { kind: "garbage" },
  { kind: "redirect" },
  { kind: "endless" },
  { kind: "no-write" },
])("$kind $status: of a change it is not known whether it was done, and a look-up found nothing", async (fault) => {
  const before = await tickets();
  sandbox.controls.faults.add({ vendor: "business", operation: "tickets.create", count: 1, ...fault });
  const changed = await use(ticket(), { subject: "Tap" });
  expect(changed).toMatchObject({ outcome: "unknown" });
  expect(await tickets()).toBe(before);
  if (fault.kind === "no-write") return;
  sandbox.controls.faults.add({ vendor: "business", operation: "orders.get", count: 1, ...fault });
  expect(await use(order(), { number: "1001" })).toMatchObject({ outcome: "failed" });
});

test("an address for webhooks takes what comes, shows it to who has the key, and fails when it is told to", async () => {
  const address = `${sandbox.url}/business/hooks/bikes`;
  const post = () => fetch(address, { method: "POST", headers: { "webhook-id": "1" }, body: '{"type":"call.ended"}' });
  expect((await post()).status).toBe(200);
  const fault = { vendor: "business", operation: "hooks.take", kind: "status", status: 503, count: 1 };
  await fetch(`${sandbox.url}/sandbox/faults`, { method: "POST", body: JSON.stringify(fault) });
  expect((await post()).status).toBe(503);
  expect((await fetch(address)).status).toBe(401);
  const listed = await fetch(address, { headers: { authorization: `Bearer ${BUSINESS_KEY}` } });
  expect(await listed.json()).toMatchObject({
    taken: [{ headers: { "webhook-id": "1" }, body: '{"type":"call.ended"}' }],
  });
});
