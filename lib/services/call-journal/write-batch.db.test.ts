import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { firstSeqOfEpoch } from "@/lib/contracts/live/call-seq";
import type { StoredAttention } from "@/lib/contracts/live/attention";
import type { CallEventBody } from "@/lib/contracts/live/events";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { claimCall } from "@/lib/services/call-ownership/claim-call";
import { prepareTakeOver } from "@/lib/services/call-ownership/prepare-take-over";
import { openCall } from "@/lib/services/inbound/open-call";
import { getCall } from "@/lib/services/calls/get-call";
import {
  createTestDatabase,
  createTestOrganization,
  withOwner,
  type TestDatabase,
  type TestOrganization,
} from "@/scripts/test/database";
import { classifyJournalError } from "./classify-error";
import type { CarrierRecord, EventRecord, JournalRecord } from "./records";
import { writeBatch } from "./write-batch";

const tokenSecret = "only-for-tests";
const options = () => ({ tokenSecret, now: new Date(), killSwitches: [] });
let database: TestDatabase;
let tenant: TestOrganization;
let sid = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  await useDatabase(database.url);
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});
beforeEach(async () => void (tenant = await createTestOrganization(database.url)));

const nextSid = () => `CA${String((sid += 1)).padStart(32, "0")}`;

/** A call that rings and is taken by worker w0. */
async function startCall(party = tenant) {
  const providerCallSid = nextSid();
  const ring = { providerCallSid, from: "+12025550101", to: party.phoneNumber, hasRoom: true };
  const opened = await openCall(ring, options());
  if (opened.kind !== "connect") throw new Error(opened.kind);
  const claimed = await claimCall({ token: opened.token, providerCallSid, workerId: "w0" }, { tokenSecret });
  if (claimed.kind !== "claimed") throw new Error(claimed.reason);
  return claimed.call;
}
type Call = Awaited<ReturnType<typeof startCall>>;

const eventOf = (call: Call, index: number, body: CallEventBody, more: Partial<EventRecord> = {}): EventRecord => ({
  k: "event",
  organizationId: call.organizationId,
  callId: call.callId,
  callDay: call.callDay,
  epoch: call.epoch,
  seq: firstSeqOfEpoch(call.epoch) + index,
  at: new Date().toISOString(),
  body,
  ...more,
});
const noMetrics = { endOfTurnDelayMs: null, llmTtftMs: 300, ttsTtfbMs: 120, toolMs: null, addedDelayMs: 4 };
const conversation = (call: Call): EventRecord[] =>
  (
    [
      {
        type: "call.started",
        direction: "inbound",
        from: call.from,
        to: call.to,
        agentName: "Ana",
        agentVersion: 1,
        businessName: "Demo",
      },
      { type: "line.connected", streamSid: "MZ1", resumed: false },
      {
        type: "segment.final",
        segmentId: "s1",
        turnId: "t1",
        speaker: "caller",
        text: "When do you open?",
        startMs: 10,
        endMs: 900,
        confidence: 0.9,
        source: "speech",
      },
      { type: "answer.written", turnId: "t1", text: "We open at nine every day.", model: "haiku", kind: "answer" },
      {
        type: "answer.ended",
        segmentId: "s2",
        turnId: "t1",
        text: "We open at nine every day.",
        heardText: "We open at nine",
        heardFraction: 0.6,
        interrupted: true,
        startMs: 1_500,
        endMs: 2_500,
        metrics: { ...noMetrics, voiceToVoiceMs: 700, speculation: "used" },
        usage: { inputTokens: 10, outputTokens: 5, cacheReadTokens: 0, cacheWriteTokens: 0 },
      },
      {
        type: "message.taken",
        messageId: "m1",
        callerName: "Bo",
        callbackNumber: "+12025550101",
        text: "Please call back",
      },
      { type: "call.ended", disposition: "caller_hung_up", reason: "The caller hung up", durationMs: 3_000 },
    ] as const
  ).map((body, index) => eventOf(call, index, body as CallEventBody));

const carrier = (call: Pick<Call, "providerCallSid" | "to">, more: Partial<CarrierRecord>): CarrierRecord => ({
  k: "carrier",
  kind: "status",
  providerCallSid: call.providerCallSid,
  organizationId: null,
  callId: null,
  at: new Date().toISOString(),
  receivedAt: new Date().toISOString(),
  sequence: -1,
  status: null,
  direction: "inbound",
  from: "+12025550101",
  to: call.to,
  answeredBy: null,
  reason: null,
  body: {},
  ...more,
});

