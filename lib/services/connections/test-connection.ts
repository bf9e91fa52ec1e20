import { type ConnectionCheck, type ConnectionVendor, type Finding } from "@/lib/contracts/connections";
import { withTenant } from "@/lib/db/transaction";
import { findingWords, statusOf } from "@/lib/domain/connections/finding-words";
import { vendorsEnv } from "@/lib/env/vendors";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { accountFor } from "./account-for";
import { type AccountOf, ownAccount } from "./accounts";
import { countCheck } from "./check-limit";
import { vendorNamed } from "./get-connections";
import { runCheck } from "./run-check";
import { parseCredentials } from "./save-connection";

/**
 * Asks a vendor whether an account is good for calls. With `credentials` those are tried and not stored; without, the connection in use is
 * checked and what was found is kept with it. Takes up to some 10 s. Needs `connections.write`. Throws INVALID, RATE_LIMITED, CONFLICT when
 * nothing is connected, and NOT_FOUND for a vendor that we do not have. Audited.
 */
export async function testConnection(
  context: ServiceContext,
  vendorName: string,
  credentials?: unknown,
): Promise<ConnectionCheck> {
  requirePermission(context, "connections.write");
  const vendor = vendorNamed(vendorName);
  const tried = credentials === undefined ? null : parseCredentials(vendor, credentials);
  const used = tried ? null : await accountFor(context.organizationId, vendor);
  if (used?.mode === "none")
    throw new ServiceError("CONFLICT", "Nothing is connected yet. Give your own account, or use the sandbox.");
  const now = new Date();
  await countCheck(context.organizationId, now);
  const account = tried ? ownAccount(vendor, tried, vendorsEnv()) : (used?.account ?? null);
  const findings = account
    ? await runCheck(vendor, account as AccountOf[ConnectionVendor] & AccountOf[typeof vendor])
    : [{ code: "installation.unknown", facts: {} }];
  const checkedAt = new Date();
  await keep(context, vendor, used ? { mode: used.mode, revision: used.revision } : null, findings, checkedAt);
  const words = findings.map(findingWords);
  return { vendor, status: statusOf(words, true), findings: words, checkedAt: checkedAt.toISOString() };
}

async function keep(
  context: ServiceContext,
  vendor: ConnectionVendor,
  used: { mode: string; revision: number } | null,
  findings: readonly Finding[],
  at: Date,
): Promise<void> {
  const { organizationId } = context;
  await withTenant(organizationId, async (tx) => {
    if (used) {
      // Without effect when the connection was changed while the vendor was asked.
      await tx.$executeRaw`
        insert into vendor_connections (organization_id, vendor, mode, changed_by, findings, checked_at)
        select ${organizationId}::uuid, ${vendor}, ${used.mode}, 'installation', ${JSON.stringify(findings)}::jsonb, ${at}
        where ${used.revision} = 0
        on conflict (organization_id, vendor) do nothing`;
      await tx.$executeRaw`
        update vendor_connections set findings = ${JSON.stringify(findings)}::jsonb, checked_at = ${at}, refused_at = null, refusal = null
        where organization_id = ${organizationId}::uuid and vendor = ${vendor} and revision = ${Math.max(1, used.revision)}`;
    }
    const status = statusOf(findings.map(findingWords), true);
    await recordAudit(tx, context, {
      action: "connection.checked",
      targetType: "connection",
      targetId: vendor,
      details: { status, stored: used !== null, found: findings.map(({ code }) => code) },
    });
  });
}
