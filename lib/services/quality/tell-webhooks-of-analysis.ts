import { AnalysisState } from "@/lib/contracts/call-analysis";
import type { Transaction } from "@/lib/db/transaction";
import { askByPrisma } from "../notifications/write-news";
import { tellWebhooks } from "../webhooks/tell-webhooks";
import { toAnalysis } from "./quality-rows";

type OfCall = { organizationId: string; callId: string; businessId: string };

/** Tells webhooks what became of a call, as it was kept: each time that it was looked over. In the transaction that keeps it. */
export async function tellWebhooksOfAnalysis(
  tx: Transaction,
  { organizationId, callId, businessId }: OfCall,
  overall: number | null,
  now: Date,
): Promise<void> {
  const of = { organizationId, callId, at: now };
  const at = now.getTime();
  await tellWebhooks(
    askByPrisma(tx),
    { ...of, type: "call.analyzed", key: `call.analyzed:${callId}:${at}` },
    async (sequence) => {
      const row = await tx.callAnalysis.findUnique({ where: { organizationId_callId: { organizationId, callId } } });
      const findings = await tx.complianceFinding.count({ where: { organizationId, callId, state: "open" } });
      const state = AnalysisState.extract(["done", "missing", "skipped"]).safeParse(row?.state).data;
      if (!row || !state) return null;
      const { result, problem } = toAnalysis(row);
      return {
        ...{ callId, businessId, sequence: sequence ?? 0, state, problem },
        summary: result?.summary ?? null,
        intent: result?.intent ?? null,
        outcome: result?.outcome ?? null,
        resolved: result?.resolved ?? null,
        topics: result?.topics ?? [],
        actionItems: result?.actionItems ?? [],
        fields: result?.fields ?? [],
        score: overall,
        findings,
      };
    },
  );
  await tellWebhooksOfScore(tx, { organizationId, callId, businessId }, overall, now);
}

/** Tells webhooks a call's score, once it is over. */
export async function tellWebhooksOfScore(
  tx: Transaction,
  { organizationId, callId, businessId }: OfCall,
  overall: number | null,
  at: Date,
): Promise<void> {
  if (overall === null) return;
  const key = `qa.score.updated:${callId}:after:${at.getTime()}`;
  await tellWebhooks(askByPrisma(tx), { organizationId, type: "qa.score.updated", callId, key, at }, (sequence) => ({
    callId,
    businessId,
    sequence: sequence ?? 0,
    overall,
    isFinal: true,
  }));
}
