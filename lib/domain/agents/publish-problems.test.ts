import { describe, expect, test } from "vitest";
import { AgentConfig, type AgentConfigInput } from "@/lib/contracts/agent-config";
import { WeeklyHours } from "@/lib/contracts/business-hours";
import { TOOL_TOKENS } from "@/lib/domain/prompt/tool-tokens";
import { publishProblems, type AgentSurroundings } from "./publish-problems";

const around: AgentSurroundings = {
  subject: { agentName: "Desk", businessName: "Bright", industry: null, brandVoice: null, personReachable: true },
  isArchived: false,
  ownNumbers: 1,
  businessNumbers: 1,
  weeklyHours: WeeklyHours.parse({ monday: [{ opens: "09:00", closes: "17:00" }] }),
  texts: { hasAddress: true, links: 0, numbers: 1 },
  customTools: [],
  toolTokens: TOOL_TOKENS,
};

const problemsOf = (config: AgentConfigInput, change: Partial<AgentSurroundings> = {}) =>
  publishProblems(AgentConfig.parse(config), { ...around, ...change }).map(
    ({ severity, code }) => `${severity} ${code}`,
  );

const nobody = { subject: { ...around.subject, personReachable: false } };

describe("what stands against publishing", () => {
  test("is nothing for an agent as it comes", () => {
    expect(problemsOf({})).toEqual([]);
    expect(problemsOf({ tools: ["send_text"] }, { texts: { hasAddress: false, links: 1, numbers: 1 } })).toEqual([]);
  });

  test.each<[string, AgentConfigInput, Partial<AgentSurroundings>]>([
    ["blocks no_number", {}, { ownNumbers: 0, businessNumbers: 0 }],
    ["warns no_own_number", {}, { ownNumbers: 0 }],
    ["blocks no_voice", { voice: "" }, {}],
    ["warns voice_of_other_language", { language: "es-ES" }, {}],
    ["blocks archived", {}, { isArchived: true }],
    ["blocks nothing_to_say", { instructions: { persona: " " } }, {}],
    ["blocks tool_needs_person", { tools: ["transfer_to_person"] }, nobody],
    ["warns tool_needs_person", { escalation: { situations: ["Pain"] } }, nobody],
    ["blocks tool_needs_tool", { tools: ["verify_account"] }, {}],
    ["warns tool_needs_hours", {}, { weeklyHours: WeeklyHours.parse({}) }],
    ["warns tool_needs_texts", { tools: ["send_text"] }, { texts: { hasAddress: true, links: 1, numbers: 0 } }],
    ["warns tool_needs_texts", { tools: ["send_text"] }, { texts: { hasAddress: false, links: 0, numbers: 1 } }],
    ["warns no_disclosure", { disclosure: { enabled: false, text: "AI." } }, {}],
    ["warns no_recording_notice", { recordingNotice: { enabled: false, text: "Rec." } }, {}],
    ["warns thinking_too_long", { modelPolicy: "deep", thinkingBudgetTokens: 20_000 }, {}],
    ["blocks prompt_too_long", { instructions: { facts: Array.from({ length: 100 }, () => "word ".repeat(190)) } }, {}],
  ])("%s", (expected, config, change) => {
    expect(problemsOf(config, change)).toEqual([expected]);
  });

  test("all at once, each with a sentence that says what to do and the section it belongs to", () => {
    const problems = publishProblems(AgentConfig.parse({ voice: "", tools: ["check_code"] }), {
      ...around,
      ownNumbers: 0,
      businessNumbers: 0,
    });
    expect(problems).toHaveLength(3);
    for (const { message, section } of problems) {
      expect(message).toMatch(/\.$/);
      expect(section).not.toBe("");
    }
  });
});
