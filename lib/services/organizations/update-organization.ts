import { UpdateOrganizationInput } from "@/lib/contracts/members";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";

/**
 * Changes the organization's name, time zone or how long it keeps things; what is not given stays. Needs `organization.write`; throws INVALID.
 * `heldRecordings`: those older than what now applies that stay all the same, since they are under legal hold. Audited with before and after of what really changed; nothing changed: nothing written.
 */
export async function updateOrganization(
  context: ServiceContext,
  input: UpdateOrganizationInput,
  now = new Date(),
): Promise<{ heldRecordings: number }> {
  requirePermission(context, "organization.write");
  const wanted = parseInput(UpdateOrganizationInput, input);
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    await tx.$queryRaw`select 1 from organizations where id = ${organizationId}::uuid for update`;
    const row = await tx.organization.findUnique({
      where: { id: organizationId },
      select: { name: true, timeZone: true, retentionDays: true },
    });
    if (!row) throw new ServiceError("NOT_FOUND", "The organization does not exist any more.");
    const names = (["name", "timeZone", "retentionDays"] as const).filter(
      (name) => wanted[name] !== undefined && wanted[name] !== row[name],
    );
    const nothing = { heldRecordings: 0 };
    if (names.length === 0) return nothing;
    const before = Object.fromEntries(names.map((name) => [name, row[name]]));
    const after = Object.fromEntries(names.map((name) => [name, wanted[name]]));
    await tx.organization.update({ where: { id: organizationId }, data: after });
    await recordAudit(tx, context, {
      action: "organization.updated",
      targetType: "organization",
      targetId: organizationId,
      details: { before, after },
    });
    if (wanted.retentionDays === undefined || wanted.retentionDays >= row.retentionDays) return nothing;
    const startedAt = { lte: new Date(now.getTime() - wanted.retentionDays * 86_400_000) };
    const where = { organizationId, state: "kept", heldAt: { not: null }, startedAt };
    return { heldRecordings: await tx.recording.count({ where }) };
  });
}
