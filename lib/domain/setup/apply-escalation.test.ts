import { expect, it } from "vitest";
import { AgentConfig } from "@/lib/contracts/agent-config";
import { defaultSettings } from "../businesses/default-settings";
import { applyEscalation } from "./apply-escalation";

const config = AgentConfig.parse({ escalation: { situations: ["The caller is from the newspaper."] } });
const { escalation } = defaultSettings({ type: "appointments", industry: "Dental practice" });
const english = { languages: ["en-US"], hasFallbackNumber: true };

it("words of the languages spoken get a person at once, what a model judges is said in words", () => {
  const applied = applyEscalation(config, escalation, english);
  expect(Object.keys(applied.escalationWords)).toEqual(["en"]);
  expect(applied.escalationWords["en"]).toEqual(expect.arrayContaining(["manager", "bleeding"]));
  expect(applied.escalation.situations).toEqual([
    "The caller is from the newspaper.",
    "The caller is clearly upset or angry.",
    "You have had to say 3 times that you do not know.",
    "The caller has had to say the same thing 3 times.",
  ]);
  expect(applied.tools).toContain("transfer_to_person");
  expect(AgentConfig.parse(applied)).toEqual(applied);
});

it("changed figures replace the earlier ones, and what is switched off goes", () => {
  const once = applyEscalation(config, escalation, english);
  const { triggers } = escalation;
  const quieter = {
    ...escalation,
    triggers: {
      ...triggers,
      sentiment: { ...triggers.sentiment, enabled: false },
      unknown: { enabled: true, times: 1 },
      urgent: { ...triggers.urgent, enabled: false },
    },
  };
  const twice = applyEscalation(once, quieter, english);
  expect(twice.escalation.situations).toEqual([
    "The caller is from the newspaper.",
    "You have had to say once that you do not know.",
    "The caller has had to say the same thing 3 times.",
  ]);
  expect(twice.escalationWords["en"]).not.toContain("bleeding");
});

it("without a number to connect to it cannot connect, and does not say that it could", () => {
  const connected = applyEscalation(config, escalation, english);
  const alone = applyEscalation(connected, escalation, { ...english, hasFallbackNumber: false });
  expect(alone.tools).not.toContain("transfer_to_person");
  expect(alone.escalation.situations).toEqual(["The caller is from the newspaper."]);
});
