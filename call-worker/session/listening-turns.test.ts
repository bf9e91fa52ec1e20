import { describe, expect, it } from "vitest";

import type { Recognition } from "../ports/speech-to-text";
import { TurnBook } from "./listening-turns";

function ended(turn: number, text: string, startMs = 0, endMs = 1_000): Recognition {
  return { kind: "turn.ended", turn, text, confidence: 0.9, trigger: "model", startMs, endMs };
}

function setUp(firstTurn = 0) {
  const told: Recognition[] = [];
  const book = new TurnBook(firstTurn, (recognition) => told.push(recognition));
  let now = 0;
  const take = (...recognitions: Recognition[]): void => {
    for (const one of recognitions) book.take(one, (now += 100), now * 8, now);
  };
  const brief = (): string[] => told.map(({ kind, turn, text }) => `${turn} ${kind.slice(5)} ${text}`);
  return { book, told, take, brief };
}

describe("the book of turns", () => {
  it("passes a plain turn on", () => {
    const { take, brief } = setUp(4);
    take(
      { kind: "turn.started", turn: 0, text: "I" },
      { kind: "turn.updated", turn: 0, text: "I need" },
      { kind: "turn.ending", turn: 0, text: "I need" },
      { kind: "turn.resumed", turn: 0, text: "I need a" },
      ended(0, "I need a plumber."),
      { kind: "turn.started", turn: 1, text: "Yes" },
    );
    expect(brief()).toEqual([
      "4 started I",
      "4 updated I need",
      "4 ending I need",
      "4 resumed I need a",
      "4 ended I need a plumber.",
      "5 started Yes",
    ]);
  });

  it("starts a turn that the recogniser only ended, and ignores updates without words", () => {
    const { take, brief } = setUp();
    take({ kind: "turn.updated", turn: 0, text: "" }, ended(0, "Hello."), ended(1, ""));
    expect(brief()).toEqual(["0 started Hello.", "0 ended Hello."]);
  });

  it("does not repeat what has not changed", () => {
    const { take, brief } = setUp();
    take(
      { kind: "turn.started", turn: 0, text: "Hi" },
      { kind: "turn.updated", turn: 0, text: "Hi" },
      { kind: "turn.updated", turn: 0, text: "Hi" },
    );
    expect(brief()).toEqual(["0 started Hi"]);
  });

  it("passes no second end of a turn on", () => {
    const { take, brief } = setUp();
    take({ kind: "turn.started", turn: 0, text: "Hi" }, ended(0, "Hi."), ended(0, "Hi."), {
      kind: "turn.updated",
      turn: 0,
      text: "Hi. there",
    });
    expect(brief()).toEqual(["0 started Hi", "0 ended Hi."]);
  });

  it("goes on with the open turn in the next stream, which hears it again", () => {
    const { book, take, brief } = setUp();
    take(
      { kind: "turn.started", turn: 7, text: "I" },
      { kind: "turn.updated", turn: 7, text: "I would like" },
      { kind: "turn.ending", turn: 7, text: "I would like" },
    );
    book.newStream(false);
    take(
      { kind: "turn.started", turn: 0, text: "I" },
      { kind: "turn.updated", turn: 0, text: "I would like to book" },
      ended(0, "I would like to book."),
      { kind: "turn.started", turn: 1, text: "Please" },
    );
    expect(brief()).toEqual([
      "0 started I",
      "0 updated I would like",
      "0 ending I would like",
      "0 resumed I",
      "0 updated I would like to book",
      "0 ended I would like to book.",
      "1 started Please",
    ]);
  });

  it("keeps the text of a long turn whose beginning the next stream is not given again", () => {
    const { book, told, take, brief } = setUp();
    take({ kind: "turn.started", turn: 0, text: "my address is" });
    book.newStream(true);
    take({ kind: "turn.started", turn: 0, text: "twelve" }, ended(0, "twelve High Street.", 50, 900));
    expect(brief()).toEqual([
      "0 started my address is",
      "0 updated my address is twelve",
      "0 ended my address is twelve High Street.",
    ]);
    expect(told.at(-1)).toMatchObject({ startMs: 50, endMs: 900 });
  });

  it("cuts a stuck turn off, and takes only what is new of it for the next one", () => {
    const { book, take, brief } = setUp();
    take({ kind: "turn.started", turn: 0, text: "well I" });
    book.cutOff(5_000);
    take(
      { kind: "turn.updated", turn: 0, text: "well I" },
      { kind: "turn.updated", turn: 0, text: "Well, I think so" },
      ended(0, "Well, I think so."),
    );
    expect(brief()).toEqual(["0 started well I", "0 ended well I", "1 started think so", "1 ended think so."]);
  });

  it("ends a cut turn once, though the recogniser ends it later too", () => {
    const { book, take, brief } = setUp();
    take({ kind: "turn.started", turn: 0, text: "hello" });
    book.cutOff(5_000);
    take(ended(0, "Hello."), { kind: "turn.started", turn: 1, text: "yes" });
    expect(brief()).toEqual(["0 started hello", "0 ended hello", "1 started yes"]);
  });

  it("does not take a turn twice that was cut while a new stream was hearing it again", () => {
    const { book, take, brief } = setUp();
    take({ kind: "turn.started", turn: 3, text: "call me back" });
    book.newStream(false);
    book.cutOff(5_000);
    take({ kind: "turn.started", turn: 0, text: "Call me" }, ended(0, "Call me back tomorrow."));
    expect(brief()).toEqual([
      "0 started call me back",
      "0 ended call me back",
      "1 started tomorrow.",
      "1 ended tomorrow.",
    ]);
  });

  it("takes something else that a new stream hears after a cut as a whole", () => {
    const { book, take, brief } = setUp();
    take({ kind: "turn.started", turn: 3, text: "call me back" });
    book.newStream(false);
    book.cutOff(5_000);
    take(ended(0, "Are you there?"));
    expect(brief().slice(2)).toEqual(["1 started Are you there?", "1 ended Are you there?"]);
  });
});
