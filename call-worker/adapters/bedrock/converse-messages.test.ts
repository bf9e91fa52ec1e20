import type { Message } from "@aws-sdk/client-bedrock-runtime";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AssistantPart, ModelMessage, UserPart } from "@/call-worker/ports/language-model";
import { toConverseMessages } from "./converse-messages";

const user = (text: string): ModelMessage => ({ role: "user", content: [{ kind: "text", text }] });
const agent = (text: string): ModelMessage => ({ role: "assistant", content: [{ kind: "text", text }] });
const call = (toolCallId: string): AssistantPart => ({ kind: "tool-call", toolCallId, name: "find", input: { q: 1 } });
const result = (toolCallId: string, output: unknown): UserPart => {
  return { kind: "tool-result", toolCallId, output, failed: false };
};

describe("a history for Converse", () => {
  it("begins with the user, although the agent greeted first", () => {
    expect(toConverseMessages([agent("Hello, how can I help?"), user("Hi")])).toEqual([
      { role: "user", content: [{ text: "(The call is connected.)" }] },
      { role: "assistant", content: [{ text: "Hello, how can I help?" }] },
      { role: "user", content: [{ text: "Hi" }] },
    ]);
    expect(toConverseMessages([])).toHaveLength(1);
  });

  it("joins what one side said in a row and leaves out what is empty", () => {
    expect(
      toConverseMessages([
        user("One"),
        user("  "),
        user("two"),
        agent(""),
        agent("Three "),
        agent("four"),
        user("five"),
      ]),
    ).toEqual([
      { role: "user", content: [{ text: "One" }, { text: "two" }] },
      { role: "assistant", content: [{ text: "Three" }, { text: "four" }] },
      { role: "user", content: [{ text: "five" }] },
    ]);
  });

  it("ends with the user, although the caller is silent", () => {
    expect(toConverseMessages([user("Hi"), agent("Hello?")]).at(-1)).toEqual({
      role: "user",
      content: [{ text: "(The caller says nothing.)" }],
    });
  });

  it("puts results before words, and says which tools did not finish", () => {
    const history: ModelMessage[] = [
      user("Both, please"),
      { role: "assistant", content: [{ kind: "text", text: "One moment." }, call("a"), call("b")] },
      {
        role: "user",
        content: [{ kind: "text", text: "Hello?" }, result("b", { rooms: 2 }), result("unasked", "found")],
      },
    ];
    expect(toConverseMessages(history).slice(1)).toEqual([
      {
        role: "assistant",
        content: [
          { text: "One moment." },
          { toolUse: { toolUseId: "a", name: "find", input: { q: 1 } } },
          { toolUse: { toolUseId: "b", name: "find", input: { q: 1 } } },
        ],
      },
      {
        role: "user",
        content: [
          { toolResult: { toolUseId: "b", content: [{ json: { rooms: 2 } }], status: "success" } },
          {
            toolResult: {
              toolUseId: "a",
              content: [{ text: "No result: the tool did not finish." }],
              status: "error",
            },
          },
          { text: "Hello?" },
        ],
      },
    ]);
  });

  it.each<[unknown, object]>([
    ["text", { text: "text" }],
    ["", { text: "(nothing)" }],
    [{ a: 1, b: undefined }, { json: { a: 1 } }],
    [[1, 2], { text: "[1,2]" }],
    [42, { text: "42" }],
    [null, { text: "null" }],
    [undefined, { text: "null" }],
  ])("carries the output %j", (output, block) => {
    const history: ModelMessage[] = [
      user("x"),
      { role: "assistant", content: [call("a")] },
      { role: "user", content: [result("a", output)] },
    ];
    expect(toConverseMessages(history)[2]?.content?.[0]?.toolResult?.content).toEqual([block]);
  });

  it("is one that Converse takes, whatever was said and left unsaid", () => {
    const id = fc.constantFrom("a", "b", "c");
    const text = fc.record({ kind: fc.constant("text" as const), text: fc.constantFrom("", " ", "Yes. ", "No") });
    const userPart = fc.oneof(
      text,
      id.map((toolCallId) => result(toolCallId, "found")),
    );
    const agentPart = fc.oneof(
      text,
      id.map((toolCallId) => call(toolCallId)),
    );
    const message: fc.Arbitrary<ModelMessage> = fc.oneof(
      fc.record({ role: fc.constant("user" as const), content: fc.array(userPart, { maxLength: 3 }) }),
      fc.record({
        role: fc.constant("assistant" as const),
        content: fc.uniqueArray(agentPart, {
          maxLength: 3,
          selector: (part) => ("toolCallId" in part ? part.toolCallId : part),
        }),
      }),
    );
    fc.assert(
      fc.property(fc.array(message, { maxLength: 8 }), (history) => assertAcceptable(toConverseMessages(history))),
    );
  });
});

/** Bedrock's own rules, one by one. */
function assertAcceptable(messages: readonly Message[]): void {
  expect(messages[0]?.role).toBe("user");
  expect(messages.at(-1)?.role).toBe("user");
  messages.forEach((message, index) => {
    expect(message.content?.length).toBeGreaterThan(0);
    if (index > 0) expect(message.role).not.toBe(messages[index - 1]?.role);
    const calls = message.content?.flatMap((block) => block.toolUse?.toolUseId ?? []) ?? [];
    const next = messages[index + 1]?.content ?? [];
    const answers = next.flatMap((block) => block.toolResult?.toolUseId ?? []);
    expect(answers.toSorted()).toEqual(calls.toSorted());
    expect(next.slice(0, calls.length).every((block) => block.toolResult !== undefined)).toBe(true);
    for (const block of message.content ?? []) if (block.text !== undefined) expect(block.text.trim()).not.toBe("");
  });
}
