import { expect, it } from "vitest";
import { type MessageFacts, messageSentence, messageSubject } from "./message-words";

const FACTS: MessageFacts = {
  kind: "confirmed",
  language: "en-US",
  businessName: "Harbour Dental",
  serviceName: "Cleaning",
  staffName: "Anna Ruiz",
  startMs: Date.parse("2026-12-03T14:30:00-08:00"),
  timeZone: "America/Los_Angeles",
  customerTimeZone: null,
};
const say = (more: Partial<MessageFacts>) => messageSentence({ ...FACTS, ...more });

it("says what became of it, in the customer's language and the business's time", () => {
  expect(say({})).toBe(
    "Harbour Dental: you are booked for Cleaning with Anna Ruiz on Thursday, December 3 at 2:30 PM.",
  );
  expect(say({ kind: "moved", staffName: null })).toBe(
    "Harbour Dental: your appointment was moved. Cleaning is now on Thursday, December 3 at 2:30 PM.",
  );
  expect(say({ kind: "canceled", language: "de-DE" })).toBe(
    "Harbour Dental: Ihr Termin wurde abgesagt: Cleaning bei Anna Ruiz am Donnerstag, 3. Dezember um 14:30.",
  );
  expect(say({ kind: "reminder", language: "fr-FR" })).toContain("le jeudi 3 décembre à 14:30.");
  expect(say({ language: "es-ES" })).toContain("el jueves, 3 de diciembre, 14:30.");
  expect(say({ language: "ja-JP" })).toBe(say({}));
  expect(messageSubject({ kind: "reminder", language: "es-MX" })).toBe("Recordatorio de su cita");
});

it("is in the time of a customer who is elsewhere, and names it", () => {
  expect(say({ customerTimeZone: "Europe/London" })).toContain("on Thursday, December 3 at 10:30 PM GMT.");
  expect(say({ customerTimeZone: "America/Los_Angeles" })).toBe(say({}));
});

it("is right before and after the clocks change", () => {
  const at = (iso: string) => say({ startMs: Date.parse(iso), timeZone: "Europe/Berlin" });
  expect(at("2026-10-24T08:00:00Z")).toContain("October 24 at 10:00 AM");
  expect(at("2026-10-26T09:00:00Z")).toContain("October 26 at 10:00 AM");
});

it("stays short, whatever things are called, and in an alphabet that costs once", () => {
  const long = say({ businessName: "B".repeat(500), serviceName: "S".repeat(500), staffName: "A".repeat(500) });
  expect(long.length).toBeLessThan(320);
  expect(say({})).toMatch(/^[\x20-\x7e]+$/);
});
