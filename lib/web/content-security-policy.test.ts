import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { contentSecurityPolicy, TOAST_STYLE_HASH } from "./content-security-policy";

const policy = (development = false) =>
  new Map(
    contentSecurityPolicy({
      nonce: "abc",
      liveOrigins: ["https://calls.example.com", "wss://calls.example.com"],
      development,
    })
      .split("; ")
      .map((directive) => {
        const [name = "", ...sources] = directive.split(" ");
        return [name, sources];
      }),
  );

test("nothing is inline: no script, handler, style sheet or style attribute; and there is no frame", () => {
  const directives = policy();
  expect([...directives.values()].flat()).not.toContain("'unsafe-inline'");
  expect([...directives.values()].flat()).not.toContain("'unsafe-eval'");
  expect(directives.get("script-src-attr")).toEqual(["'none'"]);
  expect(directives.get("style-src-attr")).toEqual(["'none'"]);
  expect(directives.get("frame-ancestors")).toEqual(["'none'"]);
  expect(directives.get("base-uri")).toEqual(["'none'"]);
});

test("pages talk to their own server and to the call-worker, and to nobody else", () => {
  expect(policy().get("connect-src")).toEqual(["'self'", "https://calls.example.com", "wss://calls.example.com"]);
});

test("what development needs is not given otherwise", () => {
  expect(policy(true).get("script-src")).toContain("'unsafe-eval'");
  expect(policy(false).get("script-src")).not.toContain("'unsafe-eval'");
});

test("the toasts' style sheet is the one that the policy names", () => {
  const code = readFileSync(
    createRequire(import.meta.url)
      .resolve("sonner")
      .replace(/index\.js$/, "index.mjs"),
    "utf8",
  );
  const text = /__insertCSS\(("(?:[^"\\]|\\.)*")\)/.exec(code)?.[1] ?? '""';
  const css: unknown = JSON.parse(text);
  expect(`sha256-${createHash("sha256").update(String(css)).digest("base64")}`).toBe(TOAST_STYLE_HASH);
});
