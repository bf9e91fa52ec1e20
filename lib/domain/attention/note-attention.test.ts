import { describe, expect, it, test } from "vitest";
import { NO_ATTENTION } from "@/lib/contracts/live/attention";
import { urgentWord, saysPerson } from "./said-words";
import { isQuestion, isSameQuestion } from "./same-question";
import { NOW_MS, tellCall } from "./testing/tell-call";

const noted = (...lines: string[]) => tellCall("c", 600, lines).attention;
const floor = (...lines: string[]) => tellCall("c", 600, lines).floor;
const ago = (seconds: number) => new Date(NOW_MS - seconds * 1000).toISOString();

describe("what a call's facts say for a look", () => {
  test("nothing has happened", () => expect(noted()).toEqual(NO_ATTENTION));

  test("who spoke last, and since when it is quiet", () => {
    expect(noted("9 caller Hello")).toMatchObject({ lastSpeaker: "caller", quietSince: ago(9) });
    expect(noted("9 caller Hello", "5 agent Hi")).toMatchObject({ lastSpeaker: "agent", quietSince: ago(5) });
  });

  test("a person asked for, until one is there", () => {
    expect(noted("9 caller I want a real person")).toMatchObject({ askedForPersonAt: ago(9) });
    expect(noted("9 caller I want a real person", "5 take_over Dana").askedForPersonAt).toBeNull();
    expect(noted("9 caller I want a real person", "8 raised asked", "5 accepted Dana")).toMatchObject({
      askedForPersonAt: null,
      escalation: { state: "in_progress", since: ago(5) },
    });
  });

  test("the search for a person", () => {
    expect(noted("20 raised price", "9 declined Ines").escalation).toMatchObject({ state: "waiting", since: ago(20) });
    expect(noted("20 raised price", "9 nobody")).toMatchObject({ escalation: null, nobodyAt: ago(9) });
    expect(noted("20 raised price", "9 accepted Ines", "8 take_over Ines", "3 give_back Ines").escalation).toBeNull();
  });

  test("the same question, however it is put and whatever lies between", () => {
    const first = noted("60 caller When are you open on Saturday?");
    expect(first.repeated).toBeNull();
    const third = noted(
      "60 caller When are you open on Saturday?",
      "50 caller Okay",
      "40 caller And where can I park?",
      "30 caller So are you open this Saturday or not?",
      "20 caller I asked about your opening on Saturdays",
    );
    expect(third.repeated).toMatchObject({ times: 3, at: ago(20) });
    expect(
      noted("60 caller What is the price?", "40 caller What is the price?", "20 caller Where are you?").repeated,
    ).toBeNull();
  });

  test("tools: what failed and has not worked since", () => {
    expect(noted("9 failed book", "5 failed book")).toMatchObject({ toolFailures: 2, failedTool: "book" });
    expect(noted("9 failed book", "5 worked other").failedTool).toBe("book");
    expect(noted("9 failed book", "5 worked book")).toMatchObject({ toolFailures: 1, failedTool: null });
  });

  test("what does not work, until it is seen to work", () => {
    expect(noted("9 down thinking").vendorDown).toEqual({ part: "thinking", since: ago(9) });
    expect(noted("9 down thinking", "5 agent Here I am")).toMatchObject({ vendorDown: null, vendorFailures: 1 });
    expect(noted("9 down listening", "5 agent Here I am").vendorDown).not.toBeNull();
    expect(noted("9 down listening", "5 up listening").vendorDown).toBeNull();
  });

  test("interruptions, silences, questions and sentiment", () => {
    expect(noted("9 cut We are", "5 cut On").interruptions).toBe(2);
    expect(noted("9 prompted", "5 prompted").silencePrompts).toBe(2);
    expect(noted("9 prompted", "5 caller I am here").silencePrompts).toBe(0);
    expect(noted("9 unanswered price").unanswered).toBe(1);
    expect(noted("9 question May I?").questionSince).toBe(ago(9));
    expect(noted("9 question May I?", "2 reply").questionSince).toBeNull();
    const many = Array.from({ length: 15 }, (_, index) => `${20 - index} caller ${index === 14 ? "terrible" : "hm"}`);
    expect(noted(...many).sentiment).toHaveLength(12);
    expect(noted(...many).sentiment.at(-1)).toBeLessThan(0);
  });
});

test("who has the floor", () => {
  expect(floor("9 pause Dana")).toEqual({ holder: "paused", by: { userId: "u1", name: "Dana" } });
  expect(floor("9 take_over Dana")).toMatchObject({ holder: "person", by: { name: "Dana" } });
  expect(floor("9 take_over Dana", "5 whisper Sam")).toMatchObject({ holder: "person", by: { name: "Dana" } });
  expect(floor("9 take_over Dana", "5 give_back Dana")).toEqual({ holder: "agent", by: null });
  expect(noted("9 pause Dana").floorSince).toBe(ago(9));
  expect(noted("9 pause Dana", "5 resume Dana").floorSince).toBeNull();
});

describe("words", () => {
  it.each([
    ["Can I talk to somebody real? A human being?", true],
    ["Get me your supervisor", true],
    ["I'd like to speak with someone in charge", true],
    ["Ich will mit einem Menschen sprechen", true],
    ["Am I speaking to a human?", false],
    ["I don't need a representative", false],
    ["My manager said I should call", false],
    ["When do you open?", false],
  ])("asks for a person: %s", (text, expected) => expect(saysPerson(text)).toBe(expected));

  it.each([
    ["I smell gas in the hall", "smell gas"],
    ["There's smoke coming out of the outlet", "smoke"],
    ["He can’t breathe", "can't breathe"],
    ["It's not an emergency", null],
    ["I need a smoke detector", null],
    ["There is no smoke", null],
    ["I need an appointment", null],
  ])("urgent: %s", (text, expected) => expect(urgentWord(text)).toBe(expected));

  it.each([
    ["What does a filling cost?", "So how much does the filling cost?", true],
    ["Where is my order?", "I asked you where my order is", true],
    ["How much is it?", "How much is it?", true],
    ["When are you open on Saturday?", "When are you open on Sunday?", false],
    ["Is there parking?", "Is there a waiting room?", false],
  ])("the same question: %s / %s", (a, b, expected) => expect(isSameQuestion(a, b)).toBe(expected));

  it.each([
    ["what time is it", true],
    ["So can I come on Monday", true],
    ["Yes, John Smith", false],
  ])("a question: %s", (text, expected) => expect(isQuestion(text)).toBe(expected));
});
