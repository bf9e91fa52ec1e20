import { withTenant } from "@/lib/db/transaction";
import { verificationPhoneOf } from "../caller-verification/verification-phone";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { erasureOf } from "./erasure-state";

export type PrivacyResource = {
  accountId: string;
  organizationName: string;
  timeZone: string;
  /** Where codes for callers who speak for this account go, E.164. */
  verificationPhone: string | null;
  /** ISO times; null: nothing is going to be erased. */
  erasure: { requestedAt: string; eraseAfter: string; requestedBy: string | null } | null;
};

/** What the privacy page shows. Needs `callers.erase`. */
export async function getPrivacy(context: ServiceContext): Promise<PrivacyResource> {
  requirePermission(context, "callers.erase");
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    const organization = await tx.organization.findUnique({
      where: { id: organizationId },
      select: { accountId: true, name: true, timeZone: true, settings: true },
    });
    if (!organization) throw new ServiceError("NOT_FOUND", "The organization does not exist any more.");
    const { accountId, name, timeZone, settings } = organization;
    const erasure = erasureOf(settings);
    const by = erasure && (await tx.user.findUnique({ where: { id: erasure.requestedBy }, select: { name: true } }));
    return {
      accountId,
      organizationName: name,
      timeZone,
      verificationPhone: verificationPhoneOf(settings),
      erasure: erasure && {
        requestedAt: erasure.requestedAt,
        eraseAfter: erasure.eraseAfter,
        requestedBy: by?.name ?? null,
      },
    };
  });
}
