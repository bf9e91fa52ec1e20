import { v7 as uuidv7 } from "uuid";
import { MAX_GAP_QUESTION_CHARACTERS, type NotedGaps } from "@/lib/contracts/knowledge-gaps";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { groupOfQuestion } from "@/lib/domain/knowledge/gaps";
import { storableText } from "../call-journal/storable-text";

/** How many groups' questions a new one is compared with: those asked last. */
const COMPARED = 1_000;

type Known = { groupId: string; question: string; isDismissed: boolean };

/**
 * Keeps the questions of a call that nothing in the knowledge answered, each with those that ask the same. One that people dismissed stays so; one
 * that was answered is open again. The product's own, for when a call ends: no permission. Safe to repeat, a turn's question is kept once. Returns how
 * many were new.
 */
export async function noteGaps(organizationId: string, { callId, businessId, questions }: NotedGaps): Promise<number> {
  const asked = questions
    .map((each) => ({ ...each, text: storableText(each.text).trim().slice(0, MAX_GAP_QUESTION_CHARACTERS).trim() }))
    .filter(({ text }) => text !== "");
  if (asked.length === 0) return 0;
  return withTenant(organizationId, async (tx) => {
    // Calls that end together would each begin a group for the same question.
    await tx.$queryRaw`
      select 1 from businesses where organization_id = ${organizationId}::uuid and id = ${businessId}::uuid for no key update`;
    const known = await knownGroups(tx, organizationId, businessId);
    const rows = asked.map(({ turnId, text, askedAt }) => {
      const groupId = groupOfQuestion(text, known);
      const isDismissed = known.some((each) => each.groupId === groupId && each.isDismissed);
      const row = { groupId: groupId ?? uuidv7(), question: text };
      known.push({ ...row, isDismissed });
      const settled = isDismissed ? ({ state: "dismissed", settledAt: askedAt } as const) : {};
      return { organizationId, id: uuidv7(), businessId, callId, turnId, askedAt, ...row, ...settled };
    });
    const { count } = await tx.knowledgeGap.createMany({ data: rows, skipDuplicates: true });
    return count;
  });
}

/** The last question of each group. */
async function knownGroups(tx: Transaction, organizationId: string, businessId: string): Promise<Known[]> {
  const rows = await tx.$queryRaw<{ group_id: string; question: string; state: string }[]>`
    select group_id, question, state from (
      select distinct on (group_id) group_id, question, state::text, asked_at from knowledge_gaps
      where organization_id = ${organizationId}::uuid and business_id = ${businessId}::uuid
      order by group_id, asked_at desc) as newest
    order by asked_at desc limit ${COMPARED}`;
  return rows.map((row) => ({
    groupId: row.group_id,
    question: row.question,
    isDismissed: row.state === "dismissed",
  }));
}
