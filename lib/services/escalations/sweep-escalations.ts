import { withSystemSql } from "@/lib/db/transaction";
import { OPEN_STATUSES } from "@/lib/domain/call/status";
import { log } from "@/lib/log/log";
import { expireQuestion } from "../questions/answer-question";
import { closeCallsEscalations } from "./close-call";
import { endOffer } from "./end-offer";
import { neverMet } from "./person-leg";

const MOST_PER_ROUND = 200;

/**
 * What a lost worker left: offers that rang out, questions that nobody waits for, escalations of calls that are over. Those of a call that is still going
 * on are its next owner's.
 */
export async function sweepEscalations(
  { publicCallUrl }: { publicCallUrl: string },
  now = new Date(),
): Promise<number> {
  const { lonely, offers, questions, calls } = await withSystemSql("escalations left open", async (sql) => {
    const offers = await sql.query<{ organization_id: string; id: string }>(
      `select organization_id, id from escalation_offers where state = 'ringing' and rings_until < $1 limit ${MOST_PER_ROUND}`,
      [now],
    );
    const questions = await sql.query<{ organization_id: string; id: string }>(
      `select organization_id, id from colleague_questions
       where state = 'open' and expires_at < $1::timestamptz - interval '10 seconds' limit ${MOST_PER_ROUND}`,
      [now],
    );
    // Whoever was put through to a telephone talks on when the agent's part is over: the carrier says when that ends.
    const calls = await sql.query<{ organization_id: string; call_id: string; is_put_through: boolean }>(
      `select distinct e.organization_id, e.call_id, e.accepted_at > $1::timestamptz - interval '4 hours' and e.accepted_via = 'phone'
           and e.connected_at is not null as is_put_through
       from escalations e join calls c on c.organization_id = e.organization_id and c.id = e.call_id
       where (e.state in ('waiting', 'in_progress') or (e.accepted_at is not null and e.released_at is null))
         and c.status <> all($2::call_status[])
         and greatest(coalesce(c.ended_at, c.updated_at), e.updated_at) < $1::timestamptz - interval '60 seconds'
       limit ${MOST_PER_ROUND}`,
      [now, OPEN_STATUSES],
    );
    // Their worker counts to 20.
    const lonely = await sql.query<{ organization_id: string; id: string }>(
      `select organization_id, id from escalations where state = 'in_progress' and accepted_via = 'phone' and connected_at is null
         and accepted_at < $1::timestamptz - interval '40 seconds' limit ${MOST_PER_ROUND}`,
      [now],
    );
    return {
      lonely: lonely.rows,
      offers: offers.rows,
      questions: questions.rows,
      calls: calls.rows.filter((row) => !row.is_put_through),
    };
  });
  const work = [
    ...lonely.map(
      ({ organization_id, id }) =>
        () =>
          neverMet({ organizationId: organization_id, escalationId: id, publicCallUrl }, now),
    ),
    ...offers.map(
      ({ organization_id, id }) =>
        () =>
          endOffer(organization_id, id, "no_answer", now),
    ),
    ...questions.map(
      ({ organization_id, id }) =>
        () =>
          expireQuestion(organization_id, id),
    ),
    ...calls.map(
      ({ organization_id, call_id }) =>
        () =>
          closeCallsEscalations(organization_id, call_id, { isPutThrough: false }, now),
    ),
  ];
  for (const each of work)
    await each().catch((error: unknown) => log.warn({ err: error }, "an escalation was not swept"));
  return work.length;
}
