import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import type { CallSummary } from "@/lib/contracts/live/call-summary";
import { type Transaction, withTenant, withTenantSql } from "@/lib/db/transaction";
import { OPEN_STATUSES } from "@/lib/domain/call/status";
import { webhookAddress } from "@/lib/domain/call/webhook-address";
import { recordAudit } from "../audit/record-audit";
import { callRefusalIn } from "../billing/call-refusal";
import { SUMMARY_SELECT, type SummaryRow, toCallSummary } from "../calls/call-rows";
import type { ServiceContext } from "../context";
import { countryProblem } from "../dial-policy/country-problem";
import { parseInput, ServiceError } from "../errors";
import { resolveNumber } from "../inbound/resolve-number";
import { requirePermission } from "../require-permission";
import { requireVerifiedEmail } from "../sign-up/require-verified-email";
import { chooseCaller } from "./choose-caller";
import { dialableNumber } from "./dialable-number";
import { refuseWhenKilled, REFUSED_BY_PLAN } from "./refusals";

export const InitiateCallInput = z.object({
  /** Whom to call, with country: +14155550134. */
  to: z.string("give the number to call, with country: +14155550134").max(40),
  /** One of the organization's numbers, E.164; chosen by agent and business when missing. */
  from: z.string().max(40).optional(),
  businessId: z.uuid().optional(),
  agentId: z.uuid().optional(),
  /** Kept with the call, for the caller's own use. */
  metadata: z
    .record(z.string().max(64), z.string().max(500))
    .refine((metadata) => Object.keys(metadata).length <= 20, "at most 20 entries")
    .optional(),
});
export type InitiateCallInput = z.input<typeof InitiateCallInput>;

/** What is needed of the carrier. Its errors say whether anything may have been dialled. */
export interface OutboundCarrier {
  createCall(call: {
    to: string;
    from: string;
    url: string;
    statusCallback: string;
    amdCallback?: string | undefined;
    timeoutSeconds: number;
    timeLimitSeconds: number;
  }): Promise<{ callSid: string }>;
}

export type InitiateCallDeps = {
  carrier: OutboundCarrier;
  /** Where the carrier reaches the call-workers. */
  publicCallUrl: string;
  now: Date;
};

/** The carrier's codes for a number that can't be called: 21211 invalid, 21214 not reachable, 21217 not verifiable. */
const NUMBER_REFUSED = new Set([21211, 21214, 21217]);
const RING_SECONDS = 45;
const LONGEST_CALL_SECONDS = 4 * 60 * 60;
/** Calls in progress an organization may have when it starts another, unless its settings say otherwise. */
const CONCURRENT_CALLS = 50;
/**
 * To one number within an hour, unless its settings say otherwise: what starts a call for each that ended (a webhook, an assistant) would go on without
 * end.
 */
const CALLS_TO_ONE_NUMBER = 20;

/**
 * Calls somebody. The call exists before the carrier is asked, so nothing that happens afterwards is without a row. Needs `calls.start`.
 * Throws INVALID (number, caller), NOT_FOUND (agent), CONFLICT (kill switch, the plan's limit), RATE_LIMITED (too many calls, or the carrier is busy) and
 * UNAVAILABLE (the carrier refused or can't be reached; the call is stored as failed with the reason).
 */
