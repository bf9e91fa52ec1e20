import type { Rule } from "./rules";

/**
 * What a holiday on a weekend does. `nearest`: Saturday's is kept on Friday, Sunday's on Monday; `next`: both on the next weekday that is
 * free.
 */
export type Shift = "none" | "nearest" | "next";

export type Holiday = { name: string; rule: Rule; shift?: Shift };

/** The days on which a whole country rests; those of single states and regions are not among them. */
export type Country = { code: string; name: string; holidays: readonly Holiday[] };

const date = (name: string, month: number, day: number, shift: Shift = "none"): Holiday => ({
  name,
  rule: { on: "date", month, day },
  shift,
});
const nth = (name: string, month: number, weekday: number, which: 1 | 2 | 3 | 4 | 5 | -1): Holiday => ({
  name,
  rule: { on: "weekday", month, weekday, nth: which },
});
const easter = (name: string, days: number): Holiday => ({ name, rule: { on: "easter", days } });

const [MONDAY, THURSDAY] = [1, 4];

export const COUNTRIES: readonly Country[] = [
  {
    code: "US",
    name: "United States",
    holidays: [
      date("New Year's Day", 1, 1, "nearest"),
      nth("Martin Luther King Jr. Day", 1, MONDAY, 3),
      nth("Presidents' Day", 2, MONDAY, 3),
      nth("Memorial Day", 5, MONDAY, -1),
      date("Juneteenth", 6, 19, "nearest"),
      date("Independence Day", 7, 4, "nearest"),
      nth("Labor Day", 9, MONDAY, 1),
      nth("Columbus Day", 10, MONDAY, 2),
      date("Veterans Day", 11, 11, "nearest"),
      nth("Thanksgiving", 11, THURSDAY, 4),
      date("Christmas Day", 12, 25, "nearest"),
    ],
  },
  {
    code: "CA",
    name: "Canada",
    holidays: [
      date("New Year's Day", 1, 1, "next"),
      easter("Good Friday", -2),
      { name: "Victoria Day", rule: { on: "before", month: 5, day: 25, weekday: MONDAY } },
      date("Canada Day", 7, 1, "next"),
      nth("Labour Day", 9, MONDAY, 1),
      date("National Day for Truth and Reconciliation", 9, 30, "next"),
      nth("Thanksgiving", 10, MONDAY, 2),
      date("Remembrance Day", 11, 11, "next"),
      date("Christmas Day", 12, 25, "next"),
      date("Boxing Day", 12, 26, "next"),
    ],
  },
  {
    code: "GB",
    name: "United Kingdom (England and Wales)",
    holidays: [
      date("New Year's Day", 1, 1, "next"),
      easter("Good Friday", -2),
      easter("Easter Monday", 1),
      nth("Early May bank holiday", 5, MONDAY, 1),
      nth("Spring bank holiday", 5, MONDAY, -1),
      nth("Summer bank holiday", 8, MONDAY, -1),
      date("Christmas Day", 12, 25, "next"),
      date("Boxing Day", 12, 26, "next"),
    ],
  },
  {
    code: "IE",
    name: "Ireland",
    holidays: [
      date("New Year's Day", 1, 1, "next"),
      date("St Patrick's Day", 3, 17, "next"),
      easter("Easter Monday", 1),
      nth("May bank holiday", 5, MONDAY, 1),
      nth("June bank holiday", 6, MONDAY, 1),
      nth("August bank holiday", 8, MONDAY, 1),
      nth("October bank holiday", 10, MONDAY, -1),
      date("Christmas Day", 12, 25, "next"),
      date("St Stephen's Day", 12, 26, "next"),
    ],
  },
  {
    code: "AU",
    name: "Australia",
    holidays: [
      date("New Year's Day", 1, 1, "next"),
      date("Australia Day", 1, 26, "next"),
      easter("Good Friday", -2),
      easter("Easter Monday", 1),
      date("Anzac Day", 4, 25),
      date("Christmas Day", 12, 25, "next"),
      date("Boxing Day", 12, 26, "next"),
    ],
  },
  {
    code: "NZ",
    name: "New Zealand",
    holidays: [
      date("New Year's Day", 1, 1, "next"),
      date("Day after New Year's Day", 1, 2, "next"),
      date("Waitangi Day", 2, 6, "next"),
      easter("Good Friday", -2),
      easter("Easter Monday", 1),
      date("Anzac Day", 4, 25, "next"),
      nth("King's Birthday", 6, MONDAY, 1),
      nth("Labour Day", 10, MONDAY, 4),
      date("Christmas Day", 12, 25, "next"),
      date("Boxing Day", 12, 26, "next"),
    ],
  },
  {
    code: "DE",
    name: "Germany",
    holidays: [
      date("Neujahr", 1, 1),
      easter("Karfreitag", -2),
      easter("Ostermontag", 1),
      date("Tag der Arbeit", 5, 1),
      easter("Christi Himmelfahrt", 39),
      easter("Pfingstmontag", 50),
      date("Tag der Deutschen Einheit", 10, 3),
      date("1. Weihnachtstag", 12, 25),
      date("2. Weihnachtstag", 12, 26),
    ],
  },
  {
    code: "AT",
    name: "Austria",
    holidays: [
      date("Neujahr", 1, 1),
      date("Heilige Drei Könige", 1, 6),
      easter("Ostermontag", 1),
      date("Staatsfeiertag", 5, 1),
      easter("Christi Himmelfahrt", 39),
      easter("Pfingstmontag", 50),
      easter("Fronleichnam", 60),
      date("Mariä Himmelfahrt", 8, 15),
      date("Nationalfeiertag", 10, 26),
      date("Allerheiligen", 11, 1),
      date("Mariä Empfängnis", 12, 8),
      date("Christtag", 12, 25),
      date("Stefanitag", 12, 26),
    ],
  },
  {
    code: "FR",
    name: "France",
    holidays: [
      date("Jour de l'an", 1, 1),
      easter("Lundi de Pâques", 1),
      date("Fête du travail", 5, 1),
      date("Victoire 1945", 5, 8),
      easter("Ascension", 39),
      easter("Lundi de Pentecôte", 50),
      date("Fête nationale", 7, 14),
      date("Assomption", 8, 15),
      date("Toussaint", 11, 1),
      date("Armistice 1918", 11, 11),
      date("Noël", 12, 25),
    ],
  },
  {
    code: "ES",
    name: "Spain",
    holidays: [
      date("Año Nuevo", 1, 1),
      date("Epifanía", 1, 6),
      easter("Viernes Santo", -2),
      date("Fiesta del Trabajo", 5, 1),
      date("Asunción de la Virgen", 8, 15),
      date("Fiesta Nacional", 10, 12),
      date("Todos los Santos", 11, 1),
      date("Día de la Constitución", 12, 6),
      date("Inmaculada Concepción", 12, 8),
      date("Navidad", 12, 25),
    ],
  },
  {
    code: "MX",
    name: "Mexico",
    holidays: [
      date("Año Nuevo", 1, 1),
      nth("Día de la Constitución", 2, MONDAY, 1),
      nth("Natalicio de Benito Juárez", 3, MONDAY, 3),
      date("Día del Trabajo", 5, 1),
      date("Día de la Independencia", 9, 16),
      nth("Día de la Revolución", 11, MONDAY, 3),
      date("Navidad", 12, 25),
    ],
  },
];
