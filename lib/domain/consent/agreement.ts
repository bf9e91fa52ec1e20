/** What agrees, at the beginning of what somebody says. Of English, Spanish, German and French together. */
const YES = [
  // English
  "yes",
  "yeah",
  "yep",
  "yup",
  "sure",
  "ok",
  "okay",
  "correct",
  "right",
  "exactly",
  "absolutely",
  "definitely",
  "certainly",
  "of course",
  "please do",
  "go ahead",
  "do it",
  "do that",
  "agreed",
  "i agree",
  "i confirm",
  "confirmed",
  "fine",
  "perfect",
  "great",
  "sounds good",
  "alright",
  "all right",
  "that is right",
  "that s right",
  "that is correct",
  "that s correct",
  "that is fine",
  "that s fine",
  "that is good",
  "that s good",
  "that works",
  // Spanish
  "sí",
  "si",
  "claro",
  "vale",
  "correcto",
  "exacto",
  "exactamente",
  "de acuerdo",
  "adelante",
  "hágalo",
  "hazlo",
  "perfecto",
  "por supuesto",
  "está bien",
  "confirmo",
  "así es",
  "eso es",
  // German
  "ja",
  "jawohl",
  "genau",
  "richtig",
  "korrekt",
  "stimmt",
  "das stimmt",
  "das ist richtig",
  "gerne",
  "in ordnung",
  "einverstanden",
  "klar",
  "natürlich",
  "machen sie das",
  "passt",
  "das passt",
  "ich bestätige",
  "ich bin einverstanden",
  "perfekt",
  // French
  "oui",
  "ouais",
  "d accord",
  "exactement",
  "exact",
  "tout à fait",
  "c est ça",
  "c est bon",
  "c est correct",
  "parfait",
  "bien sûr",
  "allez y",
  "volontiers",
  "je confirme",
  "entendu",
  "ça marche",
];

/** Whoever says one of these has not simply agreed. */
const BUT =
  /(?<![\p{L}])(?:no|not|nope|don t|doesn t|isn t|can t|never|wait|hold on|stop|cancel|but|actually|instead|rather|change|wrong|except|unless|if|maybe|later|pero|espere|espera|cancele|cambie|mejor|mal|nunca|tal vez|nein|nicht|kein|keine|aber|doch|warten|moment|falsch|stattdessen|lieber|vielleicht|später|non|pas|mais|attendez|plutôt|faux|jamais|peut être|annulez)(?![\p{L}])/u;

const LEAD_IN = /^(?:(?:uh|um|hm|hmm|ah|oh|well|so|and|bueno|pues|äh|also|euh|ben|alors|eh) )+/;
const MOST_WORDS = 12;

/** Whether somebody says yes to what they were just asked, and no more than that, in English, Spanish, German or French. When in doubt, no. */
export function isAgreement(text: string): boolean {
  if (/[?¿]/.test(text)) return false;
  const said = text
    .toLowerCase()
    .normalize("NFC")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .replace(LEAD_IN, "");
  if (said === "" || said.split(" ").length > MOST_WORDS || BUT.test(said)) return false;
  return YES.some((word) => said === word || said.startsWith(`${word} `));
}
