import type { GuardOptions } from "@/lib/adapters/web-fetch/address-guard";
import { AddPageInput, type KnowledgeSourceResource } from "@/lib/contracts/knowledge";
import type { ServiceContext } from "../context";
import { parseInput } from "../errors";
import { requirePermission } from "../require-permission";
import { addAddress } from "./add-address";

/** Adds one page, which is read by itself. Needs `knowledge.write`; refuses as `addAddress` does. Audited. */
export async function addPage(
  context: ServiceContext,
  input: AddPageInput,
  guard: GuardOptions,
  now = new Date(),
): Promise<KnowledgeSourceResource> {
  requirePermission(context, "knowledge.write");
  const { businessId, ...page } = parseInput(AddPageInput, input);
  return addAddress(context, { ...page, businessId, kind: "page" }, guard, now);
}
