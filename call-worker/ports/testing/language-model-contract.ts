import { describe, expect, it, vi } from "vitest";
import type { LanguageModel, ModelEvent, ModelRequest, ToolSpec } from "../language-model";
import { Recorder } from "./recorder";

/** What the suite needs to know of one model and of the vendor it runs at. */
export interface LanguageModelHarness {
  model(): LanguageModel;
  name: string;
  /** Makes the vendor misbehave on its next answers. */
  trouble(trouble: {
    kind: "status" | "drop" | "garbage" | "stall";
    status?: number;
    afterMs?: number;
    count: number;
  }): void;
  /** How many answers the vendor was asked for so far. */
  requests(): number;
  /** Whether all of the trouble has happened. */
  troubleOver(): boolean;
}

const OPENING_HOURS: ToolSpec = {
  name: "get_opening_hours",
  description: "Tells when the business is open.",
  inputSchema: { type: "object", properties: {}, additionalProperties: false },
};
const TAKE_MESSAGE: ToolSpec = {
  name: "take_message",
  description: "Takes a message for the business.",
  inputSchema: {
    type: "object",
    properties: { message: { type: "string", description: "What the caller wants to tell." } },
    required: ["message"],
    additionalProperties: false,
  },
};

function isOver(event: ModelEvent): boolean {
  return event.kind === "done" || event.kind === "failed";
}

/** What every language model must do, whoever runs it. */
export function describeLanguageModel(name: string, harness: LanguageModelHarness): void {
  const user = (text: string) => ({ role: "user" as const, content: [{ kind: "text" as const, text }] });
  const base = (): ModelRequest => ({
    model: harness.name,
    system: "You answer the phone of a small restaurant. Be brief.",
    situation: "It is Friday noon.",
    messages: [user("Hello")],
    tools: [],
    maxTokens: 300,
    temperature: 0,
    thinkingBudgetTokens: null,
  });
  const start = (change: Partial<ModelRequest> = {}) => {
    const told = new Recorder<ModelEvent>();
    const run = harness.model().run({ ...base(), ...change }, (event) => told.add(event));
    return { told, run };
  };
  const answer = async (change: Partial<ModelRequest> = {}): Promise<ModelEvent[]> => {
    const { told } = start(change);
    await told.until(isOver);
    return told.events;
  };
  const textOf = (events: readonly ModelEvent[]): string => {
    return events.map((event) => (event.kind === "text" ? event.text : "")).join("");
  };

  describe(`${name} as a language model`, () => {
    it("answers in pieces and ends once, with what it used", async () => {
      const events = await answer();
      expect(textOf(events).trim().length).toBeGreaterThan(0);
      expect(events.filter(isOver)).toHaveLength(1);
      const end = events.at(-1);
      expect(end).toMatchObject({ kind: "done", stopReason: "end" });
      if (end?.kind !== "done") return;
      expect(end.usage.inputTokens + end.usage.cacheReadTokens + end.usage.cacheWriteTokens).toBeGreaterThan(0);
      expect(end.usage.outputTokens).toBeGreaterThan(0);
    });

    it("answers although the agent spoke first, or nobody did", async () => {
      const greeting = {
        role: "assistant" as const,
        content: [{ kind: "text" as const, text: "Welcome to Luigi's." }],
      };
      for (const messages of [[], [greeting], [greeting, user("Hi"), greeting]]) {
        expect((await answer({ messages })).at(-1)).toMatchObject({ kind: "done" });
      }
    });

    it("calls a tool and goes on with its result", async () => {
      const tools = [OPENING_HOURS, TAKE_MESSAGE];
      const question = user("When are you open today?");
      const events = await answer({ tools, messages: [question] });
      const call = events.find((event) => event.kind === "tool-call");
      expect(call).toMatchObject({ name: "get_opening_hours", input: {} });
      expect(events.at(-1)).toMatchObject({ kind: "done", stopReason: "tools" });
      if (call?.kind !== "tool-call") return;
      const asked = { kind: "tool-call" as const, toolCallId: call.toolCallId, name: call.name, input: {} };
      const history = [
        question,
        { role: "assistant" as const, content: [asked] },
        {
          role: "user" as const,
          content: [
            {
              kind: "tool-result" as const,
              toolCallId: call.toolCallId,
              output: { open: "from 9 in the morning until 5 in the afternoon" },
              failed: false,
            },
          ],
        },
      ];
      const after = await answer({ tools, messages: history });
      expect(after.at(-1)).toMatchObject({ kind: "done", stopReason: "end" });
      expect(textOf(after)).not.toBe("");
      // The agent's next version may have no tools, and a result may still be missing.
      expect((await answer({ tools: [], messages: history })).at(-1)).toMatchObject({ kind: "done" });
      const unfinished = [...history.slice(0, 2), user("Hello? Are you there?")];
      expect((await answer({ tools, messages: unfinished })).at(-1)).toMatchObject({ kind: "done" });
    });

    it("runs many answers at once without mixing them", async () => {
      const all = await Promise.all(Array.from({ length: 40 }, () => answer()));
      const texts = new Set(all.map(textOf));
      expect(texts.size).toBe(1);
      for (const events of all) expect(events.at(-1)).toMatchObject({ kind: "done" });
    });

    it("stops when aborted, at any moment, and says nothing more", async () => {
      harness.trouble({ kind: "stall", count: 1 });
      const stalled = start();
      await vi.waitFor(() => expect(harness.troubleOver()).toBe(true));
      stalled.run.abort();
      const before = start();
      before.run.abort();
      const speaking = start();
      await speaking.told.until((event) => event.kind === "text");
      const count = speaking.told.events.length;
      speaking.run.abort();
      await answer();
      expect(before.told.events).toEqual([]);
      expect(stalled.told.events).toEqual([]);
      expect(speaking.told.events).toHaveLength(count);
    });

    it.each([429, 500, 503])("tries again after %i, and the caller never knows", async (status) => {
      const asked = harness.requests();
      harness.trouble({ kind: "status", status, count: 2 });
      expect((await answer()).at(-1)).toMatchObject({ kind: "done" });
      expect(harness.requests()).toBe(asked + 3);
    });

    it("gives up on a vendor that keeps refusing, within a second and a half", async () => {
      harness.trouble({ kind: "status", status: 429, count: 10 });
      const startedAt = performance.now();
      const events = await answer();
      expect(events).toMatchObject([{ kind: "failed", retryable: true }]);
      expect(performance.now() - startedAt).toBeLessThan(1_500);
    });

    it("does not repeat what the vendor finds wrong", async () => {
      const asked = harness.requests();
      harness.trouble({ kind: "status", status: 400, count: 1 });
      expect(await answer()).toMatchObject([{ kind: "failed", retryable: false }]);
      expect(harness.requests()).toBe(asked + 1);
      expect((await answer({ model: "no.such-model-v9:0" })).at(-1)).toMatchObject({
        kind: "failed",
        retryable: false,
      });
    });

    it.each(["drop", "garbage"] as const)(
      "ends with an answer or a failure when the vendor sends a %s",
      async (kind) => {
        harness.trouble({ kind, count: 10 });
        const events = await answer();
        expect(events.filter(isOver)).toHaveLength(1);
        expect(events.at(-1)).toMatchObject({ kind: "failed", retryable: true });
      },
    );
  });
}
