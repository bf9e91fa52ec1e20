import { describe, expect, it } from "vitest";
import type { PersonEvent } from "../twilio/telephony/person-events";
import { Reporter, clockTime } from "./report";

const GREETING: PersonEvent[] = [
  { type: "ringing" },
  { type: "answered" },
  { type: "agent.speech.started", atMs: 100, turn: -1 },
  { type: "agent.speech.ended", startedAtMs: 100, endedAtMs: 2_000, turn: -1, text: "Hello." },
];
const QUESTION: PersonEvent[] = [
  { type: "caller.speech.started", atMs: 3_000, text: "Are you open?" },
  { type: "caller.speech.ended", atMs: 4_000, text: "Are you open?" },
];
const ANSWER: PersonEvent[] = [
  { type: "agent.speech.started", atMs: 4_640, turn: 0, voiceToVoiceMs: 640 },
  { type: "agent.speech.ended", startedAtMs: 4_640, endedAtMs: 6_000, turn: 0, text: "Yes, until five." },
];

function ended(status: "completed" | "failed" | "busy" = "completed", reason = "the caller hung up"): PersonEvent {
  return { type: "ended", status, reason, durationMs: 7_000, answered: status !== "busy" };
}

function reportOf(events: readonly PersonEvent[], expectedTurns = 1): ReturnType<Reporter["report"]> {
  const reporter = new Reporter(expectedTurns);
  for (const event of events) reporter.note(event);
  return reporter.report();
}

describe("a call's report", () => {
  it("is good when everything was answered", () => {
    expect(reportOf([...GREETING, ...QUESTION, ...ANSWER, ended()])).toEqual({
      ok: true,
      status: "completed",
      answered: true,
      greeting: "Hello.",
      turns: [{ said: "Are you open?", heard: "Yes, until five.", voiceToVoiceMs: 640 }],
      transcript: [
        { at: "0:00", atMs: 100, who: "agent", text: "Hello." },
        { at: "0:03", atMs: 3_000, who: "caller", text: "Are you open?" },
        { at: "0:04", atMs: 4_640, who: "agent", text: "Yes, until five." },
      ],
      durationMs: 7_000,
    });
  });

  it.each<[string, PersonEvent[], RegExp]>([
    [
      "nobody picked up",
      [{ type: "ringing" }, ended("busy", "the line is busy")],
      /was not answered: the line is busy/,
    ],
    ["nobody spoke", [{ type: "answered" }, ended()], /nobody spoke/],
    ["a line got no answer", [...GREETING, ...QUESTION, ended()], /"Are you open\?" got no answer/],
    [
      "it ended before the line was said",
      [...GREETING, ended("completed", "the agent's side hung up")],
      /before every line was said/,
    ],
    [
      "it failed",
      [...GREETING, ...QUESTION, ...ANSWER, ended("failed", "an application error has occurred")],
      /ended as failed/,
    ],
    ["it did not end", [...GREETING, ...QUESTION, ...ANSWER], /did not end/],
    [
      "the caller gave up",
      [...GREETING, ...QUESTION, { type: "problem", message: "the agent did not answer" }, ended()],
      /The agent did not answer/,
    ],
  ])("is bad when %s, and says so", (_, events, reason) => {
    const report = reportOf(events);
    expect(report.ok).toBe(false);
    expect(report.reason).toMatch(reason);
  });

  it("shows where an answer was interrupted", () => {
    const report = reportOf([
      ...GREETING,
      ...QUESTION,
      ANSWER[0] as PersonEvent,
      { type: "agent.interrupted", atMs: 5_440, turn: 0, afterMs: 800 },
      ended(),
    ]);
    expect(report.turns[0]).toMatchObject({ interruptedAfterMs: 800 });
  });
});

it("shows call time as minutes and seconds", () => {
  expect([0, 59_999, 60_000, 754_000].map(clockTime)).toEqual(["0:00", "0:59", "1:00", "12:34"]);
});
