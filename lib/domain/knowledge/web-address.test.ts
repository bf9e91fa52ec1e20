import { describe, expect, it } from "vitest";
import { isInScope, isSameOwner, pageAddress, siteScope, TrapWatch } from "./web-address";

describe("an address of a page", () => {
  it.each([
    ["/prices#crowns", "https://a.test/prices"],
    ["?utm_source=mail&b=2&a=1&gclid=x", "https://a.test/home?a=1&b=2"],
    ["HTTPS://A.test:443/Prices", "https://a.test/Prices"],
    ["/shop;jsessionid=AB12?x=1", "https://a.test/shop?x=1"],
    ["/price-list.pdf", "https://a.test/price-list.pdf"],
  ])("%s is kept as %s", (link, address) => {
    expect(pageAddress(link, "https://a.test/home")).toBe(address);
  });

  it.each([
    "mailto:a@b.test",
    "javascript:void(0)",
    "tel:+1415",
    "http://",
    "https://me:secret@a.test/",
    "/photo.JPG",
    "/app.js",
    "/a/b/a/b/a/b",
    `/${"x".repeat(1_000)}`,
    "/1/2/3/4/5/6/7/8/9/10/11/12/13",
  ])("%s is none", (link) => {
    expect(pageAddress(link, "https://a.test/home")).toBeNull();
  });
});

describe("what belongs to a site", () => {
  it.each([
    ["https://www.a.test/", "https://a.test/prices", true],
    ["https://a.test/prices", "https://a.test/team", true],
    ["https://a.test/", "https://shop.a.test/", false],
    ["https://a.test/our-clinic/", "https://a.test/our-clinic/prices", true],
    ["https://a.test/our-clinic/", "https://a.test/our-clinic-2/prices", false],
    ["https://a.test/our-clinic/", "https://a.test/other", false],
  ])("from %s on, %s: %s", (start, address, belongs) => {
    expect(isInScope(address, siteScope(start))).toBe(belongs);
  });

  it("a folder may be any", () => {
    const scope = { hosts: new Set(["a.test"]), prefixes: ["/*/docs"] };
    expect(isInScope("https://a.test/speech/docs/basics", scope)).toBe(true);
    expect(isInScope("https://a.test/docs", scope)).toBe(false);
  });

  it.each([
    ["docs.a.test", "www.a.test", true],
    ["a.co.uk", "b.co.uk", false],
    ["shop.a.co.uk", "a.co.uk", true],
    ["10.0.0.1", "10.0.0.2", false],
  ])("%s and %s are of one owner: %s", (one, other, same) => {
    expect(isSameOwner(one, other)).toBe(same);
  });
});

describe("families of addresses without end", () => {
  const worth = (make: (n: number) => string, count: number) => {
    const traps = new TrapWatch();
    return Array.from({ length: count }, (_, n) => traps.isWorth(make(n))).filter(Boolean).length;
  };

  it("are given up after some", () => {
    expect(worth((n) => `https://a.test/list?sort=${"x".repeat(n + 1)}`, 100)).toBe(20);
    expect(worth((n) => `https://a.test/calendar/${n}/${n + 1}`, 1_000)).toBe(250);
  });

  it("pages that differ by their names are none", () => {
    expect(worth((n) => `https://a.test/team/${String.fromCharCode(97 + (n % 26))}${"x".repeat(n)}`, 500)).toBe(500);
  });
});
