import { describe, expect, test } from "vitest";
import { AgentConfig, type AgentConfigInput } from "@/lib/contracts/agent-config";
import { changedFields, compareConfigs, sameConfig, takeFields } from "./compare-configs";
import { FIELDS } from "./describe-fields";

const config = (change: AgentConfigInput = {}) => AgentConfig.parse(change);

/** Another value for everything that can be set, leaf by leaf. */
function otherThan(value: unknown): unknown {
  if (typeof value === "boolean") return !value;
  if (typeof value === "number") return value + 0.0625;
  if (typeof value === "string") return `${value}x`;
  if (value === null) return 0.5;
  return ["other"];
}

function leaves(value: unknown, path: string[] = []): string[][] {
  const isGroup =
    typeof value === "object" && value !== null && !Array.isArray(value) && path.at(-1) !== "escalationWords";
  if (!isGroup || ["stopWords", "backchannels", "escalationWords"].includes(path.at(-1) ?? "")) return [path];
  return Object.entries(value).flatMap(([name, inner]) => leaves(inner, [...path, name]));
}

function withLeaf(base: AgentConfig, path: readonly string[]): AgentConfig {
  const copy = structuredClone(base) as unknown as Record<string, unknown>;
  let place = copy;
  for (const name of path.slice(0, -1)) place = place[name] as Record<string, unknown>;
  const last = path.at(-1) ?? "";
  const words = ["stopWords", "backchannels", "escalationWords"].includes(last);
  place[last] = words
    ? { en: ["other"] }
    : last === "tools"
      ? ["end_call"]
      : last === "modelPolicy"
        ? "deep"
        : last === "answerLength"
          ? "long"
          : otherThan(place[last]);
  return copy as unknown as AgentConfig;
}

describe("what differs between two versions", () => {
  test.each(
    leaves(config({ disclosure: { enabled: true, text: "AI." } })).map((path) => [path.join("."), path] as const),
  )("names a change of %s, and it can be taken over alone", (_name, path) => {
    const before = config({ disclosure: { enabled: true, text: "AI." } });
    const after = withLeaf(before, path);
    const changed = changedFields(before, after);
    expect(changed).toHaveLength(1);
    expect(sameConfig(before, after)).toBe(false);
    expect(takeFields(before, after, changed)).toEqual(after);
  });

  test("is nothing when the same words stand in another order of keys", () => {
    const before = config({ escalationWords: { en: ["a"], de: ["b"] } });
    const after = config({ escalationWords: { de: ["b"], en: ["a"] } });
    expect(compareConfigs(before, after)).toEqual([]);
  });

  test("is said in words: texts word by word, numbers with their preset, lists entry by entry", () => {
    const before = config({
      greeting: "Hello there.",
      instructions: { goals: ["Find out what the caller needs.", "Be brief."] },
    });
    const after = config({
      greeting: "Hello again.",
      endOfTurn: { eotThreshold: 0.8, eagerEotThreshold: 0.5, eotTimeoutMs: 5000 },
      voice: "aura-2-arcas-en",
      maxDurationMs: 600_000,
      instructions: { goals: ["Find out first what the caller needs.", "Say goodbye."] },
    });
    expect(compareConfigs(before, after)).toMatchObject([
      {
        label: "Greeting",
        kind: "text",
        parts: [{ text: "Hello " }, { kind: "removed" }, { kind: "added", text: "again." }],
      },
      {
        label: "Tasks",
        entries: [
          [{ kind: "removed", text: "Be brief." }],
          [{ text: "Find out " }, { kind: "added", text: "first " }, { text: "what the caller needs." }],
          [{ kind: "added", text: "Say goodbye." }],
        ],
      },
      { label: "Voice", before: "Thalia", after: "Arcas" },
      {
        label: "Patience",
        before: expect.stringMatching(/^Balanced \(end of turn 0.7/),
        after: expect.stringMatching(/^Patient/),
      },
      { label: "Longest call", before: "30 min", after: "10 min" },
    ]);
  });

  test("has a name of its own for every field", () => {
    expect(new Set(FIELDS.map(({ id }) => id)).size).toBe(FIELDS.length);
    expect(new Set(FIELDS.map(({ label }) => label)).size).toBe(FIELDS.length);
  });
});
