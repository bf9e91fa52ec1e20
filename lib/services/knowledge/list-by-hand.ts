import { z } from "zod";
import {
  type KnowledgeAnswerResource,
  KnowledgeFactKind,
  type KnowledgeFactResource,
  ListByHandQuery,
} from "@/lib/contracts/knowledge-by-hand";
import { withTenantSql } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { cursorOf, positionOf } from "../cursor";
import { parseInput } from "../errors";
import { requirePermission } from "../require-permission";
import type { HandKind } from "./by-hand";
import { noDocument } from "./document-row";
import { likeText } from "./list-documents";

type Row = Record<"id" | "business_id" | "kind" | "title" | "text", string> &
  Record<"created_at" | "updated_at", Date> & {
    valid_from: Date | null;
    valid_until: Date | null;
    is_excluded: boolean;
    is_embedded: boolean;
  };

const TEXT = `select d.id, d.business_id, d.kind, d.title, v.text, d.valid_from, d.valid_until, d.excluded_at is not null as is_excluded,
    not exists (select from knowledge_chunks c where c.organization_id = $1 and c.document_id = d.id and c.embedding is null) as is_embedded,
    d.created_at, d.updated_at
  from knowledge_documents d
  join knowledge_sources s on s.organization_id = $1 and s.id = d.source_id
  join knowledge_versions v on v.organization_id = $1 and v.document_id = d.id and v.version = d.version
  where d.organization_id = $1 and s.kind = $2::knowledge_source_kind`;

export type AnswerPage = { answers: KnowledgeAnswerResource[]; nextCursor: string | null };
export type FactPage = { facts: KnowledgeFactResource[]; nextCursor: string | null };

/** A page of a business's questions and answers, newest first; `text` is looked for in both. Needs `knowledge.read`. */
export async function listAnswers(context: ServiceContext, input: ListByHandQuery): Promise<AnswerPage> {
  const { rows, nextCursor } = await pageOf(context, "questions", input);
  return { answers: rows.map(toAnswer), nextCursor };
}

/** A page of a business's facts, whenever they hold, newest first; `text` is looked for in subject and statement. Needs `knowledge.read`. */
export async function listFacts(context: ServiceContext, input: ListByHandQuery): Promise<FactPage> {
  const { rows, nextCursor } = await pageOf(context, "facts", input);
  return { facts: rows.map(toFact), nextCursor };
}

/** One question with its answer. Needs `knowledge.read`; throws NOT_FOUND. */
export const findAnswer = async (context: ServiceContext, documentId: string): Promise<KnowledgeAnswerResource> =>
  toAnswer(await findOne(context, "questions", documentId));

/** One fact. Needs `knowledge.read`; throws NOT_FOUND. */
export const findFact = async (context: ServiceContext, documentId: string): Promise<KnowledgeFactResource> =>
  toFact(await findOne(context, "facts", documentId));

async function pageOf(context: ServiceContext, kind: HandKind, input: ListByHandQuery) {
  requirePermission(context, "knowledge.read");
  const { businessId, text, limit, cursor } = parseInput(ListByHandQuery, input);
  const after = positionOf(cursor);
  const { organizationId } = context;
  const like = text ? `%${likeText(text)}%` : null;
  const { rows } = await withTenantSql(organizationId, (sql) =>
    sql.query<Row>(
      `${TEXT} and d.business_id = $3 and ($4::text is null or d.title ilike $4 or v.text ilike $4)
         and ($5::timestamptz is null or (d.created_at, d.id) < ($5, $6::uuid))
       order by d.created_at desc, d.id desc limit ${limit + 1}`,
      [organizationId, kind, businessId, like, after?.at ?? null, after?.id ?? null],
    ),
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const nextCursor = rows.length > page.length && last ? cursorOf({ at: last.created_at, id: last.id }) : null;
  return { rows: page, nextCursor };
}

async function findOne(context: ServiceContext, kind: HandKind, documentId: string): Promise<Row> {
  requirePermission(context, "knowledge.read");
  const { organizationId } = context;
  const values = [organizationId, kind, documentId];
  const { rows } = z.uuid().safeParse(documentId).success
    ? await withTenantSql(organizationId, (sql) => sql.query<Row>(`${TEXT} and d.id = $3`, values))
    : { rows: [] };
  if (!rows[0]) throw noDocument();
  return rows[0];
}

const aboutOf = (row: Row) => ({
  id: row.id,
  businessId: row.business_id,
  isExcluded: row.is_excluded,
  isEmbedded: row.is_embedded,
  updatedAt: row.updated_at.toISOString(),
});

const toAnswer = (row: Row): KnowledgeAnswerResource => ({ ...aboutOf(row), question: row.title, answer: row.text });

const toFact = (row: Row): KnowledgeFactResource => ({
  ...aboutOf(row),
  kind: KnowledgeFactKind.catch("service").parse(row.kind),
  subject: row.title,
  statement: row.text,
  validFrom: row.valid_from?.toISOString() ?? null,
  validUntil: row.valid_until?.toISOString() ?? null,
});
