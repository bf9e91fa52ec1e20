import {
  DecideFindingInput,
  type FindingPage,
  type FindingResource,
  ListFindingsQuery,
} from "@/lib/contracts/compliance";
import type { Prisma } from "@/lib/db/generated/client";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { criteriaOf } from "@/lib/domain/quality/default-scorecard";
import { csvLine } from "../audit/csv";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { cursorOf, positionOf } from "../cursor";
import { parseInput } from "../errors";
import { requirePermission } from "../require-permission";
import { announceScores } from "./change-score";
import { readCallScores } from "./get-call-quality";
import { qualityOfBusiness } from "./quality-of-business";
import { requireFinding, toFinding } from "./quality-rows";
import { rescoreCall, rescoreFindings } from "./rescore-call";
import { tellWebhooksOfScore } from "./tell-webhooks-of-analysis";

/** A page of compliance findings, newest first. Needs `quality.read`; throws INVALID. */
export async function listFindings(context: ServiceContext, input: ListFindingsQuery = {}): Promise<FindingPage> {
  requirePermission(context, "quality.read");
  const query = parseInput(ListFindingsQuery, input);
  const { organizationId } = context;
  const rows = await withTenant(organizationId, (tx) => page(tx, organizationId, query));
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    findings: shown.map(toFinding),
    nextCursor: rows.length > shown.length && last ? cursorOf({ at: last.foundAt, id: last.id }) : null,
  };
}

type Query = ReturnType<typeof ListFindingsQuery.parse>;

function page(tx: Transaction, organizationId: string, query: Query) {
  const { businessId, callId, ruleKey, severity, state, foundAfter, foundBefore, limit } = query;
  const after = positionOf(query.cursor);
  const where: Prisma.ComplianceFindingWhereInput = {
    organizationId,
    ...(businessId ? { businessId } : {}),
    ...(callId ? { callId } : {}),
    ...(ruleKey ? { ruleKey } : {}),
    ...(severity ? { severity: { in: severity } } : {}),
    ...(state ? { state: { in: state } } : {}),
    foundAt: {
      ...(foundAfter ? { gte: new Date(foundAfter) } : {}),
      ...(foundBefore ? { lt: new Date(foundBefore) } : {}),
    },
    ...(after ? { OR: [{ foundAt: { lt: after.at } }, { foundAt: after.at, id: { lt: after.id } }] } : {}),
  };
  return tx.complianceFinding.findMany({ where, orderBy: [{ foundAt: "desc" }, { id: "desc" }], take: limit + 1 });
}

const HEAD = ["found_at", "call", "rule", "category", "severity", "what", "quote", "remedy", "state", "reason"];
const MOST_PAGES = 500;

/** The findings as CSV, newest first, in pieces; nothing in it calculates in a spreadsheet. Needs `quality.read` and `calls.export`; audited before the first line. */
export async function exportFindings(
  context: ServiceContext,
  input: ListFindingsQuery = {},
): Promise<AsyncGenerator<string>> {
  requirePermission(context, "quality.read");
  requirePermission(context, "calls.export");
  const { organizationId } = context;
  parseInput(ListFindingsQuery, input);
  await withTenant(organizationId, (tx) =>
    recordAudit(tx, context, { action: "findings.exported", targetType: "organization", targetId: organizationId }),
  );
  return lines(context, input);
}

async function* lines(context: ServiceContext, input: ListFindingsQuery): AsyncGenerator<string> {
  yield csvLine(HEAD);
  let cursor: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const { findings, nextCursor } = await listFindings(context, { ...input, limit: 100, cursor });
    for (const { foundAt, callId, ruleName, category, severity, what, quote, remedy, state, reason } of findings)
      yield csvLine([foundAt, callId, ruleName, category, severity, what, quote ?? "", remedy, state, reason ?? ""]);
    if (nextCursor === null) return;
    cursor = nextCursor;
  }
}

/**
 * Says of a finding that it is right and dealt with, that it was none, or opens it again, with why. What is dismissed takes nothing from the call's score. Needs
 * `quality.review`; throws NOT_FOUND, INVALID. Audited, without the words.
 */
export async function decideFinding(
  context: ServiceContext,
  findingId: string,
  input: DecideFindingInput,
  now = new Date(),
): Promise<FindingResource> {
  requirePermission(context, "quality.review");
  const { state, reason } = parseInput(DecideFindingInput, input);
  const { organizationId, actor } = context;
  const { finding, scores } = await withTenant(organizationId, async (tx) => {
    const row = await requireFinding(tx, organizationId, findingId);
    const { callId, businessId, id } = row;
    const decided = { decidedBy: actor.kind === "user" ? actor.id : null, decidedAt: now };
    const where = { organizationId_id: { organizationId, id } };
    const after = await tx.complianceFinding.update({ where, data: { state, reason, ...decided } });
    const change = { subject: "finding", subjectId: id, before: row.state, after: state, reason };
    await tx.qualityChange.create({ data: { organizationId, callId, ...change, byName: actor.name, at: now } });
    await rescore(tx, { organizationId, callId, businessId }, now);
    const record = { action: `finding.${state === "open" ? "reopened" : state}`, targetType: "finding", targetId: id };
    await recordAudit(tx, context, { ...record, details: { callId, ruleKey: row.ruleKey, before: row.state } }, now);
    return { finding: toFinding(after), scores: await readCallScores(tx, organizationId, callId) };
  });
  announceScores(organizationId, scores);
  return finding;
}

async function rescore(
  tx: Transaction,
  ids: { organizationId: string; callId: string; businessId: string },
  now: Date,
): Promise<void> {
  const business = await qualityOfBusiness(tx, ids.organizationId, ids.businessId);
  if (!business) return;
  for (const { key, judge } of criteriaOf(business.scorecard))
    if (judge === "findings") await rescoreFindings(tx, { ...ids, criterion: key });
  const { overall } = await rescoreCall(tx, ids, business.quality.weights);
  await tellWebhooksOfScore(tx, ids, overall, now);
}
