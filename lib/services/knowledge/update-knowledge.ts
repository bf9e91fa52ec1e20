import { type KnowledgeEntry, UpdateKnowledgeInput } from "@/lib/contracts/api/knowledge";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { editDocument } from "./edit-document";
import { getKnowledge } from "./get-knowledge";
import { findAnswer, findFact } from "./list-by-hand";
import { type HandDeps, saveAnswer } from "./save-answer";
import { saveFact } from "./save-fact";
import { setDocumentExcluded } from "./set-excluded";
import { setSchedule } from "./set-schedule";

type Field = keyof UpdateKnowledgeInput;
const READ: readonly Field[] = ["title", "text", "isExcluded"];
const ANSWER: readonly Field[] = ["question", "answer", "isExcluded"];
const FACT: readonly Field[] = ["kind", "subject", "statement", "validFrom", "validUntil", "isExcluded"];
const SOURCE: readonly Field[] = ["schedule"];

/**
 * Changes a document, or how often a source is read, for programs: what is left out stays. Needs `knowledge.write`. Throws INVALID for fields that what
 * is named does not have, NOT_FOUND, CONFLICT. Audited by the verbs that do it.
 */
export async function updateKnowledge(
  context: ServiceContext,
  knowledgeId: string,
  rawInput: UpdateKnowledgeInput,
  deps: HandDeps,
): Promise<KnowledgeEntry> {
  requirePermission(context, "knowledge.write");
  const { source, document } = await getKnowledge(context, knowledgeId);
  const input = parseInput(UpdateKnowledgeInput, rawInput);
  const { businessId } = source;
  if (document === null) {
    refuseOthers(input, SOURCE, "a source");
    if (input.schedule) await setSchedule(context, { sourceId: knowledgeId, schedule: input.schedule });
    return getKnowledge(context, knowledgeId);
  }
  if (source.kind === "questions") {
    refuseOthers(input, ANSWER, "a question with its answer");
    const { question, answer } = await findAnswer(context, knowledgeId);
    const next = { businessId, question: input.question ?? question, answer: input.answer ?? answer };
    if (next.question !== question || next.answer !== answer) await saveAnswer(context, next, knowledgeId, deps);
  } else if (source.kind === "facts") {
    refuseOthers(input, FACT, "a fact");
    const known = await findFact(context, knowledgeId);
    const { kind = known.kind, subject = known.subject, statement = known.statement } = input;
    const { validFrom = known.validFrom, validUntil = known.validUntil } = input;
    const isChanged = FACT.some((name) => name !== "isExcluded" && input[name] !== undefined);
    const next = { businessId, kind, subject, statement, validFrom, validUntil };
    if (isChanged) await saveFact(context, next, knowledgeId, deps);
  } else {
    refuseOthers(input, READ, "a document that was read");
    const { title = document.title, text = document.text } = input;
    if (title !== document.title || text !== document.text)
      await editDocument(context, knowledgeId, { title, text, expectedVersion: document.version }, deps);
  }
  if (input.isExcluded !== undefined) await setDocumentExcluded(context, knowledgeId, input.isExcluded);
  return getKnowledge(context, knowledgeId);
}

function refuseOthers(input: UpdateKnowledgeInput, has: readonly Field[], what: string): void {
  const other = (Object.keys(input) as Field[]).find((name) => input[name] !== undefined && !has.includes(name));
  if (!other) return;
  const problem = `${what} has none; it has ${has.join(", ")}`;
  throw new ServiceError("INVALID", `Check ${other}: ${problem}.`, { fields: { [other]: problem } });
}
