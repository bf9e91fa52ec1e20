import { afterEach, beforeEach, describe, expect, it } from "vitest";
import twilio from "twilio";
import {
  AUTH_TOKEN,
  NUMBER,
  buyNumber,
  connectStream,
  eventOf,
  eventsOf,
  startTestExchange,
  type TestExchange,
} from "../testing/test-exchange";

let exchange: TestExchange;
beforeEach(async () => {
  exchange = await startTestExchange();
  buyNumber(exchange);
});
afterEach(() => exchange.close());

function alertCodes(): number[] {
  return exchange.standIn.exchange.alerts.map(({ code }) => code);
}

describe("a media stream", () => {
  it("is upgraded with a signature over its URL and begins with connected, start and media", async () => {
    exchange.answerWith(
      "/voice",
      connectStream(exchange, "", '<Parameter name="token" value="t1"/><Parameter name="n" value="2"/>'),
    );
    const opened = exchange.nextMedia();
    const call = exchange.standIn.placeCall({ to: NUMBER });
    const { peer, request } = await opened;
    const url = `${exchange.customerUrl.replace("http", "ws")}/media`;
    expect(twilio.validateRequest(AUTH_TOKEN, String(request.headers["x-twilio-signature"]), url, {})).toBe(true);
    await peer.waitFor(({ media }) => media?.chunk === "3");
    const [connected, start, media] = peer.messages;
    expect(connected).toEqual({ event: "connected", protocol: "Call", version: "1.0.0" });
    expect(start).toMatchObject({
      event: "start",
      sequenceNumber: "1",
      start: {
        callSid: call.callSid,
        tracks: ["inbound"],
        mediaFormat: { encoding: "audio/x-mulaw", sampleRate: 8000, channels: 1 },
        customParameters: { token: "t1", n: "2" },
      },
    });
    expect(start?.streamSid).toMatch(/^MZ[0-9a-f]{32}$/);
    expect(media).toMatchObject({ event: "media", sequenceNumber: "2", media: { track: "inbound", chunk: "1" } });
    expect(Buffer.from(media?.media?.payload ?? "", "base64")).toHaveLength(160);
    const frames = peer.messages.filter(({ event }) => event === "media");
    expect(frames.map(({ sequenceNumber }) => sequenceNumber).slice(0, 3)).toEqual(["2", "3", "4"]);
    expect(Number(frames[2]?.media?.timestamp) - Number(frames[0]?.media?.timestamp)).toBe(40);
  });

  it("plays what it is sent and returns each mark when the sound before it has been heard", async () => {
    exchange.answerWith("/voice", connectStream(exchange));
    const opened = exchange.nextMedia();
    const call = exchange.standIn.placeCall({ to: NUMBER });
    const { peer } = await opened;
    await peer.mark("empty");
    await peer.waitFor(({ mark }) => mark?.name === "empty");
    await peer.sound(1_000);
    await peer.mark("first");
    await peer.sound(500);
    await peer.mark("second");
    await peer.waitFor(({ mark }) => mark?.name === "second");
    expect(peer.marks()).toEqual(["empty", "first", "second"]);
    const framesBefore = (name: string): number =>
      peer.messages
        .slice(
          0,
          peer.messages.findIndex(({ mark }) => mark?.name === name),
        )
        .filter(({ event }) => event === "media").length;
    expect((framesBefore("second") - framesBefore("first")) * 20).toBe(500);
    const heard = await eventOf(call.events, "agent.speech.ended");
    expect(heard.endedAtMs - heard.startedAtMs).toBeGreaterThan(1_490);
    expect(heard.endedAtMs - heard.startedAtMs).toBeLessThanOrEqual(1_500);
  });

  it("falls silent on clear and returns all pending marks at once", async () => {
    exchange.answerWith("/voice", connectStream(exchange));
    const opened = exchange.nextMedia();
    const call = exchange.standIn.placeCall({ to: NUMBER });
    const { peer } = await opened;
    await peer.sound(20_000);
    await peer.mark("a");
    await peer.sound(20_000);
    await peer.mark("b");
    await eventOf(call.events, "agent.speech.started");
    await peer.clear();
    await peer.waitFor(({ mark }) => mark?.name === "b");
    expect(peer.marks()).toEqual(["a", "b"]);
    const heard = await eventOf(call.events, "agent.speech.ended");
    expect(heard.endedAtMs - heard.startedAtMs).toBeLessThan(15_000);
  });

  it("passes on the caller's keys", async () => {
    exchange.answerWith("/voice", connectStream(exchange));
    const opened = exchange.nextMedia();
    exchange.standIn.placeCall({ to: NUMBER, script: [{ pauseMs: 500 }, { dtmf: "1#" }] });
    const { peer } = await opened;
    const key = await peer.waitFor(({ dtmf }) => dtmf?.digit === "#");
    expect(key).toMatchObject({ event: "dtmf", dtmf: { track: "inbound_track", digit: "#" } });
    expect(key.sequenceNumber).toMatch(/^\d+$/);
  });

  it("sends stop when the caller hangs up", async () => {
    exchange.answerWith("/voice", connectStream(exchange));
    const opened = exchange.nextMedia();
    const call = exchange.standIn.placeCall({ to: NUMBER, script: [{ pauseMs: 300 }, { hangup: true }] });
    const { peer } = await opened;
    await peer.closed;
    expect(peer.messages.at(-1)).toMatchObject({ event: "stop", stop: { callSid: call.callSid } });
  });

  it("gives way to the next verb when the customer closes it, and what it had buffered is not played", async () => {
    exchange.answerWith("/voice", `${connectStream(exchange)}<Redirect>/next</Redirect>`);
    exchange.answerWith("/next", "<Hangup/>");
    const opened = exchange.nextMedia();
    const call = exchange.standIn.placeCall({ to: NUMBER });
    const { peer } = await opened;
    await peer.sound(60_000);
    await eventOf(call.events, "agent.speech.started");
    peer.socket.close(1000);
    const next = await exchange.waitForWebhook(({ path }) => path === "/next");
    expect(next.params).toMatchObject({ CallSid: call.callSid, CallStatus: "in-progress" });
    expect(await eventOf(call.events, "ended")).toMatchObject({ status: "completed" });
    expect(exchange.standIn.exchange.calls.get(call.callSid)?.durationSeconds).toBeLessThan(60);
  });

  it("gives way to the next verb when the customer's process dies, with error 31903", async () => {
    exchange.answerWith(
      "/voice",
      `${connectStream(exchange, `statusCallback="${exchange.customerUrl}/stream"`)}<Redirect>/next</Redirect>`,
    );
    const opened = exchange.nextMedia();
    exchange.standIn.placeCall({ to: NUMBER });
    const { peer } = await opened;
    await peer.streamSid();
    peer.socket.terminate();
    await exchange.waitForWebhook(({ path }) => path === "/next");
    const error = await exchange.waitForWebhook(({ params }) => params["StreamEvent"] === "stream-error");
    expect(error.params["StreamError"]).toContain("31903");
    expect(alertCodes()).toContain(31903);
  });

  it("tells its status callback that it started and stopped", async () => {
    exchange.answerWith(
      "/voice",
      connectStream(exchange, `statusCallback="${exchange.customerUrl}/stream" name="line"`),
    );
    exchange.standIn.placeCall({ to: NUMBER, script: [{ pauseMs: 1_000 }, { hangup: true }] });
    const started = await exchange.waitForWebhook(({ params }) => params["StreamEvent"] === "stream-started");
    const stopped = await exchange.waitForWebhook(({ params }) => params["StreamEvent"] === "stream-stopped");
    expect(started.params["StreamName"]).toBe("line");
    expect(stopped.params["StreamSid"]).toBe(started.params["StreamSid"]);
  });
});

