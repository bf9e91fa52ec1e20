import { expect, test } from "vitest";
import { isIpAllowed, normalIpRange } from "./allowed-ip";

test.each([
  ["10.1.2.3", "10.1.2.3/32"],
  [" 10.1.2.3/8 ", "10.0.0.0/8"],
  ["2001:DB8::1/32", "2001:db8::/32"],
  ["::1", "::1/128"],
  ["::ffff:10.1.2.3/104", "10.0.0.0/8"],
  ["0.0.0.0/0", "0.0.0.0/0"],
])("%s is the range %s", (typed, normal) => {
  expect(normalIpRange(typed)).toBe(normal);
});

test.each([
  "",
  "10.1",
  "10.0.0.256",
  "0x7f.0.0.1",
  "10.0.0.0/33",
  "::/129",
  "10.0.0.0/8/8",
  "10.0.0.0/-1",
  "home",
  "fe80::1%eth0",
])("“%s” is no range", (typed) => {
  expect(normalIpRange(typed)).toBeNull();
});

test("an empty list lets everybody in, any other only whom it names", () => {
  expect(isIpAllowed(undefined, [])).toBe(true);
  expect(isIpAllowed(undefined, ["10.0.0.0/8"])).toBe(false);
  expect(isIpAllowed("10.9.9.9", ["192.0.2.1/32", "10.0.0.0/8"])).toBe(true);
  expect(isIpAllowed("::ffff:10.9.9.9", ["10.0.0.0/8"])).toBe(true);
  expect(isIpAllowed("11.0.0.1", ["10.0.0.0/8"])).toBe(false);
  expect(isIpAllowed("2001:db8::5", ["2001:db8::/32"])).toBe(true);
  expect(isIpAllowed("2001:db9::5", ["2001:db8::/32", "0.0.0.0/0"])).toBe(false);
  expect(isIpAllowed("not an address", ["0.0.0.0/0", "::/0"])).toBe(false);
});
