import { afterAll, beforeAll, expect, test } from "vitest";
import { placeCall, saidBy } from "@/scripts/drill/phone";
import { startTestStack, type TestStack } from "@/scripts/drill/test-stack";
import { verifyCall } from "@/scripts/drill/verify";
import { withOwner } from "@/scripts/test/database";
import { CarrierClient, type CarrierSocket } from "./testing/carrier-client";

let stack: TestStack;
let carrier: CarrierClient;
let number: string;
/** Answered with so long a greeting that a line hears it during the whole test. */
let talkative: string;

beforeAll(async () => {
  stack = await startTestStack();
  number = (await stack.organization()).phoneNumber;
  const greeting = "Hello. We are glad that you call, and will tell you about us at some length. ".repeat(4);
  talkative = (await stack.organization({ greeting })).phoneNumber;
  carrier = new CarrierClient(stack.dev.workerUrl, stack.dev.twilio.authToken);
});
afterAll(() => stack.stop());

type StoredCall = { id: string; status: string; end_reason: string | null; epoch: number };
async function stored(callSid: string): Promise<StoredCall | undefined> {
  return withOwner(stack.dev.databaseUrl, async (sql) => {
    const text = "select id, status, end_reason, epoch from calls where provider_call_sid = $1";
    return (await sql.query<StoredCall>(text, [callSid])).rows[0];
  });
}
const eventsOf = async (callSid: string, type: string) =>
  (await stack.eventsOf({ callSid })).filter((event) => event.type === type);
/** The journal reaches the database within moments. */
const settled = { timeout: 60_000, interval: 50 };

const VIOLATIONS: [name: string, act: (media: CarrierSocket) => void, code: number, reason: string][] = [
  ["what is no JSON", ({ socket }) => socket.send('{"event": "media",'), 1007, "message is not JSON"],
  ["JSON that is no object", ({ socket }) => socket.send("[1]"), 1007, "message is not a JSON object"],
  ["binary data", ({ socket }) => socket.send(Buffer.alloc(320)), 1003, "binary messages"],
  ["over 64 KB", ({ socket }) => socket.send(`{"event":"${"x".repeat(70_000)}"}`), 1009, "Max payload size exceeded"],
  ["an old number", (media) => media.media({ sequenceNumber: "0" }), 1008, "out of order: sequenceNumber 0 after"],
  ["no number", (media) => media.media({ sequenceNumber: "one" }), 1007, "sequenceNumber: not a whole number"],
  ["another stream's id", (media) => media.media({ streamSid: `MZ${"1".repeat(32)}` }), 1008, "of another stream"],
  ["audio that is none", (media) => media.media({ media: { track: "inbound", payload: "§§§" } }), 1007, "not base64"],
  ["a second start", (media) => media.start(`CA${"2".repeat(32)}`, {}), 1007, "start: a second time"],
  [
    "a flood",
    (media) => {
      for (let count = 0; count < 3_000; count += 1) media.media();
    },
    1008,
    "too many messages",
  ],
];

test("a message that breaks the protocol ends its own call, with the reason on record; another call goes on", async () => {
  const lines = ["Are you open on Monday?", "Thank you, that is all. Goodbye."];
  const witness = await placeCall(stack.dev.sandboxUrl, number, lines);
  await witness.until((event) => event.type === "caller.speech.started");
  const outcomes = await Promise.all(
    VIOLATIONS.map(async ([name, act]) => {
      const ring = await carrier.ring(number);
      const media = await carrier.stream(ring);
      await media.hears(1);
      act(media);
      const { code, reason } = await media.closed;
      await expect.poll(() => stored(ring.callSid).then((call) => call?.status), settled).toBe("failed");
      const call = await stored(ring.callSid);
      const after = await carrier.next(ring, number);
      return { name, code, reason, recorded: call?.end_reason ?? "", after: after.twiml };
    }),
  );
  for (const [name, , code, reason] of VIOLATIONS) {
    expect(outcomes).toContainEqual({
      name,
      code,
      // ws closes what is too large by itself, without words.
      reason: code === 1009 ? "" : (expect.stringContaining(reason) as string),
      recorded: expect.stringContaining(reason) as string,
      after: expect.stringContaining("<Hangup/>") as string,
    });
  }
  expect(await witness.over).toMatchObject({ status: "completed", reason: "the agent's side hung up" });
  const verdict = await verifyCall(stack.dev.databaseUrl, witness.callSid, saidBy(witness.events));
  expect(verdict).toMatchObject({ problems: [], epochs: 1, callerFinals: 2 });
});

test("a stream without the call's own unused token is closed, and the call itself takes no notice", async () => {
  const ring = await carrier.ring(talkative);
  const other = await carrier.ring(talkative);
  const refused = async (callSid: string, parameters: Record<string, string>) => {
    const media = await carrier.openMedia(ring.mediaUrl);
    media.start(callSid, parameters);
    media.media();
    return (await media.closed).code;
  };
  expect(await refused(ring.callSid, {})).toBe(1000);
  expect(await refused(ring.callSid, { token: "guessed" })).toBe(1000);
  expect(await refused(ring.callSid, { token: other.token })).toBe(1000);
  expect((await stored(ring.callSid))?.status).toBe("ringing");

  const early = await carrier.openMedia(ring.mediaUrl);
  early.media();
  expect(await early.closed).toEqual({ code: 1008, reason: "media before start" });

  const owner = await carrier.stream(ring);
  await owner.hears(2);
  expect(await refused(ring.callSid, { token: ring.token })).toBe(1000);
  await owner.hears(owner.received.length + 2);
  owner.send({ event: "stop", stop: { accountSid: `AC${"0".repeat(32)}`, callSid: ring.callSid } });
  await expect.poll(() => stored(ring.callSid).then((call) => call?.status), settled).toBe("completed");
  expect(await stored(ring.callSid)).toMatchObject({ epoch: 0, end_reason: "The caller hung up" });
});

