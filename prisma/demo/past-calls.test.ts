import { describe, expect, it } from "vitest";
import { isSpeakableCode } from "@/lib/domain/codes/speakable-code";
import { demoOrganizations } from "./organizations";
import { pastCalls } from "./past-calls";
import { californiaDays } from "./special-days";

const from = new Date("2026-06-01T00:00:00Z");
const until = new Date("2026-06-15T12:00:00Z");
const dental = demoOrganizations[0]!;

describe("pastCalls", () => {
  it("tells the same of a day whenever it is asked", () => {
    const once = pastCalls(dental, from, until);
    const [early, late] = [
      pastCalls(dental, from, new Date("2026-06-08T00:00:00Z")),
      pastCalls(dental, new Date("2026-06-08T00:00:00Z"), until),
    ];
    expect(once.filter(({ startedAt }) => startedAt < new Date("2026-06-07T00:00:00Z"))).toEqual(
      early.filter(({ startedAt }) => startedAt < new Date("2026-06-07T00:00:00Z")),
    );
    expect(late.every((call) => once.some(({ id }) => id === call.id))).toBe(true);
  });

  it("tells of nothing that has not ended yet, and gives each call an id of its own", () => {
    const calls = pastCalls(dental, from, until);
    expect(calls.every(({ endedAt }) => endedAt <= until)).toBe(true);
    expect(new Set(calls.map(({ id }) => id)).size).toBe(calls.length);
  });

  it("uses numbers of films and books alone", () => {
    for (const organization of demoOrganizations) {
      for (const { from: caller, to } of pastCalls(organization, from, until)) {
        for (const number of [caller, to]) expect(number).toMatch(/^(\+1\d{3}55501\d\d|\+44(7700900|2079460)\d{3})$/);
      }
    }
  });
});

it("gives the demo's organizations account ids that check", () => {
  for (const { accountId } of demoOrganizations) expect(isSpeakableCode(accountId)).toBe(true);
});

it("knows the holidays of 2026", () => {
  const dates = Object.fromEntries(californiaDays(2026).map(({ name, date }) => [name, date]));
  expect(dates).toMatchObject({ Thanksgiving: "2026-11-26", "Memorial Day": "2026-05-25", "Labor Day": "2026-09-07" });
});
