import { describe, expect, it } from "vitest";
import { NovaTurns, readResults } from "./nova-turns";

type Flags = { final?: boolean; speechFinal?: boolean; fromFinalize?: boolean };

/** A `Results` whose words last 400 ms each from `startSeconds` on. */
function results(startSeconds: number, transcript: string, flags: Flags = {}) {
  const words = transcript
    .split(" ")
    .filter((word) => word !== "")
    .map((word, index) => ({
      word: word.toLowerCase(),
      punctuated_word: word,
      start: startSeconds + index * 0.4,
      end: startSeconds + (index + 1) * 0.4,
      confidence: 0.9,
    }));
  const read = readResults({
    type: "Results",
    start: startSeconds,
    duration: words.length * 0.4,
    is_final: flags.final === true || flags.speechFinal === true || flags.fromFinalize === true,
    speech_final: flags.speechFinal === true,
    from_finalize: flags.fromFinalize,
    channel: { alternatives: [{ transcript, confidence: 0.93, words }] },
  });
  if (read === null) throw new Error("unreadable Results");
  return read;
}

describe("turns heard by Nova", () => {
  it("are all final segments up to speech_final", () => {
    const turns = new NovaTurns();
    const heard = [
      results(0, ""),
      results(1, "Hola"),
      results(1, "Hola buenas", { final: true }),
      results(1.8, "tardes"),
      results(1.8, "tardes señor", { speechFinal: true }),
    ].flatMap((each) => turns.take(each));
    expect(heard).toEqual([
      { kind: "turn.started", turn: 0, text: "Hola" },
      { kind: "turn.updated", turn: 0, text: "Hola buenas" },
      { kind: "turn.updated", turn: 0, text: "Hola buenas tardes" },
      {
        kind: "turn.ended",
        turn: 0,
        text: "Hola buenas tardes señor",
        confidence: 0.93,
        trigger: "model",
        startMs: 1000,
        endMs: 2600,
      },
    ]);
  });

  it("start and end at once when the only result is final", () => {
    const kinds = new NovaTurns().take(results(1, "Sí", { speechFinal: true })).map((each) => each.kind);
    expect(kinds).toEqual(["turn.started", "turn.ended"]);
  });

  it("end on an empty speech_final with what was said before it", () => {
    const turns = new NovaTurns();
    turns.take(results(1, "Hola", { final: true }));
    expect(turns.take(results(1.4, "", { speechFinal: true }))).toMatchObject([{ kind: "turn.ended", text: "Hola" }]);
  });

  it("end by UtteranceEnd when the pause was missed, but not by one that came late", () => {
    const turns = new NovaTurns();
    turns.take(results(1, "Hola", { speechFinal: true }));
    turns.take(results(3, "Quiero una mesa", { final: true }));
    expect(turns.utteranceEnd(1400)).toEqual([]);
    expect(turns.utteranceEnd(4200)).toMatchObject([
      { kind: "turn.ended", turn: 1, text: "Quiero una mesa", trigger: "timeout", endMs: 4200 },
    ]);
    expect(turns.utteranceEnd(4200)).toEqual([]);
  });

  it("end by a Finalize that is answered", () => {
    const turns = new NovaTurns();
    turns.take(results(1, "Hola"));
    expect(turns.take(results(1, "Hola", { fromFinalize: true }))).toMatchObject([
      { kind: "turn.ended", text: "Hola", trigger: "manual" },
    ]);
  });

  it("that we end ourselves are not said again when the late result comes", () => {
    const turns = new NovaTurns();
    turns.take(results(1, "Quiero una"));
    expect(turns.endHere(2000)).toMatchObject([{ kind: "turn.ended", text: "Quiero una", trigger: "manual" }]);
    expect(turns.take(results(1, "Quiero una", { fromFinalize: true }))).toEqual([]);
    expect(turns.take(results(1.2, "Quiero una mesa grande"))).toMatchObject([
      { kind: "turn.started", turn: 1, text: "mesa grande" },
    ]);
    expect(turns.take(results(1, "Quiero una", { fromFinalize: true }))).toEqual([]);
  });

  it("do not begin without a word", () => {
    const turns = new NovaTurns();
    expect(turns.take(results(0, "", { speechFinal: true }))).toEqual([]);
    expect(turns.endHere(100)).toEqual([]);
  });
});

it.each([{}, { channel: null }, { channel: { alternatives: [] } }, { channel: { alternatives: [{ transcript: 1 }] } }])(
  "Results without a transcript are unreadable: %j",
  (message) => expect(readResults(message)).toBeNull(),
);
