import { z } from "zod";
import type { Transaction } from "@/lib/db/transaction";
import { ServiceError } from "../errors";
import { SOURCE_SELECT } from "./source-row";

/** A source that nobody else changes meanwhile. Throws NOT_FOUND, for another organization's too. */
export async function holdSource(tx: Transaction, organizationId: string, sourceId: string) {
  const isId = z.uuid().safeParse(sourceId).success;
  if (isId)
    await tx.$queryRaw`select 1 from knowledge_sources
      where organization_id = ${organizationId}::uuid and id = ${sourceId}::uuid for no key update`;
  const source = isId
    ? await tx.knowledgeSource.findUnique({
        where: { organizationId_id: { organizationId, id: sourceId } },
        select: { ...SOURCE_SELECT, run: true },
      })
    : null;
  if (!source) throw new ServiceError("NOT_FOUND", "There is no such source.");
  return source;
}

/** What is typed by hand is not read from anywhere. */
export function refuseTyped({ kind }: { kind: string }): void {
  if (kind === "questions" || kind === "facts")
    throw new ServiceError("CONFLICT", "What is typed by hand is in use at once; there is nothing to read.");
}
