import type { OutageResource } from "@/lib/contracts/api/outages";
import type { Prisma } from "@/lib/db/generated/client";

export const OUTAGE_INCLUDE = {
  organization: { select: { name: true } },
  business: { select: { name: true } },
  phoneNumber: { select: { e164: true } },
} satisfies Prisma.OutageInclude;

export const toOutage = (row: Prisma.OutageGetPayload<{ include: typeof OUTAGE_INCLUDE }>): OutageResource => ({
  id: row.id,
  scope: row.scope,
  businessId: row.businessId,
  phoneNumberId: row.phoneNumberId,
  covers: row.phoneNumber?.e164 ?? row.business?.name ?? row.organization.name,
  message: row.message,
  forwardTo: row.forwardTo,
  startedAt: row.startedAt.toISOString(),
  startedByName: row.startedByName,
  endedAt: row.endedAt?.toISOString() ?? null,
});
