import { expect, test } from "vitest";
import { safePath } from "./safe-path";

test("after signing in one goes on where one was going", () => {
  expect(safePath("/calls?status=failed")).toBe("/calls?status=failed");
});

test.each([
  "//evil.example",
  "/\\evil.example",
  "/.//evil.example",
  "/..//evil.example/calls",
  "/x/..//evil.example",
  "https://evil.example",
  "javascript:alert(1)",
  "",
  null,
  "/sign-in",
  "/api/x",
])("%s leads nowhere but home", (path) => expect(safePath(path)).toBe("/home"));
