import { AgentConfig } from "@/lib/contracts/agent-config";
import type { ContextPacket, EscalationPriority } from "@/lib/contracts/escalations";
import type { CallEventBody } from "@/lib/contracts/live/events";
import type { Transaction } from "@/lib/db/transaction";
import type { PacketFacts, SaidLine } from "@/lib/domain/escalation/packet";
import { callerOf } from "./escalation-rows";

const MOST_EARLIER = 5;
const MOST_PASSAGES = 5;
const MOST_EVENTS = 2_000;

/** What the product itself knows of a call for whoever takes it: what was said, looked up, agreed, and who called before. Null: there is no such call. */
export async function readPacketFacts(
  tx: Transaction,
  organizationId: string,
  { callId, reason, priority }: { callId: string; reason: string; priority: string },
): Promise<PacketFacts | null> {
  const call = await tx.call.findUnique({
    where: { organizationId_id: { organizationId, id: callId } },
    select: {
      callDay: true,
      fromNumber: true,
      toNumber: true,
      direction: true,
      draftConfig: true,
      agentVersion: { select: { config: true } },
    },
  });
  if (!call) return null;
  const number = callerOf(call);
  const events = await tx.callEvent.findMany({
    where: { organizationId, callId, callDay: call.callDay },
    orderBy: { seq: "asc" },
    select: { body: true },
    take: MOST_EVENTS,
  });
  const bodies = events.map(({ body }) => body as CallEventBody);
  const verified = await tx.callerVerification.findFirst({
    where: { organizationId, callId, verifiedAt: { not: null } },
    select: { accountId: true },
  });
  const people = await tx.humanAgent.findMany({
    where: { organizationId },
    select: { departments: true, skills: true },
    orderBy: { id: "asc" },
  });
  const messages = bodies.flatMap((body) => (body.type === "message.taken" ? [body] : []));
  const promised = bodies.flatMap((body) => (body.type === "callback.promised" ? [body] : []));
  return {
    said: bodies.flatMap(saidIn),
    customer: {
      number,
      name: messages.at(-1)?.callerName ?? null,
      notes: verified ? [`Proved that the account ${verified.accountId ?? ""} is theirs`] : [],
    },
    earlierContacts: await earlierContacts(tx, organizationId, callId, number),
    knowledgeUsed: knowledgeIn(bodies),
    fields: {
      departments: [...new Set(people.flatMap(({ departments }) => departments))],
      skills: [...new Set(people.flatMap(({ skills }) => skills))],
    },
    agreed: [
      ...messages.map(
        ({ callerName, callbackNumber, text }) => `Call ${callerName} back at ${callbackNumber}: ${text}`,
      ),
      ...promised.map(({ number: at }) => `Call back${at === null ? "" : ` at ${at}`}, as promised`),
    ],
    priority: priority as EscalationPriority,
    reason,
    language: AgentConfig.parse(call.draftConfig ?? call.agentVersion?.config ?? {}).language,
  };
}

function saidIn(body: CallEventBody): SaidLine[] {
  if (body.type === "segment.final") return [{ speaker: body.speaker, text: body.text }];
  if (body.type === "answer.ended" && body.heardText.trim() !== "") return [{ speaker: "agent", text: body.heardText }];
  return [];
}

/** What answers rested on; where nothing was cited, what was found last. */
function knowledgeIn(bodies: readonly CallEventBody[]): ContextPacket["knowledgeUsed"] {
  const found = bodies.flatMap((body) => (body.type === "knowledge.retrieved" ? body.passages : []));
  const cited = new Set(
    bodies.flatMap((body) => (body.type === "knowledge.cited" ? body.citations.map(({ chunkId }) => chunkId) : [])),
  );
  const used = new Map(found.filter(({ chunkId }) => cited.has(chunkId)).map((passage) => [passage.chunkId, passage]));
  return [...used.values()].slice(-MOST_PASSAGES).map(({ title, text, url }) => ({ title, text, url }));
}

/** Calls with the same number before this one, the latest first. Withheld numbers are nobody's. */
async function earlierContacts(
  tx: Transaction,
  organizationId: string,
  callId: string,
  number: string,
): Promise<ContextPacket["earlierContacts"]> {
  if (!/^\+\d{7,15}$/.test(number)) return [];
  const calls = await tx.call.findMany({
    where: {
      organizationId,
      id: { not: callId },
      kind: "regular",
      OR: [
        { direction: "inbound", fromNumber: number },
        { direction: "outbound", toNumber: number },
      ],
    },
    orderBy: { startedAt: "desc" },
    take: MOST_EARLIER,
    select: {
      id: true,
      startedAt: true,
      disposition: true,
      endReason: true,
      lastLine: true,
      agent: { select: { name: true } },
    },
  });
  return calls.map(({ id, startedAt, disposition, endReason, lastLine, agent }) => ({
    callId: id,
    at: startedAt.toISOString(),
    agentName: agent.name,
    outcome: [OUTCOMES[disposition ?? ""] ?? endReason, lastLine].filter(Boolean).join(": ") || "No answer",
  }));
}

const OUTCOMES: Readonly<Record<string, string>> = {
  caller_hung_up: "The caller hung up",
  agent_ended: "Ended as it should",
  transferred: "Went to a person",
  voicemail_left: "A message was left",
  no_person: "A machine answered",
  silence: "Nobody spoke any more",
  failed: "Cut off by a fault",
};
