import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { isSignedForm, isSignedUpgrade } from "./signature";

const authToken = "12345";

/** The signature as Twilio documents it, made without Twilio's library. */
function sign(url: string, form: Record<string, string> = {}, token = authToken): string {
  const text = Object.keys(form)
    .sort()
    .reduce((sum, name) => sum + name + form[name], url);
  return createHmac("sha1", token).update(text, "utf8").digest("base64");
}

describe("a signed webhook", () => {
  const publicUrl = "https://calls.example.com/twilio/next?org=1&call=2";
  const form = { CallSid: "CA1", From: "+14155550100", Caller: "Zoë" };

  it("is the example in Twilio's documentation", () => {
    const documented = {
      CallSid: "CA1234567890ABCDE",
      Caller: "+12349013030",
      Digits: "1234",
      From: "+12349013030",
      To: "+18005551212",
    };
    const url = "https://mycompany.com/myapp.php?foo=1&bar=2";
    const signature = "0/KCTR6DLpKmkAf8muzZqo1nDgQ=";
    expect(isSignedForm({ authToken, publicUrl: url, signature, form: documented })).toBe(true);
  });

  it.each<[string, Partial<Parameters<typeof isSignedForm>[0]>]>([
    ["another address", { publicUrl: "https://calls.example.com/twilio/next?org=1&call=3" }],
    ["another host", { publicUrl: "https://evil.example.com/twilio/next?org=1&call=2" }],
    ["plain http", { publicUrl: "http://calls.example.com/twilio/next?org=1&call=2" }],
    ["a changed field", { form: { ...form, From: "+14155550101" } }],
    ["an added field", { form: { ...form, Extra: "" + "1" } }],
    ["a missing field", { form: { CallSid: "CA1" } }],
    ["another token", { authToken: "54321" }],
    ["no signature", { signature: undefined }],
    ["two signatures", { signature: [sign(publicUrl, form), sign(publicUrl, form)] }],
    ["an empty signature", { signature: "" }],
    ["rubbish as signature", { signature: "ÿ not base64" }],
    ["an address that is none", { publicUrl: "calls" }],
    ["an empty token", { authToken: "", signature: sign(publicUrl, form, "") }],
  ])("is not genuine with %s", (_, change) => {
    const genuine = { authToken, publicUrl, signature: sign(publicUrl, form), form };
    expect(isSignedForm(genuine)).toBe(true);
    expect(isSignedForm({ ...genuine, ...change })).toBe(false);
  });
});

describe("a signed upgrade", () => {
  it.each([
    "wss://w1.example.com/media",
    "wss://w1.example.com:443/media",
    "https://w1.example.com/media",
    "https://w1.example.com:443/media",
  ])("counts when signed as %s, whichever spelling is configured", (signed) => {
    for (const publicUrl of ["https://w1.example.com/media", "wss://w1.example.com:443/media"]) {
      expect(isSignedUpgrade({ authToken, publicUrl, signature: sign(signed) })).toBe(true);
    }
  });

  it("counts on a laptop's port", () => {
    const publicUrl = "http://127.0.0.1:4000/media";
    expect(isSignedUpgrade({ authToken, publicUrl, signature: sign("ws://127.0.0.1:4000/media") })).toBe(true);
  });

  it.each([
    "wss://w2.example.com/media",
    "wss://w1.example.com/media/",
    "wss://w1.example.com/media?x=1",
    "ws://w1.example.com/media",
  ])("does not count when signed as %s", (signed) => {
    const publicUrl = "https://w1.example.com/media";
    expect(isSignedUpgrade({ authToken, publicUrl, signature: sign(signed) })).toBe(false);
  });
});
