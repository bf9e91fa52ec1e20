import type { ApiKeyPage, ApiKeyResource } from "@/lib/contracts/api/api-keys";
import { PageQuery } from "@/lib/contracts/api/paging";
import { withTenantSql } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { cursorOf, positionOf } from "../cursor";
import { parseInput } from "../errors";
import { requirePermission } from "../require-permission";

type Row = Record<"id" | "name" | "prefix", string> & {
  scopes: string[];
  allowed_ips: string[];
  created_at: Date;
  created_by_name: string | null;
  expires_at: Date | null;
  last_used_at: Date | null;
  revoked_at: Date | null;
  replaces: string | null;
  rests_because: ApiKeyResource["restsBecause"];
};

/** A page of the organization's keys, newest first, those that work no more too; never a key itself. Needs `api_keys.read`. */
export async function listApiKeys(
  context: ServiceContext,
  input: PageQuery = {},
  now = new Date(),
): Promise<ApiKeyPage> {
  requirePermission(context, "api_keys.read");
  const { limit, cursor } = parseInput(PageQuery, input);
  const after = positionOf(cursor);
  const { organizationId } = context;
  const { rows } = await withTenantSql(organizationId, (sql) =>
    sql.query<Row>(
      `select k.id, k.name, k.prefix, k.scopes, k.allowed_ips, k.created_at, k.expires_at, k.last_used_at, k.revoked_at, k.replaces,
         u.name as created_by_name,
         case when u.id is null or u.disabled_at is not null then 'maker_left' when u.email_verified_at is null then 'maker_unverified'
           when o.require_mfa and u.totp_confirmed_at is null then 'maker_second_factor' end as rests_because
       from api_keys k
       join organizations o on o.id = k.organization_id
       left join memberships m on m.organization_id = k.organization_id and m.user_id::text = k.created_by
       left join users u on u.id = m.user_id
       where k.organization_id = $1 and ($2::timestamptz is null or (k.created_at, k.id) < ($2, $3::uuid))
       order by k.created_at desc, k.id desc limit ${limit + 1}`,
      [organizationId, after?.at ?? null, after?.id ?? null],
    ),
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const nextCursor = rows.length > page.length && last ? cursorOf({ at: last.created_at, id: last.id }) : null;
  return { apiKeys: page.map((row) => toResource(row, now)), nextCursor };
}

const toResource = (row: Row, now: Date): ApiKeyResource => ({
  id: row.id,
  name: row.name,
  prefix: row.prefix,
  scopes: row.scopes,
  allowedIps: row.allowed_ips,
  status: row.revoked_at ? "revoked" : row.expires_at && row.expires_at <= now ? "expired" : "live",
  createdAt: row.created_at.toISOString(),
  createdByName: row.created_by_name,
  expiresAt: row.expires_at?.toISOString() ?? null,
  lastUsedAt: row.last_used_at?.toISOString() ?? null,
  revokedAt: row.revoked_at?.toISOString() ?? null,
  replaces: row.replaces,
  restsBecause: row.rests_because,
});
