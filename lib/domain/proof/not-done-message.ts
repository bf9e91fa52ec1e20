import type { OutcomeField, OutcomeVerdict } from "@/lib/contracts/live/outcomes";
import { momentOf } from "./same-value";

type Words = { sorry: string; absent: string; different: string; stands: string; twice: string; comes: string };

const WORDS: Record<string, Words> = {
  en: {
    sorry: "we're sorry.",
    absent: "What we told you on the phone was done is not in our system.",
    different: "What we told you on the phone does not stand in our system as we said.",
    stands: "It says",
    twice: "What we told you on the phone stands in our system twice.",
    comes: "Somebody will contact you.",
  },
  es: {
    sorry: "lo sentimos.",
    absent: "Lo que le dijimos por teléfono que estaba hecho no figura en nuestro sistema.",
    different: "Lo que le dijimos por teléfono no figura así en nuestro sistema.",
    stands: "Figura",
    twice: "Lo que le dijimos por teléfono figura dos veces en nuestro sistema.",
    comes: "Alguien se pondrá en contacto con usted.",
  },
  de: {
    sorry: "es tut uns leid.",
    absent: "Was wir Ihnen am Telefon als erledigt genannt haben, steht nicht in unserem System.",
    different: "Was wir Ihnen am Telefon gesagt haben, steht in unserem System anders.",
    stands: "Dort steht",
    twice: "Was wir Ihnen am Telefon gesagt haben, steht in unserem System zweimal.",
    comes: "Wir melden uns bei Ihnen.",
  },
  fr: {
    sorry: "nous sommes désolés.",
    absent: "Ce que nous vous avons dit fait au téléphone ne figure pas dans notre système.",
    different: "Ce que nous vous avons dit au téléphone ne figure pas ainsi dans notre système.",
    stands: "Il y figure",
    twice: "Ce que nous vous avons dit au téléphone figure deux fois dans notre système.",
    comes: "Quelqu'un vous contactera.",
  },
};

type Facts = {
  /** BCP 47. */
  language: string;
  businessName: string;
  timeZone: string;
  verdict: OutcomeVerdict;
  fields: readonly OutcomeField[];
};

/** What a caller is written when it turns out after the call that what they were told is not so. No word of another system stands in it, only times. */
export function notDoneMessage({ language, businessName, timeZone, verdict, fields }: Facts): string {
  const words = WORDS[language.toLowerCase().split("-")[0] ?? ""] ?? WORDS.en!;
  const start = fields.find(
    ({ kind, asked }) => kind === "moment" || (asked !== null && momentOf(asked, timeZone) !== null),
  );
  const spoken = (value: string | null | undefined) => {
    const atMs = value == null ? null : momentOf(value, timeZone);
    return atMs === null
      ? null
      : new Date(atMs).toLocaleString(language, { dateStyle: "full", timeStyle: "short", timeZone });
  };
  const stored = verdict === "different" ? spoken(start?.stored) : null;
  const what = verdict === "twice" ? words.twice : verdict === "absent" ? words.absent : words.different;
  return [`${businessName}: ${words.sorry}`, what, stored ? `${words.stands}: ${stored}.` : "", words.comes]
    .filter((part) => part !== "")
    .join(" ");
}
