import { expect, test } from "vitest";
import { problemOfEndpoint } from "./endpoint-address";
import { readReceipt } from "./read-receipt";
import { pauseAfter, readRetryAfter } from "./retries";

test("pauses spread by a fifth to both sides, and end", () => {
  expect(pauseAfter(1, 0.5)).toBe(5_000);
  expect([pauseAfter(1, 0), pauseAfter(1, 1)]).toEqual([4_000, 6_000]);
  expect(pauseAfter(7, 0.5)).toBe(36_000_000);
  expect(pauseAfter(8, 0.5)).toBeNull();
  expect(pauseAfter(1, 0.5, 60_000)).toBe(60_000);
  expect(pauseAfter(7, 0.5, 1_000)).toBe(36_000_000);
});

test("Retry-After is read in both its forms", () => {
  const now = Date.parse("2026-12-01T00:00:00Z");
  expect(readRetryAfter("120", now)).toBe(120_000);
  expect(readRetryAfter("Tue, 01 Dec 2026 00:01:00 GMT", now)).toBe(60_000);
  expect(readRetryAfter("Mon, 30 Nov 2026 00:01:00 GMT", now)).toBe(0);
  for (const nothing of [undefined, "", "soon", "-5", "1e9"]) expect(readRetryAfter(nothing, now) ?? 0).toBe(0);
});

test("a 2xx counts, whatever comes of the rest of the answer; nothing else does", () => {
  const broken = { kind: "broken", problem: "its answer is longer than 256 KB", text: "" } as const;
  expect(readReceipt({ ...broken, status: 200 }, 0)).toMatchObject({ isTaken: true, problem: null });
  for (const status of [null, 301, 404, 500])
    expect(readReceipt({ ...broken, status }, 0)).toMatchObject({ isTaken: false, problem: broken.problem });
  expect(readReceipt({ kind: "not_sent", problem: "nothing answers" }, 0)).toMatchObject({
    isTaken: false,
    status: null,
  });
});

test("what is kept of an answer can be stored", () => {
  const text = `${"x".repeat(999)}\u{1f600}`;
  const { answer } = readReceipt({ kind: "answer", status: 200, mediaType: "", text }, 0);
  expect(answer).toBe("x".repeat(999));
});

test.each([
  ["https://crm.example.com/hooks?of=us", null],
  ["http://127.0.0.1:9/hooks", null],
  ["http://127.0.0.1/hooks", "https"],
  ["http://crm.example.com/", "https"],
  ["ftp://crm.example.com/", "https"],
  ["https://a:b@crm.example.com/", "name and password"],
  ["https://crm.example.com/#x", "#"],
  ["https://crm.example.com/{id}", "{ }"],
])("%s", (address, problem) => {
  const found = problemOfEndpoint(address, ["127.0.0.1:9"]);
  if (problem === null) expect(found).toBeNull();
  else expect(found).toContain(problem);
});
