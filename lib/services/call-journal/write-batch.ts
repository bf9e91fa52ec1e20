import { applyCarrierEvent } from "./apply-carrier-event";
import type { EventRecord, JournalRecord, RefusedRecord, WriteBatchResult } from "./records";
import { writeEvents } from "./write-events";

/**
 * Stores what a journal holds, in order: call events with all that follows from them in one transaction, each of the carrier's reports in
 * its own. Storing a record again changes nothing. Throws when the database is away or refuses a record (see `classifyJournalError`).
 */
export async function writeBatch(records: readonly JournalRecord[]): Promise<WriteBatchResult> {
  const refused: RefusedRecord[] = [];
  const changed = new Map<string, { organizationId: string; callId: string }>();
  const note = (call: { organizationId: string; callId: string }) => void changed.set(call.callId, call);

  // A call's row may come from the carrier's first report, so reports go first; statuses join in any order.
  const events: { index: number; record: EventRecord }[] = [];
  for (const [index, record] of records.entries()) {
    if (record.k === "event") {
      events.push({ index, record });
      continue;
    }
    const call = await applyCarrierEvent(record);
    if (call) note(call);
  }
  const written = await writeEvents(events.map(({ record }) => record));
  for (const { index, reason } of written.refused) {
    const at = events[index]?.index;
    if (at !== undefined) refused.push({ index: at, reason });
  }
  written.changed.forEach(note);
  return { refused, changed: [...changed.values()] };
}
