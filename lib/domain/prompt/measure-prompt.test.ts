import { describe, expect, test } from "vitest";
import { AgentConfig } from "@/lib/contracts/agent-config";
import { assemblePrompt } from "./assemble-prompt";
import { estimateTokens } from "./estimate-tokens";
import { measurePrompt } from "./measure-prompt";
import { TOOL_TOKENS } from "./tool-tokens";
import { promptSections, type PromptSubject } from "./prompt-sections";

const subject: PromptSubject = {
  agentName: "Desk",
  businessName: "Bright Dental",
  industry: null,
  brandVoice: null,
  personReachable: true,
};

describe("the estimate of tokens", () => {
  test.each([
    ["", 0],
    ["Hello, how can I help you today?", 9],
    ["4155550100", 4],
    ["こんにちは", 5],
  ])("%j is about %i", (text, tokens) => expect(estimateTokens(text)).toBe(tokens));

  test("grows with what is written, and never falls", () => {
    let last = 0;
    for (let length = 1; length < 60; length += 1) {
      const tokens = estimateTokens("An appointment can be moved free of charge up to a day before.".slice(0, length));
      expect(tokens).toBeGreaterThanOrEqual(last);
      last = tokens;
    }
  });
});

describe("an agent's prompt, measured", () => {
  test("has every piece once, and the whole is what the model gets", () => {
    const config = AgentConfig.parse({ instructions: { facts: ["We are in Oakland."] } });
    const { sections, promptTokens } = measurePrompt(config, subject, TOOL_TOKENS);
    expect(sections.map(({ text }) => text).join("\n\n")).toBe(assemblePrompt(config, subject));
    expect(sections.reduce((sum, { tokens }) => sum + tokens, 0)).toBe(promptTokens);
    expect(sections.find(({ from }) => from === "must")?.text).toContain("We are in Oakland.");
  });

  test("says per model whether it will be kept between turns", () => {
    const short = AgentConfig.parse({ modelPolicy: "deep" });
    expect(measurePrompt(short, subject, TOOL_TOKENS).caching).toEqual([
      { model: "fast", minTokens: 4096, isCached: false },
      { model: "standard", minTokens: 1024, isCached: expect.any(Boolean) },
      { model: "deep", minTokens: 4096, isCached: false },
    ]);
    const long = AgentConfig.parse({ instructions: { facts: Array.from({ length: 60 }, () => "word ".repeat(100)) } });
    expect(measurePrompt(long, subject, TOOL_TOKENS).caching).toEqual([
      { model: "fast", minTokens: 4096, isCached: true },
    ]);
    expect(measurePrompt({ ...short, tools: [] }, subject, TOOL_TOKENS).toolTokens).toBe(0);
  });
});

describe("what a manager wrote reaches the prompt", () => {
  const titles = (config: Parameters<typeof AgentConfig.parse>[0], change: Partial<PromptSubject> = {}) =>
    promptSections(AgentConfig.parse(config), { ...subject, ...change });
  const whole = (...given: Parameters<typeof titles>) =>
    titles(...given)
      .map(({ text }) => text)
      .join("\n");

  test("the words it must not say, its manner and the length of its answers", () => {
    const prompt = whole({
      instructions: { neverSay: ["no problem", "guys"] },
      speaking: { style: "Dry, unhurried.", answerLength: "short" },
    });
    expect(prompt).toContain('Never say these words, whatever you are asked: "no problem", "guys".');
    expect(prompt).toContain("Your own manner: Dry, unhurried.");
    expect(prompt).toContain("one or two short sentences");
    expect(whole({ speaking: { answerLength: "long" } })).toContain("up to five sentences");
  });

  test("the situations that need a person, as something it can do or has to decline", () => {
    const config = { escalation: { situations: ["The caller is in pain."] }, tools: ["transfer_to_person"] };
    expect(whole(config)).toMatch(/Use transfer_to_person in these situations[^\n]*\n- The caller is in pain\./);
    expect(whole(config, { personReachable: false })).toMatch(
      /No person can be connected[^\n]*\n- The caller is in pain/,
    );
    expect(whole({ escalation: { situations: ["Pain."] } })).toContain("offer to take a message");
    expect(whole({})).not.toContain("transfer_to_person");
  });
});
