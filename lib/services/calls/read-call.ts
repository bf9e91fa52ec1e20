import { withTenantSql } from "@/lib/db/transaction";
import type { CallToRead, SaidLine } from "@/lib/domain/call/call-text";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { listNotes } from "../notes/list-notes";
import { requirePermission } from "../require-permission";
import { type RecordRow, recordSelect, toCallRecord } from "./call-rows";

type Said = { speaker: SaidLine["speaker"]; text: string; heard_text: string | null; start_ms: number; at: Date };

/** A call, all that was said in it, and, for who may read them, its newest hundred notes. Needs `calls.read`; throws NOT_FOUND. */
export async function readCall(context: ServiceContext, callId: string): Promise<CallToRead> {
  requirePermission(context, "calls.read");
  const { organizationId, permissions } = context;
  const found = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(callId)
    ? await withTenantSql(organizationId, async (sql) => {
        const calls = await sql.query<RecordRow>(`${recordSelect()} where c.organization_id = $1 and c.id = $2`, [
          organizationId,
          callId,
        ]);
        const call = calls.rows[0];
        if (!call) return null;
        const said = await sql.query<Said>(
          `select speaker, text, heard_text, start_ms, at from segments
           where organization_id = $1 and call_id = $2 and call_day = $3 order by start_ms, seq, segment_id`,
          [organizationId, callId, call.call_day],
        );
        return { call: toCallRecord(call), said: said.rows.map(toLine) };
      })
    : null;
  if (!found) throw new ServiceError("NOT_FOUND", "There is no such call.");
  const { notes } = permissions.has("notes.read") ? await listNotes(context, { callId, limit: 100 }) : { notes: [] };
  return { ...found, notes };
}

/** What of an answer was not played is told apart. */
function toLine({ speaker, text, heard_text: heard, start_ms: startMs, at }: Said): SaidLine {
  const said = heard ?? text;
  const unheard = heard === null ? "" : text.startsWith(said) ? text.slice(said.length).trim() : text;
  return { speaker, startMs, text: said, unheard, at: at.toISOString() };
}
