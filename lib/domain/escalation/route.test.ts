import { expect, test } from "vitest";
import { WeeklyHours } from "@/lib/contracts/business-hours";
import { nextPerson, type RoutablePerson, type RouteQuestion } from "./route";

// A Wednesday: 14:30 in Los Angeles, 23:30 in Berlin.
const NOW = Date.parse("2026-06-10T21:30:00Z");
const MINUTE_MS = 60_000;
const always = WeeklyHours.parse({ wednesday: [{ opens: "00:00", closes: "24:00" }] });
const nine = WeeklyHours.parse({ wednesday: [{ opens: "09:00", closes: "17:00" }] });

const person = (id: string, more: Partial<RoutablePerson> = {}): RoutablePerson => ({
  id,
  name: id,
  status: "available",
  dutyHours: always,
  timeZone: "America/Los_Angeles",
  skills: [],
  departments: [],
  languages: [],
  ringPhone: true,
  hasScreen: false,
  isRinging: false,
  inProgress: 0,
  takenLately: 0,
  lastOfferedAtMs: null,
  ...more,
});
const ask = (people: readonly RoutablePerson[], more: Partial<RouteQuestion<RoutablePerson>> = {}) =>
  nextPerson({
    people,
    routing: { to: "anyone", people: [], department: null },
    target: { kind: "queue", department: null },
    language: null,
    department: null,
    skills: [],
    alreadyAsked: [],
    nowMs: NOW,
    ...more,
  });
/** All who are asked, in turn, each saying no. */
function order(people: readonly RoutablePerson[], more: Partial<RouteQuestion<RoutablePerson>> = {}): string[] {
  const asked: string[] = [];
  for (;;) {
    const { person: next } = ask(people, { ...more, alreadyAsked: asked });
    if (!next) return asked;
    asked.push(next.id);
  }
}

test.each<[string, Partial<RoutablePerson>, string]>([
  ["off duty by their switch", { status: "offline" }, "off duty until switched on"],
  ["in a call", { status: "busy" }, "in another call"],
  ["outside their hours, where they are", { dutyHours: nine, timeZone: "Europe/Berlin" }, "back Wednesday at 09:00"],
  ["being asked for another call", { isRinging: true }, "being asked already"],
  ["with neither a phone nor a screen", { ringPhone: false }, "their phone is not to ring and they have no page open"],
])("nobody is asked who is %s", (_what, more, words) => {
  expect(ask([person("ben", more), person("anna")]).person?.id).toBe("anna");
  expect(ask([person("ben", more)])).toEqual({ person: null, why: `Nobody is free. ben: ${words}` });
  // A supervisor who names them cannot ring them either.
  expect(ask([person("ben", more)], { target: { kind: "person", humanAgentId: "ben" } }).person).toBeNull();
});

test("a screen is enough", () => {
  expect(ask([person("ben", { ringPhone: false, hasScreen: true })]).person?.id).toBe("ben");
});

test("each is asked once for a call, and then nobody", () => {
  const people = ["a", "b", "c", "d"].map((id) => person(id));
  expect(order(people)).toEqual(["a", "b", "c", "d"]);
  expect(ask(people, { alreadyAsked: ["a", "b", "c", "d"] })).toEqual({
    person: null,
    why: "Everybody who could be asked was asked",
  });
});

test("named people are asked in their order and nobody else is", () => {
  const people = [person("a"), person("b", { inProgress: 3, languages: ["de-DE"] }), person("c"), person("d")];
  const routing = { to: "people" as const, people: ["b", "gone", "d"], department: null };
  expect(order(people, { routing, language: "en-US" })).toEqual(["b", "d"]);
  expect(ask([person("a")], { routing }).why).toBe("None of the people named is there any more");
});

test("a department is a bound, whether the business or the call names it", () => {
  const people = [person("a"), person("b", { departments: ["Billing"] }), person("c", { departments: ["Sales"] })];
  const routing = { to: "department" as const, people: [], department: "Billing" };
  expect(order(people, { routing })).toEqual(["b"]);
  expect(order(people, { target: { kind: "queue", department: "billing " } })).toEqual(["b"]);
  // Who asks for another department by hand means that one.
  expect(order(people, { routing, target: { kind: "queue", department: "Sales" } })).toEqual(["c"]);
  expect(ask(people, { target: { kind: "queue", department: "Claims" } }).why).toBe("Nobody is of Claims");
});

test("a person asked for by name is asked, and nobody in their place", () => {
  const people = [person("a"), person("b", { inProgress: 9 })];
  const target = { kind: "person" as const, humanAgentId: "b" };
  expect(order(people, { target })).toEqual(["b"]);
  expect(order(people, { target, routing: { to: "people", people: ["a"], department: null } })).toEqual(["b"]);
  expect(ask(people, { target: { kind: "person", humanAgentId: "gone" } }).person).toBeNull();
});

test("the caller's language goes before all else, and who lists none before who speaks others alone", () => {
  const people = [
    person("english", { languages: ["en-US"], skills: ["billing"] }),
    person("unknown"),
    person("spanish", { languages: ["es-MX"], inProgress: 2 }),
  ];
  expect(order(people, { language: "es-ES", skills: ["billing"] })).toEqual(["spanish", "unknown", "english"]);
});

test("then what they know, then the department the call is about", () => {
  const people = [
    person("idle"),
    person("billing", { departments: ["Billing"], inProgress: 1 }),
    person("one", { skills: ["Refunds"], inProgress: 2 }),
    person("both", { skills: ["refunds", "Insurance"], inProgress: 3 }),
  ];
  expect(order(people, { skills: ["refunds", "insurance"], department: "billing" })).toEqual([
    "both",
    "one",
    "billing",
    "idle",
  ]);
});

test("then who has least open, took least lately, and has waited longest", () => {
  const people = [
    person("open", { inProgress: 1 }),
    person("taken", { takenLately: 4 }),
    person("just", { lastOfferedAtMs: NOW - MINUTE_MS }),
    person("earlier", { lastOfferedAtMs: NOW - 60 * MINUTE_MS }),
    person("never"),
  ];
  expect(order(people)).toEqual(["never", "earlier", "just", "taken", "open"]);
});

test("equal people take turns, however they are listed", () => {
  const last = new Map<string, number>();
  const asked = Array.from({ length: 9 }, (_none, turn) => {
    const ids = turn % 2 === 0 ? ["a", "b", "c"] : ["c", "b", "a"];
    const next = ask(ids.map((id) => person(id, { lastOfferedAtMs: last.get(id) ?? null }))).person?.id ?? "";
    last.set(next, NOW + turn);
    return next;
  });
  expect(asked.join("")).toBe("abcabcabc");
});

test("a number asks nobody, and an empty list says so", () => {
  expect(ask([person("a")], { target: { kind: "number", to: "+12025550147" } }).person).toBeNull();
  expect(ask([])).toEqual({ person: null, why: "No people are listed" });
});

test("why somebody was chosen is said", () => {
  const anna = person("anna", { departments: ["Billing"], skills: ["refunds"], languages: ["en-US"] });
  expect(ask([anna], { department: "Billing", skills: ["refunds"], language: "en-GB" }).why).toBe(
    "Free, of Billing, knows about it, speaks the caller's language, nothing else open",
  );
  expect(ask([person("ben", { inProgress: 1 })]).why).toBe("Least busy of those on duty");
});
