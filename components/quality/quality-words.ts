import type { QualityComponent } from "@/lib/contracts/business-settings";
import type { FindingState } from "@/lib/contracts/compliance";
import type { Agreement } from "@/lib/contracts/qa";
import type { CallOutcome, FindingSeverity } from "@/lib/contracts/quality";
import type { Tone } from "@/components/ui/chip";

export const COMPONENT_NAMES: Record<QualityComponent, string> = {
  sentiment: "Sentiment",
  compliance: "Compliance",
  accuracy: "Accuracy",
  professionalism: "Professionalism",
};

export const percent = (score: number | null): string => (score === null ? "–" : `${Math.round(score * 100)} %`);

/** How a score reads at a glance; the figure stands beside it. */
export const scoreTone = (score: number | null): Tone =>
  score === null ? "neutral" : score >= 0.8 ? "good" : score >= 0.6 ? "warn" : "bad";

export const SEVERITY: Record<FindingSeverity, { label: string; tone: Tone }> = {
  critical: { label: "critical", tone: "bad" },
  major: { label: "major", tone: "warn" },
  minor: { label: "minor", tone: "neutral" },
};

export const FINDING_STATE: Record<FindingState, { label: string; tone: Tone }> = {
  open: { label: "open", tone: "warn" },
  accepted: { label: "accepted", tone: "neutral" },
  dismissed: { label: "dismissed", tone: "neutral" },
};

export const OUTCOME_WORDS: Record<CallOutcome, { label: string; tone: Tone }> = {
  settled: { label: "settled", tone: "good" },
  partly_settled: { label: "partly settled", tone: "warn" },
  not_settled: { label: "not settled", tone: "bad" },
  message_taken: { label: "message taken", tone: "accent" },
  handed_over: { label: "handed over", tone: "accent" },
  no_request: { label: "no request", tone: "neutral" },
};

export const REASON_WORDS: Record<string, string> = {
  low_score: "low score",
  finding: "rule broken",
  dispute: "disputed",
  sample: "drawn by chance",
  picked: "picked by a person",
};

/** How far our score can be trusted, in words. */
export function agreementWords({ n, kappa, bias, isLow }: Agreement): string {
  if (n === 0) return "No person has scored this yet";
  const off =
    bias === null || Math.abs(bias) < 0.05
      ? "no bias"
      : `we are ${Math.abs(bias).toFixed(2)} too ${bias > 0 ? "kind" : "strict"}`;
  const figure = kappa === null ? "κ –" : `κ ${kappa.toFixed(2).replace("-", "−")}`;
  return `${isLow ? "Low agreement with people" : "Agreement with people"}: ${figure}, n ${n}, ${off}`;
}
