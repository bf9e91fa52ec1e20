import { expect, it } from "vitest";
import { publicAddressProblem } from "./public-address";

it.each([
  "http://localhost:4000",
  "https://localhost",
  "https://127.0.0.1:4000",
  "https://10.1.2.3",
  "https://172.16.0.9",
  "https://192.168.1.5",
  "https://100.64.0.1",
  "https://169.254.169.254",
  "https://0.0.0.0",
  "https://[::1]",
  "https://[fd00::1]",
  "https://[fe80::1]",
  "https://[::ffff:127.0.0.1]",
  "https://worker",
  "https://aybiza.internal",
  "https://printer.local",
  "https://calls.example",
])("%s is only known inside", (address) => {
  expect(publicAddressProblem(address)).toBe("address.not_public");
});

it.each([
  "https://calls.aybiza.com",
  "https://172.32.0.1",
  "https://100.128.0.1",
  "https://[2606:4700::1]",
  "https://a.trycloudflare.com",
])("nothing speaks against %s", (address) => {
  expect(publicAddressProblem(address)).toBeNull();
});

it("Twilio wants https", () => {
  expect(publicAddressProblem("http://calls.aybiza.com")).toBe("address.not_https");
});
