import { z } from "zod";
import { type ScorecardResource, ScorecardInput } from "@/lib/contracts/scorecards";
import type { Agreement } from "@/lib/contracts/qa";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { criteriaOf } from "@/lib/domain/quality/default-scorecard";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { agreementsOf } from "./agreements";
import { qualityOfBusiness } from "./quality-of-business";
import { noSuch } from "./quality-rows";

export type ScorecardWithAgreement = ScorecardResource & { agreement: Record<string, Agreement> };

/** What calls of a business are judged by, and how well we and people agree on each criterion. Needs `quality.read`; throws NOT_FOUND. */
export function getScorecard(context: ServiceContext, businessId: string): Promise<ScorecardWithAgreement> {
  requirePermission(context, "quality.read");
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    const scorecard = await requireScorecard(tx, organizationId, businessId);
    const agreement = await agreementsOf(tx, organizationId, businessId);
    return {
      ...scorecard,
      agreement: Object.fromEntries(criteriaOf(scorecard).map(({ key }) => [key, agreement(key)])),
    };
  });
}

/**
 * Replaces what calls of a business are judged by, from the next call on; what was scored stays. Needs `quality.write`; throws NOT_FOUND, INVALID, and CONFLICT
 * when somebody changed it since `revision`. Audited.
 */
export function saveScorecard(
  context: ServiceContext,
  businessId: string,
  input: ScorecardInput & { revision?: number },
): Promise<ScorecardResource> {
  requirePermission(context, "quality.write");
  const { revision, ...rest } = input;
  const { name, sections, fields, sampling } = parseInput(ScorecardInput, rest);
  const { organizationId, actor } = context;
  return withTenant(organizationId, async (tx) => {
    const before = await requireScorecard(tx, organizationId, businessId);
    if (revision !== undefined && revision !== before.revision)
      throw new ServiceError(
        "CONFLICT",
        "Somebody else has changed the scorecard meanwhile. Load the page again to see it.",
      );
    const data = { name, sections, fields, sampling, updatedBy: actor.kind === "user" ? actor.id : null };
    await tx.scorecard.upsert({
      where: { organizationId_businessId: { organizationId, businessId } },
      create: { organizationId, businessId, ...data },
      update: { ...data, revision: { increment: 1 } },
    });
    const target = { targetType: "business", targetId: businessId };
    await recordAudit(tx, context, { action: "scorecard.saved", ...target, details: { before: before.revision } });
    return requireScorecard(tx, organizationId, businessId);
  });
}

async function requireScorecard(
  tx: Transaction,
  organizationId: string,
  businessId: string,
): Promise<ScorecardResource> {
  const business = z.uuid().safeParse(businessId).success
    ? await qualityOfBusiness(tx, organizationId, businessId)
    : null;
  if (!business) throw noSuch("business");
  return business.scorecard;
}
