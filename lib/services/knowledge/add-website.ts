import type { GuardOptions } from "@/lib/adapters/web-fetch/address-guard";
import { AddWebsiteInput, type KnowledgeSourceResource } from "@/lib/contracts/knowledge";
import type { ServiceContext } from "../context";
import { parseInput } from "../errors";
import { requirePermission } from "../require-permission";
import { addAddress } from "./add-address";

/**
 * Adds a website: what its links and sitemap lead to on the same host, within limits. It is read by itself. Needs `knowledge.write`; refuses as
 * `addAddress` does. Audited.
 */
export async function addWebsite(
  context: ServiceContext,
  input: AddWebsiteInput,
  guard: GuardOptions,
  now = new Date(),
): Promise<KnowledgeSourceResource> {
  requirePermission(context, "knowledge.write");
  const { businessId, ...site } = parseInput(AddWebsiteInput, input);
  return addAddress(context, { ...site, businessId, kind: "website" }, guard, now);
}
