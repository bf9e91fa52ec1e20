import { expect, test } from "vitest";
import { isOriginAllowed, readAllowedOrigin } from "./allowed-origin";

test.each([
  ["https://www.example.com", "https://www.example.com"],
  ["www.Example.com/contact?x=1", "https://www.example.com"],
  ["https://shop.example.com:8443/", "https://shop.example.com:8443"],
  ["https://example.com:443", "https://example.com"],
  ["*.example.com", "https://*.example.com"],
  ["http://localhost:3000", "http://localhost:3000"],
  ["127.0.0.1:8080", "http://127.0.0.1:8080"],
])("%s names %s", (written, origin) => {
  expect(readAllowedOrigin(written)).toEqual({ ok: true, origin });
});

test.each([
  ["", "write the site's address"],
  ["*", "no site's name"],
  ["*.com", "everybody's"],
  ["http://www.example.com", "no microphone"],
  ["https://exa mple.com", "no site's name"],
  ["https://user@example.com", "no site's name"],
  ["javascript:alert(1)", "address"],
  ["example", "no site's name"],
])("%s is refused: %s", (written, words) => {
  const read = readAllowedOrigin(written);
  expect(read.ok).toBe(false);
  if (!read.ok) expect(read.problem).toContain(words);
});

test("a page's origin must be on the list, whole", () => {
  const allowed = ["https://www.example.com", "https://*.example.org"];
  for (const origin of ["https://www.example.com", "https://a.example.org", "https://a.b.example.org"]) {
    expect(isOriginAllowed(origin, allowed), origin).toBe(true);
  }
  for (const origin of [
    "http://www.example.com",
    "https://www.example.com.evil.test",
    "https://evilwww.example.com",
    "https://example.org",
    "https://evilexample.org",
    "http://a.example.org",
    "null",
    "",
  ]) {
    expect(isOriginAllowed(origin, allowed), origin).toBe(false);
  }
});
