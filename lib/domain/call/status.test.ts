import fc from "fast-check";
import { expect, test } from "vitest";
import {
  applyStatusReport,
  CALL_STATUS_ORDER,
  callStatusRank,
  isTerminalStatus,
  joinCallProgress,
  newCallProgress,
  progressOf,
  talkDurationMs,
  type StatusReport,
} from "./status";

const report = fc.record<StatusReport>({
  status: fc.constantFrom(...CALL_STATUS_ORDER),
  atMs: fc.integer({ min: 0, max: 10_000 }),
  reason: fc.option(fc.constantFrom("a", "b", "line lost"), { nil: null }),
});
const replay = (reports: readonly StatusReport[]) => reports.reduce(applyStatusReport, newCallProgress);

test("any order and any repetition of the same reports ends in the same state and times", () => {
  const shuffledWithRepeats = fc
    .array(report, { minLength: 1, maxLength: 8 })
    .chain((reports) =>
      fc.tuple(
        fc.constant(reports),
        fc.shuffledSubarray(reports, { minLength: reports.length }),
        fc.array(fc.constantFrom(...reports), { maxLength: 10 }),
        fc.nat({ max: 20 }),
      ),
    );
  fc.assert(
    fc.property(shuffledWithRepeats, ([reports, shuffled, repeats, cut]) => {
      const delivered = [...shuffled.slice(0, cut), ...repeats, ...shuffled.slice(cut)];
      expect(replay(delivered)).toEqual(replay(reports));
    }),
  );
});

test("partial knowledge kept in two places joins to what one place would know", () => {
  fc.assert(
    fc.property(fc.array(report), fc.array(report), (here, there) => {
      expect(joinCallProgress(replay(here), replay(there))).toEqual(replay([...here, ...there]));
    }),
  );
});

test("a status never moves back, and a finished call stays finished", () => {
  fc.assert(
    fc.property(fc.array(report, { minLength: 1 }), report, (reports, late) => {
      const before = replay(reports);
      const after = applyStatusReport(before, late);
      expect(callStatusRank(after.status)).toBeGreaterThanOrEqual(callStatusRank(before.status));
      if (isTerminalStatus(before.status)) expect(after.endedAtMs).not.toBeNull();
    }),
  );
});

test("completed before answered before ringing: the carrier's worst order still gives answer, end and duration", () => {
  const progress = replay([
    { status: "completed", atMs: 9_000, reason: "caller hung up" },
    { status: "in_progress", atMs: 4_000, reason: null },
    { status: "ringing", atMs: 1_000, reason: null },
    { status: "completed", atMs: 9_000, reason: "caller hung up" },
  ]);
  expect(progress).toEqual({
    status: "completed",
    answeredAtMs: 4_000,
    endedAtMs: 9_000,
    reason: "caller hung up",
  });
  expect(talkDurationMs(progress)).toBe(5_000);
});

test("what our side knows outranks the carrier's plain end", () => {
  const handedOver: StatusReport = { status: "escalated", atMs: 5_000, reason: "handed to Ana" };
  const carrier: StatusReport = { status: "completed", atMs: 60_000, reason: null };
  expect(replay([handedOver, carrier])).toMatchObject({ status: "escalated", reason: "handed to Ana" });
  expect(replay([carrier, handedOver])).toMatchObject({ status: "escalated", reason: "handed to Ana" });
});

test("a call that was never answered has no duration, and clocks that disagree never make one negative", () => {
  expect(talkDurationMs(progressOf({ status: "busy", atMs: 1, reason: null }))).toBeNull();
  expect(talkDurationMs({ status: "completed", answeredAtMs: 20, endedAtMs: 10, reason: null })).toBe(0);
});
