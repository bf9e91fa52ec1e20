import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createTwilioRest } from "@/lib/adapters/twilio/rest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { startTestStack, type TestStack } from "@/scripts/drill/test-stack";
import { withOwner, type TestOrganization } from "@/scripts/test/database";
import { initiateCall } from "./initiate-call";

const VOICEMAIL = "This is the practice. Please call us back tomorrow.";
let stack: TestStack;
let tenant: TestOrganization;
let lastDigits = 100;

beforeAll(async () => {
  stack = await startTestStack();
  tenant = await stack.organization({ greeting: "Hello, this is the practice.", voicemailMessage: VOICEMAIL });
  await useDatabase(stack.dev.databaseUrl);
  await stack.sandbox("PUT", "/sandbox/twilio/rate", { callsPerSecond: 100 });
});
afterAll(async () => {
  await closeDatabase();
  await stack.stop();
});

/** Calls somebody who behaves like that. Returns the call's id once the carrier has taken it. */
async function callSomebody(behaviour: object, organization = tenant): Promise<string> {
  const to = `+1202555${String((lastDigits += 1)).padStart(4, "0")}`;
  await stack.sandbox("PUT", `/sandbox/people/${encodeURIComponent(to)}`, behaviour);
  const { accountSid, authToken } = stack.dev.twilio;
  const carrier = createTwilioRest({ accountSid, authToken, baseUrl: stack.dev.sandboxUrl });
  const deps = { carrier, publicCallUrl: stack.dev.workerUrl, now: new Date() };
  return (await initiateCall(organization.context, { to }, deps)).id;
}

type Stored = { status: string; disposition: string | null; answered_by: string | null; ended: boolean };
async function stored(callId: string): Promise<Stored | undefined> {
  return withOwner(stack.dev.databaseUrl, async (sql) => {
    const text = "select status, disposition, answered_by, ended_at is not null as ended from calls where id = $1";
    return (await sql.query<Stored>(text, [callId])).rows[0];
  });
}
async function said(callId: string): Promise<string[]> {
  return withOwner(stack.dev.databaseUrl, async (sql) => {
    const { rows } = await sql.query<{ body: { kind: string; text: string } }>(
      "select body from call_events where call_id = $1 and type = 'answer.written' order by seq",
      [callId],
    );
    return rows.map(({ body }) => `${body.kind}: ${body.text}`);
  });
}
const over = { timeout: 110_000, interval: 100 };
const becomes = (callId: string, expected: object) =>
  vi.waitFor(async () => expect(await stored(callId)).toMatchObject({ ended: true, ...expected }), over);
const GREETING = "greeting: Hello, this is the practice.";

test.concurrent("a person is greeted once and talked with; the call ends when it is over", async () => {
  const callId = await callSomebody({ answer: "human", ringMs: 200, lines: ["Hello?", "Thank you. Goodbye."] });
  await becomes(callId, { status: "completed", disposition: "agent_ended" });
  expect((await said(callId)).filter((line) => line.startsWith("greeting"))).toEqual([GREETING]);
});

test.concurrent.each([
  ["busy", "busy"],
  ["no_answer", "no_answer"],
  ["fail", "failed"],
])("who is %s is recorded as %s, and nothing was said", async (answer, status) => {
  const callId = await callSomebody({ answer, ringMs: 300 });
  await becomes(callId, { status });
  expect(await said(callId)).toEqual([]);
});

test.concurrent("an answering machine hears the message after its beep, and nothing before", async () => {
  const greeting = "You have reached the voice mail of the Miller family. Please leave a message after the tone.";
  const callId = await callSomebody({ answer: "machine", ringMs: 200, greeting, beep: true });
  await becomes(callId, { status: "completed", disposition: "voicemail_left", answered_by: "machine_end_beep" });
  expect(await said(callId)).toEqual([`voicemail: ${VOICEMAIL}`]);
});

test.concurrent("without a message to leave, a machine is hung up on", async () => {
  const silent = await stack.organization({ voicemailMessage: "" });
  const callId = await callSomebody({ answer: "machine", ringMs: 200, beep: true }, silent);
  await becomes(callId, { status: "completed", disposition: "no_person" });
  expect(await said(callId)).toEqual([]);
});

test("status callbacks that come twice, late and in the wrong order lead to the same end", async () => {
  await stack.sandbox("PUT", "/sandbox/twilio/status-delivery", { duplicate: 3, reorder: "reverse", delayMs: 400 });
  try {
    const talked = await callSomebody({ answer: "human", ringMs: 200, lines: ["Hello?", "Thank you. Goodbye."] });
    const busy = await callSomebody({ answer: "busy", ringMs: 200 });
    await Promise.all([
      becomes(talked, { status: "completed", disposition: "agent_ended" }),
      becomes(busy, { status: "busy" }),
    ]);
    const reports = () =>
      withOwner(stack.dev.databaseUrl, async (sql) => {
        const { rows } = await sql.query<{ call_id: string; status: string }>(
          "select call_id, status from carrier_events where call_id = any($1) and kind = 'status' order by received_at",
          [[talked, busy]],
        );
        return [talked, busy].map((id) => rows.filter((row) => row.call_id === id).map(({ status }) => status));
      });
    const backwards = [
      ["completed", "in_progress", "ringing", "initiated"],
      ["busy", "ringing", "initiated"],
    ];
    await vi.waitFor(async () => expect(await reports()).toEqual(backwards), over);
    expect(await stored(talked)).toMatchObject({ status: "completed", ended: true });
    expect(await stored(busy)).toMatchObject({ status: "busy", ended: true });
  } finally {
    await stack.sandbox("PUT", "/sandbox/twilio/status-delivery", {});
  }
});
