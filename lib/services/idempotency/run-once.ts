import { withTenantSql } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";

const KEPT_MS = 24 * 60 * 60_000;

export type StoredAnswer = { status: number; body: unknown };
type Row = { request_hash: string; status: number | null; response: unknown };

/**
 * Runs `work` at most once per key and organization within a day. A repetition of the same request gets the stored answer, marked as
 * replayed. Throws CONFLICT while the first is still running, and for a key that was used for another request. When `work` throws,
 * nothing is kept: the request may be repeated with the same key.
 */
export async function runOnce(
  context: ServiceContext,
  request: { key: string; requestHash: string },
  work: () => Promise<StoredAnswer>,
  now = new Date(),
): Promise<StoredAnswer & { replayed: boolean }> {
  const { organizationId } = context;
  const known = await claim(organizationId, request, now);
  if (known) {
    if (known.request_hash !== request.requestHash) {
      throw new ServiceError(
        "CONFLICT",
        "This Idempotency-Key was used for another request. Take a new key for each new request.",
      );
    }
    if (known.status === null) {
      throw new ServiceError(
        "CONFLICT",
        "The first request with this Idempotency-Key has not been answered yet. Ask again in a moment.",
        { retryAfterMs: 1_000 },
      );
    }
    return { status: known.status, body: known.response, replayed: true };
  }
  try {
    const answer = await work();
    await withTenantSql(organizationId, (sql) =>
      sql.query(
        `update idempotency_keys set status = $3, response = $4::jsonb, completed_at = now()
         where organization_id = $1 and key = $2`,
        [organizationId, request.key, answer.status, JSON.stringify(answer.body ?? null)],
      ),
    );
    return { ...answer, replayed: false };
  } catch (error) {
    await withTenantSql(organizationId, (sql) =>
      sql.query("delete from idempotency_keys where organization_id = $1 and key = $2 and status is null", [
        organizationId,
        request.key,
      ]),
    ).catch(() => undefined); // the reason of the failure is worth more than the failure to clear up after it
    throw error;
  }
}

/** Takes the key for this request; null when it was free or had expired, else what stands there. */
async function claim(
  organizationId: string,
  { key, requestHash }: { key: string; requestHash: string },
  now: Date,
): Promise<Row | null> {
  const expiresAt = new Date(now.getTime() + KEPT_MS);
  return withTenantSql(organizationId, async (sql) => {
    const taken = await sql.query(
      `insert into idempotency_keys (organization_id, key, request_hash, created_at, expires_at) values ($1, $2, $3, $4, $5)
       on conflict (organization_id, key) do update set request_hash = excluded.request_hash, status = null, response = null,
         created_at = excluded.created_at, completed_at = null, expires_at = excluded.expires_at
       where idempotency_keys.expires_at <= excluded.created_at
       returning key`,
      [organizationId, key, requestHash, now, expiresAt],
    );
    if (taken.rows.length > 0) return null;
    const { rows } = await sql.query<Row>(
      "select request_hash, status, response from idempotency_keys where organization_id = $1 and key = $2",
      [organizationId, key],
    );
    // Gone in between: the first request failed and gave the key back.
    return rows[0] ?? { request_hash: requestHash, status: null, response: null };
  });
}
