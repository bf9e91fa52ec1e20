import { describe, expect, it } from "vitest";
import { COUNTRIES } from "./countries";
import { countryOfZone, holidaysFrom, holidaysOf } from "./holidays";

const datesOf = (country: string, year: number) =>
  Object.fromEntries(holidaysOf(country, year).map(({ date, name }) => [name, date]));

describe("holidays by rule", () => {
  it("are the federal ones of the United States, as its Office of Personnel Management has them", () => {
    expect(datesOf("US", 2026)).toEqual({
      "New Year's Day": "2026-01-01",
      "Martin Luther King Jr. Day": "2026-01-19",
      "Presidents' Day": "2026-02-16",
      "Memorial Day": "2026-05-25",
      Juneteenth: "2026-06-19",
      "Independence Day (observed)": "2026-07-03",
      "Labor Day": "2026-09-07",
      "Columbus Day": "2026-10-12",
      "Veterans Day": "2026-11-11",
      Thanksgiving: "2026-11-26",
      "Christmas Day": "2026-12-25",
    });
  });

  it("kept on the Friday before may fall into the old year", () => {
    const of2027 = holidaysOf("US", 2027);
    expect(of2027.at(-1)).toEqual({ date: "2027-12-31", name: "New Year's Day (observed)" });
    expect(holidaysOf("US", 2028).find(({ name }) => name.startsWith("New Year"))).toBeUndefined();
  });

  it("of England and Wales move off weekends without meeting each other", () => {
    expect(datesOf("GB", 2027)).toMatchObject({
      "Good Friday": "2027-03-26",
      "Easter Monday": "2027-03-29",
      "Early May bank holiday": "2027-05-03",
      "Spring bank holiday": "2027-05-31",
      "Summer bank holiday": "2027-08-30",
      "Christmas Day (observed)": "2027-12-27",
      "Boxing Day (observed)": "2027-12-28",
    });
    expect(datesOf("GB", 2022)).toMatchObject({
      "New Year's Day (observed)": "2022-01-03",
      "Boxing Day": "2022-12-26",
      "Christmas Day (observed)": "2022-12-27",
    });
  });

  it.each([
    ["DE", 2026, { Karfreitag: "2026-04-03", "Christi Himmelfahrt": "2026-05-14", Pfingstmontag: "2026-05-25" }],
    ["FR", 2025, { "Lundi de Pâques": "2025-04-21", Ascension: "2025-05-29", "Lundi de Pentecôte": "2025-06-09" }],
    ["CA", 2026, { "Victoria Day": "2026-05-18", Thanksgiving: "2026-10-12", "Boxing Day (observed)": "2026-12-28" }],
    ["MX", 2026, { "Día de la Constitución": "2026-02-02", "Natalicio de Benito Juárez": "2026-03-16" }],
    ["IE", 2026, { "October bank holiday": "2026-10-26" }],
  ])("of %s in %i are as published", (country, year, expected) => {
    expect(datesOf(country, year)).toMatchObject(expected);
  });

  it.each(COUNTRIES.map(({ code }) => code))(
    "of %s are each once, in order and real days, for thirty years",
    (code) => {
      for (let year = 2024; year < 2054; year += 1) {
        const days = holidaysOf(code, year);
        const dates = days.map(({ date }) => date);
        expect(dates).toEqual([...dates].sort());
        expect(new Set(dates).size, `${code} ${year}`).toBe(dates.length);
        for (const date of dates) expect(new Date(`${date}T00:00:00Z`).toISOString().slice(0, 10)).toBe(date);
      }
    },
  );

  it("offered are those of the coming year alone", () => {
    const offered = holidaysFrom("US", "2026-11-20");
    expect(offered[0]).toEqual({ date: "2026-11-26", name: "Thanksgiving" });
    expect(offered.at(-1)).toEqual({ date: "2027-11-11", name: "Veterans Day" });
    expect(offered).toHaveLength(11);
    expect(holidaysFrom("XX", "2026-11-20")).toEqual([]);
  });
});

it.each([
  ["America/Los_Angeles", "US"],
  ["America/Indiana/Knox", "US"],
  ["America/Toronto", "CA"],
  ["America/Tijuana", "MX"],
  ["Europe/Berlin", "DE"],
  ["Australia/Perth", "AU"],
  ["Asia/Tokyo", null],
  ["UTC", null],
])("%s lies in %s", (zone, country) => {
  expect(countryOfZone(zone)).toBe(country);
});
