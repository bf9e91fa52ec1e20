import { expect, test } from "vitest";
import { rankCalls } from "./rank-calls";
import { SITUATIONS, type Situation } from "./testing/situations";
import { NOW_MS, tellCall } from "./testing/tell-call";

const told = SITUATIONS.map((situation, index) => ({
  situation,
  call: tellCall(String(index).padStart(3, "0"), situation.ageSeconds, situation.lines),
}));
const wantedOf = new Map(told.map(({ situation, call }) => [call.id, situation.wanted]));

/** Walls of 16 calls of which at least five need somebody, drawn anew in the same way each run. */
function walls(count: number): (typeof told)[] {
  let seed = 20_260_302;
  const draw = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  const pick = (from: typeof told, many: number) => {
    const left = [...from];
    return Array.from({ length: many }, () => left.splice(draw(left.length), 1)[0]).filter((one) => one !== undefined);
  };
  const of = (...wanted: Situation["wanted"][]) => told.filter(({ situation }) => wanted.includes(situation.wanted));
  return Array.from({ length: count }, () => [...pick(of("now"), 5), ...pick(of("watch", "calm"), 11)]);
}

const lineOf = (id: string) => told.find(({ call }) => call.id === id)?.situation.lines.join(" | ");

test("of the five calls at the top at least four in five are those that a supervisor would look at", () => {
  expect(SITUATIONS.length).toBeGreaterThanOrEqual(60);
  const misses = new Map<string, number>();
  const shares = walls(200).map((wall) => {
    const top = rankCalls(
      wall.map(({ call }) => call),
      NOW_MS,
    ).slice(0, 5);
    for (const { call, reasons } of top) {
      if (wantedOf.get(call.id) === "now") continue;
      const line = `${lineOf(call.id)} → ${reasons.map(({ words, weight }) => `${words} ${weight}`).join(", ")}`;
      misses.set(line, (misses.get(line) ?? 0) + 1);
    }
    return top.filter(({ call }) => wantedOf.get(call.id) === "now").length / 5;
  });
  const precision = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  expect(precision, [...misses].map(([line, count]) => `${count} × ${line}`).join("\n")).toBeGreaterThanOrEqual(0.8);
});

test("a calm call says that nobody is needed, a call for now that somebody is", () => {
  const ranked = rankCalls(
    told.map(({ call }) => call),
    NOW_MS,
  );
  const wrong = ranked.filter(
    ({ call, needsHelp }) => wantedOf.get(call.id) !== "watch" && needsHelp !== (wantedOf.get(call.id) === "now"),
  );
  const words = wrong.map(
    ({ call, reasons }) => `${lineOf(call.id)} → ${reasons.map((r) => `${r.words} ${r.weight}`)}`,
  );
  expect(wrong.length / ranked.length, words.join("\n")).toBeLessThanOrEqual(0.1);
});