/** All that is stored of a call, without the times of writing. */
const stored = (callId: string) =>
  withOwner(database.url, async (sql) => {
    const all = async (table: string, key: string) =>
      (
        await sql.query(
          `select to_jsonb(t) - 'updated_at' - 'lease_until' as row from ${table} t where ${key} = $1 order by 1`,
          [callId],
        )
      ).rows.map(({ row }: { row: Record<string, unknown> }) => row);
    const [call, events, segments, turns, messages] = [
      await all("calls", "id"),
      await all("call_events", "call_id"),
      await all("segments", "call_id"),
      await all("turns", "call_id"),
      await all("messages", "call_id"),
    ];
    return { call: call[0] ?? {}, events, segments, turns, messages };
  });

test("a call's events become its transcript, its turns, its message and its line in the list", async () => {
  const call = await startCall();
  const result = await writeBatch(conversation(call));
  expect(result).toEqual({ refused: [], changed: [{ organizationId: call.organizationId, callId: call.callId }] });

  const detail = await getCall(tenant.context, call.callId);
  expect(detail.events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(detail.call).toMatchObject({
    status: "completed",
    disposition: "caller_hung_up",
    endReason: "The caller hung up",
    turns: 1,
    interruptions: 1,
    medianVoiceToVoiceMs: 700,
    lastLine: "We open at nine",
  });
  expect(detail.call.answeredAt).not.toBeNull();
  expect(detail.call.durationMs).toBeGreaterThanOrEqual(0);
  const { call: row, segments, turns, messages } = await stored(call.callId);
  expect(row).toMatchObject({ last_seq: 7, next_instruction: { kind: "hang_up" } });
  expect(segments.map(({ segment_id, speaker }) => [segment_id, speaker])).toEqual(
    expect.arrayContaining([
      ["s1", "caller"],
      ["s2", "agent"],
    ]),
  );
  expect(turns).toMatchObject([{ turn_id: "t1", model: "haiku", input_tokens: 10, speculation: "used" }]);
  expect(messages).toMatchObject([{ caller_name: "Bo", text: "Please call back", business_id: tenant.businessId }]);
});

test("what says whether somebody should look at a call is kept with it, once, however its events come", async () => {
  const call = await startCall();
  const said = (index: number, text: string) =>
    eventOf(call, index, {
      type: "segment.final",
      segmentId: `s${index}`,
      turnId: `t${index}`,
      speaker: "caller",
      text,
      startMs: 0,
      endMs: 1,
      confidence: 1,
      source: "speech",
    });
  const events = [
    said(0, "What does whitening cost?"),
    eventOf(call, 1, { type: "sentiment.scored", turnId: "t0", compound: 0.2 }),
    said(2, "How much does whitening cost?"),
    eventOf(call, 3, { type: "sentiment.scored", turnId: "t2", compound: -0.4 }),
    eventOf(call, 4, {
      type: "tool.finished",
      toolCallId: "u",
      turnId: "t2",
      name: "find_price",
      ok: false,
      output: null,
      durationMs: 9,
    }),
    eventOf(call, 5, { type: "supervisor.acted", action: "pause", userId: null, name: "Dana", text: "" }),
    said(6, "Can I speak to a real person?"),
  ];
  await writeBatch(events.slice(0, 3));
  const second = await getCall(tenant.context, call.callId);
  expect(second.call.attention.repeated?.times).toBe(2);
  // The last ones first, the others late and again: a question that came before is not asked after.
  await writeBatch(events.slice(5));
  await writeBatch(events);
  await writeBatch(events);

  const { call: summary } = await getCall(tenant.context, call.callId);
  expect(summary.floor).toEqual({ holder: "paused", by: { userId: null, name: "Dana" } });
  expect(summary.attention).toMatchObject({
    askedForPersonAt: events[6]?.at,
    sentiment: [0.2, -0.4],
    toolFailures: 1,
    failedTool: "find_price",
    asked: [{ times: 2 }, { question: "Can I speak to a real person?", times: 1 }],
    lastSpeaker: "caller",
  });
});

test("whatever is repeated, cut into pieces or sent in another order, the same is stored, each thing once", async () => {
  const reference = await startCall();
  await writeBatch(conversation(reference));
  const expected = await stored(reference.callId);
  const comparable = ({ call, ...rest }: Awaited<ReturnType<typeof stored>>, id: string) => {
    const { status, disposition, turns, interruptions, last_seq, last_line, median_voice_to_voice_ms, end_reason } =
      call;
    const { floor, attention } = call.attention as StoredAttention;
    // When it was said differs between two calls.
    const noted = { floor, ...attention, askedForPersonAt: attention.askedForPersonAt !== null };
    const counts = { events: rest.events.length, segments: rest.segments.length, messages: rest.messages.length };
    const bodies = JSON.stringify(rest.events.map(({ body }) => body)).replaceAll(id, "");
    const figures = {
      status,
      disposition,
      turns,
      interruptions,
      last_seq,
      last_line,
      median_voice_to_voice_ms,
      end_reason,
      noted,
    };
    return { ...figures, counts, bodies, usage: rest.turns.map(({ output_tokens }) => output_tokens) };
  };
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.nat(6), { minLength: 1, maxLength: 9 }), { maxLength: 4 }),
      async (pieces) => {
        const call = await startCall();
        const events = conversation(call);
        for (const piece of pieces) await writeBatch(piece.flatMap((index) => events[index] ?? []));
        await writeBatch(events);
        expect(comparable(await stored(call.callId), call.callId)).toEqual(comparable(expected, reference.callId));
      },
    ),
    { numRuns: 15 },
  );
});

