/** How agents say that something is done: by the tool's own words and in others, in four languages. `at`: on the business's clock. */
export type Wording = { language: string; say: (at: LocalTime) => string };

export type LocalTime = { spoken: string; date: string; hour: number; minute: number };

const day = ({ date }: LocalTime, language: string, options: Intl.DateTimeFormatOptions) =>
  new Date(`${date}T00:00:00Z`).toLocaleDateString(language, { ...options, timeZone: "UTC" });
const weekday = (at: LocalTime, language: string) => day(at, language, { weekday: "long" });
const digits = ({ hour, minute }: LocalTime) => `${hour}:${String(minute).padStart(2, "0")}`;
const twelve = ({ hour, minute }: LocalTime) =>
  `${hour % 12 || 12}${minute === 0 ? "" : `:${String(minute).padStart(2, "0")}`} ${hour < 12 ? "AM" : "PM"}`;
const daytime = ({ hour }: LocalTime) => (hour < 12 ? "in the morning" : "in the afternoon");
const clock = ({ hour, minute }: LocalTime) =>
  minute === 0 ? `${hour % 12 || 12}` : `${hour % 12 || 12} ${String(minute).padStart(2, "0")}`;

export const WORDINGS: readonly Wording[] = [
  { language: "en-US", say: ({ spoken }) => `You are booked for ${spoken}.` },
  {
    language: "en-US",
    say: ({ spoken }) => `Great, I've booked you in for ${spoken}, and I will send you a reminder.`,
  },
  { language: "en-US", say: (at) => `I've booked you in for ${weekday(at, "en")} at ${twelve(at)}.` },
  {
    language: "en-GB",
    say: (at) =>
      `Your appointment is confirmed for ${day(at, "en-GB", { day: "numeric", month: "long" })} at ${digits(at)}.`,
  },
  { language: "en-US", say: (at) => `All done! You're booked in for ${weekday(at, "en")}.` },
  { language: "en-US", say: (at) => `I have reserved that for you, ${weekday(at, "en")} ${daytime(at)}.` },
  {
    language: "en-US",
    say: (at) => `We open at eight, and your appointment is booked for ${clock(at)} ${daytime(at)}.`,
  },
  {
    language: "en-US",
    say: (at) =>
      `I've scheduled you at our place at 12 Oak Street, ${twelve(at)} on ${day(at, "en-US", { month: "long", day: "numeric" })}.`,
  },
  {
    language: "en-US",
    say: (at) =>
      `Not at eleven, then: your appointment is booked for ${twelve(at)}; it takes 30 minutes and costs 129 dollars.`,
  },
  {
    language: "en-US",
    say: () => "I've booked it. You'll be with us for half an hour, and two people can come along.",
  },
  {
    language: "en-US",
    say: (at) =>
      `I have booked the second of the three times for you: ${weekday(at, "en")}, ${clock(at)} ${daytime(at)}.`,
  },
  {
    language: "en-US",
    say: (at) => `You are booked for ${weekday(at, "en")}. See you then, in 10 minutes' walk from the station!`,
  },
  { language: "de-DE", say: ({ spoken }) => `Ihr Termin ist gebucht: ${spoken}.` },
  {
    language: "de-DE",
    say: (at) =>
      `Ich habe Sie für ${weekday(at, "de")} um ${at.hour} Uhr${at.minute === 0 ? "" : ` ${at.minute}`} eingetragen.`,
  },
  {
    language: "de-DE",
    say: (at) => `Ich habe Sie am ${weekday(at, "de")} um ${digits(at)} Uhr eingetragen, es dauert 30 Minuten.`,
  },
  { language: "es-ES", say: ({ spoken }) => `He reservado su cita para ${spoken}.` },
  { language: "es-MX", say: (at) => `Su cita queda confirmada para el ${weekday(at, "es")} a las ${digits(at)}.` },
  { language: "fr-FR", say: ({ spoken }) => `J'ai réservé votre rendez-vous pour ${spoken}.` },
  {
    language: "fr-FR",
    say: (at) =>
      `Votre rendez-vous est confirmé pour ${weekday(at, "fr")} à ${at.hour}h${at.minute === 0 ? "" : String(at.minute).padStart(2, "0")}.`,
  },
  { language: "ja-JP", say: () => "予約しました。" },
];

/** Sentences that are wrong of a time: an hour off, or another day. */
export const MISSPOKEN: readonly Wording[] = [
  { language: "en-US", say: (at) => `You are booked for ${twelve({ ...at, hour: at.hour + 1 })}.` },
  {
    language: "en-US",
    say: (at) => `I've booked you in at ${clock({ ...at, hour: at.hour + 1 })} on ${weekday(at, "en")}.`,
  },
  { language: "en-US", say: (at) => `I've booked you in for ${weekday(dayAfter(at), "en")} at ${twelve(at)}.` },
  {
    language: "de-DE",
    say: (at) =>
      `Ich habe Sie für ${weekday(at, "de")} um ${at.hour + 1} Uhr${at.minute === 0 ? "" : ` ${at.minute}`} eingetragen.`,
  },
  { language: "es-ES", say: (at) => `Su cita queda confirmada para el ${weekday(dayAfter(at), "es")}.` },
  {
    language: "fr-FR",
    say: (at) =>
      `Votre rendez-vous est confirmé pour ${weekday(at, "fr")} à ${at.hour + 1} heures${at.minute === 0 ? "" : ` ${at.minute}`}.`,
  },
];

const dayAfter = (at: LocalTime): LocalTime => ({
  ...at,
  date: new Date(Date.parse(`${at.date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10),
});
