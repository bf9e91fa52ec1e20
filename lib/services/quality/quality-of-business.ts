import { ComplianceRuleText } from "@/lib/contracts/compliance";
import type { QualitySettings } from "@/lib/contracts/business-settings";
import { ReviewSampling, type ScorecardResource, ScorecardSection, StructuredField } from "@/lib/contracts/scorecards";
import type { Transaction } from "@/lib/db/transaction";
import { settingsOf } from "@/lib/domain/businesses/default-settings";
import { rulesOf } from "@/lib/domain/quality/compliance/packs";
import { defaultScorecard } from "@/lib/domain/quality/default-scorecard";
import { overridesIn } from "../businesses/business-row";

export type BusinessQuality = {
  name: string;
  quality: QualitySettings;
  scorecard: ScorecardResource;
  /** On and off. */
  rules: ReturnType<typeof rulesOf>;
};

/** What calls of a business are held against. Null: there is no such business. */
export async function qualityOfBusiness(
  tx: Transaction,
  organizationId: string,
  businessId: string,
): Promise<BusinessQuality | null> {
  const row = await tx.business.findUnique({
    where: { organizationId_id: { organizationId, id: businessId } },
    select: {
      name: true,
      type: true,
      industry: true,
      settings: true,
      scorecard: true,
      complianceRules: { orderBy: { createdAt: "asc" } },
    },
  });
  if (!row) return null;
  const { quality } = settingsOf(row, overridesIn(row.settings));
  const stored = row.complianceRules.map(({ key, enabled, definition }) => ({
    key,
    enabled,
    definition: ComplianceRuleText.safeParse(definition).data ?? null,
  }));
  return {
    name: row.name,
    quality,
    scorecard: scorecardIn(businessId, row.scorecard) ?? {
      ...defaultScorecard(row.type, quality.checks),
      businessId,
      revision: 0,
    },
    rules: rulesOf(row, quality.checks, stored),
  };
}

type Row = { name: string; sections: unknown; fields: unknown; sampling: unknown; revision: number };

/** What is stored and cannot be read (another release wrote it) counts as none. */
function scorecardIn(businessId: string, row: Row | null): ScorecardResource | null {
  if (!row) return null;
  const sections = ScorecardSection.array().safeParse(row.sections);
  const fields = StructuredField.array().safeParse(row.fields);
  const sampling = ReviewSampling.safeParse(row.sampling);
  if (!sections.success || !fields.success || !sampling.success) return null;
  const { name, revision } = row;
  return { businessId, name, revision, sections: sections.data, fields: fields.data, sampling: sampling.data };
}
