import { withSystemSql } from "@/lib/db/transaction";
import { log } from "@/lib/log/log";
import { askAboutCall } from "./ask-about-call";
import { readCallToJudge } from "./call-to-judge";
import { storeJudgement } from "./store-judgement";

type Due = { organization_id: string; call_id: string; attempts: number };

const AT_ONCE = 4;
/** A process that died with a call in hand leaves it to another after this. */
const LEASE = "3 minutes";
const MOST_BREAKDOWNS = 6;
/** After the first, second and third try that came to nothing; then there is none. */
const AGAIN_AFTER_MS = [10_000, 60_000, 300_000];

/** Looks over the calls that are due, a few at a time, across organizations. Safe in several processes at once. Returns how many there were. */
export async function analyseDueCalls(now: () => Date = () => new Date()): Promise<number> {
  const { rows } = await withSystemSql("calls to look over", (sql) =>
    sql.query<Due>(
      `update call_analyses a set state = 'running', attempts = a.attempts + 1, due_at = $1::timestamptz + interval '${LEASE}'
       from (select organization_id, call_id from call_analyses where state in ('pending', 'running') and due_at <= $1
         order by due_at limit ${AT_ONCE} for update skip locked) d
       where a.organization_id = d.organization_id and a.call_id = d.call_id
       returning a.organization_id, a.call_id, a.attempts`,
      [now()],
    ),
  );
  await Promise.all(rows.map((due) => analyse(due, now)));
  return rows.length;
}

async function analyse(
  { organization_id: organizationId, call_id: callId, attempts }: Due,
  now: () => Date,
): Promise<void> {
  try {
    const call = await readCallToJudge(organizationId, callId);
    if (!call) return;
    const saidNothing = !call.lines.some(({ speaker }) => speaker === "caller");
    if (saidNothing) {
      await storeJudgement(call, { asked: null, skipped: "The caller said nothing.", next: null }, now());
      return;
    }
    const asked = await askAboutCall(call);
    const wait = AGAIN_AFTER_MS[attempts - 1];
    const isOver = asked.kind === "answered" || !asked.isPassing || wait === undefined;
    await storeJudgement(call, { asked, skipped: null, next: isOver ? null : new Date(now().getTime() + wait) }, now());
  } catch (error) {
    log.warn({ err: error, organizationId, callId }, "a call could not be looked over");
    // Till then its lease runs out, and it is tried again.
    if (attempts > MOST_BREAKDOWNS) await giveUp(organizationId, callId, now());
  }
}

async function giveUp(organizationId: string, callId: string, now: Date): Promise<void> {
  const problem = "It could not be looked over because of a fault of ours. Try it again by hand.";
  await withSystemSql("call not looked over", (sql) =>
    sql.query(
      "update call_analyses set state = 'missing', problem = $3, finished_at = $4 where organization_id = $1 and call_id = $2 and state = 'running'",
      [organizationId, callId, problem, now],
    ),
  ).catch((error: unknown) => log.warn({ err: error, callId }, "that it could not be looked over was not kept"));
}
