import { describe, expect, test } from "vitest";
import { chooseTier } from "./router";
import { Machine } from "./testing/machine";

describe("which model answers", () => {
  test("a live turn starts on the fast one unless the agent's policy says otherwise", () => {
    expect(chooseTier("fast", "Please compare the two plans step by step and explain why").tier).toBe("fast");
    expect(chooseTier("balanced", "Are you open?").tier).toBe("fast");
    expect(chooseTier("balanced", "Can you compare the two cleaning plans for me?").tier).toBe("standard");
    expect(chooseTier("deep", "Yes.").tier).toBe("fast");
    expect(chooseTier("deep", "Which one should I take for my mother?").tier).toBe("deep");
  });

  test("deep thinking is announced, gets its budget and is never guessed ahead", () => {
    const call = new Machine({ model: { ...new Machine().state.settings.model, policy: "deep" } }).connect();
    call.callerStarts("Compare").callerMayBeDone("Compare both plans step by step");
    expect(call.effectsOf("think")).toEqual([]);
    call.callerEnds("Compare both plans step by step");
    expect(call.lastThink).toMatchObject({ tier: "deep", thinkingBudgetTokens: 2048 });
    expect(call.voiced).toContain("Let me check that for you.");
    call.hearAll().pass(8000);
    expect(call.effectsOf("think")).toHaveLength(1);
    expect(call.ended).toBeUndefined();
  });
});

describe("a long conversation", () => {
  const long = (i: number) => `Question ${i} ${"word ".repeat(100)}`;

  test("is summarised when it outgrows the context, and what is new stays word for word", () => {
    const call = new Machine().connect();
    let i = 0;
    while (call.effectsOf("summarise").length === 0 && i < 40) {
      call
        .callerSays(long(i))
        .modelSays(`Answer ${i} ${"text ".repeat(100)}`)
        .hearAll();
      i += 1;
    }
    const [asked] = call.effectsOf("summarise");
    expect(asked).toBeDefined();
    call.send({ kind: "summary.written", summary: "They asked many questions.", entries: asked!.entries });
    expect(call.factsOf("history.summarised")).toHaveLength(1);
    call.callerSays("And now?");
    const messages = JSON.stringify(call.lastThink?.messages);
    expect(messages).toContain("Earlier in this call: They asked many questions.");
    expect(messages).not.toContain("Question 0 ");
    expect(messages).toContain(`Answer ${i - 1} `);
    expect(call.lastThink?.messages[0]?.role).toBe("user");
  });

  test("goes on without a summary when none can be had", () => {
    const call = new Machine().connect();
    for (let i = 0; i < 14; i += 1)
      call
        .callerSays(long(i))
        .modelSays(`Answer ${i} ${"text ".repeat(100)}`)
        .hearAll();
    call.send({ kind: "summary.failed" });
    call.callerSays("And now?").modelSays("Fine.").hearAll();
    expect(call.ended).toBeUndefined();
    expect(call.effectsOf("summarise").length).toBeGreaterThan(1);
  });

  test("what a model is told always alternates and starts and ends with the caller", () => {
    const call = new Machine().connect().callerSays("Hi.").modelSays("Let me look.", false).modelCalls(["t1", "a", {}]);
    call.send({ kind: "tool.finished", toolCallId: "t1", output: {}, failed: false });
    call.modelSays("Done.").hearAll().pass(10_000).hearAll().callerSays("Thanks. What else?");
    for (const { messages } of call.effectsOf("think")) {
      const roles = messages.map(({ role }) => role);
      expect(roles[0]).toBe("user");
      expect(roles.at(-1)).toBe("user");
      expect(roles.some((role, at) => role === roles[at + 1])).toBe(false);
    }
  });
});
