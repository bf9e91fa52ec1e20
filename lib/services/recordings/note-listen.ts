import type { Transaction } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";

/** Who goes on within so long is still sitting there. */
const SITTING_MS = 30 * 60_000;

/** Somebody hears a recording, or keeps a copy: an entry of the audit log, once a sitting. A player asks for many pieces. */
export async function noteListen(
  tx: Transaction,
  context: ServiceContext,
  recording: { id: string; callId: string },
  now: Date,
): Promise<void> {
  const { organizationId, actor } = context;
  const before = new Date(now.getTime() - SITTING_MS);
  // One of two requests at once writes; the other sees that it did.
  const begun = await tx.$queryRaw<{ begun: boolean }[]>`
    insert into recording_listens as l (organization_id, recording_id, actor_id, last_at)
    values (${organizationId}::uuid, ${recording.id}::uuid, ${`${actor.kind}:${actor.id}`}, ${now})
    on conflict (organization_id, recording_id, actor_id) do update set last_at = ${now} where l.last_at < ${before}
    returning true as begun`;
  if (begun.length === 0) return;
  await recordAudit(tx, context, {
    action: "recording.listened",
    targetType: "call",
    targetId: recording.callId,
    details: { recordingId: recording.id },
  });
}
