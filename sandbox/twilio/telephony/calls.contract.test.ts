import twilio from "twilio";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  ACCOUNT_SID,
  AUTH_TOKEN,
  NUMBER,
  buyNumber,
  connectStream,
  eventOf,
  eventsOf,
  startTestExchange,
  type TestExchange,
} from "../testing/test-exchange";

const CALLEE = "+14155550170";

let exchange: TestExchange;
let client: ReturnType<typeof twilio>;

beforeEach(async () => {
  exchange = await startTestExchange();
  buyNumber(exchange, { statusCallback: "/status" });
  client = twilio(ACCOUNT_SID, AUTH_TOKEN);
  client.api.baseUrl = exchange.apiUrl;
});
afterEach(() => exchange.close());

function statuses(path = "/status"): string[] {
  return exchange.webhooks.filter((webhook) => webhook.path === path).map(({ params }) => params["CallStatus"] ?? "");
}

describe("a call that comes in", () => {
  it("asks the number's URL with every documented parameter, signed", async () => {
    const call = exchange.standIn.placeCall({ from: "+12125550199", to: NUMBER });
    const webhook = await exchange.waitForWebhook(({ path }) => path === "/voice");
    expect(webhook.params).toMatchObject({
      AccountSid: ACCOUNT_SID,
      ApiVersion: "2010-04-01",
      CallSid: call.callSid,
      CallStatus: "ringing",
      Direction: "inbound",
      From: "+12125550199",
      Caller: "+12125550199",
      To: NUMBER,
      Called: NUMBER,
      FromCity: "NEW YORK",
      FromState: "NY",
      FromCountry: "US",
      ToCity: "SAN FRANCISCO",
      CalledZip: "94105",
    });
    expect(
      twilio.validateRequest(AUTH_TOKEN, String(webhook.headers["x-twilio-signature"]), webhook.url, webhook.params),
    ).toBe(true);
  });

  it("tells the number's status callback once, when it is over", async () => {
    exchange.answerWith("/voice", "<Say>hello</Say>");
    const call = exchange.standIn.placeCall({ to: NUMBER });
    const { params } = await exchange.waitForWebhook(({ path }) => path === "/status");
    expect(params).toMatchObject({
      CallSid: call.callSid,
      CallStatus: "completed",
      Duration: "1",
      SequenceNumber: "0",
      CallbackSource: "call-progress-events",
    });
    expect(Number(params["CallDuration"])).toBeGreaterThanOrEqual(1);
    expect(params["Timestamp"]).toMatch(/^\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} \+0000$/);
    expect(statuses()).toEqual(["completed"]);
  });

  it("to a number that nobody has fails", async () => {
    expect(await eventOf(exchange.standIn.placeCall({ to: "+14155550188" }).events, "ended")).toMatchObject({
      status: "failed",
      answered: false,
    });
  });

  it("is ended and redirected by the API while it is on", async () => {
    exchange.answerWith("/voice", connectStream(exchange));
    const opened = exchange.nextMedia();
    const call = exchange.standIn.placeCall({ to: NUMBER });
    const { peer } = await opened;
    await peer.streamSid();
    exchange.answerWith("/elsewhere", connectStream(exchange));
    const reopened = exchange.nextMedia();
    await client.calls(call.callSid).update({ url: `${exchange.customerUrl}/elsewhere` });
    await peer.closed;
    expect(peer.messages.at(-1)?.event).toBe("stop");
    const again = await reopened;
    await again.peer.streamSid();
    expect(await client.calls(call.callSid).fetch()).toMatchObject({ status: "in-progress", direction: "inbound" });
    expect(await client.calls(call.callSid).update({ status: "completed" })).toMatchObject({ status: "completed" });
    await again.peer.closed;
    expect(await eventOf(call.events, "ended")).toMatchObject({ status: "completed" });
    await expect(client.calls(call.callSid).update({ twiml: "<Response/>" })).rejects.toMatchObject({ code: 21220 });
  });

  it("measures from the caller's last sound to the agent's first", async () => {
    exchange.answerWith("/voice", connectStream(exchange));
    const opened = exchange.nextMedia();
    const call = exchange.standIn.placeCall({
      to: NUMBER,
      script: [{ waitForAgent: {} }, { say: "is anybody there" }, { waitForAgent: {} }, { hangup: true }],
    });
    const { peer } = await opened;
    await peer.sound(500);
    const said = await eventOf(call.events, "caller.speech.ended");
    await peer.sound(500);
    const answer = await eventOf(call.events, "agent.speech.started", ({ turn }) => turn === 0);
    expect(answer.voiceToVoiceMs).toBe(Math.round(answer.atMs - said.atMs));
    expect(await eventOf(call.events, "ended")).toMatchObject({ status: "completed", reason: "the caller hung up" });
  });

  it("is interrupted by a caller who does not wait", async () => {
    exchange.answerWith("/voice", connectStream(exchange));
    const opened = exchange.nextMedia();
    const call = exchange.standIn.placeCall({
      to: NUMBER,
      script: [{ interruptAfterMs: 800 }, { say: "wait a moment" }],
    });
    const { peer } = await opened;
    await peer.sound(20_000);
    const interrupted = await eventOf(call.events, "agent.interrupted");
    expect(interrupted.afterMs).toBeGreaterThanOrEqual(800);
    expect(interrupted.turn).toBe(-1);
  });

  it("is recorded on request, each side on a track of its own", async () => {
    exchange.answerWith("/voice", "<Say>good morning</Say><Pause length='60'/>");
    const call = exchange.standIn.placeCall({ to: NUMBER });
    await eventOf(call.events, "answered");
    const started = await client
      .calls(call.callSid)
      .recordings.create({ recordingChannels: "dual", recordingStatusCallback: `${exchange.customerUrl}/recording` });
    expect(started).toMatchObject({ status: "in-progress", source: "StartCallRecordingAPI" });
    await eventOf(call.events, "agent.speech.ended");
    await client.calls(call.callSid).recordings("Twilio.CURRENT").update({ status: "stopped" });
    expect((await exchange.waitForWebhook(({ path }) => path === "/recording")).params).toMatchObject({
      RecordingSid: started.sid,
      RecordingStatus: "completed",
      RecordingChannels: "2",
    });
    expect(await client.recordings(started.sid).fetch()).toMatchObject({
      channels: 2,
      status: "completed",
      callSid: call.callSid,
    });
    call.hangup();
  });

  it("is given up by a caller whom nobody answers", async () => {
    exchange.answerWith("/voice", connectStream(exchange));
    const call = exchange.standIn.placeCall({
      to: NUMBER,
      script: [{ waitForAgent: { timeoutMs: 3_000 } }, { say: "hello" }],
    });
    const events = await eventsOf(call.events);
    expect(events.find(({ type }) => type === "problem")).toMatchObject({ message: "the agent said nothing for 3 s" });
    expect(events.some(({ type }) => type === "caller.speech.started")).toBe(false);
  });
});

