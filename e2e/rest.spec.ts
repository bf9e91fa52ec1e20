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

test("a cookie alone starts no call from another site", async ({ owner }) => {
  const response = await owner.request.post("/api/v1/calls/initiate", {
    data: { to: "+14155550199" },
    headers: { origin: "https://evil.example" },
  });
  expect(response.status()).toBe(403);
});

test("the process says that it is there", async ({ request }) => {
  expect(await (await request.get("/api/health")).json()).toEqual({ status: "ok" });
});
