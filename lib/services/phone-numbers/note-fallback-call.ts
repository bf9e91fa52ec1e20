import { v7 as uuidv7 } from "uuid";
import { withTenantSql } from "@/lib/db/transaction";
import { insertInboundCall } from "../inbound/open-call";
import { noteDiversion } from "../inbound/note-diversion";
import { resolveNumber } from "../inbound/resolve-number";
import type { FallbackAnswer } from "./answer-fallback";

type Note = NonNullable<FallbackAnswer["note"]>;

/** What the carrier tells about the call. */
export type FallbackCall = {
  providerCallSid: string;
  from: string;
  /** Of a message the caller left. */
  recordingSid: string | null;
  recordingSeconds: number | null;
};

const REASON = "No call-worker answered";

/**
 * Notes a call that the fallback took, so that the business sees who called meanwhile: as a call that failed, and what the caller left as a
 * message. Throws when the database is away; the caller was answered all the same.
 */
export async function noteFallbackCall(note: Note, call: FallbackCall, now: Date): Promise<void> {
  const number = await resolveNumber(note.e164, now.getTime());
  const { providerCallSid, from } = call;
  if (number.kind === "diverted") return noteDiversion(number, { providerCallSid, from, to: note.e164 }, now);
  if (number.kind !== "answered") return;
  const { organizationId, businessId } = number;
  await withTenantSql(organizationId, async (sql) => {
    await insertInboundCall(sql, number, {
      callId: uuidv7(),
      providerCallSid,
      from,
      to: note.e164,
      startedAt: now,
      refusal:
        note.forwardedTo === null
          ? `${REASON}; the caller was asked for a message`
          : `${REASON}; handed to ${note.forwardedTo}`,
      tokenHash: null,
    });
    if (note.outcome !== "voicemail") return;
    await sql.query(
      `insert into messages (organization_id, id, business_id, call_id, caller_name, callback_number, text, taken_at)
       select c.organization_id, $3, $4, c.id, '', $5, $6, $7 from calls c
       where c.organization_id = $1 and c.provider_call_sid = $2
         and not exists (select from messages m where m.organization_id = c.organization_id and m.call_id = c.id)`,
      [organizationId, providerCallSid, uuidv7(), businessId, from, wordsOf(call), now],
    );
  });
}

function wordsOf({ recordingSid, recordingSeconds }: FallbackCall): string {
  const length = recordingSeconds === null ? "a message" : `a message of ${recordingSeconds} seconds`;
  return `Called while our telephone service could not answer, and spoke ${length}. It is recording ${recordingSid ?? "unknown"} in the connected Twilio account.`;
}
