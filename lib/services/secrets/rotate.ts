import { randomUUID } from "node:crypto";
import { withSystem } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import { systemContext } from "../context";
import { ServiceError } from "../errors";
import { installationKey } from "./installation-key";
import { resealSecrets } from "./reseal";
import { addTenantKey, openKey, sealKey } from "./tenant-envelope";

export type RotatedKey = { accountId: string; version: number };

/**
 * For the installation's operator: gives one organization (by account id), or every one that has a key, a new key, and seals what it has
 * stored with it. Audited in each.
 * Throws NOT_FOUND.
 */
export async function rotateTenantKeys(
  input: { accountId?: string; operator: string },
  now = new Date(),
): Promise<RotatedKey[]> {
  const { accountId } = input;
  const organizations = await withSystem("key rotation", (tx) =>
    tx.organization.findMany({
      where: accountId === undefined ? { secretKeys: { some: {} } } : { accountId: accountId.toUpperCase() },
      select: { id: true, accountId: true },
      orderBy: { accountId: "asc" },
    }),
  );
  if (accountId !== undefined && organizations.length === 0)
    throw new ServiceError("NOT_FOUND", `There is no organization ${accountId}.`);
  const rotated: RotatedKey[] = [];
  for (const organization of organizations) {
    const context = systemContext(organization.id, input.operator, [], `cli-${randomUUID()}`);
    const version = await withSystem("key rotation", async (tx) => {
      const added = await addTenantKey(tx, organization.id, now);
      await resealSecrets(tx, organization.id);
      await recordAudit(tx, context, {
        action: "secrets.rotated",
        targetType: "tenant_key",
        targetId: String(added),
        details: { version: { before: added > 1 ? added - 1 : null, after: added } },
      });
      return added;
    });
    rotated.push({ accountId: organization.accountId, version });
  }
  return rotated;
}

const PAGE = 500;

/**
 * After the installation's key has changed: seals every organization's keys with the new one, all or none. What is sealed already is left,
 * so it can be run again. Throws when a key opens with neither. Returns how many were sealed anew.
 */
export async function rewrapTenantKeys(previous: Buffer, current = installationKey()): Promise<number> {
  return withSystem("keys sealed anew", async (tx) => {
    let rewrapped = 0;
    for (let skip = 0; ; skip += PAGE) {
      const orderBy = [{ organizationId: "asc" as const }, { version: "asc" as const }];
      const rows = await tx.tenantKey.findMany({ orderBy, skip, take: PAGE });
      for (const { organizationId, version, sealedKey } of rows) {
        if (opens(organizationId, version, sealedKey, current)) continue;
        if (!opens(organizationId, version, sealedKey, previous))
          throw new ServiceError(
            "CONFLICT",
            `Key ${version} of ${organizationId} opens with neither key. Nothing was changed.`,
          );
        const key = openKey(organizationId, version, sealedKey, previous);
        await tx.tenantKey.update({
          where: { organizationId_version: { organizationId, version } },
          data: { sealedKey: sealKey(organizationId, version, key, current) },
        });
        rewrapped += 1;
      }
      if (rows.length < PAGE) return rewrapped;
    }
  });
}

function opens(organizationId: string, version: number, sealedKey: string, installation: Buffer): boolean {
  try {
    openKey(organizationId, version, sealedKey, installation);
    return true;
  } catch {
    return false;
  }
}
