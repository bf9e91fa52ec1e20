import { z } from "zod";
import type { RecordingResource, RecordingSummary } from "@/lib/contracts/recordings";
import type { RecordingModel as Row, RecordingPartModel as PartRow } from "@/lib/db/generated/models";
import type { Transaction } from "@/lib/db/transaction";
import { joinPeaks } from "@/lib/domain/audio/peaks";
import { ServiceError } from "../errors";

const DAY_MS = 86_400_000;

export const isTooOld = (startedAt: Date, retentionDays: number, now: Date): boolean =>
  startedAt.getTime() + retentionDays * DAY_MS <= now.getTime();

export function toSummary(row: Row, retentionDays: number): RecordingSummary {
  const { heldAt, heldBy, holdReason, goneAt, goneBy } = row;
  const isKept = row.state === "kept";
  return {
    id: row.id,
    callId: row.callId,
    state: row.state as RecordingSummary["state"],
    startMs: row.startMs,
    durationMs: row.endMs - row.startMs,
    bytes: Number(row.bytes),
    tier: row.tier as RecordingSummary["tier"],
    callStartedAt: row.startedAt.toISOString(),
    deletesAt: isKept && !heldAt ? new Date(row.startedAt.getTime() + retentionDays * DAY_MS).toISOString() : null,
    hold: heldAt ? { since: heldAt.toISOString(), by: heldBy ?? "", reason: holdReason ?? "" } : null,
    gone: goneAt ? { at: goneAt.toISOString(), by: goneBy ?? "" } : null,
  };
}

export function toResource(row: Row, parts: readonly PartRow[], retentionDays: number): RecordingResource {
  const whole = { startMs: row.startMs, endMs: row.endMs };
  const pictures = parts.map(({ startMs, peakEveryMs: everyMs, peaks }) => ({
    startMs,
    everyMs,
    peaks: Buffer.from(peaks, "base64"),
  }));
  return {
    ...toSummary(row, retentionDays),
    peaks: row.state === "kept" && parts.length > 0 ? joinPeaks(pictures, whole) : null,
  };
}

export const retentionDaysOf = async (tx: Transaction, organizationId: string): Promise<number> =>
  (await tx.organization.findUniqueOrThrow({ where: { id: organizationId }, select: { retentionDays: true } }))
    .retentionDays;

/** The call's recording with its parts in their order; null when the call has none, or is not the organization's. */
export const findOfCall = async (tx: Transaction, organizationId: string, callId: string) =>
  z.uuid().safeParse(callId).success
    ? tx.recording.findUnique({
        where: { organizationId_callId: { organizationId, callId } },
        include: { parts: { where: { sealedKey: { not: "" } }, orderBy: [{ epoch: "asc" }, { startMs: "asc" }] } },
      })
    : null;

export const noRecording = (): ServiceError =>
  new ServiceError("NOT_FOUND", "There is no recording of this call. It was not recorded, or is not stored yet.");
