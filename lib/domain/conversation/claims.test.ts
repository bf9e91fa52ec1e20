import { describe, expect, test } from "vitest";
import { NO_STEERING } from "./state";
import { Machine } from "./testing/machine";

const CLAIM = "I've booked you in for Tuesday at two.";
const asked = (change: ConstructorParameters<typeof Machine>[0] = {}) =>
  new Machine(change).connect().callerSays("Can I come on Tuesday at two?");
const said = (call: Machine) => call.factsOf("answer.written").map(({ text }) => text);

describe("what the agent says is done", () => {
  test("and is not, it takes back in the same breath, and the record has both", () => {
    const call = asked().modelSays(CLAIM);
    expect(call.factsOf("claim.checked")).toMatchObject([
      { kind: "booked", said: CLAIM, verdict: "not_done", toolCallId: null },
    ]);
    call.hearAll();
    expect(said(call).slice(-2)).toEqual([CLAIM, expect.stringMatching(/not done yet.*shall i/i)]);
    call.callerSays("Yes, please.");
    expect(JSON.stringify(call.lastThink?.messages)).toContain("not done yet");
  });

  test("and a tool has done, stands, now and later in the call", () => {
    const call = asked().modelCalls(["t1", "book_appointment", { start: "2026-12-01T14:00" }]);
    call.toolFinishes("t1", { booked: true, start: "2026-12-01T14:00" }).modelSays(CLAIM).hearAll();
    call.callerSays("Is it done?").modelSays("Yes, your appointment is booked.").hearAll();
    expect(call.factsOf("claim.checked").map(({ verdict, toolCallId }) => [verdict, toolCallId])).toEqual([
      ["done", "t1"],
      ["done", "t1"],
    ]);
    expect(said(call).join(" ")).not.toContain("not done yet");
  });

  test.each([
    ["somebody was faster", { taken: true, free: [] }, false],
    ["it was refused", { error: "Nothing was changed." }, true],
  ])("although %s, is taken back", (_, output, failed) => {
    const call = asked().modelCalls(["t1", "book_appointment", { start: "2026-12-01T14:00" }]);
    call.toolFinishes("t1", output, failed).modelSays(CLAIM);
    expect(call.factsOf("claim.checked")).toMatchObject([{ verdict: "not_done" }]);
  });

  test("of another kind than what was done, is taken back", () => {
    const call = asked().modelCalls(["t1", "take_message", {}]).toolFinishes("t1", { ok: true }).modelSays(CLAIM);
    expect(call.factsOf("claim.checked")).toMatchObject([{ verdict: "not_done" }]);
  });

  test("was texted stands by the text message alone: a message for the business does not show it", () => {
    const texted = "I've texted you the address.";
    const verdicts = (name: string, output: unknown, failed = false) => {
      const call = asked().modelCalls(["t1", name, {}]).toolFinishes("t1", output, failed).modelSays(texted);
      return call.factsOf("claim.checked").map(({ kind, verdict }) => [kind, verdict]);
    };
    expect(verdicts("send_text", { sent: true, what: "address" })).toEqual([["sent", "done"]]);
    expect(verdicts("send_text", { error: "They said STOP." }, true)).toEqual([["sent", "not_done"]]);
    expect(verdicts("take_message", { ok: true })).toEqual([["sent", "not_done"]]);
  });

  test("was texted is held against which text it was", () => {
    const verdicts = (what: string, said: string) => {
      const call = asked().modelCalls(["t1", "send_text", {}]).toolFinishes("t1", { sent: true, what }).modelSays(said);
      return call.factsOf("claim.checked").map(({ verdict, toolCallId }) => [verdict, toolCallId]);
    };
    expect(verdicts("Price list", "I've texted you the address.")).toEqual([["not_done", null]]);
    expect(verdicts("Price list", "I've texted you the link.")).toEqual([["done", "t1"]]);
    expect(verdicts("address", "I've texted you that.")).toEqual([["done", "t1"]]);
  });

  test("was texted is not known when the network takes too long: it may have gone", () => {
    const call = asked()
      .modelCalls(["t1", "send_text", { what: "address" }])
      .pass(60_000);
    expect(JSON.stringify(call.factsOf("tool.finished")[0]?.output)).toContain("not known whether it was done");
  });

  test("with a goodbye, is taken back before the end, and somebody is to call back", () => {
    const call = asked({ callerNumber: "+14155550134" });
    call.modelSays(`${CLAIM} Goodbye.`, false).modelCalls(["t1", "end_call", {}]).hearAll();
    expect(said(call).at(-1)).toMatch(/not done yet.*call you back/);
    expect(call.factsOf("callback.promised")).toMatchObject([
      { number: "+14155550134", reason: expect.stringContaining(CLAIM) as string },
    ]);
    expect(call.ended).toBeDefined();
  });

  test("and a system of the business's own has done, stands; what it refused, or the caller was only asked about, does not", () => {
    const ticket = "I've opened a ticket for you.";
    const verdicts = (output: unknown, failed = false) => {
      const call = asked().modelCalls(["t1", "make_ticket", {}]).toolFinishes("t1", output, failed).modelSays(ticket);
      return call.factsOf("claim.checked").map(({ verdict }) => verdict);
    };
    expect(verdicts({ done: true, answer: { number: 7 } })).toEqual(["done"]);
    expect(verdicts({ error: "It was refused." }, true)).toEqual(["not_done"]);
    expect(verdicts({ error: "The caller has to agree first." })).toEqual(["not_done"]);
  });

  test("while the tool still runs, is judged by what comes of it", () => {
    const call = asked().modelSays(CLAIM, false).modelCalls(["t1", "book_appointment", {}]);
    expect(call.factsOf("claim.checked")).toEqual([]);
    call.toolFinishes("t1", { booked: true });
    expect(call.factsOf("claim.checked")).toMatchObject([{ verdict: "done", toolCallId: "t1" }]);
  });

  test("because people of the business said so, is their word", () => {
    const call = new Machine({}, 1, [], { ...NO_STEERING, whispers: ["Maria has booked them for Tuesday"] });
    call.connect().callerSays("Am I booked?").modelSays(CLAIM);
    expect(call.factsOf("claim.checked")).toMatchObject([{ verdict: "told" }]);
  });

  test("in an earlier worker's time still counts", () => {
    const tools = [
      {
        toolCallId: "t1",
        name: "book_appointment",
        input: {},
        result: { output: { booked: true }, failed: false },
        startedAtMs: 0,
      },
    ];
    const call = new Machine({}, 1, [{ role: "agent", generation: 3, text: "", tools }]);
    call.connect().callerSays("Am I booked?").modelSays(CLAIM);
    expect(call.factsOf("claim.checked")).toMatchObject([{ verdict: "done", toolCallId: "t1" }]);
  });

  test("offers and questions are no claims", () => {
    const call = asked().modelSays("Tuesday at two is free. Shall I book it for you?").hearAll();
    expect(call.factsOf("claim.checked")).toEqual([]);
  });
});
