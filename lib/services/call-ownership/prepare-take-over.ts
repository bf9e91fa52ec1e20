import { withTenantSql } from "@/lib/db/transaction";
import { OPEN_STATUSES } from "@/lib/domain/call/status";
import { createStreamToken, streamTokenHash } from "./stream-token";

/**
 * Lets a media stream in as the next owner of a call (`epoch` is its current one plus 1, or the current one of a call nobody took yet).
 * Null when the call is over or has moved on meanwhile.
 */
export async function prepareTakeOver(
  input: { organizationId: string; callId: string; epoch: number },
  options: { tokenSecret: string },
): Promise<string | null> {
  const { organizationId, callId, epoch } = input;
  const token = createStreamToken(input, options.tokenSecret);
  const { rowCount } = await withTenantSql(organizationId, (sql) =>
    sql.query(
      `update calls set stream_token_hash = $4, stream_token_used_at = null, updated_at = now()
       where organization_id = $1 and id = $2 and status = any($5::call_status[])
         and epoch = case when owner_worker_id is null then $3 else $3 - 1 end`,
      [organizationId, callId, epoch, streamTokenHash(token), OPEN_STATUSES],
    ),
  );
  return rowCount === 1 ? token : null;
}

/** Until the stream is there; then its owner renews it. */
const COMING_MS = 30_000;

/**
 * A caller who was put through to a person is alone again: the call, over for its agent, is in progress once more, and a media stream may take it as
 * its next owner (`epoch` is its current one plus 1). Null when the call ended in another way, or has moved on meanwhile.
 */
export async function prepareReturn(
  input: { organizationId: string; callId: string; epoch: number },
  options: { tokenSecret: string },
): Promise<string | null> {
  const { organizationId, callId, epoch } = input;
  const token = createStreamToken(input, options.tokenSecret);
  const { rowCount } = await withTenantSql(organizationId, (sql) =>
    sql.query(
      `update calls set status = 'in_progress', ended_at = null, end_reason = null, duration_ms = null, disposition = null,
         next_instruction = null, stream_token_hash = $4, stream_token_used_at = null,
         lease_until = now() + $6 * interval '1 millisecond', updated_at = now()
       where organization_id = $1 and id = $2 and owner_worker_id is not null and epoch = $3 - 1
         and (status = any($5::call_status[]) or (status = 'escalated' and disposition = 'transferred'))`,
      [organizationId, callId, epoch, streamTokenHash(token), OPEN_STATUSES, COMING_MS],
    ),
  );
  return rowCount === 1 ? token : null;
}
