import { describe, expect, it } from "vitest";
import { MalformedWebhookError } from "@/call-worker/http/carrier";
import { createTwilioWebhooks } from "./twilio-webhooks";

const webhooks = createTwilioWebhooks({ authToken: "t", publicCallUrl: "https://calls.example.com/" });
const sids = { CallSid: `CA${"2".repeat(32)}`, AccountSid: `AC${"1".repeat(32)}` };
const parties = { From: "+14155550100", To: "+14155550199" };

describe("Twilio's webhooks", () => {
  it("name the call and its parties", () => {
    expect(webhooks.readCall({ ...sids, ...parties, CallStatus: "ringing", Direction: "inbound" })).toEqual({
      providerCallSid: sids.CallSid,
      direction: "inbound",
      from: parties.From,
      to: parties.To,
      isCallerRefuted: false,
    });
    expect(
      webhooks.readCall({ ...sids, ...parties, CallStatus: "in-progress", Direction: "outbound-api" }).direction,
    ).toBe("outbound");
  });

  it.each(["+266696687", "+7378742833", "+2562533", "+8656696", "+86282452253", "anonymous"])(
    "name no number where the caller withholds theirs: %s",
    (From) => {
      expect(webhooks.readCall({ ...sids, ...parties, From, CallStatus: "ringing" }).from).toBe("anonymous");
      expect(webhooks.readStatus({ ...sids, ...parties, From, CallStatus: "completed" }).from).toBe("anonymous");
    },
  );

  it.each([
    ["TN-Validation-Failed", true],
    ["TN-Validation-Failed-A", true],
    ["TN-Validation-Failed-C", true],
    ["TN-Validation-Passed-A", false],
    ["No-TN-Validation", false],
    [undefined, false],
  ])("say whether the network has found that the number is not the caller's: %s", (StirVerstat, expected) => {
    const more: Record<string, string> = StirVerstat === undefined ? {} : { StirVerstat };
    const { isCallerRefuted } = webhooks.readCall({ ...sids, ...parties, ...more, CallStatus: "ringing" });
    expect(isCallerRefuted).toBe(expected);
  });

  it.each([
    ["queued", "initiated"],
    ["initiated", "initiated"],
    ["ringing", "ringing"],
    ["in-progress", "in_progress"],
    ["completed", "completed"],
    ["busy", "busy"],
    ["failed", "failed"],
    ["no-answer", "no_answer"],
    ["canceled", "canceled"],
    ["teleported", null],
  ])("report %s as %s", (CallStatus, status) => {
    expect(webhooks.readStatus({ ...sids, ...parties, CallStatus }).status).toBe(status);
  });

  it("say when, in which order and why", () => {
    const report = webhooks.readStatus({
      ...sids,
      ...parties,
      CallStatus: "failed",
      Direction: "outbound-api",
      SequenceNumber: "3",
      Timestamp: "Fri, 20 Nov 2026 11:00:00 +0000",
      CallDuration: "0",
      SipResponseCode: "486",
    });
    expect(report).toMatchObject({ sequence: 3, at: new Date("2026-11-20T11:00:00Z"), reason: "SIP response 486" });
    expect(webhooks.readStatus({ ...sids, CallStatus: "completed" })).toMatchObject({
      sequence: -1,
      at: null,
      reason: null,
      from: "",
    });
  });

  it("tell a person from a machine", () => {
    expect(webhooks.readAnsweredBy({ ...sids, AnsweredBy: "machine_end_beep" }).answeredBy).toBe("machine_end_beep");
    expect(webhooks.readAnsweredBy({ ...sids, AnsweredBy: "robot" }).answeredBy).toBe("unknown");
  });

  it.each<Record<string, string>>([
    {},
    { ...sids, CallSid: "" },
    { ...sids, CallSid: "CA1; drop table" },
    { ...sids, CallSid: sids.AccountSid },
    { CallSid: sids.CallSid },
  ])("without their ids are refused: %j", (params) => {
    expect(() => webhooks.readCall({ ...params, CallStatus: "ringing" })).toThrow(MalformedWebhookError);
    expect(() => webhooks.readNext({ ...params })).toThrow(/CallSid|AccountSid/);
  });

  it("get a document for every step", () => {
    const nextUrl = "https://calls.example.com/twilio/next?org=a&call=b";
    const connect = webhooks.render({
      kind: "connect",
      mediaUrl: "wss://w1.example.com/media",
      token: "t<&>",
      nextUrl,
    });
    expect(connect.contentType).toContain("xml");
    expect(connect.body).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><Response><Connect><Stream url="wss://w1.example.com/media">' +
        '<Parameter name="token" value="t&lt;&amp;>"/></Stream></Connect>' +
        '<Redirect method="POST">https://calls.example.com/twilio/next?org=a&amp;call=b</Redirect></Response>',
    );
    expect(webhooks.render({ kind: "say", text: "Bye & <good> luck\u0000." }).body).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><Response><Say language="en-US">Bye &amp; &lt;good&gt; luck .</Say>' +
        "<Hangup/></Response>",
    );
    expect(webhooks.render({ kind: "dial", to: "+14155550123", callerId: "+14155550199" }).body).toContain(
      '<Dial callerId="+14155550199" answerOnBridge="true" timeout="30"><Number>+14155550123</Number></Dial><Hangup/>',
    );
    expect(webhooks.render({ kind: "hang_up" }).body).toContain("<Response><Hangup/></Response>");
  });

  it("never get a stream address that Twilio refuses", () => {
    const step = { kind: "connect" as const, mediaUrl: "wss://w/media?call=1", token: "t", nextUrl: "https://w/next" };
    expect(() => webhooks.render(step)).toThrow(/query/);
    expect(() => webhooks.render({ ...step, mediaUrl: "wss://w/media", token: "x".repeat(500) })).toThrow(/500/);
  });
});
