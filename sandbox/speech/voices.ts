/** How espeak-ng speaks for one of the sandbox's voices. */
export interface VoiceSettings {
  /** espeak-ng voice and variant, e.g. "en-us+f3". */
  readonly engineVoice: string;
  /** 0 to 100; 50 is the engine's default. */
  readonly pitch: number;
  /** Words a minute. */
  readonly rate: number;
}

/** The voice that callers speak with unless told otherwise. */
export const CALLER_VOICE = "caller";

const FEMALE_VARIANTS = ["f1", "f2", "f3", "f4", "f5"] as const;
const MALE_VARIANTS = ["m1", "m2", "m3", "m4", "m5", "m7"] as const;

/** Aura's men, by the vendor's voice table; the others speak with a woman's voice. */
const AURA_MEN = new Set(
  (
    "alvaro angus apollo aquila arcas aries atlas cesare dionisio draco ebisu elio fabian flavio fujin hector helios " +
    "hermes hyperion javier julius jupiter lars luciano mars neptune nestor odysseus orion orpheus perseo perseus " +
    "pluto roman sander saturn sirio valerio zeus"
  ).split(" "),
);

const ENGINE_LANGUAGES: Record<string, string> = {
  en: "en-us",
  es: "es",
  de: "de",
  fr: "fr",
  it: "it",
  nl: "nl",
  pt: "pt",
  ja: "ja",
  hi: "hi",
  ru: "ru",
};

/**
 * Settings of a named voice: an Aura model ("aura-2-thalia-en"), "caller", or any other name, optionally ending in a
 * language ("caller-de"). The same name always sounds the same, and different names almost always differ.
 */
export function voiceSettings(voice: string): VoiceSettings {
  const language = ENGINE_LANGUAGES[/-([a-z]{2})$/.exec(voice)?.[1] ?? "en"] ?? "en-us";
  const hash = hashName(voice);
  const aura = /^aura(?:-2)?-([a-z]+)-/.exec(voice)?.[1];
  const isMan = aura === undefined ? voice.startsWith(CALLER_VOICE) : AURA_MEN.has(aura);
  const variants = isMan ? MALE_VARIANTS : FEMALE_VARIANTS;
  return {
    engineVoice: `${language}+${variants[hash % variants.length]!}`,
    pitch: 38 + ((hash >>> 8) % 25),
    rate: 165 + ((hash >>> 16) % 20),
  };
}

function hashName(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
