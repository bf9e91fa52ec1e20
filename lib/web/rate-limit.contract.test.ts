import { randomUUID } from "node:crypto";
import { createServer } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { createRateLimit, type RateLimit, rateHeaders } from "./rate-limit";

/** Shared counting is tried where REDIS_URL names a real Redis. */
const redisUrl = process.env["REDIS_URL"];

let made: RateLimit[] = [];
const make = (url?: string) => {
  const limit = createRateLimit(url);
  made.push(limit);
  return limit;
};
afterEach(() => {
  for (const limit of made) limit.close();
  made = [];
});

test("counts each caller apart, says what is left, and refuses beyond the limit", async () => {
  const limit = make();
  const [who, other] = [randomUUID(), randomUUID()];
  expect(await limit.count(who, 2)).toMatchObject({ limit: 2, remaining: 1, isExceeded: false });
  expect(await limit.count(who, 2)).toMatchObject({ remaining: 0, isExceeded: false });
  const refused = await limit.count(who, 2);
  expect(refused).toMatchObject({ remaining: 0, isExceeded: true });
  expect(refused.resetMs).toBeGreaterThan(0);
  expect(refused.resetMs).toBeLessThanOrEqual(60_000);
  expect(await limit.count(other, 2)).toMatchObject({ remaining: 1, isExceeded: false });
  expect(rateHeaders({ ...refused, resetMs: 1_001 })).toEqual({
    "ratelimit-limit": "2",
    "ratelimit-remaining": "0",
    "ratelimit-reset": "2",
  });
});

test("a larger plan counts afresh", async () => {
  const limit = make();
  const who = randomUUID();
  await limit.count(who, 1);
  expect(await limit.count(who, 1)).toMatchObject({ isExceeded: true });
  expect(await limit.count(who, 3)).toMatchObject({ remaining: 2, isExceeded: false });
});

test("without its Redis a process counts alone, and still refuses", async () => {
  const port = await freePort();
  const limit = make(`redis://127.0.0.1:${port}`);
  const who = randomUUID();
  expect(await limit.count(who, 1)).toMatchObject({ remaining: 0, isExceeded: false });
  expect(await limit.count(who, 1)).toMatchObject({ isExceeded: true });
});

describe.skipIf(!redisUrl)("with Redis", () => {
  test("processes share one count", async () => {
    const [one, two] = [make(redisUrl), make(redisUrl)];
    await Promise.all([one.ready(), two.ready()]);
    const who = randomUUID();
    const answers = [await one.count(who, 2), await two.count(who, 2), await one.count(who, 2)];
    expect(answers.map(({ remaining, isExceeded }) => [remaining, isExceeded])).toEqual([
      [1, false],
      [0, false],
      [0, true],
    ]);
  });
});

/** A port where nobody listens. */
function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
