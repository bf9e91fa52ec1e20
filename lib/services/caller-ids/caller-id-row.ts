import type { CallerIdResource } from "@/lib/contracts/api/caller-ids";
import type { Prisma } from "@/lib/db/generated/client";

export const CALLER_ID_SELECT = {
  id: true,
  e164: true,
  label: true,
  state: true,
  startedAt: true,
  verifiedAt: true,
} satisfies Prisma.CallerIdSelect;

export const toCallerId = (row: Prisma.CallerIdGetPayload<{ select: typeof CALLER_ID_SELECT }>): CallerIdResource => ({
  ...row,
  startedAt: row.startedAt.toISOString(),
  verifiedAt: row.verifiedAt?.toISOString() ?? null,
});

/**
 * What the carrier calls it. An account may be shared by organizations: only the number that was verified under this name is this one's,
 * whoever else verifies the same.
 */
export const carrierLabelOf = (callerIdId: string): string => `Aybiza ${callerIdId}`;
