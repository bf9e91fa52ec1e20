import { describe, expect, test } from "vitest";
import { fromLocalStamp } from "../appointments/zoned-time";
import { saysOtherwise } from "./said-otherwise";

const ZONE = "America/Los_Angeles";
const NOW = Date.parse("2026-12-01T18:00:00Z");
const at = (stamp: string) => new Date(fromLocalStamp(stamp, ZONE) ?? NaN).toISOString();
const moment = (sentence: string, stamp: string, language = "en-US") =>
  saysOtherwise(
    sentence,
    { name: "start", kind: "moment", asked: null, stored: at(stamp) },
    { language, timeZone: ZONE, nowMs: NOW },
  );
const field = (sentence: string, kind: "amount" | "recipient", stored: string) =>
  saysOtherwise(sentence, { name: "it", kind, asked: null, stored }, { language: "en-US", timeZone: ZONE, nowMs: NOW });

/** Thursday the third of December 2026, half past two in the afternoon. */
const THU = "2026-12-03T14:30";
const FITS: readonly [string, string, string?][] = [
  ["I've booked you in for Thursday at half past two.", THU],
  ["You are booked for Thursday the third of December at half past two in the afternoon.", THU],
  ["You're all set for 2:30 PM on December 3rd.", THU],
  ["I've booked two thirty for you, on Thursday.", THU],
  ["I've booked you in for Thursday afternoon.", THU],
  ["I've booked the second of the two times for you, Thursday at two thirty.", THU],
  ["I've moved your appointment from Tuesday at nine to Thursday at half past two.", THU],
  ["I've booked you at 12 Oak Street for Thursday.", THU],
  ["I've booked a table for four on Thursday at 2:30.", THU],
  ["I've reserved a table for four.", THU],
  ["It's booked; the cleaning takes 45 minutes and costs 129 dollars.", THU],
  ["You are booked around two.", THU],
  ["It is booked for 5:30 Eastern, that's Thursday.", THU],
  ["It is booked for the day after tomorrow at two thirty.", THU],
  ["You are booked for nine.", "2026-12-02T09:00"],
  ["Your appointment is booked for tomorrow at quarter to ten.", "2026-12-02T09:45"],
  ["We open at eight, and your appointment is booked for nine.", "2026-12-02T09:00"],
  ["You are booked for noon tomorrow.", "2026-12-02T12:00"],
  ["Booked for twenty to four in the afternoon.", "2026-12-02T15:40"],
  ["You're booked for three minutes past... well, for two oh five.", "2026-12-02T14:05"],
  ["Ihr Termin ist gebucht: Donnerstag, den 3. Dezember um 14 Uhr 30.", THU, "de-DE"],
  ["Ich habe Sie für Donnerstag um halb drei eingetragen.", THU, "de"],
  ["Ich habe Sie für morgen um viertel vor zehn eingetragen.", "2026-12-02T09:45", "de"],
  ["Ich habe Sie am Donnerstag morgen um neun eingetragen.", "2026-12-03T09:00", "de"],
  ["He reservado su cita para el jueves 3 de diciembre a las dos y media de la tarde.", THU, "es"],
  ["Su cita queda confirmada para mañana a las diez menos cuarto.", "2026-12-02T09:45", "es-MX"],
  ["He reservado su cita para el jueves a las nueve de la mañana.", "2026-12-03T09:00", "es"],
  ["J'ai réservé votre rendez-vous pour jeudi 3 décembre à 14 heures 30.", THU, "fr"],
  ["Votre rendez-vous est confirmé pour jeudi à deux heures et demie.", THU, "fr"],
  ["木曜日の三時に予約しました。", THU, "ja"],
];
const CONTRADICTS: readonly [string, string, string?][] = [
  ["I've booked you in for Thursday at three.", THU],
  ["I've booked you in for Tuesday at half past two.", THU],
  ["You are booked for December 4th at 2:30 PM.", THU],
  ["You are booked for the fourth of December.", THU],
  ["You are booked for 2:30 in the morning.", THU],
  ["It is booked for tomorrow at half past two.", THU],
  ["You're all booked for nine.", "2026-12-02T10:00"],
  ["You are booked for three in the afternoon.", "2026-12-02T16:00"],
  ["Ich habe Sie für Donnerstag um halb vier eingetragen.", THU, "de"],
  ["Ihr Termin ist gebucht: Freitag um 14 Uhr 30.", THU, "de"],
  ["He reservado su cita para el jueves a las tres y media.", THU, "es"],
  ["Su cita queda confirmada para mañana a las dos y media.", THU, "es"],
  ["J'ai réservé votre rendez-vous pour jeudi à 15 heures.", THU, "fr"],
  ["Votre rendez-vous est confirmé pour vendredi.", THU, "fr"],
];

describe("what is said of a time that stands", () => {
  test.each(FITS)("fits: %s (%s)", (sentence, stamp, language) => {
    expect(moment(sentence, stamp, language)).toBe(false);
  });
  test.each(CONTRADICTS)("does not: %s (%s)", (sentence, stamp, language) => {
    expect(moment(sentence, stamp, language)).toBe(true);
  });
});

test("what is said of an amount and of a recipient is held against them", () => {
  expect(field("Your order is placed; that's a hundred and twenty-nine dollars.", "amount", "129.00")).toBe(false);
  expect(field("Your order is placed, $129.", "amount", "129")).toBe(false);
  expect(field("Your order is placed, $119.", "amount", "129")).toBe(true);
  expect(field("I've placed your order.", "amount", "129")).toBe(false);
  expect(field("I've texted it to the number ending in 34.", "recipient", "+14155550134")).toBe(false);
  expect(field("I've texted it to the number ending in three five.", "recipient", "+14155550134")).toBe(true);
  expect(field("I've sent it to mia@example.com.", "recipient", "mia@example.com")).toBe(false);
  expect(field("I've sent it to mia@example.com.", "recipient", "max@example.com")).toBe(true);
});
