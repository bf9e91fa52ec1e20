import { AddKnowledgeInput, type KnowledgeEntry } from "@/lib/contracts/api/knowledge";
import type { GuardOptions } from "@/lib/adapters/web-fetch/address-guard";
import type { ServiceContext } from "../context";
import { parseInput } from "../errors";
import { requirePermission } from "../require-permission";
import { addPage } from "./add-page";
import { addWebsite } from "./add-website";
import { getKnowledge } from "./get-knowledge";
import { type HandDeps, saveAnswer } from "./save-answer";
import { saveFact } from "./save-fact";

/**
 * Adds a question with its answer, a fact, a page or a website, as `kind` says, for programs. Needs `knowledge.write`. Throws what the verb of that
 * kind throws, fields that it needs included. Audited by it.
 */
export async function addKnowledge(
  context: ServiceContext,
  rawInput: AddKnowledgeInput,
  deps: HandDeps & { guard: GuardOptions },
): Promise<KnowledgeEntry> {
  requirePermission(context, "knowledge.write");
  const { kind, businessId, ...given } = parseInput(AddKnowledgeInput, rawInput);
  const { question = "", answer = "", subject = "", statement = "", url = "", tags = [] } = given;
  const added = async (): Promise<{ id: string }> => {
    if (kind === "question") return saveAnswer(context, { businessId, question, answer }, null, deps);
    if (kind === "page") return addPage(context, { businessId, url, tags }, deps.guard);
    if (kind === "website") {
      const { maxPages, maxDepth } = given;
      const limits = {
        ...(maxPages === undefined ? {} : { maxPages }),
        ...(maxDepth === undefined ? {} : { maxDepth }),
      };
      return addWebsite(context, { businessId, url, tags, ...limits }, deps.guard);
    }
    const { validFrom, validUntil } = given;
    return saveFact(context, { businessId, kind, subject, statement, validFrom, validUntil }, null, deps);
  };
  return getKnowledge(context, (await added()).id);
}
