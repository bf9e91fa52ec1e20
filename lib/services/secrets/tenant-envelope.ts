import { randomBytes } from "node:crypto";
import type { Transaction } from "@/lib/db/transaction";
import { installationKey } from "./installation-key";
import { seal, unseal } from "./seal";

const KEY_BYTES = 32;

/**
 * Seals a secret of an organization (AES-256-GCM) with its own key, which is made at the first use. The result opens only for the same
 * organization and purpose, also after the key was rotated. `tx` is the tenant's or the system's.
 */
export async function sealForTenant(
  tx: Transaction,
  organizationId: string,
  purpose: string,
  text: string,
): Promise<string> {
  const { version, key } = await currentKey(tx, organizationId);
  return `k${version}.${seal(key, bound(organizationId, purpose), text)}`;
}

/** @throws Error when it was sealed for another organization or purpose, changed, or its key is gone */
export async function openForTenant(
  tx: Transaction,
  organizationId: string,
  purpose: string,
  sealed: string,
): Promise<string> {
  const parts = /^k(\d{1,9})\.(.+)$/.exec(sealed);
  if (!parts) throw new Error("This is no sealed text of an organization");
  const version = Number(parts[1]);
  const row = await tx.tenantKey.findUnique({ where: { organizationId_version: { organizationId, version } } });
  if (!row) throw new Error(`The organization has no key ${version}`);
  return unseal(openKey(organizationId, version, row.sealedKey), bound(organizationId, purpose), parts[2] ?? "");
}

/** Makes the organization's next key: new secrets are sealed with it, older ones still open with theirs. Returns its version. */
export async function addTenantKey(tx: Transaction, organizationId: string, now: Date): Promise<number> {
  await tx.$queryRaw`select id from organizations where id = ${organizationId}::uuid for update`;
  const last = await tx.tenantKey.findFirst({ where: { organizationId }, orderBy: { version: "desc" } });
  const version = (last?.version ?? 0) + 1;
  await tx.tenantKey.updateMany({ where: { organizationId, retiredAt: null }, data: { retiredAt: now } });
  const sealedKey = sealKey(organizationId, version, randomBytes(KEY_BYTES), installationKey());
  await tx.tenantKey.create({ data: { organizationId, version, sealedKey, createdAt: now } });
  return version;
}

async function currentKey(tx: Transaction, organizationId: string): Promise<{ version: number; key: Buffer }> {
  const find = () =>
    tx.tenantKey.findFirst({ where: { organizationId, retiredAt: null }, orderBy: { version: "desc" } });
  let row = await find();
  if (!row) {
    const first = sealKey(organizationId, 1, randomBytes(KEY_BYTES), installationKey());
    await tx.$executeRaw`insert into tenant_keys (organization_id, version, sealed_key)
      values (${organizationId}::uuid, 1, ${first}) on conflict do nothing`;
    row = await find();
  }
  if (!row) throw new Error("The organization has no key that is not retired");
  return { version: row.version, key: openKey(organizationId, row.version, row.sealedKey) };
}

export function sealKey(organizationId: string, version: number, key: Buffer, installation: Buffer): string {
  return seal(installation, keyPurpose(organizationId, version), key.toString("base64"));
}

export function openKey(
  organizationId: string,
  version: number,
  sealedKey: string,
  installation = installationKey(),
): Buffer {
  return Buffer.from(unseal(installation, keyPurpose(organizationId, version), sealedKey), "base64");
}

const keyPurpose = (organizationId: string, version: number) => `tenant key ${version} of ${organizationId}`;
const bound = (organizationId: string, purpose: string) => `${purpose} of ${organizationId}`;
