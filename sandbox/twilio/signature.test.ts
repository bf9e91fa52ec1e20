import { expect, it } from "vitest";
import twilio from "twilio";
import { signRequest } from "./signature";

it("signs as the vendor's library checks: sorted parameters after the URL, the fragment left out", () => {
  const url = "https://example.com/twilio/voice?tenant=1";
  const params = { To: "+14155550100", CallSid: "CA1", From: "+14155550199" };
  expect(twilio.validateRequest("secret", signRequest("secret", `${url}#rc=2`, params), url, params)).toBe(true);
  expect(twilio.validateRequest("other", signRequest("secret", url, params), url, params)).toBe(false);
});

it("signs a stream's upgrade over its wss URL alone", () => {
  const url = "wss://example.com/media";
  expect(twilio.validateRequest("secret", signRequest("secret", url), url, {})).toBe(true);
});
