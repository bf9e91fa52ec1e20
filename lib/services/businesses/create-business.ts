import { v7 as uuidv7 } from "uuid";
import { BusinessContact } from "@/lib/contracts/business-contact";
import { type BusinessConfig, CreateBusiness } from "@/lib/contracts/api/businesses";
import type { Prisma } from "@/lib/db/generated/client";
import { withTenant } from "@/lib/db/transaction";
import { defaultSettings, overridesOf } from "@/lib/domain/businesses/default-settings";
import { profileDefaults } from "@/lib/domain/businesses/templates/business-profile";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { BUSINESS_CONFIG_SELECT, toBusinessConfig } from "./business-row";
import { refuseImpossible } from "./refuse-impossible";

/** Nobody has so many; a program gone wild would. */
const MOST_BUSINESSES = 500;

/**
 * Makes a business: name, type and trade are enough, its template fills in what is not given. Needs `businesses.write`; throws CONFLICT when
 * the organization has one of this name already. Audited.
 */
export async function createBusiness(
  context: ServiceContext,
  input: unknown,
  now = new Date(),
): Promise<BusinessConfig> {
  requirePermission(context, "businesses.write");
  const { quality, escalation, ...given } = parseInput(CreateBusiness, input);
  refuseImpossible(given);
  const { organizationId } = context;
  const id = uuidv7();
  const defaults = defaultSettings(given);
  const settings = overridesOf(given, {
    quality: quality ?? defaults.quality,
    escalation: escalation ?? defaults.escalation,
  });
  return withTenant(organizationId, async (tx) => {
    const [organization] = await tx.$queryRaw<{ time_zone: string }[]>`
      select time_zone from organizations where id = ${organizationId}::uuid for no key update`;
    if (!organization) throw new ServiceError("NOT_FOUND", "The organization does not exist any more.");
    const others = await tx.business.findMany({ where: { organizationId }, select: { name: true } });
    if (others.length >= MOST_BUSINESSES)
      throw new ServiceError("CONFLICT", `An organization can have ${MOST_BUSINESSES} businesses at most.`);
    if (others.some(({ name }) => name.toLowerCase() === given.name.toLowerCase())) {
      const problem = `there is a business called ${given.name} already; give this one another name`;
      throw new ServiceError("CONFLICT", `Check name: ${problem}.`, { fields: { name: problem } });
    }
    const data = {
      ...profileDefaults(given),
      contact: BusinessContact.parse({}),
      timeZone: organization.time_zone,
      ...given,
      settings: settings as Prisma.InputJsonValue,
    };
    const row = await tx.business.create({
      data: { organizationId, id, ...data, createdAt: now, updatedAt: now },
      select: BUSINESS_CONFIG_SELECT,
    });
    const details = { name: given.name, type: given.type, industry: given.industry };
    await recordAudit(tx, context, { action: "business.created", targetType: "business", targetId: id, details }, now);
    return toBusinessConfig(row);
  });
}
