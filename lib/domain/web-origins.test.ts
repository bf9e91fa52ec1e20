import { expect, test } from "vitest";
import { webOriginsOf } from "./web-origins";

test("a public address is the only origin", () => {
  expect(webOriginsOf("https://app.example.com/desk")).toEqual(["https://app.example.com"]);
  expect(webOriginsOf("http://127.0.0.1.example.com:3000")).toEqual(["http://127.0.0.1.example.com:3000"]);
  expect(webOriginsOf("http://192.168.1.5:3000")).toEqual(["http://192.168.1.5:3000"]);
});

test("this machine's names are one place, on the same port and protocol", () => {
  const all = ["http://localhost:3000", "http://127.0.0.1:3000", "http://[::1]:3000"];
  for (const address of all) expect(webOriginsOf(address)).toEqual(all);
});
