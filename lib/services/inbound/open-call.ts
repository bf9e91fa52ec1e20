import type { PoolClient } from "pg";
import { v7 as uuidv7 } from "uuid";
import type { CallStatus } from "@/lib/contracts/live/call-summary";
import { withTenantSql } from "@/lib/db/transaction";
import { type ActiveKillSwitch, killSwitchCovering } from "@/lib/domain/call/kill-switch";
import { isTerminalStatus } from "@/lib/domain/call/status";
import { callRefusal, REFUSAL_REASONS } from "../billing/call-refusal";
import { createStreamToken, streamTokenHash } from "../call-ownership/stream-token";
import { noteDiversion } from "./note-diversion";
import { type AnsweringParty, type Diversion, resolveNumber } from "./resolve-number";

/** What became of a ring. */
export type OpenCallOutcome =
  /** A worker may take the call with this one-time token. */
  | { kind: "connect"; organizationId: string; callId: string; token: string }
  | { kind: "unknown_number" }
  /** The number is ours, but no agent is set to answer it. */
  | { kind: "not_answering" }
  /** By schedule, outage or for want of an agent, somebody's telephone or a sentence takes it. */
  | { kind: "diverted"; language: string; diversion: Diversion }
  | { kind: "killed" }
  /** The organization's plan lets no further call in. */
  | { kind: "not_covered" }
  /** No worker has room; the caller's number was noted for a call back. */
  | { kind: "busy" }
  /** The call has ended already: a late or repeated webhook. */
  | { kind: "over" };

export type OpenCallInput = {
  providerCallSid: string;
  /** E.164, or the carrier's word when withheld. */
  from: string;
  to: string;
  /** The network has found that `from` is not the caller's. */
  isCallerRefuted?: boolean;
  /** False when no worker has room. */
  hasRoom: boolean;
};

export type OpenCallOptions = {
  tokenSecret: string;
  now: Date;
  /** As last read; the worker reads them every second. */
  killSwitches: readonly ActiveKillSwitch[];
};

const BUSY_REASON = "All lines were busy";

/**
 * Finds or creates the call of an incoming ring: number → organization → agent → row. One question (usually remembered) and one
 * transaction. Repeating it with the same CallSid changes nothing and gives the same token. Throws when the database is away.
 */
export async function openCall(input: OpenCallInput, options: OpenCallOptions): Promise<OpenCallOutcome> {
  const number = await resolveNumber(input.to, options.now.getTime());
  if (number.kind === "unknown") return { kind: "unknown_number" };
  if (number.kind === "not_answering") return { kind: "not_answering" };
  if (number.kind === "diverted") {
    await noteDiversion(number, input, options.now);
    return { kind: "diverted", language: number.language, diversion: number.diversion };
  }

  const killed = killSwitchCovering(options.killSwitches, number);
  const callId = uuidv7();
  const { opened, uncovered, refusal } = await withTenantSql(number.organizationId, async (sql) => {
    const uncovered = killed ? null : await callRefusal(sql, number.organizationId, options.now);
    const room = input.hasRoom ? null : BUSY_REASON;
    const refusal = killed ? `Stopped: ${killed.reason}` : uncovered ? REFUSAL_REASONS[uncovered] : room;
    const created = await insertInboundCall(sql, number, {
      callId,
      providerCallSid: input.providerCallSid,
      from: input.from,
      to: input.to,
      isCallerRefuted: input.isCallerRefuted ?? false,
      startedAt: options.now,
      refusal,
      tokenHash: streamTokenHash(createStreamToken({ ...number, callId, epoch: 0 }, options.tokenSecret)),
    });
    if (created) {
      if (refusal === BUSY_REASON && !input.isCallerRefuted)
        await noteForCallBack(sql, number, callId, input.from, options.now);
      const status = refusal === null ? ("ringing" as const) : ("failed" as const);
      return { opened: { id: callId, status }, uncovered, refusal };
    }
    const opened = await reopen(sql, number.organizationId, input, options.tokenSecret);
    return { opened, uncovered, refusal };
  });
  if (opened === null) return { kind: "over" };
  if (!isTerminalStatus(opened.status)) {
    const { organizationId } = number;
    const token = createStreamToken({ organizationId, callId: opened.id, epoch: 0 }, options.tokenSecret);
    return { kind: "connect", organizationId, callId: opened.id, token };
  }
  if (killed) return { kind: "killed" };
  if (uncovered) return { kind: "not_covered" };
  return refusal === null ? { kind: "over" } : { kind: "busy" };
}

/** Inserts an inbound call unless the carrier's id is known. True when it did. `refusal` makes it a failed call with that reason. */
export async function insertInboundCall(
  sql: PoolClient,
  party: AnsweringParty,
  call: {
    callId: string;
    providerCallSid: string;
    from: string;
    to: string;
    isCallerRefuted?: boolean;
    startedAt: Date;
    refusal: string | null;
    tokenHash: string | null;
  },
): Promise<boolean> {
  const { rowCount } = await sql.query(
    `insert into calls (organization_id, id, business_id, agent_id, agent_version_id, direction, from_number, to_number,
       provider_call_sid, status, call_day, started_at, stream_token_hash, ended_at, end_reason, disposition, caller_refuted, updated_at)
     values ($1, $2, $3, $4, $5, 'inbound', $6, $7, $8, $9::call_status, ($10::timestamptz at time zone 'UTC')::date, $10, $11,
       case when $12::text is not null then $10::timestamptz end, $12, case when $12::text is not null then 'refused' end, $13, now())
     on conflict (provider_call_sid) do nothing`,
    [
      party.organizationId,
      call.callId,
      party.businessId,
      party.agentId,
      party.agentVersionId,
      call.from,
      call.to,
      call.providerCallSid,
      call.refusal === null ? "ringing" : "failed",
      call.startedAt,
      call.tokenHash,
      call.refusal,
      call.isCallerRefuted ?? false,
    ],
  );
  return rowCount === 1;
}

/** A call that exists already, given its token if its row came from a status report that was quicker than the ring. */
async function reopen(
  sql: PoolClient,
  organizationId: string,
  { providerCallSid, isCallerRefuted = false }: OpenCallInput,
  tokenSecret: string,
): Promise<{ id: string; status: CallStatus } | null> {
  const { rows } = await sql.query<{ id: string; status: CallStatus; stream_token_hash: string | null }>(
    "select id, status, stream_token_hash from calls where organization_id = $1 and provider_call_sid = $2 for update",
    [organizationId, providerCallSid],
  );
  const call = rows[0];
  if (!call) return null;
  if (call.stream_token_hash === null && !isTerminalStatus(call.status)) {
    const token = createStreamToken({ organizationId, callId: call.id, epoch: 0 }, tokenSecret);
    await sql.query(
      "update calls set stream_token_hash = $3, caller_refuted = $4, updated_at = now() where organization_id = $1 and id = $2",
      [organizationId, call.id, streamTokenHash(token), isCallerRefuted],
    );
  }
  return call;
}

/** The business finds the caller among its messages. */
async function noteForCallBack(sql: PoolClient, party: AnsweringParty, callId: string, from: string, now: Date) {
  if (!/^\+\d{5,15}$/.test(from)) return;
  await sql.query(
    `insert into messages (organization_id, id, business_id, call_id, caller_name, callback_number, text, taken_at)
     values ($1, $2, $3, $4, '', $5, $6, $7)`,
    [
      party.organizationId,
      uuidv7(),
      party.businessId,
      callId,
      from,
      "Called while all lines were busy and was promised a call back.",
      now,
    ],
  );
}
