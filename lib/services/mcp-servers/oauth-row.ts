import { z } from "zod";
import type { McpSignIn, McpTokens } from "@/lib/adapters/mcp/mcp-oauth";
import type { McpServer } from "@/lib/db/generated/client";
import type { Transaction } from "@/lib/db/transaction";
import { openForTenant, sealForTenant } from "../secrets/tenant-envelope";
import { mcpSecretPurpose } from "./secret-purpose";

/** What is kept sealed of a server that is signed in to by OAuth. `access` null: nobody has signed in. */
const Sealed = z.strictObject({
  access: z.string().nullable(),
  refresh: z.string().nullable(),
  clientSecret: z.string().nullable(),
});
export type SealedTokens = z.output<typeof Sealed>;

export const sealOAuth = (tx: Transaction, { organizationId, id, address }: Of, tokens: SealedTokens) =>
  sealForTenant(tx, organizationId, mcpSecretPurpose(id, address), JSON.stringify(tokens));
type Of = Pick<McpServer, "organizationId" | "id" | "address">;

/** Null: there is nothing, or nothing that could be read. */
export async function openOAuth(tx: Transaction, row: McpServer): Promise<SealedTokens | null> {
  const { organizationId, id, address, sealedSecret } = row;
  if (sealedSecret === null) return null;
  const opened = await openForTenant(tx, organizationId, mcpSecretPurpose(id, address), sealedSecret);
  try {
    return Sealed.parse(JSON.parse(opened));
  } catch {
    return null;
  }
}

const StoredSignIn = z.looseObject({
  issuer: z.string(),
  metadata: z.looseObject({ issuer: z.string() }),
  clientId: z.string(),
  resource: z.string(),
  scope: z.string().nullable(),
  redirectUri: z.string(),
});

/** As it was kept when somebody signed in; null: nobody has. */
export const signInOf = (stored: unknown): McpSignIn | null => {
  const read = StoredSignIn.safeParse(stored);
  return read.success ? (read.data as unknown as McpSignIn) : null;
};

export const endOf = ({ expiresInS }: McpTokens, now: Date): Date | null =>
  expiresInS === null ? null : new Date(now.getTime() + expiresInS * 1000);
