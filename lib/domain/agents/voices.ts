/** A voice that an agent may have. `language` is the one it was made for, as ISO 639-1. */
export type Voice = {
  id: string;
  name: string;
  language: string;
  sex: "female" | "male";
  accent: string;
  character: string;
};

type Row = readonly [name: string, sex: "f" | "m", accent: string, character: string];

/** Deepgram's Aura 2 voices that suit a telephone, the featured ones of a language first. Source: the vendor's page of voices. */
const ROWS: Record<string, readonly Row[]> = {
  en: [
    ["Thalia", "f", "American", "clear, confident"],
    ["Andromeda", "f", "American", "casual, expressive"],
    ["Helena", "f", "American", "caring, friendly"],
    ["Apollo", "m", "American", "confident, casual"],
    ["Arcas", "m", "American", "natural, smooth"],
    ["Aries", "m", "American", "warm, energetic"],
    ["Asteria", "f", "American", "clear, knowledgeable"],
    ["Athena", "f", "American", "calm, professional"],
    ["Atlas", "m", "American", "enthusiastic, approachable"],
    ["Aurora", "f", "American", "cheerful, energetic"],
    ["Cora", "f", "American", "smooth, melodic"],
    ["Hera", "f", "American", "warm, professional"],
    ["Hermes", "m", "American", "expressive, engaging"],
    ["Juno", "f", "American", "natural, engaging"],
    ["Luna", "f", "American", "friendly, natural"],
    ["Mars", "m", "American", "patient, trustworthy"],
    ["Minerva", "f", "American", "positive, friendly"],
    ["Orion", "m", "American", "approachable, calm"],
    ["Orpheus", "m", "American", "professional, clear"],
    ["Vesta", "f", "American", "patient, empathetic"],
    ["Zeus", "m", "American", "deep, trustworthy"],
    ["Draco", "m", "British", "warm, trustworthy"],
    ["Pandora", "f", "British", "smooth, calm"],
    ["Hyperion", "m", "Australian", "caring, warm"],
    ["Theia", "f", "Australian", "expressive, polite"],
    ["Amalthea", "f", "Filipino", "engaging, cheerful"],
  ],
  es: [
    ["Celeste", "f", "Colombian", "clear, energetic"],
    ["Estrella", "f", "Mexican", "calm, natural"],
    ["Nestor", "m", "Peninsular", "calm, professional"],
    ["Sirio", "m", "Mexican", "calm, empathetic"],
    ["Carina", "f", "Peninsular", "professional, energetic"],
    ["Alvaro", "m", "Peninsular", "calm, knowledgeable"],
    ["Diana", "f", "Peninsular", "professional, expressive"],
    ["Selena", "f", "Latin American", "approachable, friendly"],
    ["Javier", "m", "Mexican", "friendly, professional"],
    ["Antonia", "f", "Argentine", "enthusiastic, friendly"],
  ],
  de: [
    ["Viktoria", "f", "German", "cheerful, warm"],
    ["Julius", "m", "German", "casual, engaging"],
    ["Elara", "f", "German", "calm, clear"],
    ["Fabian", "m", "German", "confident, professional"],
    ["Lara", "f", "German", "caring, cheerful"],
    ["Kara", "f", "German", "caring, expressive"],
  ],
  fr: [
    ["Agathe", "f", "French", "friendly, natural"],
    ["Hector", "m", "French", "confident, expressive"],
  ],
  it: [
    ["Livia", "f", "Italian", "clear, friendly"],
    ["Dionisio", "m", "Italian", "confident, friendly"],
    ["Melia", "f", "Italian", "clear, comfortable"],
    ["Elio", "m", "Italian", "calm, professional"],
  ],
  nl: [
    ["Rhea", "f", "Dutch", "caring, knowledgeable"],
    ["Sander", "m", "Dutch", "calm, clear"],
    ["Beatrix", "f", "Dutch", "cheerful, friendly"],
    ["Lars", "m", "Dutch", "casual, confident"],
  ],
  ja: [
    ["Izanami", "f", "Japanese", "approachable, clear"],
    ["Fujin", "m", "Japanese", "calm, confident"],
  ],
};

export const VOICES: readonly Voice[] = Object.entries(ROWS).flatMap(([language, rows]) =>
  rows.map(([name, sex, accent, character]) => ({
    id: `aura-2-${name.toLowerCase()}-${language}`,
    name,
    language,
    sex: sex === "f" ? ("female" as const) : ("male" as const),
    accent,
    character,
  })),
);

export const findVoice = (id: string): Voice | undefined => VOICES.find((voice) => voice.id === id);

/** ISO 639-1 of a BCP 47 tag. */
export const baseLanguage = (tag: string): string => tag.toLowerCase().split("-")[0] ?? "en";

export const voicesFor = (language: string): Voice[] =>
  VOICES.filter((voice) => voice.language === baseLanguage(language));

/** What a voice says of itself when one wants to hear it, in its own language. */
export function sampleSentence({ name, language }: Voice): string {
  const sentences: Record<string, string> = {
    en: `Hello, this is ${name}. Thank you for calling. How can I help you today?`,
    es: `Hola, soy ${name}. Gracias por llamar. ¿En qué puedo ayudarle?`,
    de: `Guten Tag, hier ist ${name}. Danke für Ihren Anruf. Wie kann ich Ihnen helfen?`,
    fr: `Bonjour, ici ${name}. Merci de votre appel. Comment puis-je vous aider ?`,
    it: `Buongiorno, sono ${name}. Grazie per la chiamata. Come posso aiutarla?`,
    nl: `Goedendag, u spreekt met ${name}. Bedankt voor het bellen. Waarmee kan ik u helpen?`,
    ja: `お電話ありがとうございます。${name}です。ご用件をお聞かせください。`,
  };
  return sentences[language] ?? sentences.en!;
}
