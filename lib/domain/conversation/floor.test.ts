import { describe, expect, test } from "vitest";
import type { SteerCommand } from "@/lib/contracts/live/steering";
import { Machine } from "./testing/machine";

const ANNA = { userId: "user-anna", name: "Anna Weber" };
const BORIS = { userId: "user-boris", name: "Boris Tal" };

const ANSWER = "We are open from nine to five. On Sunday we are closed.";
const asked = () => new Machine().connect().callerSays("When are you open?");
const speaking = (chars = 10) => asked().modelSays(ANSWER).hearSome(chars);
const steer = (call: Machine, command: SteerCommand, by = ANNA) => call.send({ kind: "steered", by, command });
const join = (call: Machine, by = ANNA) => call.send({ kind: "person.joined", by });
const personSays = (call: Machine, text: string, turn = 0, name = ANNA.name) =>
  call.send({ kind: "person.spoke", turn, text, name, confidence: 0.9, startMs: 0, endMs: call.nowMs });
const actions = (call: Machine) => call.factsOf("supervisor.acted").map(({ action, name }) => `${action} ${name}`);

describe("a pause", () => {
  test("stops the agent at once; it listens, writes down and answers nothing", () => {
    const call = steer(speaking(), { action: "pause" });
    expect(call.effectsOf("clear")).toHaveLength(1);
    call.callerSays("And on Saturday?");
    expect(call.factsOf("segment.final").at(-1)).toMatchObject({ text: "And on Saturday?", speaker: "caller" });
    expect(call.effectsOf("think")).toHaveLength(1);
    expect(call.factsOf("supervisor.acted")).toEqual([
      { type: "supervisor.acted", action: "pause", userId: "user-anna", name: "Anna Weber", text: "" },
    ]);
  });

  test("does not leave a waiting caller in dead silence, and never asks whether they are still there", () => {
    const call = steer(asked(), { action: "pause" }).pass(7999);
    expect(call.voiced).toBe("Hello.");
    call.pass(1).hearAll();
    expect(call.voiced).toContain("One moment, please.");
    call.pass(15_000).hearAll().pass(15_000).hearAll();
    expect(call.factsOf("answer.written").filter(({ kind }) => kind === "filler")).toHaveLength(3);
    expect(call.factsOf("silence.prompted")).toEqual([]);
  });

  test("over, what is open is answered", () => {
    const call = steer(asked(), { action: "pause" });
    expect(call.effectsOf("stop_thinking")).toHaveLength(1);
    steer(call, { action: "resume" });
    expect(call.effectsOf("think")).toHaveLength(2);
    call.modelSays(ANSWER);
    expect(call.voiced).toContain("nine to five");
  });

  test("over, an answer that was cut off is said from its sentence on", () => {
    const call = speaking(40);
    call.heardOnClear = () => "We are open from nine to five. On Sun";
    steer(call, { action: "pause" });
    steer(call, { action: "resume" });
    expect(call.effectsOf("speak").at(-1)?.text).toBe("On Sunday we are closed.");
  });

  test("over, a caller who asked meanwhile is answered", () => {
    const call = steer(speaking(), { action: "pause" }).callerSays("And on Saturday?");
    steer(call, { action: "resume" });
    expect(call.lastThink?.messages.at(-1)?.content).toEqual([{ kind: "text", text: "And on Saturday?" }]);
  });

  test("ends by itself after two minutes, and the record says so", () => {
    const call = steer(asked(), { action: "pause" }).pass(120_000);
    expect(call.factsOf("supervisor.acted").at(-1)).toMatchObject({
      action: "resume",
      userId: null,
      text: "The pause ended by itself after 2 minutes.",
    });
    call.hearAll();
    expect(call.effectsOf("think")).toHaveLength(2);
  });

  test("what a tool brings meanwhile is used afterwards", () => {
    const call = asked().modelCalls(["t1", "get_opening_hours", {}]);
    steer(call, { action: "pause" });
    call.send({ kind: "tool.finished", toolCallId: "t1", output: { open: true }, failed: false });
    expect(call.effectsOf("think")).toHaveLength(1);
    steer(call, { action: "resume" });
    expect(JSON.stringify(call.lastThink?.messages)).toContain('"open":true');
  });
});

