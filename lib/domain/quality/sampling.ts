import type { ReviewSampling } from "@/lib/contracts/scorecards";

export type ReviewReason = "low_score" | "finding" | "dispute" | "sample";

/** Whether chance draws a call; the same call always gets the same answer. The end of an id of version 7 is random. */
export function isDrawn(callId: string, share: number): boolean {
  return Number.parseInt(callId.replaceAll("-", "").slice(-8), 16) / 0x1_0000_0000 < share;
}

/** Why a person should look at a call, and how urgent that is; null: nobody needs to. */
export function reviewOf(
  call: { callId: string; score: number | null; findings: number; worst: "critical" | "major" | "minor" | null },
  sampling: ReviewSampling,
  alertBelow: number,
): { reasons: ReviewReason[]; urgency: number } | null {
  const isLow = call.score !== null && call.score < alertBelow;
  const reasons: ReviewReason[] = [
    ...(sampling.lowScores && isLow ? (["low_score"] as const) : []),
    ...(sampling.findings && call.findings > 0 ? (["finding"] as const) : []),
  ];
  if (reasons.length === 0) return isDrawn(call.callId, sampling.share) ? { reasons: ["sample"], urgency: 0 } : null;
  const ofScore = isLow ? Math.round((alertBelow - (call.score ?? 0)) * 50) : 0;
  const ofFindings = call.worst === "critical" ? 50 : call.worst === "major" ? 25 : call.findings > 0 ? 10 : 0;
  return { reasons, urgency: 1 + ofScore + ofFindings };
}
