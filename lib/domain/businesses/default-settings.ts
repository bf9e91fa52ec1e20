import type { BusinessType } from "@/lib/contracts/api/businesses";
import type {
  BusinessOverrides,
  BusinessSettings,
  EscalationSettings,
  QualityCheck,
  QualitySettings,
} from "@/lib/contracts/business-settings";
import type { z } from "zod";
import { isSame } from "@/lib/domain/is-same";
import { urgentWordsOf } from "./industries";

export type BusinessKind = { type: z.infer<typeof BusinessType>; industry: string };

/** Words that ask for a person, per language. */
const ASKED_WORDS: Record<string, string[]> = {
  en: ["manager", "supervisor", "human", "real person", "representative"],
  es: ["gerente", "supervisor", "humano", "una persona"],
  fr: ["responsable", "superviseur", "un humain", "une personne"],
  de: ["vorgesetzten", "mitarbeiter", "mensch", "einen menschen"],
};

const CHECKS: QualityCheck[] = [
  "ai_disclosed",
  "recording_announced",
  "nothing_invented",
  "nothing_promised",
  "no_sensitive_data",
  "understood",
  "closed_politely",
];

/** How much each part counts: support lives by moods, sales by manner, appointments by what is true. */
const WEIGHTS: Record<BusinessKind["type"], QualitySettings["weights"]> = {
  customer_support: { sentiment: 3, compliance: 2, accuracy: 3, professionalism: 2 },
  sales: { sentiment: 2, compliance: 3, accuracy: 2, professionalism: 3 },
  appointments: { sentiment: 2, compliance: 2, accuracy: 4, professionalism: 2 },
  custom: { sentiment: 1, compliance: 1, accuracy: 1, professionalism: 1 },
};

/** What holds for a business of this kind until somebody changes it. */
export function defaultSettings(kind: BusinessKind): BusinessSettings {
  const urgent = urgentWordsOf(kind.industry);
  return {
    quality: {
      weights: WEIGHTS[kind.type],
      alertBelow: 0.6,
      sentimentAlertAt: -0.5,
      checks: CHECKS,
      shortestCallSeconds: 15,
    },
    escalation: {
      triggers: {
        asked: { enabled: true, words: ASKED_WORDS },
        urgent: { enabled: Object.keys(urgent).length > 0, words: urgent },
        sentiment: { enabled: true, at: -0.5 },
        unknown: { enabled: true, times: kind.type === "customer_support" ? 2 : 3 },
        repeated: { enabled: true, times: 3 },
        long: { enabled: false, minutes: 15 },
        tool: { enabled: true, times: 2 },
        complexity: { enabled: false, times: 3 },
      },
      routing: { to: "anyone", people: [], department: null, ringSeconds: 20 },
      otherwise: "take_message",
    },
  };
}

/** The settings in force: the kind's defaults, and over them what the business changed. */
export function settingsOf(kind: BusinessKind, overrides: BusinessOverrides): BusinessSettings {
  const defaults = defaultSettings(kind);
  return {
    quality: { ...defaults.quality, ...given(overrides.quality) },
    escalation: { ...defaults.escalation, ...given(overrides.escalation) },
  };
}

/** What of these settings is not the kind's default, part by part: all that has to be kept. */
export function overridesOf(kind: BusinessKind, settings: BusinessSettings): BusinessOverrides {
  const defaults = defaultSettings(kind);
  const quality = differing(settings.quality, defaults.quality);
  const escalation = differing(settings.escalation, defaults.escalation);
  return {
    ...(Object.keys(quality).length > 0 ? { quality } : {}),
    ...(Object.keys(escalation).length > 0 ? { escalation } : {}),
  };
}

/** Dotted names of the parts that a business changed: "quality.weights", "escalation.otherwise". */
export const overriddenParts = (overrides: BusinessOverrides): string[] =>
  (["quality", "escalation"] as const).flatMap((area) =>
    Object.keys(overrides[area] ?? {}).map((part) => `${area}.${part}`),
  );

/** The share of each part in the whole, 0 to 1. */
export function sharesOf(weights: QualitySettings["weights"]): QualitySettings["weights"] {
  const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0) || 1;
  const { sentiment, compliance, accuracy, professionalism } = weights;
  return {
    sentiment: sentiment / total,
    compliance: compliance / total,
    accuracy: accuracy / total,
    professionalism: professionalism / total,
  };
}

/** Words of the languages a business speaks; those of others stay where they are but count for nothing. */
export const wordsFor = (
  words: EscalationSettings["triggers"]["asked"]["words"],
  languages: readonly string[],
): Record<string, string[]> => {
  const spoken = new Set(languages.map((tag) => tag.toLowerCase().split("-")[0]));
  return Object.fromEntries(Object.entries(words).filter(([language]) => spoken.has(language)));
};

function differing<T extends object>(value: T, other: T): Partial<T> {
  const names = Object.keys(value) as (keyof T)[];
  return Object.fromEntries(
    names.filter((name) => !isSame(value[name], other[name])).map((name) => [name, value[name]]),
  ) as Partial<T>;
}

const given = <T extends object>(part: T | undefined): { [K in keyof T]: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(part ?? {}).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: NonNullable<T[K]>;
  };
