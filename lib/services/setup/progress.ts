import type { SetupProgress, SetupStepName } from "@/lib/contracts/setup";
import type { Prisma } from "@/lib/db/generated/client";
import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { z } from "zod";

/** Far more than anybody types; a website's draft with its sources is some 30 KB. */
const MOST_BYTES = 200_000;

/**
 * Keeps what somebody has typed into a step, right or wrong, for themselves alone: it survives a reload and signing out. Needs
 * `businesses.write`; throws INVALID when it is too much. A program has nothing to keep.
 */
export async function saveProgress(
  context: ServiceContext,
  step: SetupStepName,
  input: unknown,
  now = new Date(),
): Promise<void> {
  requirePermission(context, "businesses.write");
  const { organizationId, actor } = context;
  if (actor.kind !== "user") throw new ServiceError("FORBIDDEN", "Only people have something to go on with.");
  const kept = parseInput(z.json(), input);
  if (JSON.stringify(kept).length > MOST_BYTES)
    throw new ServiceError("INVALID", "This is more than can be kept before the step is finished.");
  const data = { input: kept as Prisma.InputJsonValue, updatedAt: now };
  const key = { organizationId, userId: actor.id, step };
  await withTenant(organizationId, (tx) =>
    tx.setupProgress.upsert({
      where: { organizationId_userId_step: key },
      create: { ...key, ...data },
      update: data,
    }),
  );
}

/** What the person who asks had typed into a step and not finished; null when there is nothing. Needs `businesses.write`. */
export async function findProgress(context: ServiceContext, step: SetupStepName): Promise<SetupProgress | null> {
  requirePermission(context, "businesses.write");
  const { organizationId, actor } = context;
  if (actor.kind !== "user") return null;
  const row = await withTenant(organizationId, (tx) =>
    tx.setupProgress.findUnique({
      where: { organizationId_userId_step: { organizationId, userId: actor.id, step } },
    }),
  );
  return row ? { input: row.input, updatedAt: row.updatedAt.toISOString() } : null;
}

/** Forgets it. Needs `businesses.write`. */
export async function dropProgress(context: ServiceContext, step: SetupStepName): Promise<void> {
  requirePermission(context, "businesses.write");
  const { organizationId, actor } = context;
  await withTenant(organizationId, (tx) =>
    tx.setupProgress.deleteMany({ where: { organizationId, userId: actor.id, step } }),
  );
}
