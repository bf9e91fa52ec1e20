import { describe, expect, test } from "vitest";
import { recordingWish } from "./recording-wish";

const REFUSED = [
  "Please don't record me.",
  "I don't want to be recorded",
  "I do not consent to being recorded.",
  "Don't record this call, please",
  "I'm not okay with the recording",
  "I'd rather not be recorded.",
  "I object to this recording",
  "Can we do this without recording?",
  "No quiero que me graben.",
  "No me grabe, por favor",
  "No autorizo la grabación.",
  "Ich möchte nicht aufgezeichnet werden.",
  "Ich will nicht, dass Sie das aufnehmen, keine Aufzeichnung bitte",
  "Bitte zeichnen Sie das nicht auf",
  "Ich bin nicht mit der Aufzeichnung einverstanden",
  "Je ne veux pas être enregistré.",
  "Ne m'enregistrez pas, s'il vous plaît",
  "Je refuse d'être enregistrée",
];
const STOPPED = [
  "Could you stop recording now?",
  "Stop the recording",
  "Please turn off the recording.",
  "I want you to stop recording this",
  "Deje de grabar",
  "Pare la grabación, por favor",
  "Bitte stoppen Sie die Aufzeichnung",
  "Schalten Sie bitte die Aufnahme aus",
  "Hören Sie auf aufzuzeichnen",
  "Arrêtez l'enregistrement",
  "Arrêtez de m'enregistrer",
];
const NEITHER = [
  "Is this call recorded?",
  "That's fine, you can record it.",
  "I don't want you to stop recording.",
  "I need my medical records",
  "I don't have the record number with me",
  "Who won the world record?",
  "Wann ist die Aufnahme ins Krankenhaus?",
  "Nehmen Sie neue Patienten auf?",
  "Quiero grabar un anillo",
  "Où puis-je m'enregistrer pour le vol?",
  "No, that is not what I asked for",
  "",
];

describe("what callers say about being recorded", () => {
  test.each(REFUSED)("%s: nothing may be kept", (said) => expect(recordingWish(said)).toBe("refuse"));
  test.each(STOPPED)("%s: from there on", (said) => expect(recordingWish(said)).toBe("stop"));
  test.each(NEITHER)("%s: no wish", (said) => expect(recordingWish(said)).toBeNull());
});
