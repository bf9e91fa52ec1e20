import { z } from "zod";
import type { CallAudio } from "@/lib/contracts/call-audio";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { isTerminalStatus } from "@/lib/domain/call/status";
import { recordAudit } from "../audit/record-audit";
import { browserAddress, type BrowserAddresses } from "../browser-calls/choose-worker";
import { type IceSettings, iceServersFor } from "../browser-calls/ice-servers";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { listWorkers } from "../workers/list-workers";
import { audioRights, whoHasTaken } from "./audio-rights";
import { signAudioToken } from "./audio-token";

const Input = z.object({ callId: z.uuid("it must be a call's id") });

export type OpenCallAudioDeps = BrowserAddresses & { tokenSecret: string; ice: IceSettings; now: Date };

const VALID_MS = 60_000;
const MOST_NAME_CHARS = 100;

/**
 * Lets somebody hear a call in progress, and speak in it when they take the microphone: they connect to the worker that has it within a
 * minute. Listening needs `calls.listen`, the microphone `calls.control`; who accepted this very call as the person it was escalated to needs
 * neither. For people who are signed in. Throws NOT_FOUND, for another organization's call too, and CONFLICT when it is over or no worker has it.
 */
export async function openCallAudio(
  context: ServiceContext,
  rawInput: z.input<typeof Input>,
  deps: OpenCallAudioDeps,
): Promise<CallAudio> {
  requirePermission(context, "calls.read");
  const { callId } = parseInput(Input, rawInput);
  const { organizationId, sessionId, actor } = context;
  if (!sessionId || actor.kind !== "user") {
    throw new ServiceError("FORBIDDEN", "Calls are listened to by people who are signed in.");
  }
  const [hasTaken = false] = await whoHasTaken([{ organizationId, userId: actor.id, callId }]);
  const { mayListen, maySpeak } = audioRights(context.permissions, hasTaken);
  const workers = await listWorkers();
  const owner = await withTenant(organizationId, async (tx) => {
    const call = await tx.call.findUnique({
      where: { organizationId_id: { organizationId, id: callId } },
      select: { status: true, endedAt: true, ownerWorkerId: true },
    });
    if (!call) throw new ServiceError("NOT_FOUND", "There is no such call.");
    if (!mayListen && !maySpeak) {
      throw new ServiceError("FORBIDDEN", "You need the permission calls.listen to hear calls.");
    }
    if (call.endedAt || isTerminalStatus(call.status)) {
      throw new ServiceError("CONFLICT", "This call has ended, so there is nothing to hear any more.");
    }
    const found = workers.find(({ id }) => id === call.ownerWorkerId);
    if (!found) {
      throw new ServiceError(
        "CONFLICT",
        "Nobody can be heard in this call yet: it rings, or is being connected again. Try again in a moment.",
        { retryAfterMs: 2_000 },
      );
    }
    await recordListening(tx, context, callId, { sessionId, maySpeak });
    return found;
  });
  const exp = Math.floor((deps.now.getTime() + VALID_MS) / 1000);
  const name = actor.name.slice(0, MOST_NAME_CHARS);
  const claims = { callId, organizationId, userId: actor.id, sessionId, name, maySpeak, exp };
  return {
    callId,
    token: signAudioToken(claims, deps.tokenSecret),
    workerUrl: browserAddress(owner, deps),
    iceServers: iceServersFor(callId, deps.ice, deps.now),
    maySpeak,
  };
}

/** Once per person, call and sign-in: who was cut off and connects again has not begun anew. Two tabs at once wait for each other here. */
async function recordListening(
  tx: Transaction,
  context: ServiceContext,
  callId: string,
  details: { sessionId: string; maySpeak: boolean },
): Promise<void> {
  const { organizationId, actor } = context;
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`listened ${callId} ${details.sessionId}`}, 0))`;
  const record = { action: "call.listened", targetType: "call", targetId: callId };
  const known = await tx.auditEntry.findFirst({
    where: { organizationId, ...record, actorId: actor.id, details: { equals: details } },
    select: { seq: true },
  });
  if (!known) await recordAudit(tx, context, { ...record, details });
}