describe("a person with the floor", () => {
  test("the agent stops, and says nothing as long as they have it", () => {
    const call = join(speaking());
    expect(call.effectsOf("clear")).toHaveLength(1);
    const before = call.voiced;
    call.callerSays("Hello, who is this?");
    call.send({ kind: "keypad.pressed", digit: "5" }).send({ kind: "text.typed", text: "And this?" });
    call.pass(45 * 60_000);
    expect(call.voiced).toBe(before);
    expect(call.effectsOf("think")).toHaveLength(1);
    expect(call.factsOf("keypad.pressed")).toHaveLength(1);
    expect(call.ended).toBeUndefined();
  });

  test("what both say is written down, each under who said it", () => {
    const call = personSays(join(asked()), "Good morning, this is Anna.").callerSays("Hello Anna.");
    expect(call.factsOf("segment.final").map(({ speaker, text, turnId }) => `${turnId} ${speaker}: ${text}`)).toEqual([
      "c1 caller: When are you open?",
      "p1 human: Good morning, this is Anna.",
      "c2 caller: Hello Anna.",
    ]);
  });

  test("given back with a question open, the agent answers it, knowing what the colleague said and promised", () => {
    const call = personSays(join(asked()), "You get fifteen percent off.").callerSays("Until when?");
    steer(call, { action: "give_back", promised: "15 % until Friday" });
    expect(call.voiced).toContain("I'm back with you.");
    expect(call.lastThink?.messages.slice(-2)).toEqual([
      { role: "assistant", content: [{ kind: "text", text: "[colleague Anna Weber] You get fifteen percent off." }] },
      { role: "user", content: [{ kind: "text", text: "Until when?" }] },
    ]);
    expect(call.lastThink?.steering).toContain("[colleague Anna Weber]");
    expect(call.lastThink?.steering).toContain("- 15 % until Friday (Anna Weber)");
    expect(call.state.floor.holder).toBe("agent");
  });

  test("given back with nothing open, it asks what else there is and waits", () => {
    const call = personSays(join(asked()), "Then we'll see you on Friday.");
    steer(call, { action: "give_back", promised: "" });
    call.hearAll();
    expect(call.voiced).toContain("Is there anything else I can do for you?");
    expect(call.effectsOf("think")).toHaveLength(1);
    call.pass(10_000);
    expect(call.factsOf("silence.prompted")).toHaveLength(1);
  });

  test("given back in mid-sentence, their last words are waited for, but not long", () => {
    const call = join(asked());
    call.send({ kind: "person.speaking", turn: 0, text: "", name: ANNA.name });
    steer(call, { action: "give_back", promised: "" });
    expect(call.effectsOf("think")).toHaveLength(1);
    personSays(call, "You get fifteen percent off.");
    expect(call.effectsOf("think")).toHaveLength(2);
    expect(JSON.stringify(call.lastThink?.messages)).toContain("fifteen percent off");

    const late = join(asked());
    late.send({ kind: "person.speaking", turn: 0, text: "", name: ANNA.name });
    steer(late, { action: "give_back", promised: "" });
    late.hearAll().pass(800);
    expect(late.effectsOf("think")).toHaveLength(2);
    personSays(late, "You get fifteen percent off.");
    expect(late.factsOf("segment.final").at(-1)).toMatchObject({ speaker: "human", turnId: "p1" });
  });

  test("whose connection is lost gets three seconds; then the agent is back and says so", () => {
    const call = join(asked()).callerSays("Are you there?").send({ kind: "person.lost", mayReturn: true });
    const before = call.voiced;
    call.pass(2999);
    expect(call.voiced).toBe(before);
    call.pass(1);
    expect(call.voiced).toContain("My colleague was cut off; I'm still here.");
    expect(call.lastThink?.messages.at(-1)?.content.at(-1)).toEqual({ kind: "text", text: "Are you there?" });
    expect(actions(call)).toEqual(["take_over Anna Weber", "connection_lost Anna Weber"]);
  });

  test("who comes back in time goes on", () => {
    const call = join(asked()).send({ kind: "person.lost", mayReturn: true }).pass(2000);
    join(call).pass(10_000);
    expect(call.state.floor.holder).toBe("person");
    expect(actions(call)).toEqual(["take_over Anna Weber", "connection_lost Anna Weber", "take_over Anna Weber"]);
  });

  test("whose microphone is dead is not waited for any longer", () => {
    const call = join(asked()).send({ kind: "person.lost", mayReturn: false });
    expect(call.voiced).toContain("My colleague was cut off");
  });

  test("keeps it against everybody else, who may still whisper", () => {
    const call = join(asked());
    for (const command of [
      { action: "pause" },
      { action: "give_back", promised: "" },
      { action: "end", reason: "" },
    ] as const)
      steer(call, command, BORIS);
    join(call, BORIS);
    expect(call.state.floor.by).toEqual(ANNA);
    steer(call, { action: "whisper", text: "Offer Friday." }, BORIS);
    steer(call, { action: "give_back", promised: "" });
    expect(call.lastThink?.steering).toContain("- Offer Friday.");
    expect(actions(call)).toEqual(["take_over Anna Weber", "whisper Boris Tal", "give_back Anna Weber"]);
  });

  test("a call that is too long ends once the agent has it again", () => {
    const call = join(new Machine({ maxDurationMs: 60_000 }).connect()).pass(90_000);
    expect(call.ended).toBeUndefined();
    steer(call, { action: "give_back", promised: "" });
    call.hearAll().pass(5000).hearAll();
    expect(call.ended).toMatchObject({ disposition: "max_duration" });
  });

  test("a line that breaks and comes back is still theirs", () => {
    const call = join(asked()).send({ kind: "line.closed", reason: "reset", how: "lost" }).pass(2000);
    const before = call.voiced;
    call.send({ kind: "line.connected", lineId: "MZ2", resumed: true }).pass(20_000);
    expect(call.voiced).toBe(before);
    expect(call.state.floor.holder).toBe("person");
  });

  test("without a recogniser the call goes on, for they hear the caller themselves", () => {
    const call = join(asked()).send({ kind: "vendor.failed", part: "listening", message: "gone" });
    expect(call.ended).toBeUndefined();
    expect(call.voiced).toBe("Hello.");
  });

  test("can step into a goodbye", () => {
    const call = asked().modelSays("Goodbye.", false).modelCalls(["t1", "end_call", {}]);
    join(call).pass(5000);
    expect(call.ended).toBeUndefined();
  });
});
