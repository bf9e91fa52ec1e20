import { expect, it } from "vitest";
import { redactPersonal } from "./redact-personal";

const en = { names: ["Marcus Bell"], known: ["Bright Dental", "Front desk"], language: "en-US" };
const of = (text: string, more: Partial<typeof en> = {}) => redactPersonal(text, { ...en, ...more });

it.each([
  ["My name is Ruth Walsh and I'd like Tuesday.", ["Ruth", "Walsh"], "Tuesday"],
  ["Call me at (415) 555-0134 or +44 7700 900123.", ["415", "0134", "7700"], "Call me"],
  ["It's four one five, five five five, oh one three four.", ["four one", "oh one"], "It's"],
  ["Write to ruth.walsh@example.com please", ["ruth", "example.com"], "please"],
  ["ruth at example dot com", ["ruth", "example"], ""],
  ["I live at 12 Alder Street near the park", ["Alder", "12"], "near the park"],
  ["Can Marcus call me back? Yes, marcus bell.", ["Marcus", "marcus", "bell"], "call me back"],
  ["I talked to Imani about it at Bright Dental", ["Imani"], "Bright Dental"],
  ["Order 88123-44, card 4242 4242 4242 4242", ["88123", "4242"], "Order"],
])("%s", (text, gone, stays) => {
  const left = of(text);
  for (const word of gone) expect(left).not.toContain(word);
  expect(left).toContain(stays);
});

it("knows other languages' ways", () => {
  const es = of("Me llamo Óscar Núñez, vivo en la calle de Alcalá 12", { language: "es" });
  expect(es).not.toMatch(/Óscar|Núñez|Alcalá/);
  const de = of("Mein Name ist Jürgen Krüger, ich wohne in der Müllerstraße 7, die Rechnung fehlt", { language: "de" });
  expect(de).not.toMatch(/Jürgen|Krüger|Müller/);
  expect(de).toContain("Rechnung");
  expect(of("Je m'appelle Chloé Dubois, rue de Rivoli", { language: "fr" })).not.toMatch(/Chloé|Dubois|Rivoli/);
});

it("leaves small talk as it is", () => {
  for (const text of ["I'd like two of them on Monday, please.", "We close at five. On Friday at noon."])
    expect(of(text)).toBe(text);
});
