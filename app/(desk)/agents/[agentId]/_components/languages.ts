/** What an agent may begin in: the languages there are voices for, by region where that is heard. */
export const LANGUAGES = [
  { tag: "en-US", name: "English, United States" },
  { tag: "en-GB", name: "English, United Kingdom" },
  { tag: "en-AU", name: "English, Australia" },
  { tag: "en-CA", name: "English, Canada" },
  { tag: "es-US", name: "Spanish, United States" },
  { tag: "es-ES", name: "Spanish, Spain" },
  { tag: "es-MX", name: "Spanish, Mexico" },
  { tag: "de-DE", name: "German, Germany" },
  { tag: "de-AT", name: "German, Austria" },
  { tag: "de-CH", name: "German, Switzerland" },
  { tag: "fr-FR", name: "French, France" },
  { tag: "fr-CA", name: "French, Canada" },
  { tag: "it-IT", name: "Italian" },
  { tag: "nl-NL", name: "Dutch" },
  { tag: "ja-JP", name: "Japanese" },
] as const;
