import { expect, it } from "vitest";
import { spokenSlot } from "./spoken-slot";

const at = (time: string, day = "03") => Date.parse(`2026-12-${day}T${time}:00+01:00`);

it.each([
  ["en", "14:30", "Thursday the third of December at half past two in the afternoon"],
  ["en", "09:00", "Thursday the third of December at nine in the morning"],
  ["en", "12:45", "Thursday the third of December at quarter to one in the afternoon"],
  ["en", "12:00", "Thursday the third of December at noon"],
  ["en", "18:20", "Thursday the third of December at twenty past six in the evening"],
  ["en", "09:07", "Thursday the third of December at 9:07 am"],
  ["de", "14:30", "Donnerstag, den 3. Dezember um 14 Uhr 30"],
  ["de", "09:00", "Donnerstag, den 3. Dezember um 9 Uhr"],
  ["fr", "14:30", "jeudi 3 décembre à 14 heures 30"],
  ["fr", "12:00", "jeudi 3 décembre à midi"],
  ["es", "14:30", "el jueves 3 de diciembre a las dos y media de la tarde"],
  ["es", "12:45", "el jueves 3 de diciembre a la una menos cuarto de la tarde"],
] as const)("says a time in %s as people do: %s", (language, time, words) => {
  expect(spokenSlot(at(time), "Europe/Berlin", language)).toBe(words);
});

it("is on the business's clock, and knows the first of a month", () => {
  expect(spokenSlot(at("06:30"), "America/Los_Angeles", "en")).toBe(
    "Wednesday the second of December at half past nine in the evening",
  );
  expect(spokenSlot(at("09:00", "01"), "Europe/Paris", "fr")).toBe("mardi 1er décembre à 9 heures");
});
