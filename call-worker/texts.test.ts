import { expect, test } from "vitest";
import type { CallEvent } from "@/lib/contracts/live/events";
import type { ClaimedCall } from "@/lib/services/call-ownership/claim-call";
import type { TextAnswer } from "@/lib/services/call-texts/send-call-text";
import { type SendCallText, textDeskOf } from "./texts";

const call = (change: Partial<ClaimedCall> = {}) =>
  ({
    organizationId: "o",
    callId: "c",
    direction: "inbound",
    channel: "phone",
    kind: "regular",
    from: "+14155550134",
    to: "+14155550100",
    agent: { config: { language: "en-US" } },
    business: { id: "b" },
    ...change,
  }) as ClaimedCall;

const went = (what: string): TextAnswer => ({
  output: { sent: true },
  failed: false,
  sent: { what, text: "x", messageSid: "SM1" },
});

/** A call's desk, with what was really asked of the telephone network. */
function desk(answer: (what: string) => Promise<TextAnswer>, of = call(), events: readonly CallEvent[] = []) {
  const asked: Parameters<SendCallText>[] = [];
  const use = textDeskOf(of, events, (...given) => {
    asked.push(given);
    return answer(given[1].what);
  })!;
  return { use, asked };
}

test("three things in a call, each once, even two at once", async () => {
  const { use, asked } = desk(async (what) => went(what));
  const [first, second] = await Promise.all([use({ what: "address" }), use({ what: " Address" })]);
  expect([first?.failed, second?.failed]).toEqual([false, true]);
  for (const what of ["a", "b"]) expect(await use({ what })).toMatchObject({ failed: false });
  expect(await use({ what: "c" })).toMatchObject({
    failed: true,
    output: { error: expect.stringContaining("already") as string },
  });
  expect(asked).toHaveLength(3);
});

test("what surely did not go may be tried again; what may have gone may not", async () => {
  const answers: TextAnswer[] = [
    { output: { error: "no" }, failed: true },
    { output: { error: "who knows" }, failed: true, mayHaveGone: true },
  ];
  const { use, asked } = desk(async () => answers.shift()!);
  await use({ what: "address" });
  await use({ what: "address" });
  expect(await use({ what: "address" })).toMatchObject({ failed: true });
  expect(asked).toHaveLength(2);
  const broken = desk(() => Promise.reject(new Error("the database is away")));
  await expect(broken.use({ what: "address" })).rejects.toThrow("away");
  expect(await broken.use({ what: "address" })).toMatchObject({ failed: true });
});

test("two appointments are two things", async () => {
  const { use, asked } = desk(async (what) => went(what));
  await use({ what: "appointment", appointment_start: "2026-12-03T14:00" });
  await use({ what: "appointment", appointment_start: "2026-12-04T14:00" });
  expect(asked).toHaveLength(2);
});

test("what an earlier worker sent in the call counts", async () => {
  const sent = ["a", "b", "Price list"].map((what, at) => ({
    callId: "c",
    seq: at + 1,
    at: "2026-12-01T10:00:00Z",
    body: { type: "text.sent" as const, what, text: "x", messageSid: "SM1" },
  }));
  const some = desk(async (what) => went(what), call(), sent.slice(2));
  expect(await some.use({ what: "price list" })).toMatchObject({ failed: true });
  const all = desk(async (what) => went(what), call(), sent);
  expect(await all.use({ what: "address" })).toMatchObject({ failed: true });
  expect([...some.asked, ...all.asked]).toEqual([]);
});

test.each([
  ["who calls", {}, "+14155550134"],
  ["whom we call", { direction: "outbound", from: "+14155550100", to: "+14155550177" }, "+14155550177"],
  ["nobody who withholds their number", { from: "anonymous" }, null],
  ["nobody in a browser", { channel: "browser", from: "+14155550134" }, null],
] as const)("goes to %s", async (_, change, callerNumber) => {
  const { use, asked } = desk(async (what) => went(what), call(change));
  await use({ what: "address" });
  expect(asked[0]?.[0]).toEqual({
    organizationId: "o",
    businessId: "b",
    callId: "c",
    callerNumber,
    language: "en-US",
    isTest: false,
  });
});
