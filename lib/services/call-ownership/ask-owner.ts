import type { SteerReply } from "@/lib/contracts/live/steering";
import type { CallStatus } from "@/lib/contracts/live/call-summary";
import { withSystemSql, withTenantSql } from "@/lib/db/transaction";
import { sharedEnv } from "@/lib/env/shared";
import { isTerminalStatus } from "@/lib/domain/call/status";
import { ServiceError } from "../errors";
import type { ControlCommand, ControlReply } from "../workers/control-command";
import { WORKER_SILENCE_LIMIT_MS } from "../workers/list-workers";
import { sendControlCommand } from "../workers/send-command";

export type AskOptions = { secret?: string; nowMs?: number };

/** What the owner made of it. That it does not have the call is not among it. */
export type OwnerReply = Exclude<ControlReply, { result: "not_here" }>;

type Worker = { workerId: string; url: string };
type Standing = { isOver: boolean; isClaimed: boolean; owner: Worker | null };

/**
 * Has the worker that holds a call do something with it, wherever that is, and says whether it took effect. A call that has just moved is
 * followed once. Throws NOT_FOUND (the organization has no such call), CONFLICT (it is over, or nobody holds it yet) and UNAVAILABLE (its worker
 * cannot be reached: what became of the command is not known).
 */
export async function askOwner(
  { organizationId, callId }: { organizationId: string; callId: string },
  command: ControlCommand,
  { secret = sharedEnv().NEXTAUTH_SECRET, nowMs = Date.now() }: AskOptions = {},
): Promise<OwnerReply> {
  const ask = ({ url }: Worker) => sendControlCommand({ url }, callId, command, { secret, nowMs });
  const first = await standingOf(organizationId, callId);
  if (!first.owner) throw unheld(first);
  const answer = await ask(first.owner);
  if (answer && answer.result !== "not_here") return answer;

  const { owner, ...now } = await standingOf(organizationId, callId);
  if (owner && owner.workerId !== first.owner.workerId) {
    const second = await ask(owner);
    if (second && second.result !== "not_here") return second;
    throw moving();
  }
  if (now.isOver) throw over();
  // It answers and does not have the call any more, nor has anybody else: its end is not stored yet.
  if (owner && answer) throw over();
  if (!owner) throw moving();
  throw new ServiceError(
    "UNAVAILABLE",
    "The call's worker did not answer in time, so it is not known whether this took effect. Look at the transcript, then try again.",
    { retryAfterMs: 2_000 },
  );
}

async function standingOf(organizationId: string, callId: string): Promise<Standing> {
  const row = await withTenantSql(organizationId, async (sql) => {
    const { rows } = await sql.query<{ status: CallStatus; ended_at: Date | null; owner_worker_id: string | null }>(
      "select status, ended_at, owner_worker_id from calls where organization_id = $1 and id = $2",
      [organizationId, callId],
    );
    return rows[0];
  });
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such call.");
  const isOver = row.ended_at !== null || isTerminalStatus(row.status);
  const workerId = row.owner_worker_id;
  return {
    isOver,
    isClaimed: workerId !== null,
    owner: isOver || workerId === null ? null : await findWorker(workerId),
  };
}

/** Null: it gives no sign of life any more. */
async function findWorker(workerId: string): Promise<Worker | null> {
  const { rows } = await withSystemSql("a call's worker", (sql) =>
    sql.query<{ url: string }>(
      "select url from workers where id = $1 and heartbeat_at > now() - $2 * interval '1 millisecond'",
      [workerId, WORKER_SILENCE_LIMIT_MS],
    ),
  );
  return rows[0] ? { workerId, url: rows[0].url } : null;
}

function unheld({ isOver, isClaimed }: Standing): ServiceError {
  if (isOver) return over();
  return isClaimed ? moving() : refused("not_now", "The call is not answered yet.");
}

const over = () => refused("ended", "The call has just ended.");

/** As the call's worker would refuse it. */
function refused(code: Extract<SteerReply, { result: "refused" }>["code"], message: string): ServiceError {
  const cause: SteerReply = { result: "refused", code, message };
  return new ServiceError("CONFLICT", message, { cause });
}

const moving = () =>
  new ServiceError("UNAVAILABLE", "The call is moving to another worker at this moment. Try again in a few seconds.", {
    retryAfterMs: 2_000,
  });
