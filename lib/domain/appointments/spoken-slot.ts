import type { SpokenLanguage } from "../codes/spoken-words";
import { localMoment } from "../schedule/local-time";

const ORDINALS =
  `first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth
  seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh
  twenty-eighth twenty-ninth thirtieth thirty-first`.split(/\s+/);
const HOURS = "twelve one two three four five six seven eight nine ten eleven".split(" ");
const HORAS =
  "las doce|la una|las dos|las tres|las cuatro|las cinco|las seis|las siete|las ocho|las nueve|las diez|las once".split(
    "|",
  );
const PAST: Record<number, string> = { 5: "five", 10: "ten", 15: "quarter", 20: "twenty", 25: "twenty-five" };

/**
 * When something is, as people say it on the telephone: "Thursday the third of December at half past two in the afternoon". On the
 * clock of the time zone.
 */
export function spokenSlot(atMs: number, timeZone: string, language: SpokenLanguage): string {
  const { date, time } = localMoment(atMs, timeZone);
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  const at = new Date(`${date.iso}T00:00:00Z`);
  const part = (options: Intl.DateTimeFormatOptions) =>
    at.toLocaleDateString(language, { ...options, timeZone: "UTC" });
  const [weekday, month, day] = [part({ weekday: "long" }), part({ month: "long" }), at.getUTCDate()];
  switch (language) {
    case "de":
      return `${weekday}, den ${day}. ${month} um ${hour} Uhr${minute === 0 ? "" : ` ${minute}`}`;
    case "fr":
      return `${weekday} ${day === 1 ? "1er" : day} ${month} à ${heures(hour, minute)}`;
    case "es":
      return `el ${weekday} ${day} de ${month} a ${horas(hour, minute)}`;
    default:
      return `${weekday} the ${ORDINALS[day - 1]} of ${month} at ${englishTime(hour, minute)}`;
  }
}

function englishTime(hour: number, minute: number): string {
  if (minute === 0 && hour === 12) return "noon";
  if (minute === 0 && hour === 0) return "midnight";
  const daytime = hour < 12 ? "in the morning" : hour < 18 ? "in the afternoon" : "in the evening";
  const name = (at: number) => HOURS[at % 12] ?? "";
  if (minute === 0) return `${name(hour)} ${daytime}`;
  if (minute === 30) return `half past ${name(hour)} ${daytime}`;
  const past = PAST[minute];
  if (past) return `${past} past ${name(hour)} ${daytime}`;
  const to = PAST[60 - minute];
  if (to) return `${to} to ${name(hour + 1)} ${daytime}`;
  return `${hour % 12 === 0 ? 12 : hour % 12}:${String(minute).padStart(2, "0")} ${hour < 12 ? "am" : "pm"}`;
}

function heures(hour: number, minute: number): string {
  if (minute === 0 && hour === 12) return "midi";
  if (minute === 0 && hour === 0) return "minuit";
  return `${hour} heure${hour > 1 ? "s" : ""}${minute === 0 ? "" : ` ${minute}`}`;
}

function horas(hour: number, minute: number): string {
  const daytime = hour < 12 ? "de la mañana" : hour < 20 ? "de la tarde" : "de la noche";
  const name = (at: number) => HORAS[at % 12] ?? "";
  if (minute === 45) return `${name(hour + 1)} menos cuarto ${daytime}`;
  const rest = minute === 0 ? "" : minute === 15 ? " y cuarto" : minute === 30 ? " y media" : ` y ${minute}`;
  return `${name(hour)}${rest} ${daytime}`;
}
