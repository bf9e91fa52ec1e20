import { describe, expect, it } from "vitest";
import { FluxTurns, readTurnInfo } from "./flux-turns";

function info(event: string, turn: number, transcript: string, extra: Record<string, unknown> = {}) {
  const read = readTurnInfo({
    type: "TurnInfo",
    event,
    turn_index: turn,
    transcript,
    audio_window_start: 1,
    audio_window_end: 2.5,
    end_of_turn_confidence: 0.8,
    words: [],
    ...extra,
  });
  if (read === null) throw new Error("unreadable TurnInfo");
  return read;
}

describe("turns heard by Flux", () => {
  it("follow one another from the first word to the judged end", () => {
    const turns = new FluxTurns();
    const words = [
      { word: "Hello", start: 1.04, end: 1.3 },
      { word: "there", start: 1.3, end: 1.72 },
    ];
    const heard = [
      info("Update", 0, ""),
      info("StartOfTurn", 0, "Hello"),
      info("Update", 0, "Hello"),
      info("Update", 0, "Hello there"),
      info("EagerEndOfTurn", 0, "Hello there"),
      info("TurnResumed", 0, "Hello there"),
      info("EndOfTurn", 0, "Hello there", { words, trigger: "model" }),
      info("Update", 1, ""),
      info("StartOfTurn", 1, "Yes"),
    ].flatMap((each) => turns.take(each));
    expect(heard).toEqual([
      { kind: "turn.started", turn: 0, text: "Hello" },
      { kind: "turn.updated", turn: 0, text: "Hello there" },
      { kind: "turn.ending", turn: 0, text: "Hello there" },
      { kind: "turn.resumed", turn: 0, text: "Hello there" },
      {
        kind: "turn.ended",
        turn: 0,
        text: "Hello there",
        confidence: 0.8,
        trigger: "model",
        startMs: 1040,
        endMs: 1720,
      },
      { kind: "turn.started", turn: 1, text: "Yes" },
    ]);
  });

  it.each([
    ["timeout", "timeout"],
    ["manual", "manual"],
    ["a word of tomorrow", "model"],
    [undefined, "model"],
  ])("end for the reason %s as %s", (trigger, expected) => {
    const turns = new FluxTurns();
    turns.take(info("StartOfTurn", 0, "Yes"));
    expect(turns.take(info("EndOfTurn", 0, "Yes", { trigger }))[0]).toMatchObject({ trigger: expected });
  });

  it("use the audio window where words have no times", () => {
    const turns = new FluxTurns();
    turns.take(info("StartOfTurn", 0, "Yes"));
    expect(turns.take(info("EndOfTurn", 0, "Yes"))[0]).toMatchObject({ startMs: 1000, endMs: 2500 });
  });

  it("that we end ourselves never repeat or lose a word", () => {
    const turns = new FluxTurns();
    turns.take(info("StartOfTurn", 0, "I want"));
    expect(turns.endHere()).toMatchObject({ kind: "turn.ended", turn: 0, text: "I want", trigger: "manual" });
    expect(turns.take(info("Update", 0, "I want"))).toEqual([]);
    expect(turns.take(info("Update", 0, "I want a table"))).toEqual([
      { kind: "turn.started", turn: 1, text: "a table" },
    ]);
    expect(turns.take(info("EndOfTurn", 0, "I want a table for two"))).toMatchObject([
      { kind: "turn.ended", turn: 1, text: "a table for two" },
    ]);
    expect(turns.take(info("StartOfTurn", 1, "Thanks"))).toEqual([{ kind: "turn.started", turn: 2, text: "Thanks" }]);
  });

  it("give words that come only with the late end a turn of their own", () => {
    const turns = new FluxTurns();
    turns.take(info("StartOfTurn", 0, "I want"));
    turns.endHere();
    expect(turns.take(info("EndOfTurn", 0, "I want pizza"))).toMatchObject([
      { kind: "turn.started", turn: 1, text: "pizza" },
      { kind: "turn.ended", turn: 1, text: "pizza" },
    ]);
  });

  it("do not end when none is open", () => {
    const turns = new FluxTurns();
    expect(turns.endHere()).toBeNull();
    expect(turns.take(info("EndOfTurn", 0, ""))).toEqual([]);
  });
});

it.each([{}, { event: 1 }, { event: "Update", turn_index: "0", transcript: "" }, { event: "Update", turn_index: 0 }])(
  "a TurnInfo without its fields is unreadable: %j",
  (message) => expect(readTurnInfo(message)).toBeNull(),
);
