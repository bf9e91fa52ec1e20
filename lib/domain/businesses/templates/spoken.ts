/** What an agent says of itself at the start, in the languages the engine has phrases of its own in; English for all others. */
type Opening = { disclosure: string; recording: string; voicemail: string; greetings: Record<OpeningKind, string> };
type OpeningKind = "customer_support" | "sales" | "appointments" | "custom";

const OPENINGS: Record<string, (business: string) => Opening> = {
  en: (business) => ({
    disclosure: `${business}, you are speaking with our AI assistant.`,
    recording: "This call is recorded.",
    voicemail: `Hello, this is ${business}. We will try again; you may also call us back. Thank you.`,
    greetings: {
      customer_support: "How can I help you today?",
      sales: "What can I tell you about what we offer?",
      appointments: "Would you like to make an appointment, or can I help with something else?",
      custom: "How can I help you today?",
    },
  }),
  es: (business) => ({
    disclosure: `${business}, le atiende nuestra asistente de inteligencia artificial.`,
    recording: "Esta llamada se graba.",
    voicemail: `Hola, le llamamos de ${business}. Lo intentaremos de nuevo; también puede devolvernos la llamada. Gracias.`,
    greetings: {
      customer_support: "¿En qué puedo ayudarle?",
      sales: "¿Qué le gustaría saber de lo que ofrecemos?",
      appointments: "¿Quiere pedir una cita o puedo ayudarle con otra cosa?",
      custom: "¿En qué puedo ayudarle?",
    },
  }),
  fr: (business) => ({
    disclosure: `${business}, vous parlez avec notre assistant d'intelligence artificielle.`,
    recording: "Cet appel est enregistré.",
    voicemail: `Bonjour, ici ${business}. Nous vous rappellerons ; vous pouvez aussi nous rappeler. Merci.`,
    greetings: {
      customer_support: "Comment puis-je vous aider ?",
      sales: "Que souhaitez-vous savoir sur ce que nous proposons ?",
      appointments: "Souhaitez-vous prendre un rendez-vous, ou puis-je vous aider autrement ?",
      custom: "Comment puis-je vous aider ?",
    },
  }),
  de: (business) => ({
    disclosure: `${business}, Sie sprechen mit unserem KI-Assistenten.`,
    recording: "Dieses Gespräch wird aufgezeichnet.",
    voicemail: `Guten Tag, hier ist ${business}. Wir versuchen es noch einmal; Sie können uns auch zurückrufen. Danke.`,
    greetings: {
      customer_support: "Wie kann ich Ihnen helfen?",
      sales: "Was möchten Sie über unser Angebot wissen?",
      appointments: "Möchten Sie einen Termin vereinbaren, oder kann ich Ihnen sonst helfen?",
      custom: "Wie kann ich Ihnen helfen?",
    },
  }),
};

/** A Deepgram voice that is at home in each language. */
const VOICES: Record<string, string> = {
  en: "aura-2-thalia-en",
  es: "aura-2-celeste-es",
  fr: "aura-2-agathe-fr",
  de: "aura-2-elara-de",
};

const primary = (tag: string) => tag.toLowerCase().split("-")[0] ?? "en";

export function openingIn(language: string, type: OpeningKind, business: string) {
  const { greetings, ...opening } = (OPENINGS[primary(language)] ?? OPENINGS["en"])?.(business) ?? {
    disclosure: "",
    recording: "",
    voicemail: "",
    greetings: { [type]: "" } as Record<OpeningKind, string>,
  };
  return { ...opening, greeting: greetings[type] };
}

export const voiceFor = (language: string): string => VOICES[primary(language)] ?? "aura-2-thalia-en";
