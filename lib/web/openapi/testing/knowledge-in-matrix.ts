import { v7 as uuidv7 } from "uuid";
import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "@/lib/services/context";
import { saveFact } from "@/lib/services/knowledge/save-fact";

/** What the access matrix has to know of knowledge: what every organization has of it, bodies that name ids, and what can be done once. */

type Own = { context: ServiceContext; organizationId: string; businessId: string };
type Planted = { knowledgeId: string; sourceId: string; vendor: string };

/** Nothing is asked of a vendor: by its words it is found. */
const deps = { embedderFor: () => Promise.reject(new Error("nothing is embedded here")) };

/** A fact, and documentation of a vendor that no other organization has. */
export async function plantKnowledge(own: Own): Promise<Planted> {
  const { knowledgeId } = await fact(own);
  return { knowledgeId, ...(await sync(own)) };
}

async function fact({ context, businessId }: Own): Promise<{ knowledgeId: string }> {
  const words = { subject: `Cleaning ${uuidv7()}`, statement: "A cleaning is $129." };
  const { id } = await saveFact(context, { businessId, kind: "price", ...words }, null, deps);
  return { knowledgeId: id };
}

async function sync({ organizationId, businessId }: Own): Promise<{ sourceId: string; vendor: string }> {
  const [id, vendor] = [uuidv7(), `vendor-${uuidv7()}`];
  const source = { kind: "documentation", name: vendor, url: `https://${vendor}.example/docs`, vendor } as const;
  await withTenant(organizationId, (tx) =>
    tx.knowledgeSource.create({ data: { organizationId, id, businessId, ...source, state: "reading" } }),
  );
  return { sourceId: id, vendor };
}

export const PREPARE_KNOWLEDGE: Record<string, (own: Own) => Promise<Partial<Planted>>> = {
  deleteKnowledge: fact,
  // One that was stopped cannot be stopped again.
  cancelDocumentationSync: sync,
};

/** What an upload says in its address. */
export const uploadQuery = (id: string, { businessId }: { businessId: string }): string =>
  id === "uploadKnowledge" ? `?business=${businessId}&name=${uuidv7()}.txt` : "";

/** The body of an operation on knowledge; undefined for one whose example will do. */
export function knowledgeBody(id: string, example: unknown, businessId: string): unknown {
  switch (id) {
    case "addKnowledge":
    case "queryKnowledge":
      return { ...(example as object), businessId };
    case "startDocumentationSync":
      return { businessId, url: `http://93.184.216.34/${uuidv7()}` };
    default:
      return undefined;
  }
}
