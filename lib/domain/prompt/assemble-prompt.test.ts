import { describe, expect, it } from "vitest";
import { AgentConfig } from "@/lib/contracts/agent-config";
import { assemblePrompt } from "./assemble-prompt";
import type { PromptSubject } from "./prompt-sections";

const subject: PromptSubject = {
  agentName: "Front desk",
  businessName: "Bright Dental",
  industry: "Dental practice",
  brandVoice: "Warm and exact.",
  personReachable: false,
};
const config = AgentConfig.parse({
  instructions: {
    persona: "You are Ava, the receptionist.",
    goals: ["Find out what the caller needs."],
    mustNever: ["Never give medical advice."],
    facts: ["A check-up is 145 dollars."],
  },
});

describe("an agent's prompt", () => {
  it("holds all that the manager wrote, each under its heading", () => {
    const prompt = assemblePrompt(config, subject);
    expect(prompt).toContain("Bright Dental (Dental practice)");
    expect(prompt).toContain("\n\nYou are Ava, the receptionist.\n\nManner of the house: Warm and exact.\n\n");
    expect(prompt).toContain("Your tasks:\n- Find out what the caller needs.");
    expect(prompt).toMatch(/Rules[^:]*:\n- Never give medical advice\.\n- Never deny that you are an AI/);
    expect(prompt).toContain("What you know for certain:\n- A check-up is 145 dollars.");
  });

  it("leaves out what is not there", () => {
    const bare = assemblePrompt(AgentConfig.parse({}), { ...subject, industry: null, brandVoice: null });
    expect(bare).not.toMatch(/Manner of the house|Your tasks|What you know|\(\)|null|undefined/);
    expect(bare).not.toMatch(/\n{3}/);
  });

  it("offers messages only when the agent can take them", () => {
    expect(assemblePrompt(config, subject)).toContain("offer to take a message");
    expect(assemblePrompt({ ...config, tools: ["end_call"] }, subject)).not.toContain("take a message");
  });

  it("names the language to begin in", () => {
    expect(assemblePrompt({ ...config, language: "es-US" }, subject)).toMatch(/Begin in .*Spanish/);
    expect(assemblePrompt({ ...config, language: "de" }, subject)).toContain("Begin in German");
  });

  it("is the same for every call of a version, so that it can be cached", () => {
    expect(assemblePrompt(config, subject)).toBe(assemblePrompt(config, { ...subject }));
  });
});
