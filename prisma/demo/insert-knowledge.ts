import { createHash } from "node:crypto";
import type { PoolClient } from "pg";
import { v5 as uuidv5 } from "uuid";
import { estimateTokens } from "@/lib/domain/prompt/estimate-tokens";
import { brightDentalKnowledge, type DemoDocument } from "./knowledge-dental";
import type { DemoOrganization } from "./organizations";

const DEMO_NAMESPACE = "0b2b7a52-7a57-4f5d-9f53-3a1c6f0c2f11";
const demoUuid = (name: string) => uuidv5(name, DEMO_NAMESPACE);
const daysBefore = (now: Date, days: number) => new Date(now.getTime() - days * 86_400_000);

const SOURCES = {
  page: { name: "brightdental.example", url: "https://www.brightdental.example/payment" },
  questions: { name: "Questions & answers", url: null },
  facts: { name: "Facts", url: null },
} as const;

/** What the demo's practice gave its agents to know, and what callers asked in vain; what is already there stays as it is. */
export async function insertKnowledge(sql: PoolClient, organization: DemoOrganization, now: Date): Promise<void> {
  const knowledge = organization.name === "Bright Dental" ? brightDentalKnowledge : null;
  if (!knowledge) return;
  const { id: organizationId, business, people } = organization;
  const at = daysBefore(now, 20);
  for (const [kind, { name, url }] of Object.entries(SOURCES)) {
    const documents = knowledge.documents.filter(({ source }) => source === kind);
    const chunks = documents.flatMap(({ pieces }) => pieces).length;
    const counted = { found: 1, read: 1, unchanged: 0, skipped: 0, failed: 0, chunks, embedded: 0 };
    const values = [organizationId, demoUuid(kind), business.id, kind, name, url, people[0]?.id, at];
    const { rowCount } = await sql.query(
      `insert into knowledge_sources (organization_id, id, business_id, kind, name, url, state, progress, last_synced_at, created_by, created_at, updated_at)
       values ($1, $2, $3, $4::knowledge_source_kind, $5, $6::text, 'ready', $9, case when $6::text is null then null else $8::timestamptz end, $7, $8, $8)
       on conflict do nothing`,
      [...values, JSON.stringify(url === null ? {} : counted)],
    );
    if (rowCount === 0) continue;
    for (const document of documents) await insertDocument(sql, organization, document, now);
  }
  await insertGaps(sql, organization, knowledge.gaps, now);
}

async function insertDocument(sql: PoolClient, organization: DemoOrganization, document: DemoDocument, now: Date) {
  const { kind, source, title, pieces, endedDaysAgo } = document;
  const [organizationId, businessId, documentId] = [organization.id, organization.business.id, demoUuid(title)];
  const text = pieces.map(({ heading, text: words }) => (heading ? `## ${heading}\n\n${words}` : words)).join("\n\n");
  const contentHash = createHash("sha256").update(`${title}\n\n${text}`).digest("hex");
  const at = daysBefore(now, 20);
  await sql.query(
    `insert into knowledge_documents
       (organization_id, id, business_id, source_id, kind, title, url, content_hash, question, valid_until, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)`,
    [
      organizationId,
      documentId,
      businessId,
      demoUuid(source),
      kind,
      title,
      SOURCES[source].url,
      contentHash,
      kind === "question" ? title : null,
      endedDaysAgo === undefined ? null : daysBefore(now, endedDaysAgo),
      at,
    ],
  );
  const writer = source === "page" ? null : organization.people[0]?.id;
  await sql.query(
    `insert into knowledge_versions (organization_id, document_id, version, title, text, content_hash, created_by, created_at)
     values ($1, $2, 1, $3, $4, $5, $6, $7)`,
    [organizationId, documentId, title, text, contentHash, writer, at],
  );
  for (const [ordinal, piece] of pieces.entries())
    await sql.query(
      `insert into knowledge_chunks (organization_id, id, business_id, document_id, version, ordinal, heading, text, tokens, created_at)
       values ($1, $2, $3, $4, 1, $5, $6, $7, $8, $9)`,
      [
        organizationId,
        demoUuid(`${title}/${ordinal}`),
        businessId,
        documentId,
        ordinal,
        piece.heading,
        piece.text,
        estimateTokens(piece.text),
        at,
      ],
    );
}

/** Asked in the demo's last calls, one wording each. */
async function insertGaps(
  sql: PoolClient,
  { id: organizationId, business }: DemoOrganization,
  groups: readonly (readonly string[])[],
  now: Date,
): Promise<void> {
  const known = await sql.query("select 1 from knowledge_gaps where organization_id = $1 limit 1", [organizationId]);
  if (known.rowCount !== 0) return;
  const calls = await sql.query<{ id: string; started_at: Date }>(
    `select c.id, c.started_at from calls c join call_epochs e on e.organization_id = c.organization_id and e.call_id = c.id
     where c.organization_id = $1 and e.worker_id = 'demo' and c.direction = 'inbound' and c.answered_at is not null and c.started_at < $2
     order by c.started_at desc limit $3`,
    [organizationId, now, groups.flat().length],
  );
  const asked = groups.flatMap((wordings) =>
    wordings.map((question) => ({ question, group: demoUuid(wordings[0] ?? "") })),
  );
  for (const [index, { question, group }] of asked.entries()) {
    const call = calls.rows[index];
    if (!call) return;
    const askedAt = new Date(call.started_at.getTime() + 20_000);
    await sql.query(
      `insert into knowledge_gaps (organization_id, id, business_id, group_id, call_id, turn_id, question, asked_at)
       values ($1, $2, $3, $4, $5, 'c1', $6, $7) on conflict do nothing`,
      [organizationId, demoUuid(question), business.id, group, call.id, question, askedAt],
    );
  }
}