test("after a take-over the lost worker's late events count up to that moment, and not one beyond", async () => {
  const first = await startCall();
  const said = (call: Call, index: number, id: string, more: Partial<EventRecord> = {}) => {
    const body = { type: "segment.final", segmentId: id, turnId: id, speaker: "caller", text: id } as const;
    return eventOf(call, index, { ...body, startMs: 0, endMs: 1, confidence: null, source: "speech" }, more);
  };
  const before = said(first, 0, "before");
  const takenOver = await prepareTakeOver({ ...first, epoch: 1 }, { tokenSecret });
  const claimed = await claimCall(
    { token: takenOver ?? "", providerCallSid: first.providerCallSid, workerId: "w1" },
    { tokenSecret },
  );
  if (claimed.kind !== "claimed") throw new Error(claimed.reason);
  const after = said(first, 1, "zombie", { at: new Date(Date.now() + 1_000).toISOString() });
  const result = await writeBatch([said(claimed.call, 0, "second"), before, after]);
  expect(result.refused).toEqual([{ index: 2, reason: expect.stringContaining("another worker") as string }]);
  const { segments, call } = await stored(first.callId);
  expect(segments.map(({ segment_id }) => segment_id).sort()).toEqual(["before", "second"]);
  expect(call).toMatchObject({ epoch: 1, last_seq: 1_000_001, last_line: "second", owner_worker_id: "w1" });
});

test("a worker that takes its own call again may still tell what it knew of the time before", async () => {
  const call = await startCall();
  const again = await prepareTakeOver({ ...call, epoch: 1 }, { tokenSecret });
  const claim = { token: again ?? "", providerCallSid: call.providerCallSid, workerId: "w0" };
  expect((await claimCall(claim, { tokenSecret })).kind).toBe("claimed");
  const late = { at: new Date(Date.now() + 1_000).toISOString() };
  const result = await writeBatch([eventOf(call, 0, { type: "line.closed", reason: "lost" }, late)]);
  expect(result.refused).toEqual([]);
});

test("that a call ended for an owner after whom another has taken it is not the last word", async () => {
  const call = await startCall();
  const again = await prepareTakeOver({ ...call, epoch: 1 }, { tokenSecret });
  const claim = { token: again ?? "", providerCallSid: call.providerCallSid, workerId: "w0" };
  expect((await claimCall(claim, { tokenSecret })).kind).toBe("claimed");
  const ended = { type: "call.ended", disposition: "transferred", reason: "Put through", durationMs: 1 } as const;
  await writeBatch([eventOf(call, 0, ended)]);
  expect((await stored(call.callId)).call).toMatchObject({ status: "ringing", ended_at: null });
});

test("a transfer announced and ended in different batches leads the carrier to the right number", async () => {
  const call = await startCall();
  await writeBatch([eventOf(call, 0, { type: "call.transferring", to: "+12025550177", why: "asked for a person" })]);
  await writeBatch([
    eventOf(call, 1, { type: "call.ended", disposition: "transferred", reason: "Handed over", durationMs: 1 }),
  ]);
  expect((await stored(call.callId)).call).toMatchObject({
    status: "escalated",
    next_instruction: { kind: "dial", to: "+12025550177" },
  });
});