export async function initiateCall(
  context: ServiceContext,
  rawInput: InitiateCallInput,
  deps: InitiateCallDeps,
): Promise<CallSummary> {
  requirePermission(context, "calls.start");
  const input = parseInput(InitiateCallInput, rawInput);
  const dialable = dialableNumber(input.to);
  if (!dialable.ok)
    throw new ServiceError("INVALID", `Check to: ${dialable.problem}.`, { fields: { to: dialable.problem } });
  const to = dialable.e164;
  if ((await resolveNumber(to, deps.now.getTime())).kind !== "unknown") {
    const problem = "an agent answers this number; two agents would talk to each other";
    throw new ServiceError("INVALID", `Check to: ${problem}.`, { fields: { to: problem } });
  }

  const { organizationId } = context;
  const callId = uuidv7();
  const from = await withTenant(organizationId, async (tx) => {
    const refusal = await callRefusalIn(tx, organizationId, deps.now);
    if (refusal) throw new ServiceError("CONFLICT", REFUSED_BY_PLAN[refusal]);
    await requireVerifiedEmail(tx, context.actor);
    const elsewhere = await countryProblem(tx, organizationId, dialable);
    if (elsewhere) throw new ServiceError("INVALID", `Check to: ${elsewhere}.`, { fields: { to: elsewhere } });
    const caller = await chooseCaller(tx, organizationId, input);
    await refuseWhenKilled(tx, { organizationId, agentId: caller.agentId });
    await refuseWhenFull(tx, organizationId);
    await refuseWhenLooping(tx, organizationId, to, deps.now);
    await tx.call.create({
      data: {
        organizationId,
        id: callId,
        businessId: caller.businessId,
        agentId: caller.agentId,
        agentVersionId: caller.agentVersionId,
        direction: "outbound",
        fromNumber: caller.e164,
        toNumber: to,
        callDay: new Date(deps.now.toISOString().slice(0, 10)),
        startedAt: deps.now,
        request: { metadata: input.metadata ?? {}, by: context.actor.id },
      },
    });
    await recordAudit(tx, context, {
      action: "call.initiated",
      targetType: "call",
      targetId: callId,
      details: { agentId: caller.agentId },
    });
    return caller.e164;
  });

  const address = (webhook: "voice" | "status" | "amd") =>
    webhookAddress(deps.publicCallUrl, webhook, { organizationId, callId });
  try {
    const { callSid } = await deps.carrier.createCall({
      to,
      from,
      url: address("voice"),
      statusCallback: address("status"),
      amdCallback: address("amd"),
      timeoutSeconds: RING_SECONDS,
      timeLimitSeconds: LONGEST_CALL_SECONDS,
    });
    return await finish(organizationId, callId, { callSid });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    // An answer that never came does not mean that nobody is being called: the carrier's reports, or the sweep, will tell.
    const known = !("status" in error) || error.status !== null || ("retryable" in error && error.retryable === true);
    if (known) await finish(organizationId, callId, { failure: error.message });
    const busy = "status" in error && error.status === 429;
    // The number itself is wrong: repeating it would not help, whoever asks.
    const refused = "code" in error && NUMBER_REFUSED.has(Number(error.code));
    throw new ServiceError(
      busy ? "RATE_LIMITED" : refused ? "INVALID" : "UNAVAILABLE",
      `The call ${callId} was not placed. ${error.message}`,
      {
        cause: error,
        ...(busy ? { retryAfterMs: 1_000 } : {}),
      },
    );
  }
}

async function refuseWhenFull(tx: Transaction, organizationId: string): Promise<void> {
  // One at a time per organization, so that two requests do not both take the last place.
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext(${`outbound:${organizationId}`}))`;
  const [row] = await tx.$queryRaw<{ open: number; most: number }[]>`
    select (select count(*)::int from calls where organization_id = ${organizationId}::uuid and status = any(${OPEN_STATUSES}::call_status[])) as open,
      coalesce((settings ->> 'concurrentCalls')::int, ${CONCURRENT_CALLS}) as most
    from organizations where id = ${organizationId}::uuid`;
  if (row && row.open < row.most) return;
  throw new ServiceError(
    "RATE_LIMITED",
    `${row?.most ?? 0} calls are in progress, which is the most allowed. Try again soon.`,
    {
      retryAfterMs: 30_000,
    },
  );
}

/** In the turn that `refuseWhenFull` has taken. */
async function refuseWhenLooping(tx: Transaction, organizationId: string, to: string, now: Date): Promise<void> {
  const [row] = await tx.$queryRaw<{ lately: number; most: number }[]>`
    select (select count(*)::int from calls where organization_id = ${organizationId}::uuid and to_number = ${to}
        and direction = 'outbound' and started_at > ${now}::timestamptz - interval '1 hour') as lately,
      coalesce((settings ->> 'callsToOneNumber')::int, ${CALLS_TO_ONE_NUMBER}) as most
    from organizations where id = ${organizationId}::uuid`;
  if (row && row.lately < row.most) return;
  const problem = `This number was called ${row?.most ?? 0} times within an hour, which is the most. If a program started them, see that it does not call again for each call that ends.`;
  throw new ServiceError("RATE_LIMITED", problem, { retryAfterMs: 600_000 });
}

/** Notes what the carrier said to the request and returns the call. */
async function finish(
  organizationId: string,
  callId: string,
  outcome: { callSid: string } | { failure: string },
): Promise<CallSummary> {
  return withTenantSql(organizationId, async (sql) => {
    if ("callSid" in outcome) {
      // Its first webhook may have been quicker.
      await sql.query(
        "update calls set provider_call_sid = coalesce(provider_call_sid, $3), updated_at = now() where organization_id = $1 and id = $2",
        [organizationId, callId, outcome.callSid],
      );
    } else {
      await sql.query(
        `update calls set status = 'failed', disposition = 'failed', end_reason = $3, ended_at = coalesce(ended_at, now()), updated_at = now()
         where organization_id = $1 and id = $2`,
        [organizationId, callId, outcome.failure],
      );
    }
    const { rows } = await sql.query<SummaryRow>(`${SUMMARY_SELECT} where c.organization_id = $1 and c.id = $2`, [
      organizationId,
      callId,
    ]);
    const row = rows[0];
    if (!row) throw new ServiceError("NOT_FOUND", "The call was deleted meanwhile.");
    return toCallSummary(row);
  });
}