describe("a call that goes out", () => {
  const everyEvent = ["initiated", "ringing", "answered", "completed"];

  it("goes through initiated, ringing, answered and completed, numbered in order", async () => {
    exchange.standIn.setPerson(CALLEE, { answer: "human", lines: ["Hello?"] });
    exchange.answerWith("/outbound", "<Say>This is the bakery.</Say>");
    const call = await client.calls.create({
      to: CALLEE,
      from: NUMBER,
      url: `${exchange.customerUrl}/outbound`,
      statusCallback: `${exchange.customerUrl}/progress`,
      statusCallbackEvent: everyEvent,
    });
    expect(call).toMatchObject({ status: "queued", direction: "outbound-api", to: CALLEE });
    expect((await exchange.waitForWebhook(({ path }) => path === "/outbound")).params).toMatchObject({
      CallStatus: "in-progress",
      Direction: "outbound-api",
    });
    await exchange.waitForWebhook(({ path, params }) => path === "/progress" && params["CallStatus"] === "completed");
    expect(statuses("/progress")).toEqual(["initiated", "ringing", "in-progress", "completed"]);
    expect(
      exchange.webhooks.filter(({ path }) => path === "/progress").map(({ params }) => params["SequenceNumber"]),
    ).toEqual(["0", "1", "2", "3"]);
    expect(await client.calls(call.sid).fetch()).toMatchObject({ status: "completed" });
  });

  it.each([
    ["busy", { answer: "busy" as const }, "busy"],
    ["not there", { answer: "no_answer" as const }, "no-answer"],
    ["out of reach", { answer: "fail" as const }, "failed"],
  ])("to somebody who is %s never asks for TwiML", async (_, person, status) => {
    exchange.standIn.setPerson(CALLEE, person);
    await client.calls.create({
      to: CALLEE,
      from: NUMBER,
      url: `${exchange.customerUrl}/outbound`,
      timeout: 5,
      statusCallback: `${exchange.customerUrl}/progress`,
    });
    expect((await exchange.waitForWebhook(({ path }) => path === "/progress")).params).toMatchObject({
      CallStatus: status,
      CallDuration: "0",
    });
    expect(exchange.webhooks.some(({ path }) => path === "/outbound")).toBe(false);
  });

  it("is canceled by the API while it rings", async () => {
    exchange.standIn.setPerson(CALLEE, { answer: "no_answer" });
    const call = await client.calls.create({ to: CALLEE, from: NUMBER, twiml: "<Response/>" });
    expect(await client.calls(call.sid).update({ status: "canceled" })).toMatchObject({ status: "canceled" });
  });

  it("ends at its time limit", async () => {
    exchange.standIn.setPerson(CALLEE, { answer: "human", lines: [] });
    const call = await client.calls.create({
      to: CALLEE,
      from: NUMBER,
      twiml: "<Response><Pause length='600'/></Response>",
      timeLimit: 2,
      statusCallback: `${exchange.customerUrl}/progress`,
    });
    expect((await exchange.waitForWebhook(({ path }) => path === "/progress")).params).toMatchObject({
      CallSid: call.sid,
      CallDuration: "2",
    });
  });

  it.each([
    ["a person", { answer: "human" as const, lines: ["Hello?"] }, "Enable", "human"],
    ["a machine, at once", { answer: "machine" as const }, "Enable", "machine_start"],
    ["a machine, after the beep", { answer: "machine" as const }, "DetectMessageEnd", "machine_end_beep"],
    [
      "a machine without a beep",
      { answer: "machine" as const, beep: false },
      "DetectMessageEnd",
      "machine_end_silence",
    ],
    ["nobody's voice", { answer: "human" as const, lines: [] }, "Enable", "unknown"],
  ])("tells beside the call that it was answered by %s", async (_, person, machineDetection, answeredBy) => {
    exchange.standIn.setPerson(CALLEE, person);
    exchange.answerWith("/outbound", "<Pause length='60'/>");
    const call = await client.calls.create({
      to: CALLEE,
      from: NUMBER,
      url: `${exchange.customerUrl}/outbound`,
      machineDetection,
      asyncAmd: "true",
      asyncAmdStatusCallback: `${exchange.customerUrl}/amd`,
    });
    const { params } = await exchange.waitForWebhook(({ path }) => path === "/amd");
    expect(params).toMatchObject({ CallSid: call.sid, AccountSid: ACCOUNT_SID, AnsweredBy: answeredBy });
    expect(params["MachineDetectionDuration"]).toMatch(/^\d+$/);
    // Twilio does not wait for the result before it asks for TwiML.
    expect(exchange.webhooks.findIndex(({ path }) => path === "/outbound")).toBeLessThan(
      exchange.webhooks.findIndex(({ path }) => path === "/amd"),
    );
    expect(await client.calls(call.sid).fetch()).toMatchObject({ answeredBy });
  });

  it("waits for the detection first when it is not asynchronous", async () => {
    exchange.standIn.setPerson(CALLEE, { answer: "machine" });
    await client.calls.create({
      to: CALLEE,
      from: NUMBER,
      url: `${exchange.customerUrl}/outbound`,
      machineDetection: "Enable",
    });
    expect((await exchange.waitForWebhook(({ path }) => path === "/outbound")).params).toMatchObject({
      AnsweredBy: "machine_start",
    });
  });
});