describe("a stream that cannot be", () => {
  it.each([
    ["has a query string", "/media?token=1", 31920],
    ["is refused by the server", "/refused", 31920],
  ])("%s: error, and the next verb runs", async (_, path, code) => {
    exchange.answerWith(
      "/voice",
      `<Connect><Stream url="${exchange.customerUrl.replace("http", "ws")}${path}"/></Connect><Redirect>/next</Redirect>`,
    );
    exchange.standIn.placeCall({ to: NUMBER });
    await exchange.waitForWebhook((webhook) => webhook.path === "/next");
    expect(alertCodes()).toContain(code);
  });

  it("is not spoken to at http addresses", async () => {
    exchange.answerWith(
      "/voice",
      `<Connect><Stream url="${exchange.customerUrl}/media"/></Connect><Redirect>/next</Redirect>`,
    );
    exchange.standIn.placeCall({ to: NUMBER });
    await exchange.waitForWebhook((webhook) => webhook.path === "/next");
    expect(alertCodes()).toContain(31922);
  });
});

describe("messages that are no protocol", () => {
  it.each([
    ["no JSON", "hello"],
    ["another stream's SID", { event: "clear", streamSid: "MZ0" }],
    ["an unknown event", { event: "pause" }],
    ["media without payload", { event: "media", media: {} }],
  ])("(%s) are warned of once and change nothing", async (_, message) => {
    exchange.answerWith("/voice", connectStream(exchange));
    const opened = exchange.nextMedia();
    exchange.standIn.placeCall({ to: NUMBER });
    const { peer } = await opened;
    const streamSid = await peer.streamSid();
    for (let count = 0; count < 3; count += 1)
      peer.send(typeof message === "string" ? message : { streamSid, ...message });
    await peer.sound(200);
    await peer.mark("still here");
    await peer.waitFor(({ mark }) => mark?.name === "still here");
    expect(alertCodes()).toEqual([31951]);
  });

  it("(binary) get warning 31950", async () => {
    exchange.answerWith("/voice", connectStream(exchange));
    const opened = exchange.nextMedia();
    exchange.standIn.placeCall({ to: NUMBER });
    const { peer } = await opened;
    await peer.streamSid();
    peer.socket.send(Buffer.from([1, 2, 3]), { binary: true });
    await peer.mark("after");
    await peer.waitFor(({ mark }) => mark?.name === "after");
    expect(alertCodes()).toEqual([31950]);
  });
});

describe("faults of the network", () => {
  it("drop: the socket breaks without stop, and the call goes on with the next verb", async () => {
    exchange.controls.fail({ operation: "media", kind: "drop", afterMs: 200, count: 1 });
    exchange.answerWith("/voice", `${connectStream(exchange)}<Redirect>/next</Redirect>`);
    const opened = exchange.nextMedia();
    exchange.standIn.placeCall({ to: NUMBER });
    const { peer } = await opened;
    expect(await peer.closed).toBe(1006);
    expect(peer.messages.some(({ event }) => event === "stop")).toBe(false);
    await exchange.waitForWebhook(({ path }) => path === "/next");
  });

  it("stall: the socket stays open and carries nothing any more", async () => {
    exchange.controls.fail({ operation: "media", kind: "stall", count: 1 });
    exchange.answerWith("/voice", connectStream(exchange));
    const opened = exchange.nextMedia();
    const call = exchange.standIn.placeCall({ to: NUMBER, script: [{ pauseMs: 2_000 }, { hangup: true }] });
    const { peer } = await opened;
    await eventsOf(call.events);
    await peer.closed;
    expect(peer.messages.filter(({ event }) => event === "media")).toHaveLength(0);
  });
});
