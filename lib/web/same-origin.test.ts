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

test("on one's own machine its other names count, other ports and sites do not", () => {
  const local = (origin: string) => isSameOrigin(new Headers({ origin }), "http://localhost:3000");
  expect(local("http://127.0.0.1:3000")).toBe(true);
  expect(local("http://127.0.0.1:3001")).toBe(false);
  expect(local("http://evil.example:3000")).toBe(false);
});
