import { AgentConfig } from "@/lib/contracts/agent-config";
import { CallAnalysisResult } from "@/lib/contracts/call-analysis";
import { CallOutcome } from "@/lib/contracts/quality";
import type { StructuredField } from "@/lib/contracts/scorecards";
import type { Transaction } from "@/lib/db/transaction";
import { type FinishedCall, type Known, OUTCOME_WORDS } from "@/lib/domain/after-call/call-facts";
import { sharedEnv } from "@/lib/env/shared";
import { qualityOfBusiness } from "../quality/quality-of-business";
import type { ToolCaller } from "../tools/tool-run";

/** A call with all that steps after it go by. */
export type ReadCall = {
  businessId: string;
  businessName: string;
  timeZone: string;
  /** It goes on, or is still being looked over: not all of it is known. */
  isOpen: boolean;
  isTest: boolean;
  facts: FinishedCall;
  /** What the server puts into an action itself. */
  caller: ToolCaller;
};

/** Null: there is no such call. */
export async function readFinishedCall(
  tx: Transaction,
  organizationId: string,
  callId: string,
): Promise<ReadCall | null> {
  const call = await tx.call.findUnique({
    where: { organizationId_id: { organizationId, id: callId } },
    include: {
      agent: { select: { name: true } },
      agentVersion: { select: { config: true } },
      business: { select: { id: true, name: true, timeZone: true } },
      analysis: { select: { state: true, result: true } },
      messages: { select: { callerName: true }, orderBy: { takenAt: "desc" }, take: 1 },
    },
  });
  if (!call) return null;
  const { business, analysis } = call;
  const booked = await tx.appointment.findFirst({
    where: { organizationId, callId, customerName: { not: "" } },
    orderBy: { createdAt: "desc" },
    select: { customerName: true },
  });
  const fields = (await qualityOfBusiness(tx, organizationId, business.id))?.scorecard.fields ?? [];
  const result = CallAnalysisResult.safeParse(analysis?.result).data;
  const outcome = CallOutcome.safeParse(call.outcome ?? result?.outcome).data ?? null;
  const { language } = AgentConfig.parse(call.draftConfig ?? call.agentVersion?.config ?? {});
  const isInbound = call.direction === "inbound";
  const number = isInbound ? call.fromNumber : call.toNumber;
  // A number that the network found to be forged is nobody's.
  const isTheirs = call.channel === "phone" && number.startsWith("+") && !(isInbound && call.callerRefuted);
  const callerNumber = isTheirs ? number : undefined;
  const ourNumber = isInbound ? call.toNumber : call.fromNumber;
  const seconds = Math.round((call.durationMs ?? 0) / 1000);
  const facts: Record<string, Known | undefined> = {
    caller_number: callerNumber,
    caller_name: booked?.customerName ?? call.messages[0]?.callerName,
    our_number: ourNumber.startsWith("+") ? ourNumber : undefined,
    business: business.name,
    agent: call.agent.name,
    direction: isInbound ? "incoming" : "outgoing",
    started: { atMs: call.startedAt.getTime() },
    ended: call.endedAt ? { atMs: call.endedAt.getTime() } : undefined,
    length: `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`,
    seconds,
    ended_how: (call.disposition ?? call.status).replaceAll("_", " "),
    summary: result?.summary,
    wanted: result?.intent,
    outcome: outcome ? OUTCOME_WORDS[outcome] : undefined,
    resolved: call.resolved ?? result?.resolved ?? undefined,
    language,
    call_id: callId,
    call_page: `${sharedEnv().PUBLIC_WEB_URL}/calls/${callId}`,
  };
  return {
    businessId: business.id,
    businessName: business.name,
    timeZone: business.timeZone,
    isOpen: call.endedAt === null || analysis?.state === "pending" || analysis?.state === "running",
    isTest: call.kind === "test",
    facts: {
      direction: call.direction,
      isAnswered: call.answeredAt !== null,
      outcome,
      timeZone: business.timeZone,
      facts: facts as FinishedCall["facts"],
      fields: foundOf(result, fields),
      labels: Object.fromEntries(fields.map(({ key, label }) => [key, label])),
    },
    caller: {
      ...(callerNumber ? { caller_number: callerNumber } : {}),
      ...{ call_id: callId, business_id: business.id, organization_id: organizationId },
      ...{ language, time_zone: business.timeZone },
    },
  };
}

/** What was found of the fields that are looked for today. */
const foundOf = (result: CallAnalysisResult | undefined, fields: readonly StructuredField[]): Record<string, string> =>
  Object.fromEntries(
    (result?.fields ?? []).flatMap(({ key, value }) =>
      value !== null && fields.some((field) => field.key === key) ? [[key, value]] : [],
    ),
  );
