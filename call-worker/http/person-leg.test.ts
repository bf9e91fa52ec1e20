import pino from "pino";
import twilio from "twilio";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createTwilioWebhooks } from "@/call-worker/adapters/twilio/twilio-webhooks";
import type { CallForNext } from "@/lib/services/call-ownership/find-for-next";
import type { NextInstruction } from "@/lib/services/workers/control-command";
import { createVirtualClock } from "../testing/virtual-clock";
import { createMetrics, type WorkerMetrics } from "./metrics";
import { createPlacement } from "./placement";
import { createHttpServer, type HttpServer, type HttpServerDeps } from "./server";

/** The webhooks of people's telephones, and of callers who go to them and come back. */

const authToken = "an-auth-token";
const publicCallUrl = "https://calls.example.com";
const organizationId = "0198c0de-0000-7000-8000-000000000001";
const callId = "0198c0de-0000-7000-8000-000000000002";
const named = `?org=${organizationId}&call=${callId}`;
const ring = {
  CallSid: "CA00000000000000000000000000000001",
  AccountSid: "AC00000000000000000000000000000001",
  CallStatus: "in-progress",
  From: "+12025550101",
  To: "+12025550100",
  Direction: "inbound",
};
const stored: CallForNext = {
  organizationId,
  callId,
  agentId: "0198c0de-0000-7000-8000-000000000003",
  language: "en-US",
  providerCallSid: ring.CallSid,
  status: "in_progress",
  epoch: 0,
  claimed: true,
  owner: null,
  nextInstruction: null,
};

let local: NextInstruction | null;
let storedCall: CallForNext;
let isPersonThere: boolean;
let legs: [string, object][];
let deps: Partial<HttpServerDeps>;
let metrics: WorkerMetrics;
let http: HttpServer;
let port: number;

beforeEach(async () => {
  [local, storedCall, isPersonThere, legs] = [null, stored, true, []];
  const capacity = () => ({ slots: 10, load: 0, draining: false });
  metrics = createMetrics({
    calls: () => ({ ...capacity(), reserved: 0 }),
    journal: () => ({ diskOk: true, storeOk: true, lagMs: 0, fileBytes: 0, rejected: 0 }),
    sockets: () => 0,
  });
  // Whatever else would be asked is missing, and would show.
  deps = {
    carrier: createTwilioWebhooks({ authToken, publicCallUrl }),
    placement: createPlacement({
      self: { workerId: "w1", publicUrl: publicCallUrl, capacity },
      clock: createVirtualClock(),
    }),
    log: pino({ level: "silent" }),
    metrics,
    publicCallUrl,
    localNext: () => local,
    findForNext: async () => storedCall,
    prepareReturn: async ({ epoch }) => (storedCall.status === "escalated" ? `back-${epoch}` : null),
    isKilled: () => false,
    offerInConference: async () => (isPersonThere ? offerId : null),
    leg: {
      opened: async (leg) => {
        legs.push(["opened", leg]);
        return { kind: "briefing", text: "A call for you. Press 1 to take it.", language: "en-US" };
      },
      keyed: async (leg) => {
        legs.push(["keyed", leg]);
        return leg.digits === "1"
          ? { kind: "join", text: "One moment.", language: "en-US", conference: "escalation-1" }
          : { kind: "goodbye", text: "Goodbye.", language: "en-US" };
      },
      ended: async (leg) => void legs.push(["ended", leg]),
      conferenceMoved: async (leg, event) => void legs.push([event, leg]),
    },
  };
  http = createHttpServer(deps as HttpServerDeps);
  port = await http.listen(0, "127.0.0.1");
});
afterEach(async () => {
  metrics.close();
  http.server.closeAllConnections();
  await http.close();
});

function webhook(path: string, form: Record<string, string>, { signature }: { signature?: string } = {}) {
  const expected = twilio.getExpectedTwilioSignature(authToken, publicCallUrl + path, form);
  const headers = { "x-twilio-signature": signature ?? expected };
  return fetch(`http://127.0.0.1:${port}${path}`, { method: "POST", headers, body: new URLSearchParams(form) });
}
const textOf = async (response: Promise<Response>) => (await response).text();

const offerId = "0198c0de-0000-7000-8000-000000000009";
const ofOffer = `?org=${organizationId}&call=${callId}&offer=${offerId}`;
const personsLeg = { ...ring, CallSid: `CA${"9".repeat(32)}`, Direction: "outbound-api", CallStatus: "in-progress" };