test("events never land under another organization's call", async () => {
  const call = await startCall();
  const stranger = await createTestOrganization(database.url);
  const event = eventOf(call, 0, { type: "keypad.pressed", digits: "1" }, { organizationId: stranger.organizationId });
  expect((await writeBatch([event])).refused).toEqual([{ index: 0, reason: "there is no such call" }]);
  expect((await stored(call.callId)).events).toEqual([]);
});

test("the carrier's reports give the same row in every order, doubled or not", async () => {
  const at = (second: number) => new Date(Date.UTC(2030, 0, 1, 10, 0, second)).toISOString();
  const reports: Partial<CarrierRecord>[] = [
    { status: "initiated", sequence: 0, at: at(0) },
    { status: "ringing", sequence: 1, at: at(1) },
    { status: "in_progress", sequence: 2, at: at(4) },
    { status: "completed", sequence: 3, at: at(30) },
    { kind: "amd", answeredBy: "human", at: at(5) },
  ];
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray([0, 1, 2, 3, 4, 0, 1, 2, 3, 4], { minLength: 10 }), async (order) => {
      const call = await startCall();
      for (const index of order) await writeBatch([carrier(call, reports[index] ?? {})]);
      expect((await stored(call.callId)).call).toMatchObject({
        status: "completed",
        duration_ms: 26_000,
        carrier_sequence: 3,
        answered_by: "human",
        answered_at: "2030-01-01T10:00:04+00:00",
        ended_at: "2030-01-01T10:00:30+00:00",
      });
    }),
    { numRuns: 15 },
  );
});

test("a report about an incoming call that could not be stored when it rang makes its row, once, as failed", async () => {
  const call = { providerCallSid: nextSid(), to: tenant.phoneNumber };
  const refused = carrier(call, { kind: "refused", status: "failed", reason: "The database was out of reach" });
  const completed = carrier(call, { status: "completed", sequence: 0, body: { CallDuration: "4" } });
  const [first] = (await writeBatch([completed, refused])).changed;
  expect(await writeBatch([refused, completed])).toEqual({ refused: [], changed: [] });
  expect((await stored(first?.callId ?? "")).call).toMatchObject({
    status: "failed",
    disposition: "failed",
    end_reason: "The database was out of reach",
    from_number: "+12025550101",
  });
});

test("a ring that comes after its own status report is still answered", async () => {
  const call = { providerCallSid: nextSid(), to: tenant.phoneNumber };
  await writeBatch([carrier(call, { status: "ringing", sequence: 0 })]);
  const ring = { providerCallSid: call.providerCallSid, from: "+12025550101", to: call.to, hasRoom: true };
  const opened = await openCall(ring, options());
  expect(opened.kind).toBe("connect");
  if (opened.kind !== "connect") return;
  const claim = { token: opened.token, providerCallSid: call.providerCallSid, workerId: "w0" };
  expect((await claimCall(claim, { tokenSecret })).kind).toBe("claimed");
});

test("reports about numbers that are not ours are passed over, not retried for ever", async () => {
  const foreign = carrier({ providerCallSid: nextSid(), to: "+12025559999" }, { status: "completed" });
  expect(await writeBatch([foreign])).toEqual({ refused: [], changed: [] });
});

test("characters that PostgreSQL can't hold do not cost the transcript its line", async () => {
  const call = await startCall();
  const body = {
    type: "tool.finished",
    toolCallId: "c1",
    turnId: "t1",
    name: "take_message",
    ok: true,
    output: { "k\0ey": "nul \0 and half a pair \ud83d" },
    durationMs: 1,
  } as const;
  expect((await writeBatch([eventOf(call, 0, body)])).refused).toEqual([]);
  const [event] = (await stored(call.callId)).events;
  expect(event?.["body"]).toMatchObject({ output: { "k\ufffdey": "nul \ufffd and half a pair \ufffd" } });
});

test("what can't be stored is told from a database that can't store", async () => {
  const call = await startCall();
  const tooLarge = eventOf(call, 0, { type: "keypad.pressed", digits: "1" }, { seq: 3_000_000_000 });
  const error = await writeBatch([tooLarge] satisfies JournalRecord[]).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(classifyJournalError(error)).toBe("poison");
  for (const code of ["57P01", "53300", "40P01", "40001", "08006", "42P01", "53100", "ECONNREFUSED"]) {
    expect(classifyJournalError(Object.assign(new Error("x"), { code })), code).toBe("retry");
  }
  expect(classifyJournalError(Object.assign(new Error("no partition of relation found"), { code: "23514" }))).toBe(
    "retry",
  );
  expect(classifyJournalError(new Error("Connection terminated unexpectedly"))).toBe("retry");
});
