import { CallAnalysisResult } from "@/lib/contracts/call-analysis";
import { ListReviewsQuery, type ReviewPage } from "@/lib/contracts/qa";
import { withTenant, withTenantSql } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput } from "../errors";
import { requirePermission } from "../require-permission";
import { noSuch, requireCall } from "./quality-rows";

type Row = {
  call_id: string;
  business_id: string;
  business_name: string;
  time_zone: string;
  agent_name: string;
  direction: string;
  from_number: string;
  to_number: string;
  started_at: Date;
  duration_ms: number | null;
  qa_score: number | null;
  findings: number;
  result: unknown;
  reasons: string[];
  state: "waiting" | "done";
  urgency: number;
  queued_at: Date;
  reviewed_by_name: string | null;
};

/** Calls that people should look at, the most urgent first, then the oldest. Needs `quality.read`; throws INVALID. */
export function listReviews(context: ServiceContext, input: ListReviewsQuery = {}): Promise<ReviewPage> {
  requirePermission(context, "quality.read");
  const { businessId = null, state, limit, cursor } = parseInput(ListReviewsQuery, input);
  const { organizationId } = context;
  const states = state ?? ["waiting"];
  const after = positionIn(cursor);
  return withTenantSql(organizationId, async (sql) => {
    const { rows } = await sql.query<Row>(
      `select r.call_id, r.business_id, b.name as business_name, b.time_zone, a.name as agent_name, c.direction, c.from_number, c.to_number,
         c.started_at, c.duration_ms, c.qa_score, c.findings, n.result, r.reasons, r.state, r.urgency, r.queued_at, r.reviewed_by_name
       from qa_reviews r
       join calls c on c.organization_id = r.organization_id and c.id = r.call_id
       join businesses b on b.organization_id = r.organization_id and b.id = r.business_id
       join agents a on a.organization_id = c.organization_id and a.id = c.agent_id
       left join call_analyses n on n.organization_id = r.organization_id and n.call_id = r.call_id
       where r.organization_id = $1 and r.state = any($2) and ($3::uuid is null or r.business_id = $3)
         and ($4::int is null or (-r.urgency, r.queued_at, r.call_id) > (-$4::int, $5::timestamptz, $6::uuid))
       order by r.urgency desc, r.queued_at, r.call_id limit ${limit + 1}`,
      [organizationId, states, businessId, after?.urgency ?? null, after?.at ?? null, after?.id ?? null],
    );
    const { rows: counts } = await sql.query<{ count: number }>(
      "select count(*)::int as count from (select from qa_reviews where organization_id = $1 and state = 'waiting' and ($2::uuid is null or business_id = $2) limit 1000) w",
      [organizationId, businessId],
    );
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      reviews: shown.map(toItem),
      waiting: counts[0]?.count ?? 0,
      nextCursor: rows.length > shown.length && last ? cursorAfter(last) : null,
    };
  });
}

/** Says that a person has looked at a call, or that it is to be looked at again. Needs `quality.review`; throws NOT_FOUND. Audited. */
export function markReviewed(
  context: ServiceContext,
  callId: string,
  isDone = true,
  now = new Date(),
): Promise<{ callId: string; state: "waiting" | "done" }> {
  requirePermission(context, "quality.review");
  const { organizationId, actor } = context;
  return withTenant(organizationId, async (tx) => {
    await requireCall(tx, organizationId, callId);
    const by = isDone
      ? {
          state: "done",
          reviewedBy: actor.kind === "user" ? actor.id : null,
          reviewedByName: actor.name,
          reviewedAt: now,
        }
      : { state: "waiting", reviewedBy: null, reviewedByName: null, reviewedAt: null };
    const { count } = await tx.qaReview.updateMany({ where: { organizationId, callId }, data: by });
    if (count === 0) throw noSuch("review");
    await recordAudit(
      tx,
      context,
      { action: isDone ? "call.reviewed" : "call.review_reopened", targetType: "call", targetId: callId },
      now,
    );
    return { callId, state: isDone ? "done" : "waiting" };
  });
}

const toItem = (row: Row): ReviewPage["reviews"][number] => ({
  callId: row.call_id,
  businessId: row.business_id,
  businessName: row.business_name,
  timeZone: row.time_zone,
  agentName: row.agent_name,
  caller: row.direction === "inbound" ? row.from_number : row.to_number,
  startedAt: row.started_at.toISOString(),
  durationMs: row.duration_ms,
  qaScore: row.qa_score,
  findings: row.findings,
  summary: CallAnalysisResult.safeParse(row.result).data?.summary ?? null,
  reasons: [...new Set(row.reasons)],
  state: row.state,
  queuedAt: row.queued_at.toISOString(),
  reviewedByName: row.reviewed_by_name,
});

const cursorAfter = ({ urgency, queued_at, call_id }: Row): string =>
  Buffer.from(`${urgency}|${queued_at.toISOString()}|${call_id}`).toString("base64url");

/** What is no cursor of ours begins at the beginning. */
function positionIn(cursor: string | undefined): { urgency: number; at: string; id: string } | null {
  const [urgency, at, id] = Buffer.from(cursor ?? "", "base64url")
    .toString()
    .split("|");
  const isOurs =
    /^\d{1,6}$/.test(urgency ?? "") && !Number.isNaN(Date.parse(at ?? "")) && /^[0-9a-f-]{36}$/.test(id ?? "");
  return isOurs && at && id ? { urgency: Number(urgency), at, id } : null;
}
