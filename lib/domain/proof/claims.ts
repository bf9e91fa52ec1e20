import type { ClaimKind } from "@/lib/contracts/live/claims";
import type { ProofKind } from "./proven-by";

/** A sentence that says something is done, and what. `shownBy`: what has to be shown for it. */
export type Claim = { kind: ClaimKind; sentence: string; shownBy: ProofKind };

type Language = "en" | "es" | "de" | "fr";

/** Whose doing it was, or of what it is said: a shop that "has moved" and a Saturday that "is booked" are no news of the caller's affair. */
const EN_ME = "\\b(?:i|we)(?:'ve| have)?(?: (?:just|now|also|successfully|gone ahead and))*";
const EN_THING =
  "\\b(?:you|that|it|everything|all|your [\\w ]+?)(?:'s|'re| is| are| has been| have been)(?: (?:now|all|been|successfully))*";
const EN_OBJECT = "(?:you|your|it|that|this|the|a|an)\\b";
const EN_PAPER =
  "(?:a|an|the|your) (?:\\w+ )?(?:ticket|order|request|case|claim|account|complaint|entry|application)\\b";
const ES_ME = "\\b(?:(?:se |le |les |te )?(?:he|hemos))";
const ES_THING = "\\b(?:su|tu|todo|la cita|la reserva)\\b[^.!?]*? (?:queda|quedó|está|ha sido)(?: ya)?";
const ES_PAPER = "(?:una?|el|la|su) (?:ticket|caso|pedido|solicitud|reclamación|incidencia|cuenta)";
const DE_ME = "\\b(?:ich habe|wir haben|habe ich|haben wir)\\b[^.!?]*?";
const DE_THING =
  "\\b(?:ihre?|dein|das|es|alles|sie|der termin|die reservierung)\\b[^.!?]*? (?:ist|sind|wurde|wurden)\\b[^.!?]*?";
const DE_PAPER = "(?:ticket|auftrag|bestellung|anfrage|fall|beschwerde|konto)\\b[^.!?]*?";
const FR_ME = "(?:\\bj'ai|\\bnous avons|\\b(?:je )?vous (?:ai|avons))(?: (?:bien|aussi))*";
const FR_THING =
  "\\b(?:votre [\\p{L} -]+?|c'|tout|le rendez-vous|la réservation|vous) ?(?:est|êtes|a été)(?: (?:bien|maintenant))*";
const FR_PAPER = "(?:une?|la|le|votre) (?:ticket|demande|commande|dossier|réclamation|compte)";

const oneOf = (...patterns: string[]) =>
  new RegExp(patterns.map((pattern) => `(?:${pattern})(?!\\p{L})`).join("|"), "u");

/** What people and models say when something is done, in lower case and with plain apostrophes. */
const DONE: Record<Language, Record<ClaimKind, RegExp>> = {
  en: {
    booked: oneOf(
      `${EN_ME} (?:booked|reserved|scheduled) ${EN_OBJECT}`,
      `${EN_THING} (?:booked|reserved|scheduled|confirmed)`,
    ),
    moved: oneOf(
      `${EN_ME} (?:moved|rescheduled|postponed) (?:you|your|it|that|the \\w*(?:appointment|booking|reservation))`,
      `${EN_THING} (?:moved|rescheduled)`,
    ),
    canceled: oneOf(`${EN_ME} cancell?ed ${EN_OBJECT}`, `${EN_THING} cancell?ed`),
    sent: oneOf(
      `${EN_ME} (?:sent|texted|emailed|e-mailed|messaged) ${EN_OBJECT}`,
      `${EN_THING} (?:on its way|on the way)`,
    ),
    noted: oneOf(
      `${EN_ME} (?:noted|taken|taken down|written down|passed on) ${EN_OBJECT}`,
      `${EN_ME} (?:written|passed) [\\w ]+? (?:down|on)`,
    ),
    made: oneOf(
      `${EN_ME} (?:created|opened|filed|submitted|placed|registered|updated) ${EN_PAPER}`,
      `\\byour (?:ticket|order|request|case|claim|complaint|application) has been \\w+ed`,
    ),
  },
  es: {
    booked: oneOf(
      `${ES_ME} (?:reservado|agendado|programado|apuntado)`,
      `${ES_THING} (?:reservad|agendad|confirmad)[ao]s?`,
    ),
    moved: oneOf(
      `${ES_ME} (?:movido|cambiado|aplazado|reprogramado) (?:su|tu|la|el)`,
      `${ES_THING} (?:movid|cambiad|reprogramad)[ao]s?`,
    ),
    canceled: oneOf(`${ES_ME} (?:cancelado|anulado)`, `${ES_THING} (?:cancelad|anulad)[ao]s?`),
    sent: oneOf(`${ES_ME} (?:enviado|mandado)`),
    noted: oneOf(`${ES_ME} (?:anotado|tomado nota)`),
    made: oneOf(`${ES_ME} (?:creado|abierto|registrado|tramitado) ${ES_PAPER}`),
  },
  de: {
    booked: oneOf(
      `${DE_ME} (?:gebucht|reserviert|eingetragen|vereinbart)`,
      `${DE_THING} (?:gebucht|reserviert|bestätigt)`,
    ),
    moved: oneOf(`${DE_ME} (?:verschoben|verlegt|umgebucht)`, `${DE_THING} (?:verschoben|verlegt|umgebucht)`),
    canceled: oneOf(`${DE_ME} (?:storniert|abgesagt)`, `${DE_THING} (?:storniert|abgesagt)`),
    sent: oneOf(`${DE_ME} (?:geschickt|gesendet|verschickt|gemailt)`),
    noted: oneOf(`${DE_ME} (?:notiert|aufgeschrieben|weitergegeben)`),
    made: oneOf(`${DE_ME} ${DE_PAPER} (?:angelegt|erstellt|eröffnet|aufgegeben)`),
  },
  fr: {
    booked: oneOf(
      `${FR_ME} (?:réservé|fixé|pris (?:votre |le |un )?rendez-vous)`,
      `${FR_THING} (?:réservé|confirmé|fixé)e?s?`,
    ),
    moved: oneOf(`${FR_ME} (?:déplacé|reporté|décalé)`, `${FR_THING} (?:déplacé|reporté|décalé)e?s?`),
    canceled: oneOf(`${FR_ME} annulé`, `${FR_THING} annulée?s?`),
    sent: oneOf(`${FR_ME} envoyé`),
    noted: oneOf(`${FR_ME} (?:noté|transmis)`),
    made: oneOf(`${FR_ME} (?:créé|ouvert|enregistré) ${FR_PAPER}`),
  },
};

