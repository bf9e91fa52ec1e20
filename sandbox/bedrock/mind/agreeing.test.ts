import { describe, expect, it } from "vitest";
import { converseBody } from "../request";
import { think } from "./think";

const json = {
  type: "object",
  properties: { subject: { type: "string", description: "What it is about" } },
  required: ["subject"],
};
const toolConfig = {
  tools: [{ toolSpec: { name: "make_ticket", description: "Makes a ticket for a repair.", inputSchema: { json } } }],
};
const input = { subject: "The tap drips" };
const AGREE_FIRST = { error: "It is not done yet: the caller has to agree first." };

/** What the model does after the tool wanted the caller's agreement, and after what the caller then says. */
function talk(...said: string[]) {
  const messages: object[] = [
    { role: "user", content: [{ text: "Please make a ticket." }] },
    { role: "assistant", content: [{ toolUse: { toolUseId: "t1", name: "make_ticket", input } }] },
    { role: "user", content: [{ toolResult: { toolUseId: "t1", content: [{ json: AGREE_FIRST }] } }] },
  ];
  const next = () => think(converseBody.parse({ system: [{ text: "You help." }], messages, toolConfig }), { nowMs: 0 });
  let thoughts = next();
  for (const text of said) {
    messages.push({
      role: "assistant",
      content: thoughts.map((thought) => ({ text: "text" in thought ? thought.text : "" })),
    });
    messages.push({ role: "user", content: [{ text }] });
    thoughts = next();
  }
  return thoughts;
}

describe("a tool that wants the caller's agreement", () => {
  it("is asked for with what it would do", () => {
    expect(talk()).toEqual([
      {
        kind: "text",
        text: expect.stringMatching(/make ticket: subject is The tap drips.*Shall I do that\?$/i) as string,
      },
    ]);
  });
  it("is used with the same input after a yes", () => {
    expect(talk("Yes, please.")).toEqual([{ kind: "tool", name: "make_ticket", input }]);
  });
  it("is left after a no, and after anything else", () => {
    expect(talk("No, thank you.")).toMatchObject([
      { kind: "text", text: expect.stringContaining("will not do it") as string },
    ]);
    expect(talk("What does it cost?").every(({ kind }) => kind === "text")).toBe(true);
  });
});