it("starts so many outbound calls a second as the account may; the others are queued", async () => {
  exchange.standIn.exchange.callsPerSecond = 0.5;
  exchange.standIn.setPerson(CALLEE, { answer: "no_answer" });
  const create = () =>
    client.calls.create({
      to: CALLEE,
      from: NUMBER,
      twiml: "<Response/>",
      statusCallback: `${exchange.customerUrl}/progress`,
      statusCallbackEvent: ["initiated"],
    });
  const first = await create();
  await exchange.waitForWebhook(({ params }) => params["CallSid"] === first.sid);
  const second = await create();
  const startedAtMs = exchange.standIn.exchange.clock.now();
  await exchange.waitForWebhook(({ params }) => params["CallSid"] === second.sid);
  expect(exchange.standIn.exchange.clock.now() - startedAtMs).toBeGreaterThan(500);
});

describe("status callbacks in a bad network", () => {
  const progress = async (): Promise<void> => {
    exchange.standIn.setPerson(CALLEE, { answer: "human" });
    await client.calls.create({
      to: CALLEE,
      from: NUMBER,
      twiml: "<Response><Say>hi</Say></Response>",
      statusCallback: `${exchange.customerUrl}/progress`,
      statusCallbackEvent: ["initiated", "ringing", "answered", "completed"],
    });
  };

  it("come twice, with the same idempotency token", async () => {
    exchange.standIn.exchange.status.conditions = { deliveries: 2, order: "kept", delayMs: 0 };
    await progress();
    await exchange.waitForWebhook(() => statuses("/progress").length === 8);
    expect(statuses("/progress")).toEqual([
      "initiated",
      "initiated",
      "ringing",
      "ringing",
      "in-progress",
      "in-progress",
      "completed",
      "completed",
    ]);
    const tokens = exchange.webhooks
      .filter(({ path }) => path === "/progress")
      .map(({ headers }) => headers["i-twilio-idempotency-token"]);
    expect(new Set(tokens).size).toBe(4);
  });

  it.each([
    ["swap" as const, ["ringing", "initiated", "completed", "in-progress"]],
    ["reverse" as const, ["completed", "in-progress", "ringing", "initiated"]],
  ])("come in another order (%s)", async (order, expected) => {
    exchange.standIn.exchange.status.conditions = { deliveries: 1, order, delayMs: 0 };
    await progress();
    await exchange.waitForWebhook(() => statuses("/progress").length === 4);
    expect(statuses("/progress")).toEqual(expected);
  });

  it("get lost", async () => {
    exchange.controls.fail({ operation: "webhook.status", kind: "drop", count: 1 });
    await progress();
    await exchange.waitForWebhook(({ path, params }) => path === "/progress" && params["CallStatus"] === "completed");
    expect(statuses("/progress")).toEqual(["ringing", "in-progress", "completed"]);
  });
});
