import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { NUMBER, buyNumber, connectStream, startTestExchange, type TestExchange } from "../testing/test-exchange";

let exchange: TestExchange;
beforeEach(async () => {
  exchange = await startTestExchange();
  buyNumber(exchange);
});
afterEach(() => exchange.close());

async function ask(
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; json: Record<string, unknown> }> {
  const response = await fetch(exchange.apiUrl + path, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
}

type LiveEvent = Record<string, unknown> & { type: string };

/** A live socket that gathers its events and lets a test wait for one. */
function openLive(
  callSid: string,
  query = "",
): { socket: WebSocket; events: LiveEvent[]; frames: number[]; waitFor: (type: string) => Promise<LiveEvent> } {
  const socket = new WebSocket(`${exchange.apiUrl.replace("http", "ws")}/sandbox/calls/${callSid}/live${query}`);
  const events: LiveEvent[] = [];
  const frames: number[] = [];
  const waiting: { type: string; resolve: (event: LiveEvent) => void }[] = [];
  socket.on("message", (data, isBinary) => {
    if (isBinary) {
      frames.push((data as Buffer).length);
      return;
    }
    const event = JSON.parse((data as Buffer).toString()) as LiveEvent;
    events.push(event);
    for (const one of waiting.filter(({ type }) => type === event.type)) one.resolve(event);
  });
  return {
    socket,
    events,
    frames,
    waitFor(type) {
      const past = events.find((event) => event.type === type);
      return past === undefined ? new Promise((resolve) => waiting.push({ type, resolve })) : Promise.resolve(past);
    },
  };
}

describe("placing a call over HTTP", () => {
  it("runs the script; its events are told from the beginning to whoever listens", async () => {
    exchange.answerWith("/voice", "<Say>Hello.</Say><Pause length='60'/>");
    const { status, json } = await ask("POST", "/sandbox/calls", {
      to: NUMBER,
      script: [{ waitForAgent: {} }, { say: "goodbye" }, { hangup: true }],
    });
    expect(status).toBe(201);
    const live = openLive(String(json["callSid"]));
    expect(await live.waitFor("ended")).toMatchObject({
      status: "completed",
      reason: "the caller hung up",
      answered: true,
    });
    expect(live.events.map(({ type }) => type)).toEqual([
      "ringing",
      "answered",
      "twiml.say",
      "agent.speech.started",
      "agent.speech.ended",
      "caller.speech.started",
      "caller.speech.ended",
      "ended",
    ]);
    const shown = await ask("GET", `/sandbox/calls/${String(json["callSid"])}`);
    expect(shown.json).toMatchObject({ status: "completed", from: "+14155550199" });
  });

  it.each([
    ["no number", { to: "x" }, /not a phone number/],
    ["nobody", {}, /from and to must be phone numbers/],
    ["an unknown step", { to: NUMBER, script: [{ shout: "hey" }] }, /script\[0\] must be one of/],
    ["no list of steps", { to: NUMBER, script: "hello" }, /script must be a list/],
  ])("refuses %s with what to do instead", async (_, body, message) => {
    const { status, json } = await ask("POST", "/sandbox/calls", body);
    expect(status).toBe(400);
    expect(json["error"]).toMatch(message);
  });
});

describe("the live socket", () => {
  it("speaks, presses keys and hangs up for the caller", async () => {
    exchange.answerWith("/voice", connectStream(exchange));
    const opened = exchange.nextMedia();
    const { json } = await ask("POST", "/sandbox/calls", { to: NUMBER });
    const live = openLive(String(json["callSid"]));
    const { peer } = await opened;
    await live.waitFor("answered");
    live.socket.send(JSON.stringify({ type: "say", text: "is anybody there" }));
    expect(await live.waitFor("caller.speech.ended")).toMatchObject({ text: "is anybody there" });
    live.socket.send(JSON.stringify({ type: "dtmf", digits: "5" }));
    expect((await peer.waitFor(({ event }) => event === "dtmf")).dtmf?.digit).toBe("5");
    live.socket.send(JSON.stringify({ type: "interrupt", afterMs: 400, text: "stop please" }));
    await peer.sound(20_000);
    expect(await live.waitFor("agent.interrupted")).toMatchObject({ turn: 1 });
    live.socket.send(JSON.stringify({ type: "dance" }));
    expect(await live.waitFor("problem")).toMatchObject({ message: expect.stringContaining('"say"') as string });
    live.socket.send(JSON.stringify({ type: "hangup" }));
    await live.waitFor("ended");
  });

  it("carries sound both ways when asked to", async () => {
    exchange.answerWith("/voice", connectStream(exchange));
    const opened = exchange.nextMedia();
    const { json } = await ask("POST", "/sandbox/calls", { to: NUMBER });
    const live = openLive(String(json["callSid"]), "?audio=1");
    const { peer } = await opened;
    await live.waitFor("answered");
    live.socket.send(Buffer.alloc(1_600, 0x80));
    await peer.waitFor(
      ({ media }) => media !== undefined && Buffer.from(media.payload, "base64").every((byte) => byte === 0x80),
    );
    await live.waitFor("caller.speech.ended");
    expect(new Set(live.frames)).toEqual(new Set([160]));
  });

  it("does not exist for calls that do not", async () => {
    const socket = new WebSocket(`${exchange.apiUrl.replace("http", "ws")}/sandbox/calls/CA${"0".repeat(32)}/live`);
    const status = await new Promise((resolve) =>
      socket.once("unexpected-response", (_, response) => resolve(response.statusCode)),
    );
    expect(status).toBe(404);
    socket.once("error", () => undefined);
    socket.terminate();
  });
});

describe("people", () => {
  it("are scripted by number", async () => {
    const behaviour = { answer: "machine", greeting: "Nobody is home.", beep: true };
    expect((await ask("PUT", "/sandbox/people/+14155550170", behaviour)).json).toEqual(behaviour);
    expect((await ask("GET", "/sandbox/people")).json).toEqual({ people: { "+14155550170": behaviour } });
    expect((await ask("PUT", "/sandbox/people/+14155550170", { answer: "maybe" })).status).toBe(400);
  });

  it("answer by hand when they are interactive", async () => {
    await ask("PUT", "/sandbox/people/+14155550170", { answer: "interactive" });
    const { dialOut, enqueue } = {
      dialOut: exchange.standIn.exchange.dialOut.bind(exchange.standIn.exchange),
      enqueue: exchange.standIn.exchange.enqueue.bind(exchange.standIn.exchange),
    };
    const call = dialOut({
      from: NUMBER,
      to: "+14155550170",
      direction: "outbound-api",
      entry: { kind: "document", twiml: "<Response><Say>hello</Say></Response>" },
    });
    const live = openLive(call.sid);
    enqueue(call);
    await live.waitFor("ringing");
    live.socket.send(JSON.stringify({ type: "answer" }));
    expect(await live.waitFor("agent.speech.ended")).toMatchObject({ text: "hello" });
  });
});

describe("the network's settings", () => {
  it("are changed and shown", async () => {
    expect(
      (await ask("PUT", "/sandbox/twilio/status-delivery", { duplicate: true, reorder: "reverse", delayMs: 50 })).json,
    ).toEqual({ deliveries: 2, order: "reverse", delayMs: 50 });
    expect((await ask("PUT", "/sandbox/twilio/status-delivery", {})).json).toEqual({
      deliveries: 1,
      order: "kept",
      delayMs: 0,
    });
    expect((await ask("PUT", "/sandbox/twilio/rate", { callsPerSecond: 20 })).json).toEqual({ callsPerSecond: 20 });
    expect((await ask("PUT", "/sandbox/twilio/rate", { callsPerSecond: 0 })).status).toBe(400);
    expect((await ask("GET", "/sandbox/twilio/alerts")).json).toEqual({ alerts: [] });
    expect((await ask("GET", "/sandbox/twilio/pacer")).json).toMatchObject({ paced: 0 });
  });
});
