import { v7 as uuidv7 } from "uuid";
import { type TestOrganization, withOwner } from "@/scripts/test/database";
import { plantCalls } from "@/scripts/test/plant-call";
import { plantQuality } from "@/scripts/test/plant-quality";

/** What the access matrix has to know of quality: each organization has a call that was scored, with a dispute, a finding and a rule of its own. */

export type QualityIds = { scoreId: string; disputeId: string; findingId: string; ruleKey: string };

/** `url` is the database's. Into the call that is given, or one of its own. */
export async function plantQualityOf(
  url: string,
  own: TestOrganization,
  callId?: string,
): Promise<QualityIds & { callId: string }> {
  const id = callId ?? (await plantCalls(url, own, [{}]))[0] ?? "";
  const { ruleId, ...ids } = await withOwner(url, (sql) =>
    plantQuality(sql, own, `Not ${uuidv7()}`, id, callId !== undefined),
  );
  return { ...ids, ruleKey: ruleId, callId: id };
}

export function prepareQuality(url: () => string) {
  const anew = (own: TestOrganization) => plantQualityOf(url(), own);
  return {
    calculateCallScores: anew,
    disputeScore: anew,
    answerDispute: anew,
    deleteComplianceRule: anew,
    updateComplianceRule: anew,
  };
}
