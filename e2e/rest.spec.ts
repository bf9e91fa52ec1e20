import { randomUUID } from "node:crypto";
import { expect, test } from "./fixtures/test";

test("who asks without a key or a session is told how to, as problem+json", async ({ request }) => {
  const response = await request.get("/api/v1/calls");
  expect(response.status()).toBe(401);
  expect(response.headers()["content-type"]).toBe("application/problem+json");
  const problem = await response.json();
  expect(problem).toMatchObject({ status: 401, code: "UNAUTHENTICATED" });
  expect(problem.requestId).toBe(response.headers()["x-request-id"]);
});

test("a list goes on from its cursor; a wrong filter is named", async ({ owner }) => {
  const first = await (await owner.request.get("/api/v1/calls?limit=3")).json();
  expect(first.calls).toHaveLength(3);
  const second = await (await owner.request.get(`/api/v1/calls?limit=3&cursor=${first.nextCursor}`)).json();
  expect(second.calls[0].id).not.toBe(first.calls[2].id);
  const wrong = await owner.request.get("/api/v1/calls?colour=red");
  expect(wrong.status()).toBe(422);
  expect((await wrong.json()).detail).toContain("colour");
});

test("addresses that are none and methods that are not there are told as problem+json", async ({ request }) => {
  const answers = [
    [await request.get("/api/v1"), 404],
    [await request.get("/api/v1/nothing/here"), 404],
    [await request.delete("/api/v1/calls"), 405],
  ] as const;
  for (const [answer, status] of answers) {
    expect(answer.status()).toBe(status);
    expect(answer.headers()["content-type"]).toBe("application/problem+json");
    expect((await answer.json()).requestId).toBe(answer.headers()["x-request-id"]);
  }
  expect(answers[2][0].headers()["allow"]).toBe("GET");
});

test("the document is for everybody and names what is served", async ({ request, stack }) => {
  const response = await request.get("/api/v1/openapi.json");
  expect(response.status()).toBe(200);
  const document = await response.json();
  expect(document.openapi).toMatch(/^3\.1/);
  expect(document.servers).toEqual([{ url: new URL(stack.webUrl).origin }]);
  expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(["/api/v1/me", "/api/v1/calls/{callId}"]));
});

test("what was said in a call is given in order", async ({ owner }) => {
  const { calls } = await (await owner.request.get("/api/v1/calls?limit=1&status=completed")).json();
  const page = await (await owner.request.get(`/api/v1/calls/${calls[0].id}/interactions?limit=100`)).json();
  const order = page.interactions.map(({ seq }: { seq: number }) => seq);
  expect(order.length).toBeGreaterThan(0);
  expect(order).toEqual([...order].sort((a: number, b: number) => a - b));
});

test("a cookie alone starts no call from another site", async ({ owner }) => {
  const response = await owner.request.post("/api/v1/calls/initiate", {
    data: { to: "+14155550199" },
    headers: { origin: "https://evil.example" },
  });
  expect(response.status()).toBe(403);
});

test("a call is started once, however often the request is repeated, and can be watched", async ({ owner, stack }) => {
  const key = randomUUID();
  const start = (to: string) =>
    owner.request.post("/api/v1/calls/initiate", {
      data: { to, metadata: { order: "1" } },
      headers: {
        origin: new URL(stack.webUrl).origin,
        "idempotency-key": key,
      },
    });
  const number = "+12025550147";
  const first = await start(number);
  expect(first.status()).toBe(201);
  const call = await first.json();
  expect(call).toMatchObject({ direction: "outbound", to: number });

  const again = await start(number);
  expect(again.headers()["idempotency-replayed"]).toBe("true");
  expect((await again.json()).id).toBe(call.id);
  expect((await start("+12025550148")).status()).toBe(409);

  await owner.goto(`/live/${call.id}`);
  await expect(owner.getByRole("log", { name: "Transcript" })).toContainText(/hello/i, { timeout: 30_000 });
});

test("a number that cannot be called is refused with the field's name", async ({ owner, stack }) => {
  const response = await owner.request.post("/api/v1/calls/initiate", {
    data: { to: "12" },
    headers: { origin: new URL(stack.webUrl).origin },
  });
  expect(response.status()).toBe(422);
  expect((await response.json()).errors[0].field).toBe("to");
});

test("a body that is no JSON, or too large, is refused", async ({ owner, stack }) => {
  const headers = { origin: new URL(stack.webUrl).origin, "content-type": "application/json" };
  const post = (data: string) => owner.request.post("/api/v1/calls/initiate", { data: Buffer.from(data), headers });
  expect((await post("{")).status()).toBe(400);
  expect((await post(JSON.stringify({ to: "1".repeat(70_000) }))).status()).toBe(413);
});

test("the process says that it is there", async ({ request }) => {
  expect(await (await request.get("/api/health")).json()).toEqual({ status: "ok" });
});
