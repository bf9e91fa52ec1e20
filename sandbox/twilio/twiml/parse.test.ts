import { describe, expect, it } from "vitest";
import twilio from "twilio";
import { parseTwiml } from "./parse";

describe("reading TwiML", () => {
  it("reads what the vendor's own library writes", () => {
    const response = new twilio.twiml.VoiceResponse();
    const stream = response.connect().stream({ url: "wss://example.com/media" });
    stream.parameter({ name: "token", value: `a&b "c" <d>` });
    response.redirect({ method: "POST" }, "https://example.com/next?a=1&b=2");
    const document = parseTwiml(response.toString());
    const [connect, redirect] = document.children;
    expect(connect?.children[0]?.attributes["url"]).toBe("wss://example.com/media");
    expect(connect?.children[0]?.children[0]?.attributes).toEqual({ name: "token", value: `a&b "c" <d>` });
    expect(redirect).toMatchObject({
      name: "Redirect",
      text: "https://example.com/next?a=1&b=2",
      attributes: { method: "POST" },
    });
  });

  it("takes comments, CDATA and character references", () => {
    const document = parseTwiml(
      '<?xml version="1.0"?><!-- hi --><Response><Say><![CDATA[a < b]]> &#233;&#x21;</Say></Response>',
    );
    expect(document.children[0]?.text).toBe("a < b é!");
  });

  it.each([
    ["an empty document", ""],
    ["text that is no XML", "Internal error"],
    ["another root element", "<html><body/></html>"],
    ["an element that is not closed", "<Response><Say>hello</Response>"],
    ["a bare ampersand", "<Response><Say>a & b</Say></Response>"],
    ["an attribute without quotes", "<Response><Pause length=5/></Response>"],
    ["two documents", "<Response/><Response/>"],
  ])("refuses %s with error 12100", (_, text) => {
    expect(() => parseTwiml(text)).toThrowError(expect.objectContaining({ code: 12100 }) as Error);
  });

  it("refuses more than 64 KB with error 11750", () => {
    expect(() => parseTwiml(`<Response><Say>${"a".repeat(66_000)}</Say></Response>`)).toThrowError(
      expect.objectContaining({ code: 11750 }) as Error,
    );
  });
});
