import type { GuardOptions } from "@/lib/adapters/web-fetch/address-guard";
import {
  AddDocumentationInput,
  DEFAULT_DOCUMENTATION_PAGES,
  type KnowledgeSourceResource,
} from "@/lib/contracts/knowledge";
import { VENDORS } from "@/lib/domain/knowledge/vendors";
import type { ServiceContext } from "../context";
import { parseInput } from "../errors";
import { requirePermission } from "../require-permission";
import { addAddress } from "./add-address";

/**
 * Adds a documentation: a known vendor's, or what is in the folder of an address. Its pages keep their vendor, version and kind; it is read again every week,
 * what did not change being left alone. Needs `knowledge.write`; refuses as `addAddress` does. Audited.
 */
export async function addDocumentation(
  context: ServiceContext,
  input: AddDocumentationInput,
  guard: GuardOptions,
  now = new Date(),
): Promise<KnowledgeSourceResource> {
  requirePermission(context, "knowledge.write");
  const {
    businessId,
    vendor,
    url,
    maxPages = DEFAULT_DOCUMENTATION_PAGES,
    ...more
  } = parseInput(AddDocumentationInput, input);
  const start = url ?? (vendor ? VENDORS[vendor].start : "");
  return addAddress(
    context,
    { ...more, businessId, kind: "documentation", url: start, maxPages, maxDepth: 8 },
    guard,
    now,
  );
}
