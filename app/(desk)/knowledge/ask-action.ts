"use server";

import type { KnowledgeFilters } from "@/lib/contracts/api/knowledge";
import type { AskedKnowledge } from "@/lib/contracts/knowledge-asked";
import type { Saved } from "@/lib/contracts/saved";
import { askKnowledge } from "@/lib/services/knowledge/ask-knowledge";
import { knowledgeLookup } from "@/lib/web/knowledge-deps";
import { requireContext } from "@/lib/web/require-context";
import { savedOf } from "@/lib/web/saved";

export async function askAction(
  businessId: string,
  question: string,
  filters: KnowledgeFilters,
): Promise<Saved<AskedKnowledge>> {
  const context = await requireContext("knowledge.read");
  return savedOf(() => askKnowledge(context, { businessId, question, filters }, knowledgeLookup()));
}
