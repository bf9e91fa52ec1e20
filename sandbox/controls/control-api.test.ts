import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { startSandbox, type Sandbox } from "../server/start";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ accountSid: `AC${"1".repeat(32)}`, authToken: "t", deepgramKeys: "any" });
});
afterAll(() => sandbox.close());
afterEach(() => {
  sandbox.controls.faults.clearAll();
  sandbox.controls.setLatencyProfile("zero");
});

async function call(
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const response = await fetch(sandbox.url + path, { method, ...(body === undefined ? {} : { body: text }) });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

it("says that it is well and which stand-ins run", async () => {
  const { status, body } = await call("GET", "/sandbox/health");
  expect(status).toBe(200);
  expect(body).toMatchObject({
    status: "ok",
    standIns: ["twilio", "deepgram", "bedrock", "mail", "push", "business", "google", "hubspot", "calendly", "stripe"],
    latencyProfile: "zero",
  });
});

it("switches faults on, lists them and clears one or all", async () => {
  const added = await call("POST", "/sandbox/faults", {
    vendor: "bedrock",
    operation: "converse",
    kind: "status",
    status: 429,
    count: 2,
  });
  expect(added.status).toBe(201);
  expect(added.body).toMatchObject({ kind: "status", status: 429, left: 2 });
  await call("POST", "/sandbox/faults", { vendor: "deepgram", operation: "*", kind: "drop" });
  expect((await call("GET", "/sandbox/faults")).body.faults).toHaveLength(2);
  expect((await call("DELETE", `/sandbox/faults/${String(added.body.id)}`)).body).toEqual({ cleared: 1 });
  expect((await call("DELETE", `/sandbox/faults/${String(added.body.id)}`)).status).toBe(404);
  expect((await call("DELETE", "/sandbox/faults")).body).toEqual({ cleared: 1 });
});

it("changes the latency profile and single distributions", async () => {
  expect((await call("PUT", "/sandbox/latency", { profile: "published" })).body.profile).toBe("published");
  const laid = { bedrock: { "first-token:haiku": { kind: "lognormal", p50Ms: 10, p95Ms: 20 } } };
  expect((await call("PUT", "/sandbox/latency", laid)).body.overrides).toEqual(laid);
  expect((await call("GET", "/sandbox/latency")).body.effective).toMatchObject({
    ...laid,
    deepgram: { "flux-end-of-turn": { p50Ms: 260 } },
  });
  expect((await call("PUT", "/sandbox/latency", { profile: "zero" })).body).toMatchObject({
    profile: "zero",
    overrides: {},
  });
});

it("sets the seed", async () => {
  expect((await call("PUT", "/sandbox/seed", { seed: 99 })).body).toEqual({ seed: 99 });
  expect((await call("GET", "/sandbox/seed")).body).toEqual({ seed: 99 });
});

it("gives the log of one vendor since an entry", async () => {
  sandbox.controls.log("mail", "first");
  const { newestSeq } = (await call("GET", "/sandbox/log")).body;
  sandbox.controls.log("mail", "second", { to: "a" });
  sandbox.controls.log("stripe", "other");
  const { entries } = (await call("GET", `/sandbox/log?vendor=mail&since=${String(newestSeq)}`)).body;
  expect(entries).toEqual([expect.objectContaining({ vendor: "mail", what: "second", detail: { to: "a" } })]);
});

it.each([
  ["PUT", "/sandbox/latency", "{", /not JSON/],
  ["PUT", "/sandbox/latency", { profile: "slow" }, /profile/],
  ["PUT", "/sandbox/latency", {}, /give a "profile"/],
  [
    "PUT",
    "/sandbox/latency",
    { bedrock: { x: { kind: "lognormal", p50Ms: 5, p95Ms: 1 } } },
    /p95Ms must not be smaller/,
  ],
  ["POST", "/sandbox/faults", { vendor: "acme", operation: "*", kind: "drop" }, /vendor/],
  ["POST", "/sandbox/faults", { vendor: "bedrock", operation: "*", kind: "status" }, /needs a "status"/],
  ["POST", "/sandbox/faults", { vendor: "bedrock", operation: "*", kind: "drop", after: 5 }, /after/],
  ["PUT", "/sandbox/seed", { seed: "one" }, /seed/],
  ["GET", "/sandbox/log?since=yesterday", undefined, /since/],
])("refuses %s %s %j and says why", async (method, path, body, reason) => {
  const answer = await call(method, path, body);
  expect(answer.status).toBe(400);
  expect(answer.body.error).toMatch(reason);
});

it("knows which methods and paths it has", async () => {
  expect((await call("POST", "/sandbox/health", {})).status).toBe(405);
  expect((await call("GET", "/sandbox/nothing")).status).toBe(404);
  expect((await call("GET", "/nowhere")).status).toBe(404);
});

it("refuses a body that is too large", async () => {
  expect((await call("POST", "/sandbox/faults", "x".repeat(100_000))).status).toBe(413);
});

it("has a page for people", async () => {
  for (const path of ["/", "/sandbox", "/sandbox/"]) {
    const response = await fetch(sandbox.url + path);
    expect(response.headers.get("content-type")).toContain("text/html");
    expect(await response.text()).toContain("<h1>Sandbox</h1>");
  }
});