test("what Twilio did not sign is refused and changes nothing", async () => {
  const ring = await carrier.ring(talkative);
  const forms = { CallSid: ring.callSid, AccountSid: `AC${"0".repeat(32)}`, CallStatus: "completed", To: talkative };
  for (const path of ["/twilio/voice", ring.nextUrl, "/twilio/status", "/twilio/amd"]) {
    for (const signature of [
      null,
      "",
      "bm90IGEgc2lnbmF0dXJl",
      carrier.sign(path, { ...forms, CallStatus: "ringing" }),
    ]) {
      expect((await carrier.post(path, forms, signature)).status).toBe(403);
    }
  }
  await expect(carrier.openMedia(ring.mediaUrl, null)).rejects.toThrow("refused with 403");
  await expect(carrier.openMedia(ring.mediaUrl, "bm90IGEgc2lnbmF0dXJl")).rejects.toThrow("refused with 403");
  expect((await stored(ring.callSid))?.status).toBe("ringing");
});

test("what is said twice counts once: a replayed ring opens no second call, a replayed end ends no other", async () => {
  const ring = await carrier.ring(talkative);
  expect((await carrier.ring(talkative, ring.callSid)).token).toBe(ring.token);
  const media = await carrier.stream(ring);
  await media.hears(1);
  const during = await carrier.ring(talkative, ring.callSid);
  const intruder = await carrier.stream(during);
  expect((await intruder.closed).code).toBe(1000);
  await media.hears(media.received.length + 2);

  const ended = {
    CallSid: ring.callSid,
    AccountSid: `AC${"0".repeat(32)}`,
    CallStatus: "completed",
    SequenceNumber: "3",
  };
  expect((await carrier.post("/twilio/status", ended)).status).toBe(204);
  expect((await media.closed).code).toBe(1000);
  await expect.poll(() => stored(ring.callSid).then((call) => call?.status), settled).toBe("completed");
  const before = await stored(ring.callSid);
  expect((await carrier.post("/twilio/status", ended)).status).toBe(204);
  expect(
    (await carrier.post("/twilio/status", { ...ended, CallStatus: "in-progress", SequenceNumber: "2" })).status,
  ).toBe(204);
  const marker = await carrier.ring(talkative);
  const later = { ...ended, CallSid: marker.callSid };
  await carrier.post("/twilio/status", later);
  await expect.poll(() => stored(marker.callSid).then((call) => call?.status), settled).toBe("completed");
  expect(await stored(ring.callSid)).toEqual(before);
  expect((await carrier.ring(talkative, ring.callSid)).twiml).toContain("<Hangup/>");
});

test("a number that is nobody's hears a polite sentence", async () => {
  const { twiml, mediaUrl } = await carrier.ring("+12025550199");
  expect(twiml).toMatch(/<Say[^>]*>Sorry, the number you called is not in service/);
  expect(mediaUrl).toBe("");
});

test("a stream that breaks off is connected again, the newest wins, and one agent goes on with the call", async () => {
  const ring = await carrier.ring(talkative);
  const first = await carrier.stream(ring);
  await first.hears(2);
  first.socket.terminate();
  const again = await carrier.next(ring, talkative);
  expect(again.token).not.toBe(ring.token);
  const second = await carrier.stream(again);
  await second.hears(2);

  // The carrier connects once more while the connection before still seems to be there.
  const third = await carrier.stream(await carrier.next(again, talkative));
  await third.hears(2);
  expect((await second.closed).code).toBe(1000);
  third.send({ event: "stop", stop: { accountSid: `AC${"0".repeat(32)}`, callSid: ring.callSid } });
  await expect.poll(() => stored(ring.callSid).then((call) => call?.status), settled).toBe("completed");
  expect((await stored(ring.callSid))?.epoch).toBe(2);
  expect((await eventsOf(ring.callSid, "line.connected")).map(({ resumed }) => resumed)).toEqual([false, true, true]);
  expect(await eventsOf(ring.callSid, "call.ended")).toHaveLength(1);
});

test("of an answer that the caller hangs up on, what was heard is on record and no more", async () => {
  const script = [
    { waitForAgent: {} },
    { say: "Are you open on Monday?" },
    { interruptAfterMs: 900 },
    { hangup: true },
  ];
  const { callSid } = await stack.sandbox<{ callSid: string }>("POST", "/sandbox/calls", { to: number, script });
  await expect.poll(() => stored(callSid).then((call) => call?.status), { timeout: 60_000 }).toBe("completed");
  const answers = await eventsOf(callSid, "answer.ended");
  const { text, heardText, heardFraction, interrupted } = answers.at(-1) as unknown as {
    text: string;
    heardText: string;
    heardFraction: number;
    interrupted: boolean;
  };
  expect(interrupted).toBe(true);
  expect(heardText.length).toBeGreaterThan(3);
  expect(text.startsWith(heardText.trim())).toBe(true);
  expect(heardFraction).toBeGreaterThan(0.1);
  expect(heardFraction).toBeLessThan(0.8);
});
