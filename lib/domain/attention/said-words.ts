import { asksForPerson } from "../conversation/escalation";
import { wordsOf } from "../conversation/interruption";

/** Ways to ask for a person, in the languages agents speak most. An agent's own words set off its own escalation besides. */
const PERSON = [
  "a person",
  "real person",
  "a human",
  "human being",
  "someone real",
  "a real",
  "a manager",
  "the manager",
  "your manager",
  "supervisor",
  "representative",
  "operator",
  "someone in charge",
  "talk to someone",
  "speak to someone",
  "speak with someone",
  "talk to somebody",
  "speak to somebody",
  "put me through",
  "einen menschen",
  "mit einem menschen",
  "mitarbeiter sprechen",
  "vorgesetzten",
  "jemanden sprechen",
  "jemandem sprechen",
  "una persona",
  "un humano",
  "con un agente",
  "el gerente",
  "la gerente",
  "un encargado",
  "une personne",
  "un humain",
  "un conseiller",
  "un responsable",
  "quelqu'un de réel",
  "parler à quelqu'un",
];

/** Whether a caller's words ask for a person; not when they ask whether they speak with one, or of a person who called them. */
export const saysPerson = (text: string): boolean => asksForPerson(text, PERSON) && !ABOUT_OTHERS.test(text);

const ABOUT_OTHERS = /\b(?:not|don't|do not|doesn't|no) (?:need|want|have)(?: to)?\b|\bsays?\b|\btold me\b|\bsaid\b/iu;

const URGENT = [
  "emergency",
  "ambulance",
  "gas leak",
  "smell gas",
  "smell of gas",
  "on fire",
  "smoke",
  "flooding",
  "flooded",
  "burst pipe",
  "pipe burst",
  "electric shock",
  "chest pain",
  "can't breathe",
  "cannot breathe",
  "bleeding",
  "unconscious",
  "overdose",
  "suicide",
  "kill myself",
  "carbon monoxide",
  "notfall",
  "krankenwagen",
  "gasgeruch",
  "es brennt",
  "rohrbruch",
  "bewusstlos",
  "emergencia",
  "ambulancia",
  "fuga de gas",
  "incendio",
  "inundación",
  "urgence vitale",
  "fuite de gaz",
  "incendie",
  "inondation",
  "saigne",
];
const DENIED =
  /\b(?:not|no|isn't|wasn't|without|kein|keine|nicht|ningun[ao]?|pas)(?: \p{L}+){0,2}$|\b(?:smoke|emergency) (?:detectors?|alarms?|exits?|lights?|lighting|number)\b/iu;

/** The urgent thing a caller says, if any: not what they say is none. */
export function urgentWord(text: string): string | null {
  const said = wordsOf(text).join(" ").replaceAll("’", "'");
  for (const phrase of URGENT) {
    const at = ` ${said} `.indexOf(` ${phrase} `);
    if (at < 0) continue;
    const before = said.slice(0, at).trim();
    const around = said.slice(at, at + phrase.length + 12);
    if (!DENIED.test(before) && !/^(?:smoke|emergency) (?:detector|alarm|exit|light|number)/u.test(around))
      return phrase;
  }
  return null;
}
