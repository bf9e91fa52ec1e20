/** `refuse`: they never wanted it, so nothing may be kept · `stop`: from here on. */
export type RecordingWish = "refuse" | "stop";

/** "I don't have the recording" refuses nothing. */
const NOT_EN = "\\b(?:do not|don t|dont|never|rather not|did not|didn t) (?!have|hear|mind|find|know|see|need|got)";
const REFUSE: readonly RegExp[] = [
  // English
  new RegExp(`${NOT_EN}(?:\\w+ ){0,5}(?:recorded|recording)\\b`),
  new RegExp(`${NOT_EN}(?:\\w+ ){0,4}record(?: (?:me|us|this|that|it|my|our|the|anything)\\b|$)`),
  /\b(?:not|n t) (?:\w+ )?(?:ok|okay|comfortable|happy|fine|agree|consent|agreeing|consenting) (?:\w+ ){0,4}record/,
  /\b(?:object|say no) to (?:\w+ ){0,3}record/,
  /\b(?:without|no) (?:being |a |the |any )?record(?:ed|ing)\b/,
  // Spanish
  /\bno (?:quiero|deseo|acepto|autorizo|consiento|permito|me gusta|estoy de acuerdo)(?: \S+){0,4} gra(?:b|ba)\S*/,
  /\bno (?:me |nos |lo |la )?grab(?:e|en|es|éis)\b/,
  /\bsin (?:que (?:me|se) graben?|grabación|grabar)\b/,
  // German
  /\b(?:möchte|will|wünsche|wollen|möchten)(?: \S+){0,6} (?:nicht|keine)(?: \S+){0,5} (?:aufgezeichnet|aufgenommen|mitgeschnitten|aufzeichnung|aufnahme|mitschnitt)/,
  /\b(?:nicht|keine|keinen)(?: \S+){0,4} (?:aufzeichn|mitschn)\S*/,
  /\b(?:mich|uns|das gespräch|den anruf|dieses gespräch)(?: \S+){0,2} nicht (?:aufnehmen|auf)\b/,
  /\b(?:zeichnen|zeichne|nehmen|nimm|schneiden)(?: \S+){0,4} nicht (?:auf|mit)\b/,
  /\bnicht (?:\S+ ){0,3}(?:aufzeichnung|aufnahme) einverstanden/,
  /\bwiderspreche(?: \S+){0,3} (?:aufzeichnung|aufnahme)/,
  /\bohne (?:aufzeichnung|aufnahme|mitschnitt)\b/,
  // French
  /\b(?:veux|souhaite|accepte|consens|suis|voudrais|préfère)(?: \S+){0,2} (?:pas|ne pas)(?: \S+){0,5} enregistr/,
  /\bne (?:m |me |nous |l )?enregistrez (?:pas|rien)/,
  /\bn enregistrez (?:pas|rien)/,
  /\b(?:refuse|refusons|oppose)(?: \S+){0,3} enregistr/,
  /\b(?:sans|pas d)(?: être)? enregistr/,
];

const STOP: readonly RegExp[] = [
  /(?<!\b(?:not|t|never|cannot|keep|without) )(?<!\b(?:not|t|never) want you to )\b(?:stop|end|turn off|switch off|shut off|quit|pause|cancel) (?:\w+ ){0,2}recording\b/,
  /\bturn (?:\w+ ){0,2}recording off\b/,
  /\b(?:deje|deja|dejen|pare|para|paren|detenga|detén|apague|apaga|interrumpa|termine)(?: \S+){0,2} (?:grabar|grabación)/,
  /(?<!\bnicht )\b(?:stoppen|stoppe|stopp|beenden|beende|schalten|schalte|unterbrechen|halten)(?: \S+){0,3} (?:aufzeichnung|aufnahme|mitschnitt)/,
  /\b(?:aufzeichnung|aufnahme|mitschnitt)(?: \S+){0,2} (?:stoppen|beenden|ausschalten|abschalten|abbrechen|aus)\b/,
  /\b(?:hören|hör)(?: \S+){0,2} auf (?:\S+ ){0,2}(?:aufzuzeichnen|aufzunehmen|mitzuschneiden)/,
  /\b(?:arrêtez|arrêter|arrête|cessez|stoppez|coupez|éteignez|interrompez)(?: \S+){0,3} enregistr/,
];

/** "I don't want you to stop recording" asks for nothing. */
const KEEP = /\b(?:do not|don t|dont|never|no|nicht|pas) (?:\S+ ){0,4}(?:stop|deje de|aufhören|arrêt)\S*/;

/** Whether the caller asks not to be recorded, in English, Spanish, German or French; null: they do not. */
export function recordingWish(text: string): RecordingWish | null {
  const said = text
    .toLowerCase()
    .normalize("NFC")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  if (
    !/record|grab|aufzeichn|aufgezeichn|aufn[ae]hm|aufgenommen|aufzuzeichn|aufzunehm|mitzuschn|mitschn|mitgeschn|enregistr|nicht auf/.test(
      said,
    )
  )
    return null;
  if (STOP.some((pattern) => pattern.test(said)) && !KEEP.test(said)) return "stop";
  if (KEEP.test(said)) return null;
  return REFUSE.some((pattern) => pattern.test(said)) ? "refuse" : null;
}
