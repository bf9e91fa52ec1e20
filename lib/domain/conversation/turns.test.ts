import { describe, expect, test } from "vitest";
import { Machine } from "./testing/machine";

describe("an answer to a turn", () => {
  test("notices come first and can't be interrupted, then the greeting; their wording is recorded", () => {
    const call = new Machine({ notices: [{ kind: "disclosure", text: "I'm an AI.", textSha256: "abc" }] });
    call.send({ kind: "line.connected", lineId: "MZ1", resumed: false });
    call.callerStarts("stop stop stop stop").callerEnds("stop stop stop stop");
    expect(call.effectsOf("clear")).toEqual([]);
    expect(call.factsOf("notice.given")).toEqual([{ type: "notice.given", kind: "disclosure", textSha256: "abc" }]);
    call.hearAll();
    expect(call.factsOf("answer.written").map(({ text }) => text)).toEqual(["I'm an AI.", "Hello."]);
    // What was said into the notice is answered afterwards, not lost.
    expect(call.lastThink?.messages.at(-1)).toEqual({
      role: "user",
      content: [{ kind: "text", text: "stop stop stop stop" }],
    });
  });

  test("tokens go to the voice as they come, the end once", () => {
    const call = new Machine().connect().callerSays("Where are you?");
    call.modelSays("In ", false).modelSays("Oakland.");
    expect(
      call
        .effectsOf("speak")
        .slice(-2)
        .map(({ text }) => text),
    ).toEqual(["In ", "Oakland."]);
    expect(call.effectsOf("finish_speaking").at(-1)).toMatchObject({ text: "In Oakland." });
    call.hearAll();
    expect(call.factsOf("answer.ended").at(-1)).toMatchObject({
      heardText: "In Oakland.",
      heardFraction: 1,
      interrupted: false,
    });
  });

  test("what belongs to an older run is dropped at the door", () => {
    const call = new Machine().connect().callerSays("Where are you?");
    const stale = call.state.thinking!.generation;
    call.callerStarts("No, when are you open?");
    expect(call.effectsOf("stop_thinking").at(-1)).toEqual({ kind: "stop_thinking", generation: stale });
    const voiced = call.voiced;
    call.send({ kind: "model.text", generation: stale, text: "In Oakland." });
    expect(call.voiced).toBe(voiced);
    call.callerEnds("No, when are you open?");
    // Both questions are before the model, in order, as one turn of the caller.
    expect(call.lastThink?.messages.at(-1)?.content).toEqual([
      { kind: "text", text: "Where are you?" },
      { kind: "text", text: "No, when are you open?" },
    ]);
  });

  test("an empty answer is asked for once more, then the caller is", () => {
    const call = new Machine().connect().callerSays("Hm hm?");
    call.modelDone();
    expect(call.effectsOf("think")).toHaveLength(2);
    call.modelDone();
    expect(call.voiced).toContain("could you say that again");
  });
});

describe("thinking ahead", () => {
  const eager = () => new Machine().connect().callerStarts("Are you").callerMayBeDone("Are you open?");

  test("starts before the turn has ended, and nothing of it is heard", () => {
    const call = eager().modelSays("Yes, ", false);
    expect(call.lastThink?.speculative).toBe(true);
    expect(call.effectsOf("speak").map(({ text }) => text)).toEqual(["Hello."]);
  });

  test("is adopted when the turn ends on the same words, whatever their spelling", () => {
    const call = eager().modelSays("Yes.").callerEnds("are you open");
    expect(call.effectsOf("think")).toHaveLength(1);
    expect(call.effectsOf("speak").at(-1)?.text).toBe("Yes.");
    expect(call.hearAll().factsOf("answer.ended").at(-1)?.metrics.speculation).toBe("used");
  });

  test("is discarded when the caller goes on", () => {
    const call = eager().modelSays("Yes.").callerResumes("Are you open on").callerEnds("Are you open on Sunday?");
    expect(call.effectsOf("stop_thinking")).toHaveLength(1);
    call.modelSays("No.");
    expect(call.effectsOf("speak").at(-1)?.text).toBe("No.");
    expect(call.voiced).not.toContain("Yes.");
  });

  test("is discarded when the words changed, and says so", () => {
    const call = eager().modelSays("Yes.").callerEnds("Are you open on Sunday?");
    call.modelSays("No.").hearAll();
    expect(call.factsOf("answer.ended").at(-1)).toMatchObject({ text: "No.", metrics: { speculation: "discarded" } });
  });

  test("does nothing in the world until the turn has ended", () => {
    const call = eager().modelCalls(["t1", "take_message", { message: "x" }]);
    expect(call.effectsOf("run_tool")).toEqual([]);
    call.callerEnds("Are you open?");
    expect(call.effectsOf("run_tool").map(({ toolCallId }) => toolCallId)).toEqual(["t1"]);
  });

  test("stops guessing after three times", () => {
    const call = new Machine().connect().callerStarts("a");
    for (let i = 0; i < 6; i += 1) call.callerMayBeDone(`words ${i}`).callerResumes(`words ${i}`);
    expect(call.effectsOf("think")).toHaveLength(3);
  });

  test("a failed guess is not noticed: the turn's own run answers", () => {
    const call = eager().modelFails();
    expect(call.factsOf("vendor.failed")).toEqual([]);
    call.callerEnds("Are you open?").modelSays("Yes.");
    expect(call.effectsOf("speak").at(-1)?.text).toBe("Yes.");
  });
});

describe("a model that is late or fails", () => {
  test("1.2 s: a short filler; 3 s: another model; 8 s: an apology and the end", () => {
    const call = new Machine().connect().callerSays("Where are you?");
    call.pass(1199);
    expect(call.factsOf("answer.written").filter(({ kind }) => kind === "filler")).toEqual([]);
    call.pass(1);
    expect(call.factsOf("answer.written").at(-1)).toMatchObject({ kind: "filler", text: "One moment." });
    call.hearAll().pass(1800);
    expect(call.effectsOf("think").map(({ tier }) => tier)).toEqual(["fast", "standard"]);
    expect(call.factsOf("vendor.failed").at(-1)).toMatchObject({
      part: "thinking",
      consequence: "Another model was asked",
    });
    call.pass(5000);
    expect(call.factsOf("answer.written").at(-1)?.kind).toBe("apology");
    call.hearAll();
    expect(call.ended).toMatchObject({ disposition: "failed", reason: "No model answered within 8 s" });
  });

  test("with a person to fall back on, the caller is put through instead", () => {
    const call = new Machine({ fallbackNumber: "+14155550199" }).connect().callerSays("Hi there you");
    call.pass(8000).hearAll();
    expect(call.effectsOf("end").at(-1)?.closing).toMatchObject({
      disposition: "transferred",
      next: { kind: "dial", to: "+14155550199" },
    });
  });

  test("an error goes to the fallback at once, two to the apology", () => {
    const call = new Machine().connect().callerSays("Where are you?").modelFails();
    expect(call.lastThink?.tier).toBe("standard");
    call.modelFails().hearAll();
    expect(call.ended?.disposition).toBe("failed");
  });

  test("an answer that breaks off is not left hanging", () => {
    const call = new Machine().connect().callerSays("Where are you?").modelSays("We are in ", false).modelFails();
    call.hearAll();
    expect(call.voiced).toContain("lost my thread");
    expect(call.ended).toBeUndefined();
  });
});
