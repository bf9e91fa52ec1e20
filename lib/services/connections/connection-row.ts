import { ConnectionMode, type ConnectionVendor, CREDENTIALS, type CredentialsOf } from "@/lib/contracts/connections";
import type { Transaction } from "@/lib/db/transaction";
import { openForTenant, sealForTenant } from "../secrets/tenant-envelope";
import { installationMode } from "./installation";

export type ConnectionRow = {
  vendor: string;
  mode: string;
  shown: unknown;
  sealedCredentials: string | null;
  revision: number;
  changedAt: Date;
  changedBy: string;
  findings: unknown;
  checkedAt: Date | null;
  refusedAt: Date | null;
  refusal: string | null;
};

export const connectionPurpose = (vendor: string) => `connection ${vendor}`;

export const sealCredentials = (
  tx: Transaction,
  organizationId: string,
  vendor: ConnectionVendor,
  credentials: CredentialsOf[ConnectionVendor],
): Promise<string> => sealForTenant(tx, organizationId, connectionPurpose(vendor), JSON.stringify(credentials));

/** @throws Error when it was sealed for another organization or vendor, or its key is gone */
export async function openCredentials<V extends ConnectionVendor>(
  tx: Transaction,
  organizationId: string,
  vendor: V,
  sealed: string,
): Promise<CredentialsOf[V]> {
  const text = await openForTenant(tx, organizationId, connectionPurpose(vendor), sealed);
  return CREDENTIALS[vendor].parse(JSON.parse(text)) as CredentialsOf[V];
}

/** What holds of a stored choice. All but `own` and `none` follow the installation, which may have changed since. */
export function modeOf(vendor: ConnectionVendor, stored: string | undefined): ConnectionMode {
  const mode = ConnectionMode.safeParse(stored).data;
  if (mode === "own" || mode === "none") return mode;
  return vendor === "stripe" && mode === "sandbox" ? "sandbox" : installationMode(vendor);
}
