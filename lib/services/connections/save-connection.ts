import {
  ConnectionInput,
  type ConnectionResource,
  type ConnectionVendor,
  CREDENTIALS,
  type CredentialsOf,
  type Finding,
} from "@/lib/contracts/connections";
import { withTenant } from "@/lib/db/transaction";
import { findingWords, verdictOf } from "@/lib/domain/connections/finding-words";
import { shownCredentials } from "@/lib/domain/connections/shown-credentials";
import { vendorsEnv } from "@/lib/env/vendors";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { ownAccount } from "./accounts";
import { countCheck } from "./check-limit";
import { sealCredentials } from "./connection-row";
import { readConnection, vendorNamed } from "./get-connections";
import { offeredModes } from "./installation";
import { runCheck } from "./run-check";

/**
 * Changes whose account an organization's calls use at a vendor; calls in progress finish with the one they began with. Own credentials are
 * checked first: what the vendor refuses, or could not be asked about, is not stored, and what was before stays. Needs `connections.write`.
 * Throws INVALID, UNAVAILABLE, RATE_LIMITED, and NOT_FOUND for a vendor that we do not have. Audited, never with a secret.
 */
export async function saveConnection(
  context: ServiceContext,
  vendorName: string,
  input: unknown,
): Promise<ConnectionResource> {
  requirePermission(context, "connections.write");
  const vendor = vendorNamed(vendorName);
  const { mode, credentials: given } = parseInput(ConnectionInput, input);
  if (!offeredModes(vendor).includes(mode)) {
    const problem = `choose one of ${offeredModes(vendor).join(", ")}`;
    throw new ServiceError("INVALID", `Check mode: ${problem}.`, { fields: { mode: problem } });
  }
  const credentials = mode === "own" ? parseCredentials(vendor, given ?? {}) : null;
  const findings = credentials ? await checkBeforeUse(context, vendor, credentials) : null;
  return store(context, vendor, { mode, credentials, findings });
}

/** Throws INVALID with the bad fields as credentials.… */
export function parseCredentials<V extends ConnectionVendor>(vendor: V, given: unknown): CredentialsOf[V] {
  try {
    return parseInput(CREDENTIALS[vendor], given) as CredentialsOf[V];
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const fields = Object.fromEntries(
      Object.entries(error.fields).map(([name, problem]) => [`credentials.${name}`, problem]),
    );
    throw new ServiceError(error.code, error.message, { fields });
  }
}

/** Where a refusal is shown. */
const FIELD_OF: Readonly<Record<string, string>> = {
  "twilio.refused": "authToken",
  "twilio.test_credentials": "authToken",
  "twilio.key_refused": "apiKeySecret",
  "deepgram.refused": "apiKey",
  "deepgram.no_scope": "apiKey",
  "bedrock.key_refused": "accessKeyId",
  "bedrock.expired": "accessKeyId",
  "bedrock.signature": "secretAccessKey",
  "bedrock.api_key_refused": "apiKey",
  "stripe.refused": "secretKey",
};

async function checkBeforeUse<V extends ConnectionVendor>(
  context: ServiceContext,
  vendor: V,
  credentials: CredentialsOf[V],
): Promise<Finding[]> {
  await countCheck(context.organizationId, new Date());
  const findings = await runCheck(vendor, ownAccount(vendor, credentials, vendorsEnv()));
  const verdict = verdictOf(findings);
  if (!verdict) return findings;
  const { title, advice } = findingWords(verdict.finding);
  if (verdict.kind === "unanswered") {
    throw new ServiceError("UNAVAILABLE", `${title}, so nothing was changed. ${advice ?? ""}`.trim());
  }
  const field = FIELD_OF[verdict.finding.code];
  throw new ServiceError("INVALID", `${title}. ${advice ?? ""} Nothing was changed.`, {
    fields: field ? { [`credentials.${field}`]: title } : {},
  });
}

type Change = {
  mode: ConnectionInput["mode"];
  credentials: CredentialsOf[ConnectionVendor] | null;
  findings: Finding[] | null;
};

function store(context: ServiceContext, vendor: ConnectionVendor, change: Change): Promise<ConnectionResource> {
  const { organizationId, actor } = context;
  const { mode, credentials, findings } = change;
  const shown = credentials ? shownCredentials(credentials) : {};
  return withTenant(organizationId, async (tx) => {
    const sealed = credentials ? await sealCredentials(tx, organizationId, vendor, credentials) : null;
    const before = await readConnection(tx, organizationId, vendor);
    await tx.$executeRaw`
      insert into vendor_connections (organization_id, vendor, mode, shown, sealed_credentials, changed_by, findings, checked_at)
      values (${organizationId}::uuid, ${vendor}, ${mode}, ${JSON.stringify(shown)}::jsonb, ${sealed}, ${actor.id},
        ${JSON.stringify(findings ?? [])}::jsonb, case when ${findings !== null} then now() end)
      on conflict (organization_id, vendor) do update set mode = excluded.mode, shown = excluded.shown,
        sealed_credentials = excluded.sealed_credentials, revision = vendor_connections.revision + 1, changed_at = now(),
        changed_by = excluded.changed_by, findings = excluded.findings, checked_at = excluded.checked_at,
        refused_at = null, refusal = null`;
    const after = await readConnection(tx, organizationId, vendor);
    await recordAudit(tx, context, {
      action: "connection.changed",
      targetType: "connection",
      targetId: vendor,
      details: {
        before: { mode: before.mode, ...before.shown },
        after: { mode: after.mode, ...after.shown },
      },
    });
    return after;
  });
}
