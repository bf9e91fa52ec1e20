import type { PoolClient } from "pg";
import { z } from "zod";
import { ServiceError } from "../errors";
import { type NumberRow, selectNumbers } from "./number-rows";

/** The number as stored; throws NOT_FOUND. */
export async function loadNumber(sql: PoolClient, organizationId: string, numberId: string): Promise<NumberRow> {
  const [row] = z.uuid().safeParse(numberId).success
    ? await selectNumbers(sql, "n.id = $2", [organizationId, numberId])
    : [];
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such phone number.");
  return row;
}
