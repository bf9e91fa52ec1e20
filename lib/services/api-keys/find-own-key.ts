import { z } from "zod";
import type { Transaction } from "@/lib/db/transaction";
import { ServiceError } from "../errors";

/** The organization's key with this id, locked against others who change it. Throws NOT_FOUND, for another organization's too. */
export async function findOwnKey(tx: Transaction, organizationId: string, id: string) {
  if (z.uuid().safeParse(id).success) {
    await tx.$executeRaw`select 1 from api_keys where organization_id = ${organizationId}::uuid and id = ${id}::uuid for update`;
    const row = await tx.apiKey.findUnique({ where: { organizationId_id: { organizationId, id } } });
    if (row) return row;
  }
  throw new ServiceError("NOT_FOUND", "There is no such API key.");
}
