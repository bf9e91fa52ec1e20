import { withSystemSql } from "@/lib/db/transaction";
import { log } from "@/lib/log/log";
import { ERASED } from "../privacy/redact-event";
import { noteGaps } from "./note-gaps";

type Row = {
  organization_id: string;
  business_id: string;
  call_id: string;
  questions: { turnId: string; text: string; askedAt: string }[];
};

/** Older ones were noted, or cannot be. */
const LOOK_BACK = "1 day";
const MOST_CALLS = 200;

/**
 * Keeps what callers asked and nothing answered, from the calls' own records, as questions for people to answer. Tests are no callers. Across
 * organizations, safe to repeat. Returns how many were new; what could not be noted is tried again.
 */
export async function noteOpenQuestions(): Promise<number> {
  const { rows } = await withSystemSql("open questions", (sql) =>
    sql.query<Row>(
      `select e.organization_id, c.business_id, e.call_id,
         jsonb_agg(jsonb_build_object('turnId', e.body ->> 'turnId', 'text', e.body ->> 'question', 'askedAt', e.at) order by e.seq) as questions
       from call_events e join calls c on c.organization_id = e.organization_id and c.id = e.call_id and c.kind <> 'test'
       where e.type = 'question.unanswered' and e.at > now() - interval '${LOOK_BACK}' and e.call_day >= current_date - 2
         and e.body ->> 'question' <> $1
         and not exists (select from knowledge_gaps g
           where g.organization_id = e.organization_id and g.call_id = e.call_id and g.turn_id = e.body ->> 'turnId')
       group by 1, 2, 3 limit ${MOST_CALLS}`,
      [ERASED],
    ),
  );
  let noted = 0;
  for (const { organization_id: organizationId, business_id: businessId, call_id: callId, questions } of rows) {
    try {
      const asked = questions.map(({ turnId, text, askedAt }) => ({ turnId, text, askedAt: new Date(askedAt) }));
      noted += await noteGaps(organizationId, { callId, businessId, questions: asked });
    } catch (error) {
      log.warn({ err: error, organizationId, callId }, "an open question was not noted");
    }
  }
  return noted;
}
