import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { placeCall, saidBy, type PlacedCall } from "@/scripts/drill/phone";
import { startTestStack, type TestStack } from "@/scripts/drill/test-stack";
import { verifyCall } from "@/scripts/drill/verify";
import { withOwner } from "@/scripts/test/database";

let stack: TestStack;
let number: string;

beforeAll(async () => {
  stack = await startTestStack();
  number = (await stack.organization()).phoneNumber;
});
afterAll(() => stack.stop());
afterEach(() => stack.sandbox("DELETE", "/sandbox/faults"));

/** The journal reaches the database within moments. */
const settled = { timeout: 60_000, interval: 50 };

type Fault = { vendor: string; operation: string; kind: string; status?: number; afterMs?: number; count?: number };
const fault = (switchedOn: Fault) => stack.sandbox("POST", "/sandbox/faults", switchedOn);
const call = (...lines: Parameters<typeof placeCall>[2]) => placeCall(stack.dev.sandboxUrl, number, lines);
const says = (text: string) => (event: { type: string; text?: string }) =>
  event.type === "caller.speech.started" && event.text === text;
const answers = (turn: number) => (event: { type: string; turn?: number }) =>
  event.type === "agent.speech.started" && event.turn === turn;
const heard = ({ events }: PlacedCall) =>
  events.flatMap((event) => (event.type === "agent.speech.ended" ? [event.text] : [])).join(" ");

async function stored({ callSid }: PlacedCall) {
  return withOwner(stack.dev.databaseUrl, async (sql) => {
    const { rows } = await sql.query<{ status: string; end_reason: string }>(
      "select status, end_reason from calls where provider_call_sid = $1",
      [callSid],
    );
    return rows[0];
  });
}
const eventsOf = async (call: PlacedCall, type: string) =>
  (await stack.eventsOf(call)).filter((event) => event.type === type);

test("recogniser, voice and model fail one after the other; the caller notices nothing and no word is lost", async () => {
  const [monday, tuesday, wednesday, goodbye] = [
    "Are you open on Monday?",
    "What about Tuesday?",
    "And when are you open on Wednesday?",
    "Thank you, that is all. Goodbye.",
  ];
  const placed = await call(monday, tuesday, wednesday, goodbye);
  await placed.until(says(monday));
  await fault({ vendor: "deepgram", operation: "listen.v2", kind: "drop", count: 1 });
  await placed.until(answers(0));
  await fault({ vendor: "deepgram", operation: "speak.v1", kind: "drop", count: 1 });
  await placed.until(says(tuesday));
  await fault({ vendor: "bedrock", operation: "converse-stream", kind: "status", status: 429, count: 1 });
  await placed.until(says(wednesday));
  await fault({ vendor: "deepgram", operation: "listen.v2", kind: "stall", count: 1 });
  expect(await placed.over).toMatchObject({ status: "completed", reason: "the agent's side hung up" });

  const verdict = await verifyCall(stack.dev.databaseUrl, placed.callSid, saidBy(placed.events));
  expect(verdict).toMatchObject({ problems: [], callerFinals: 4 });
  expect(await eventsOf(placed, "vendor.failed")).toEqual([]);
  for (const { gapMs } of await eventsOf(placed, "vendor.recovered")) expect(gapMs).toBeLessThan(1_000);
  for (let turn = 0; turn < 4; turn += 1) expect(placed.events.some(answers(turn))).toBe(true);
});

test("a line that breaks off in mid-answer is connected again, and what was cut off is said", async () => {
  const placed = await call("Are you open on Monday?", "Thank you, that is all. Goodbye.");
  await placed.until(answers(0));
  await fault({ vendor: "twilio", operation: "media", kind: "drop", count: 1 });
  expect(await placed.over).toMatchObject({ status: "completed", reason: "the agent's side hung up" });
  expect(heard(placed)).toMatch(/cut off for a moment/i);
  const verdict = await verifyCall(stack.dev.databaseUrl, placed.callSid, saidBy(placed.events));
  expect(verdict).toMatchObject({ problems: [], epochs: 2, callerFinals: 2 });
  const [cutOff, , again] = (await eventsOf(placed, "answer.ended")).slice(1);
  expect(cutOff).toMatchObject({ interrupted: true });
  expect(String(cutOff?.text).endsWith(String(again?.text))).toBe(true);
});

test("a model that never answers: something is said soon, another is asked, then an apology", async () => {
  const placed = await call("Are you open on Monday?", { say: "Hello?", afterMs: 12_000 });
  await placed.until(says("Are you open on Monday?"));
  await fault({ vendor: "bedrock", operation: "converse-stream", kind: "stall" });
  const filler = await placed.until(answers(0));
  expect(filler).toMatchObject({ voiceToVoiceMs: expect.any(Number) as number });
  expect("voiceToVoiceMs" in filler && filler.voiceToVoiceMs).toBeLessThan(2_500);
  expect(await placed.over).toMatchObject({ reason: "the agent's side hung up" });
  expect(heard(placed)).toMatch(/technical problem/);
  expect((await eventsOf(placed, "vendor.failed")).map(({ consequence }) => consequence)).toEqual([
    "Another model was asked",
    "The agent apologised",
  ]);
  await expect
    .poll(() => stored(placed), settled)
    .toMatchObject({ status: "failed", end_reason: "No model answered within 8 s" });
});

test("a voice that can't be reached at all: the carrier apologises, and the failure is on record", async () => {
  await fault({ vendor: "deepgram", operation: "speak.v1", kind: "status", status: 503 });
  const placed = await call("Are you open on Monday?");
  expect(await placed.until((event) => event.type === "twiml.say")).toMatchObject({
    text: expect.stringMatching(/technical problem/) as string,
  });
  await placed.over;
  await expect
    .poll(() => stored(placed), settled)
    .toMatchObject({ status: "failed", end_reason: "The voice could not be reached" });
});

test("a recogniser that is gone and can't be had again: an apology, and the failure is on record", async () => {
  const placed = await call("Are you open on Monday?", "What about Tuesday?");
  await placed.until(answers(0));
  await fault({ vendor: "deepgram", operation: "listen.v2", kind: "drop", count: 1 });
  await fault({ vendor: "deepgram", operation: "listen.v2", kind: "status", status: 429 });
  expect(await placed.over).toMatchObject({ reason: "the agent's side hung up" });
  expect(heard(placed)).toMatch(/technical problem/);
  await expect
    .poll(() => stored(placed), settled)
    .toMatchObject({
      status: "failed",
      end_reason: "Speech recognition could not be reached",
    });
});
