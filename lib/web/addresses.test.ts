import { expect, test } from "vitest";
import { canonicalAddress } from "./addresses";

const calls = { pathname: "/calls", search: "?status=failed" };

test("the other name of this machine leads to the public one", () => {
  expect(canonicalAddress("127.0.0.1:3000", calls, "http://localhost:3000")).toBe(
    "http://localhost:3000/calls?status=failed",
  );
  expect(canonicalAddress("localhost:3000", calls, "http://localhost:3000")).toBeNull();
});

test("behind a proxy that does not pass the name on, nobody is sent in circles", () => {
  expect(canonicalAddress("web:3000", calls, "https://app.example.com")).toBeNull();
  expect(canonicalAddress("127.0.0.1:3000", calls, "https://app.example.com")).toBeNull();
  expect(canonicalAddress("127.0.0.1:3001", calls, "http://localhost:3000")).toBeNull();
});