/** With one of these before it a sentence says what may be, what will be or what is not: nothing is claimed by it. */
const NOT_YET: Record<Language, RegExp> = {
  en: /\b(?:not|never|no longer|cannot|once|if|when|before|until|unless|can|could|would|will|shall|should|may|might|must|want|like to|going to|need to|have to|let me|let's|shall i|i'll|we'll|unable|failed|sorry|already|try|tried|nobody|nothing)\b|n't\b|'ll\b/,
  es: /\b(?:no|nunca|si|cuando|antes|hasta|una vez|puedo|podría|podemos|voy a|vamos a|quiere|quisiera|desea|debo|tengo que|necesito|intent\S+|ya (?:estaba|tenía))\b/,
  de: /\b(?:nicht|nie|kein\S*|sobald|wenn|falls|bevor|bis|kann|könnte|können|werde|werden|würde|soll|sollte|möchte\S*|muss|darf|leider|versuch\S*|bereits|schon)\b/,
  fr: /\b(?:ne|n'|pas|jamais|dès que|si|quand|avant|une fois|peux|pourrais|pouvez|vais|allons|voulez|souhaitez|dois|faut|essay\S*|déjà)\b|\bn'/,
};

/** What was sent is said to be with the caller: a message that was passed on within the business does not show that. */
const TO_CALLER: Record<Language, RegExp> = {
  en: /\b(?:texted|text|sms|sent you|sent (?:it|that|them|this|the [\w ]+?) to (?:you|your (?:phone|number|mobile|cell)))\b/,
  es: /\b(?:sms|mensaje de texto|(?:le|te) (?:he|hemos) (?:enviado|mandado))\b/,
  de: /\b(?:sms|textnachricht|(?:ihnen|dir)\b[^.!?]*? (?:geschickt|gesendet|verschickt|gemailt))\b/,
  fr: /\b(?:sms|texto|vous (?:ai|avons)(?: (?:bien|aussi))* envoyé|sur votre téléphone)(?!\p{L})/u,
};

/** A title before a name ends no sentence. */
const SENTENCE = /(?:\b(?:dra?|mr|mrs|ms|prof|st|hr|fr|sra?|mme)\.(?=\s\p{L})|[^.!?…])+[.!?…]*/giu;

/**
 * The sentences of what an agent says that claim something is done, in English, Spanish, German and French (`language`: BCP 47; others claim nothing that is
 * seen here). Questions, offers, promises and denials are none.
 */
export function claimsIn(text: string, language: string): Claim[] {
  const spoken = language.toLowerCase().split("-")[0] ?? "";
  if (!isKnown(spoken)) return [];
  const claims: Claim[] = [];
  for (const [raw] of text.matchAll(SENTENCE)) {
    const sentence = raw.trim();
    if (sentence.endsWith("?")) continue;
    const said = sentence.toLowerCase().replaceAll(/[’‘]/g, "'");
    for (const [kind, pattern] of Object.entries(DONE[spoken]) as [ClaimKind, RegExp][]) {
      const found = pattern.exec(said);
      // What comes after it ("and will text you") takes nothing of it back.
      if (found && !NOT_YET[spoken].test(said.slice(0, found.index + found[0].length)))
        claims.push({
          kind,
          sentence,
          shownBy: kind === "sent" && TO_CALLER[spoken].test(said) ? "sent_to_caller" : kind,
        });
    }
  }
  return claims;
}

const isKnown = (language: string): language is Language => Object.hasOwn(DONE, language);
