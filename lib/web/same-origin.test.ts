import { expect, test } from "vitest";
import { isSameOrigin } from "./same-origin";

const from = (headers: Record<string, string>) => isSameOrigin(new Headers(headers), "https://app.example.com");

test("only our own pages may change something with a cookie", () => {
  expect(from({ origin: "https://app.example.com" })).toBe(true);
  expect(from({ origin: "https://evil.example", host: "app.example.com" })).toBe(false);
  expect(from({ origin: "null", host: "app.example.com" })).toBe(false);
  expect(from({ host: "app.example.com" })).toBe(false);
  expect(from({ "sec-fetch-site": "same-origin" })).toBe(true);
  expect(from({ "sec-fetch-site": "cross-site" })).toBe(false);
});
