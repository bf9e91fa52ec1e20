import type { CallStatus } from "@/lib/contracts/live/call-summary";
import { withSystemSql } from "@/lib/db/transaction";
import { type ActiveKillSwitch, killSwitchCovering } from "@/lib/domain/call/kill-switch";
import { isTerminalStatus } from "@/lib/domain/call/status";
import { createStreamToken, streamTokenHash } from "../call-ownership/stream-token";
import type { OpenCallOutcome } from "../inbound/open-call";

type Row = {
  organization_id: string;
  id: string;
  agent_id: string;
  status: CallStatus;
  provider_call_sid: string | null;
};

/**
 * A call that we placed was answered: gives the token with which a worker takes it. Repeating it changes nothing. The call is found by
 * its own ids, else by the carrier's. Throws when the database is away.
 */
export async function openOutboundLeg(
  input: { organizationId: string | null; callId: string | null; providerCallSid: string },
  options: { tokenSecret: string; killSwitches: readonly ActiveKillSwitch[] },
): Promise<OpenCallOutcome> {
  return withSystemSql("outbound call answered", async (sql) => {
    const { rows } = await sql.query<Row>(
      `select organization_id, id, agent_id, status, provider_call_sid from calls
       where direction = 'outbound' and ((organization_id = $1 and id = $2) or ($1::uuid is null and provider_call_sid = $3))
       for update`,
      [input.organizationId, input.callId, input.providerCallSid],
    );
    const call = rows[0];
    if (!call) return { kind: "unknown_number" };
    const known = call.provider_call_sid;
    if (isTerminalStatus(call.status) || (known !== null && known !== input.providerCallSid)) return { kind: "over" };
    const organizationId = call.organization_id;
    if (killSwitchCovering(options.killSwitches, { organizationId, agentId: call.agent_id, callId: call.id })) {
      return { kind: "killed" };
    }
    const token = createStreamToken({ organizationId, callId: call.id, epoch: 0 }, options.tokenSecret);
    await sql.query(
      `update calls set provider_call_sid = $3, stream_token_hash = coalesce(stream_token_hash, $4), updated_at = now()
       where organization_id = $1 and id = $2`,
      [organizationId, call.id, input.providerCallSid, streamTokenHash(token)],
    );
    return { kind: "connect", organizationId, callId: call.id, token };
  });
}
