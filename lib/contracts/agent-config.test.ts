import { describe, expect, it } from "vitest";
import { AgentConfig } from "./agent-config";
import { SpecialDays, WeeklyHours } from "./business-hours";

describe("AgentConfig", () => {
  it("is whole from nothing, so that every stored version stays readable", () => {
    expect(AgentConfig.parse({})).toMatchObject({
      disclosure: { enabled: true },
      recordingNotice: { enabled: true },
      voice: "aura-2-thalia-en",
      modelPolicy: "fast",
      interruption: { minWords: 2, minSpeechMs: 500 },
      endOfTurn: { eotThreshold: 0.7, eagerEotThreshold: 0.4, eotTimeoutMs: 3000 },
      silencePromptAfterMs: 10_000,
      keypadTimeoutMs: 2000,
      tools: ["end_call", "get_opening_hours", "take_message"],
    });
    expect(AgentConfig.parse({ interruption: { minWords: 4 } }).interruption).toMatchObject({
      minWords: 4,
      minSpeechMs: 500,
    });
  });

  it("reads back what it wrote", () => {
    const config = AgentConfig.parse({ temperature: 1, keyterms: ["Osei"] });
    expect(AgentConfig.parse(JSON.parse(JSON.stringify(config)))).toEqual(config);
  });

  it.each([
    { temperature: 1.1 },
    { voice: "robot" },
    { modelPolicy: "clever" },
    { tools: ["launch_rocket"] },
    { endOfTurn: { eotThreshold: 0.2 } },
    { disclosure: { enabled: true, text: "" } },
    { maxDurationMs: 0 },
  ])("refuses %j", (input) => {
    expect(AgentConfig.safeParse(input).success).toBe(false);
  });
});

describe("business hours", () => {
  it("are closed where nothing is said", () => {
    expect(WeeklyHours.parse({}).sunday).toEqual([]);
    expect(SpecialDays.parse([{ date: "2026-12-25", name: "Christmas Day" }])[0]?.hours).toEqual([]);
  });

  it.each(["9:00", "25:00", "09:60", "24:01", "noon"])("refuse the time %s", (opens) => {
    expect(WeeklyHours.safeParse({ monday: [{ opens, closes: "24:00" }] }).success).toBe(false);
  });

  it("close after they open", () => {
    expect(WeeklyHours.safeParse({ monday: [{ opens: "18:00", closes: "09:00" }] }).success).toBe(false);
    expect(WeeklyHours.safeParse({ monday: [{ opens: "18:00", closes: "24:00" }] }).success).toBe(true);
  });
});
