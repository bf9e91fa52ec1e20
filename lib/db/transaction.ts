import type { PoolClient } from "pg";
import { log } from "@/lib/log/log";
import { database } from "./connection";
import type { Prisma } from "./generated/client";

export type Transaction = Prisma.TransactionClient;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Runs `work` in a transaction that sees and writes the rows of one organization alone. The setting dies with the transaction, so a pooled
 * connection carries nothing over. Keep it short: never wait for a vendor inside. Throws what `work` throws, having rolled back.
 */
export function withTenant<T>(organizationId: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
  checkTenant(organizationId);
  return database().prisma.$transaction(async (tx) => {
    await tx.$executeRaw`select set_config('app.tenant_id', ${organizationId}, true)`;
    return work(tx);
  });
}

/** As `withTenant`, with a node-postgres client for SQL that Prisma cannot say (batches, locks). Two round trips beside `work`'s own. */
export function withTenantSql<T>(organizationId: string, work: (sql: PoolClient) => Promise<T>): Promise<T> {
  checkTenant(organizationId);
  return rawTransaction(`begin; set local app.tenant_id = '${organizationId}'`, work);
}

/**
 * Runs `work` across tenants, as the role `aybiza_system`: for finding whose a phone number or a key is, for workers, for sign-in.
 * `purpose` is a short fixed phrase and is logged.
 */
export function withSystem<T>(purpose: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
  log.debug({ purpose }, "system transaction");
  return database().prisma.$transaction(async (tx) => {
    await tx.$executeRaw`set local role aybiza_system`;
    return work(tx);
  });
}

/** As `withSystem`, with a node-postgres client. */
export function withSystemSql<T>(purpose: string, work: (sql: PoolClient) => Promise<T>): Promise<T> {
  log.debug({ purpose }, "system transaction");
  return rawTransaction("begin; set local role aybiza_system", work);
}

function checkTenant(organizationId: string): void {
  if (!UUID.test(organizationId)) throw new TypeError("withTenant needs the organization's id, a UUID");
}

async function rawTransaction<T>(begin: string, work: (sql: PoolClient) => Promise<T>): Promise<T> {
  const client = await database().pool.connect();
  let broken: Error | undefined;
  try {
    await client.query(begin);
    const result = await work(client);
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch((lost: Error) => (broken = lost));
    throw error;
  } finally {
    client.release(broken);
  }
}