test("somebody who is asked on their telephone hears why and presses a key; only then they join the conference", async () => {
  const asked = await textOf(webhook(`/twilio/leg${ofOffer}`, personsLeg));
  const action = `action="https://calls.example.com/twilio/leg-key${ofOffer.replaceAll("&", "&amp;")}#rc=5&amp;rp=ct,rt,5xx"`;
  expect(asked).toContain(`numDigits="1"`);
  expect(asked).toContain(action);
  expect(asked).toContain("Press 1 to take it.");
  // Who presses nothing, as no voicemail does, is hung up on.
  expect(asked).toMatch(/<\/Gather><Gather.*<\/Gather><Hangup\/><\/Response>$/);
  const joined = await textOf(webhook(`/twilio/leg-key${ofOffer}`, { ...personsLeg, Digits: "1" }));
  expect(joined).toMatch(/<Say language="en-US">One moment\.<\/Say><Dial><Conference [^>]*endConferenceOnExit="true"/);
  expect(joined).toContain(
    `statusCallback="https://calls.example.com/twilio/leg-conference${ofOffer.replaceAll("&", "&amp;")}`,
  );
  expect(await textOf(webhook(`/twilio/leg-key${ofOffer}`, { ...personsLeg, Digits: "2" }))).not.toContain(
    "Conference",
  );
  expect((await webhook(`/twilio/leg-status${ofOffer}`, { ...personsLeg, CallStatus: "ringing" })).status).toBe(204);
  expect((await webhook(`/twilio/leg-status${ofOffer}`, { ...personsLeg, CallStatus: "no-answer" })).status).toBe(204);
  const moved = { AccountSid: ring.AccountSid, ConferenceSid: "CF1", CallSid: ring.CallSid };
  for (const StatusCallbackEvent of ["conference-start", "participant-join", "conference-end"])
    await webhook(`/twilio/leg-conference${ofOffer}`, { ...moved, StatusCallbackEvent });
  expect(legs.map(([what]) => what)).toEqual(["opened", "keyed", "keyed", "ended", "joined", "ended"]);
  expect(legs[0]?.[1]).toEqual({ organizationId, callId, offerId, callSid: personsLeg.CallSid });
});

test("a telephone whose address names no offer, or whose request nobody signed, learns nothing", async () => {
  expect(await textOf(webhook(`/twilio/leg${named}`, personsLeg))).toContain("<Hangup/>");
  expect((await webhook(`/twilio/leg${ofOffer}`, personsLeg, { signature: "forged" })).status).toBe(403);
  expect(legs).toEqual([]);
});

test("a caller follows to the person who waits for them, and is not left alone when they have gone", async () => {
  local = { kind: "conference", name: "escalation-1" };
  const follows = await textOf(webhook(`/twilio/next${named}`, ring));
  expect(follows).toContain(">escalation-1</Conference>");
  // Be they the first: whoever is names the address that the carrier reports to.
  expect(follows).toContain(
    `statusCallback="https://calls.example.com/twilio/leg-conference${ofOffer.replaceAll("&", "&amp;")}`,
  );
  // What comes when the person has left is asked.
  expect(follows).toMatch(/<\/Dial><Redirect method="POST">https:\/\/calls\.example\.com\/twilio\/back\?org=/);
  [isPersonThere, storedCall] = [false, { ...stored, status: "escalated" }];
  expect(await textOf(webhook(`/twilio/next${named}`, ring))).toContain(`value="back-1"`);
});

test("a caller whose person has left is connected with their agent again, unless the call is over or stopped", async () => {
  storedCall = { ...stored, status: "escalated", epoch: 2 };
  const connected = await textOf(webhook(`/twilio/back${named}`, ring));
  expect(connected).toContain(`<Parameter name="token" value="back-3"/>`);
  expect(connected).toContain("https://calls.example.com/twilio/next?org=");
  storedCall = { ...stored, status: "completed" };
  expect(await textOf(webhook(`/twilio/back${named}`, ring))).toContain("<Hangup/>");
  [storedCall, deps.isKilled] = [{ ...stored, status: "escalated" }, () => true];
  expect(await textOf(webhook(`/twilio/back${named}`, ring))).toContain("<Response><Hangup/>");
});
