import type { KnowledgeSourceKind } from "@/lib/contracts/knowledge";
import { withSystemSql } from "@/lib/db/transaction";

/** A source that one process reads; until its lease ends, or a person stops it or has it read anew. */
export type ClaimedSource = {
  organizationId: string;
  id: string;
  businessId: string;
  kind: KnowledgeSourceKind;
  name: string;
  url: string | null;
  mediaType: string | null;
  objectKey: string | null;
  sealedKey: string | null;
  sizeBytes: number;
  maxPages: number | null;
  maxDepth: number | null;
  vendor: string | null;
  vendorVersion: string | null;
  tags: string[];
  run: number;
  leasedBy: string;
};

/** How long after its last sign of life a process is taken to be dead, and another goes on with what it was reading. */
export const LEASE_SECONDS = 12;

/**
 * Takes the next source that waits to be read, or whose reader died, for the process `leasedBy`: of the organization that has the fewest in work,
 * what was never read first, files, which are quick, before sites, the longest waiting first. Of organizations in `notOf`, which have enough of this process
 * already, only files. Null: none waits.
 */
export function claimSource(leasedBy: string, notOf: readonly string[] = []): Promise<ClaimedSource | null> {
  return withSystemSql("claim a source to read", async (sql) => {
    const { rows } = await sql.query<ClaimedSource>(
      `with waiting as (
         select s.organization_id, s.id from knowledge_sources s
         where s.state in ('queued', 'reading') and (s.state = 'queued' or s.lease_until is null or s.lease_until < now())
           and s.kind not in ('questions', 'facts') and (s.kind = 'file' or s.organization_id <> all($2::uuid[]))
         order by (
             select count(*) from knowledge_sources b
             where b.organization_id = s.organization_id and b.state = 'reading' and b.lease_until >= now()
           ), s.last_synced_at is not null, s.kind <> 'file', s.queued_at, s.id
         limit 1 for update of s skip locked
       )
       update knowledge_sources s set state = 'reading', leased_by = $1, lease_until = now() + interval '${LEASE_SECONDS} seconds'
       from waiting w where s.organization_id = w.organization_id and s.id = w.id
       returning s.organization_id as "organizationId", s.id, s.business_id as "businessId", s.kind, s.name, s.url,
         s.media_type as "mediaType", s.object_key as "objectKey", s.sealed_key as "sealedKey",
         coalesce(s.size_bytes, 0)::float8 as "sizeBytes", s.max_pages as "maxPages", s.max_depth as "maxDepth", s.vendor,
         s.vendor_version as "vendorVersion", s.tags, s.run, s.leased_by as "leasedBy"`,
      [leasedBy, notOf],
    );
    return rows[0] ?? null;
  });
}
