import { HttpToolSpec } from "@/lib/contracts/tools";
import type { Transaction } from "@/lib/db/transaction";
import { originOf } from "@/lib/domain/tools/http-tool/tool-address";
import { connectionPurpose } from "../connections/connection-row";
import { tokensPurpose } from "../integrations/tokens";
import { mcpSecretPurpose } from "../mcp-servers/secret-purpose";
import { PUSH_PURPOSE } from "../notifications/push-subscriptions";
import { secretPurpose } from "../tools/tool-row";
import { webhookPurpose } from "../webhooks/endpoint-row";
import { openForTenant, sealForTenant } from "./tenant-envelope";

/** A secret as it stands in a row; `write` changes nothing when it is another by then: a sign-in may be renewed at the same time. */
type Kept = { sealed: string | null; purpose: string; write(sealed: string): Promise<unknown> };

/**
 * Seals what an organization keeps of accounts, tools, servers and browsers with its newest key. What it is does not change. Keys of recordings and
 * files stay under the key they were sealed with, which still opens them.
 */
export async function resealSecrets(tx: Transaction, organizationId: string): Promise<void> {
  for (const placesOf of PLACES)
    for (const { sealed, purpose, write } of await placesOf(tx, organizationId)) {
      if (sealed === null) continue;
      // What nobody can open is of no use to anybody, and keeps nothing else from its new key.
      const text = await openForTenant(tx, organizationId, purpose, sealed).catch(() => null);
      if (text !== null) await write(await sealForTenant(tx, organizationId, purpose, text));
    }
}

const PLACES: readonly ((tx: Transaction, organizationId: string) => Promise<Kept[]>)[] = [
  async (tx, organizationId) =>
    (await tx.vendorConnection.findMany({ where: { organizationId } })).map(
      ({ vendor, sealedCredentials: sealed }) => ({
        sealed,
        purpose: connectionPurpose(vendor),
        write: (sealedCredentials) =>
          tx.vendorConnection.updateMany({
            where: { organizationId, vendor, sealedCredentials: sealed },
            data: { sealedCredentials },
          }),
      }),
    ),
  async (tx, organizationId) =>
    (await tx.integration.findMany({ where: { organizationId } })).map(({ vendor, sealedTokens: sealed }) => ({
      sealed,
      purpose: tokensPurpose(vendor),
      write: (sealedTokens) =>
        tx.integration.updateMany({ where: { organizationId, vendor, sealedTokens: sealed }, data: { sealedTokens } }),
    })),
  async (tx, organizationId) => {
    const tools = await tx.tool.findMany({
      where: { organizationId, sealedSecret: { not: null } },
      include: { versions: { orderBy: { number: "desc" }, take: 1 } },
    });
    return tools.map(({ id, versions, sealedSecret: sealed }) => ({
      sealed,
      purpose: secretPurpose(id, originOf(HttpToolSpec.parse(versions[0]?.spec).address) ?? ""),
      write: (sealedSecret) =>
        tx.tool.updateMany({ where: { organizationId, id, sealedSecret: sealed }, data: { sealedSecret } }),
    }));
  },
  async (tx, organizationId) =>
    (await tx.mcpServer.findMany({ where: { organizationId } })).map(({ id, address, sealedSecret: sealed }) => ({
      sealed,
      purpose: mcpSecretPurpose(id, address),
      write: (sealedSecret) =>
        tx.mcpServer.updateMany({ where: { organizationId, id, sealedSecret: sealed }, data: { sealedSecret } }),
    })),
  async (tx, organizationId) => {
    const endpoints = await tx.webhookEndpoint.findMany({ where: { organizationId } });
    return endpoints.flatMap(({ id, sealedSecret: now, sealedOldSecret: before }): Kept[] => [
      {
        sealed: now,
        purpose: webhookPurpose(id),
        write: (sealedSecret) =>
          tx.webhookEndpoint.updateMany({ where: { organizationId, id, sealedSecret: now }, data: { sealedSecret } }),
      },
      {
        sealed: before,
        purpose: webhookPurpose(id),
        write: (sealedOldSecret) =>
          tx.webhookEndpoint.updateMany({
            where: { organizationId, id, sealedOldSecret: before },
            data: { sealedOldSecret },
          }),
      },
    ]);
  },
  async (tx, organizationId) =>
    (await tx.pushSubscription.findMany({ where: { organizationId } })).map(({ id, sealed: before }) => ({
      sealed: before,
      purpose: PUSH_PURPOSE,
      write: (sealed) =>
        tx.pushSubscription.updateMany({ where: { organizationId, id, sealed: before }, data: { sealed } }),
    })),
];
