import { describe, expect, test } from "vitest";
import type { ReadBack } from "@/lib/contracts/live/outcomes";
import { Machine } from "./testing/machine";

const CLAIM = "I've booked you in for Tuesday at two.";
const TWO = "2026-12-01T22:00:00.000Z";
const THREE = "2026-12-01T23:00:00.000Z";
const REFERENCE = {
  kind: "appointment",
  appointmentId: "a",
  updatedAt: TWO,
  state: "booked",
  startsAt: TWO,
  serviceName: "Cleaning",
} as const;
const stands = (stored: string, copies = 1, changedSince = false): ReadBack => ({
  found: "yes",
  copies,
  changedSince,
  fields: [{ name: "start", kind: "moment", asked: TWO, stored }],
});
const NOT_THERE: ReadBack = { found: "no", fields: [] };

/** A caller for whom a tool has booked; the system of record answers when the test says so. */
class Booking extends Machine {
  booked(toolCallId = "t1"): this {
    this.modelCalls([toolCallId, "book_appointment", { start: toolCallId }]);
    return this.send({
      kind: "tool.finished",
      toolCallId,
      output: { booked: true },
      failed: false,
      reference: REFERENCE,
    });
  }
  reads(read: ReadBack, toolCallId = "t1"): this {
    const reading = this.effectsOf("read_back").findLast((each) => each.toolCallId === toolCallId)?.reading ?? -1;
    const scene = { timeZone: "America/Los_Angeles", nowMs: Date.parse("2026-11-30T20:00:00Z") };
    return this.send({ kind: "outcome.read", toolCallId, reading, read, ...scene });
  }
  get said(): string[] {
    return this.factsOf("answer.written").map(({ text }) => text);
  }
  get verdicts(): unknown[] {
    return this.factsOf("outcome.checked").map(({ said, verdict }) => [said, verdict]);
  }
}
const asked = (change: ConstructorParameters<typeof Machine>[0] = { callerNumber: "+14155550134" }) =>
  new Booking(change).connect().callerSays("Can I come on Tuesday at two?") as Booking;

describe("what a tool has done is read back", () => {
  test("at once and with the sentence that claims it, and stands", () => {
    const call = asked().booked().reads(stands(TWO)).modelSays(CLAIM).reads(stands(TWO)).hearAll();
    expect(call.verdicts).toEqual([
      [null, "same"],
      [CLAIM, "same"],
    ]);
    expect(call.said.at(-1)).toBe(CLAIM);
  });

  test("and where it is not there, the agent corrects itself, the model knows, and doing it again settles it", () => {
    const call = asked().booked().modelSays(CLAIM).reads(NOT_THERE).hearAll();
    expect(call.said.slice(-2)).toEqual([CLAIM, expect.stringMatching(/checked, and it is not there.*shall i/i)]);
    call.callerSays("Yes, please.");
    expect(call.lastThink?.steering).toContain("book_appointment: is not there");
    call.booked("t2").modelSays(CLAIM).reads(stands(TWO), "t2").hearAll();
    call.callerSays("Thanks, bye.").modelSays("Goodbye.", false).modelCalls(["t3", "end_call", {}]).hearAll();
    expect(call.ended).toBeDefined();
    expect(call.factsOf("callback.promised")).toEqual([]);
  });

  test("and where another time stands than was asked for or said, the agent says which", () => {
    const [wrong, misspoken] = [asked(), asked()];
    wrong.booked().modelSays("I have booked it for you.").reads(stands(THREE)).hearAll();
    expect(wrong.said.at(-1)).toMatch(/Tuesday the first of December at three in the afternoon\. Is that all right/);
    misspoken.booked().modelSays("I've booked you in for Tuesday at three.").reads(stands(TWO)).hearAll();
    expect(misspoken.said.at(-1)).toMatch(/at two in the afternoon\. Is that all right/);
  });

  test("and where it stands twice, somebody is to call back", () => {
    const call = asked().booked().modelSays(CLAIM).reads(stands(TWO, 2)).hearAll();
    expect(call.said.at(-1)).toMatch(/stands there twice\. Somebody will call you back/);
    expect(call.factsOf("callback.promised")).toHaveLength(1);
  });

  test("also where no sentence was understood as a claim", () => {
    const call = asked().booked().reads(NOT_THERE).modelSays("All sorted for you!").hearAll();
    expect(call.said.slice(-2)).toEqual(["All sorted for you!", expect.stringContaining("it is not there")]);
  });

  test("before the end: a goodbye waits for it, and what is wrong is said and left to people", () => {
    const call = asked().booked().reads(stands(TWO));
    call.modelSays(`${CLAIM} Goodbye.`, false).modelCalls(["t2", "end_call", {}]).hearAll();
    expect(call.ended).toBeUndefined();
    call.reads(NOT_THERE).hearAll();
    expect(call.said.at(-1)).toMatch(/not there.*call you back/);
    expect(call.factsOf("callback.promised")).toMatchObject([{ number: "+14155550134" }]);
    expect(call.ended).toBeDefined();
  });

  test("but never for long: a system of record that does not answer holds no goodbye up, and accuses nobody", () => {
    const call = asked().booked().modelSays(`${CLAIM} Goodbye.`, false).modelCalls(["t2", "end_call", {}]).hearAll();
    expect(call.ended).toBeUndefined();
    call.pass(2500);
    expect(call.verdicts).toEqual([[CLAIM, "unreadable"]]);
    expect(call.ended).toBeDefined();
    expect(call.factsOf("callback.promised")).toEqual([]);
  });

  test("and left to people where the caller hangs up before they can be told", () => {
    const call = asked().booked().reads(NOT_THERE);
    call.send({ kind: "line.closed", reason: "hung up", how: "call_ended" });
    expect(call.factsOf("callback.promised")).toHaveLength(1);
  });

  test("and nobody speaks over the caller to say so", () => {
    const call = asked().booked().modelSays(CLAIM).hearAll().callerStarts("And");
    const before = call.said.length;
    call.reads(NOT_THERE);
    expect(call.said).toHaveLength(before);
    call.callerEnds("And thanks.").hearAll();
    expect(call.said.at(-1)).toContain("it is not there");
  });

  test("and what somebody has changed since is nobody's mistake; a late reading counts for nothing", () => {
    const call = asked()
      .booked()
      .modelSays(CLAIM)
      .reads(stands(THREE, 1, true))
      .hearAll();
    expect(call.said.at(-1)).toBe(CLAIM);
    call.reads(NOT_THERE);
    expect(call.verdicts).toEqual([[CLAIM, "changed_since"]]);
  });
});
