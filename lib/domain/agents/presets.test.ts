import { describe, expect, test } from "vitest";
import { AgentConfig } from "@/lib/contracts/agent-config";
import {
  CREATIVITY,
  nearestPreset,
  INTERRUPTION,
  interruptionNumbers,
  PATIENCE,
  patienceNumbers,
  presetOf,
  RESPONSE_DELAY,
} from "./presets";
import { findVoice, sampleSentence, VOICES, voicesFor } from "./voices";

describe("settings in words", () => {
  test("of an agent as it comes all have a word", () => {
    const config = AgentConfig.parse({});
    expect(presetOf(PATIENCE, config.endOfTurn)?.word).toBe("Balanced");
    expect(presetOf(INTERRUPTION, config.interruption)?.word).toBe("Balanced");
    expect(presetOf(RESPONSE_DELAY, config)?.word).toBe("At once");
    expect(presetOf(CREATIVITY, config)?.word).toBe("Steady");
  });

  test("are all ones that the contract takes", () => {
    for (const { values } of PATIENCE) expect(AgentConfig.parse({ endOfTurn: values }).endOfTurn).toEqual(values);
    for (const { values } of INTERRUPTION)
      expect(AgentConfig.parse({ interruption: values }).interruption).toMatchObject(values);
    for (const { values } of [...RESPONSE_DELAY, ...CREATIVITY])
      expect(AgentConfig.parse(values)).toMatchObject(values);
  });

  test("say the numbers behind them, and numbers of one's own have no word", () => {
    expect(patienceNumbers(PATIENCE[2]!.values)).toBe("end of turn 0.8, at most 5 s");
    expect(interruptionNumbers(INTERRUPTION[1]!.values)).toBe("0.5 s or over 2 words");
    expect(presetOf(RESPONSE_DELAY, { responseDelayMs: 123 })).toBeNull();
    expect(nearestPreset(PATIENCE, { eotThreshold: 0.72, eagerEotThreshold: 0.4, eotTimeoutMs: 3000 })).toBe(1);
    expect(nearestPreset(RESPONSE_DELAY, { responseDelayMs: 800 })).toBe(2);
  });
});

describe("the voices", () => {
  test("are each once, known to the contract, and say their name in their language", () => {
    expect(new Set(VOICES.map(({ id }) => id)).size).toBe(VOICES.length);
    for (const voice of VOICES) {
      expect(AgentConfig.parse({ voice: voice.id }).voice).toBe(voice.id);
      expect(sampleSentence(voice)).toContain(voice.name);
    }
  });

  test("are offered by the agent's language", () => {
    expect(voicesFor("de-AT").map(({ language }) => language)).toEqual(Array(6).fill("de"));
    expect(voicesFor("pt-BR")).toEqual([]);
    expect(findVoice("aura-2-thalia-en")?.accent).toBe("American");
  });
});
