import { describe, expect, it } from "vitest";
import { AgentConfig } from "@/lib/contracts/agent-config";
import { BusinessContact } from "@/lib/contracts/business-contact";
import { BusinessProfile, BusinessType } from "@/lib/contracts/api/businesses";
import { EscalationSettings, QualitySettings } from "@/lib/contracts/business-settings";
import { assemblePrompt } from "@/lib/domain/prompt/assemble-prompt";
import { defaultSettings, overriddenParts, overridesOf, settingsOf, sharesOf, wordsFor } from "../default-settings";
import { findIndustry, INDUSTRIES } from "../industries";
import { agentDraftFor } from "./agent-draft";
import { profileDefaults } from "./business-profile";

const kinds = BusinessType.options.flatMap((type) =>
  [...INDUSTRIES.map(({ label }) => label), "Beekeeping"].map((industry) => ({ type, industry })),
);

describe.each(kinds)("the template of $type, $industry", (kind) => {
  const name = "Gold & Söhne";

  it.each(["en-US", "es-US", "fr-FR", "de-DE", "ja-JP"])(
    "fills in an agent that could answer today, in %s",
    (language) => {
      const draft = agentDraftFor({ ...kind, name, city: "Oakland", languages: [language] });
      const config = AgentConfig.parse(draft.config);
      expect(config.language).toBe(language);
      for (const said of [
        config.greeting,
        config.disclosure.text,
        config.recordingNotice.text,
        config.voicemailMessage,
      ])
        expect(said).not.toBe("");
      expect(config.disclosure.text).toContain(name);
      expect(config.voice).toMatch(/^aura-2-[a-z]+-[a-z]{2}$/);
      expect(config.instructions.goals.length).toBeGreaterThan(2);
      expect(config.instructions.mustNever.join(" ")).toMatch(/invent a price/);
      expect(new Set(config.instructions.goals).size).toBe(config.instructions.goals.length);
      const prompt = assemblePrompt(config, {
        agentName: draft.name,
        businessName: name,
        industry: kind.industry,
        brandVoice: null,
        personReachable: false,
      });
      expect(prompt).toContain(`of ${name} in Oakland`);
      expect(prompt).not.toMatch(/undefined|null|\[object/);
    },
  );

  it("fills in a business and its settings", () => {
    const profile = BusinessProfile.parse({
      ...profileDefaults(kind),
      ...kind,
      name,
      timeZone: "UTC",
      contact: BusinessContact.parse({}),
    });
    expect(profile.weeklyHours.monday.length).toBeGreaterThan(0);
    const { quality, escalation } = defaultSettings(kind);
    expect(QualitySettings.parse(quality)).toEqual(quality);
    expect(EscalationSettings.parse(escalation)).toEqual(escalation);
    expect(Object.values(sharesOf(quality.weights)).reduce((sum, share) => sum + share)).toBeCloseTo(1);
  });
});

it.each([
  ["Dentistry", "dental"],
  ["Zahnarztpraxis", "dental"],
  ["family law office", "legal"],
  ["Plumbing and heating", "home_services"],
  ["Italian restaurant", "restaurant"],
  ["Rocket science", undefined],
])("tells from %j what trade it is", (written, id) => {
  expect(findIndustry(written)?.id).toBe(id);
});

describe("overrides", () => {
  const kind = { type: "appointments", industry: "Dental practice" } as const;
  const defaults = defaultSettings(kind);

  it("are what differs, part by part, and nothing else", () => {
    const changed = {
      quality: { ...defaults.quality, sentimentAlertAt: -0.3 },
      escalation: { ...defaults.escalation, otherwise: "fallback_number" as const },
    };
    const overrides = overridesOf(kind, changed);
    expect(overrides).toEqual({ quality: { sentimentAlertAt: -0.3 }, escalation: { otherwise: "fallback_number" } });
    expect(overriddenParts(overrides)).toEqual(["quality.sentimentAlertAt", "escalation.otherwise"]);
    expect(settingsOf(kind, overrides)).toEqual(changed);
    expect(overridesOf(kind, defaults)).toEqual({});
  });

  it("do not come from another order of the same things", () => {
    const { accuracy, ...rest } = defaults.quality.weights;
    const reordered = { ...defaults, quality: { ...defaults.quality, weights: { accuracy, ...rest } } };
    expect(overridesOf(kind, reordered)).toEqual({});
  });
});

it("gives a language's words to those who speak it", () => {
  expect(wordsFor({ en: ["human"], de: ["mensch"], fr: ["personne"] }, ["de-AT", "en-US"])).toEqual({
    en: ["human"],
    de: ["mensch"],
  });
});
