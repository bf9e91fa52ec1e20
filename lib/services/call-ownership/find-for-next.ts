import type { CallStatus } from "@/lib/contracts/live/call-summary";
import { withSystemSql } from "@/lib/db/transaction";
import { NextInstruction } from "../workers/control-command";
import { WORKER_SILENCE_LIMIT_MS } from "../workers/list-workers";

/** What has to be known of a call whose media stream closed. */
export type CallForNext = {
  organizationId: string;
  callId: string;
  agentId: string;
  /** BCP 47, of its agent. */
  language: string;
  providerCallSid: string;
  status: CallStatus;
  epoch: number;
  /** False when no worker has ever taken the call. */
  claimed: boolean;
  /** The worker that holds the call, if it still gives signs of life. */
  owner: { workerId: string; url: string } | null;
  /** As the owner left it in the database. */
  nextInstruction: NextInstruction | null;
};

type Row = {
  organization_id: string;
  id: string;
  agent_id: string;
  language: string | null;
  provider_call_sid: string;
  status: CallStatus;
  epoch: number;
  owner_worker_id: string | null;
  next_instruction: unknown;
  worker_url: string | null;
};

/** Finds a call by its own ids, else by the carrier's; null when there is none. Across tenants: the carrier signed the question. */
export async function findForNext(input: {
  organizationId: string | null;
  callId: string | null;
  /** Empty when the caller knows the call by its own ids alone. */
  providerCallSid: string;
}): Promise<CallForNext | null> {
  const { organizationId, callId, providerCallSid } = input;
  const { rows } = await withSystemSql("call whose stream closed", (sql) =>
    sql.query<Row>(
      `select c.organization_id, c.id, c.agent_id, coalesce(c.provider_call_sid, $3) as provider_call_sid, c.status, c.epoch,
         c.owner_worker_id, c.next_instruction, w.url as worker_url, coalesce(c.draft_config, v.config) ->> 'language' as language
       from calls c
       left join agent_versions v on v.organization_id = c.organization_id and v.id = c.agent_version_id
       left join workers w on w.id = c.owner_worker_id and w.heartbeat_at > now() - $4 * interval '1 millisecond'
       where (c.organization_id = $1 and c.id = $2) or ($1::uuid is null and c.provider_call_sid = $3)`,
      [organizationId, callId, providerCallSid, WORKER_SILENCE_LIMIT_MS],
    ),
  );
  const row = rows[0];
  // A call's own address with another call's id: somebody mixed two calls up.
  if (!row || (providerCallSid !== "" && row.provider_call_sid !== providerCallSid)) return null;
  const next = NextInstruction.safeParse(row.next_instruction);
  return {
    organizationId: row.organization_id,
    callId: row.id,
    agentId: row.agent_id,
    language: row.language ?? "en-US",
    providerCallSid: row.provider_call_sid,
    status: row.status,
    epoch: row.epoch,
    claimed: row.owner_worker_id !== null,
    owner:
      row.owner_worker_id !== null && row.worker_url !== null
        ? { workerId: row.owner_worker_id, url: row.worker_url }
        : null,
    nextInstruction: next.success ? next.data : null,
  };
}
