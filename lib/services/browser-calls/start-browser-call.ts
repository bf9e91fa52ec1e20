import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import { type BrowserCall, BrowserCallKind } from "@/lib/contracts/browser-line";
import type { CallKind } from "@/lib/contracts/live/call-summary";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { OPEN_STATUSES } from "@/lib/domain/call/status";
import { recordAudit } from "../audit/record-audit";
import { callRefusalIn } from "../billing/call-refusal";
import { createStreamToken, streamTokenHash } from "../call-ownership/stream-token";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { refuseWhenKilled, REFUSED_BY_PLAN } from "../outbound/refusals";
import { requirePermission } from "../require-permission";
import { type BrowserAddresses, chooseWorker } from "./choose-worker";
import { type IceSettings, iceServersFor } from "./ice-servers";
import { type TalkingAgent, talkingAgent } from "./talking-agent";

export const StartBrowserCallInput = z.object({
  agentId: z.uuid(),
  /** The draft as it stands now, or what callers get. */
  version: z.enum(["draft", "published"]).default("published"),
  kind: BrowserCallKind.default("test"),
  /** The number that was dialled, where one was. */
  to: z.string().max(40).optional(),
  /** Who calls, in words; whoever asks, when missing. */
  from: z.string().trim().min(1).max(120).optional(),
});
export type StartBrowserCallInput = z.input<typeof StartBrowserCallInput>;

export type StartBrowserCallDeps = BrowserAddresses & {
  tokenSecret: string;
  ice: IceSettings;
  now: Date;
};

/** Test calls of one organization: enough for a team at work, too few to run a call centre on. */
const MOST_TESTS_AT_ONCE = 5;
const MOST_TESTS_AN_HOUR = 60;
const KINDS: Readonly<Record<BrowserCallKind, CallKind>> = { test: "test", phone: "regular", widget: "widget" };

/**
 * Begins a call from the browser: its row exists and a worker has been chosen when this returns; the browser connects with the one-time token
 * within a minute. A test of a draft keeps the draft as it is now. Needs `calls.start`. Throws NOT_FOUND (agent), CONFLICT (nothing
 * published, kill switch, the plan), RATE_LIMITED (too many at once, all workers full) and UNAVAILABLE (no worker runs).
 */
export async function startBrowserCall(
  context: ServiceContext,
  rawInput: StartBrowserCallInput,
  deps: StartBrowserCallDeps,
): Promise<BrowserCall> {
  requirePermission(context, "calls.start");
  const input = parseInput(StartBrowserCallInput, rawInput);
  const { organizationId } = context;
  const kind = KINDS[input.kind];
  const agent = await withTenant(organizationId, async (tx) => {
    const talking = await talkingAgent(tx, organizationId, input.agentId, input.version);
    await refuseWhenKilled(tx, { organizationId, agentId: talking.agentId });
    return talking;
  });
  const workerUrl = await chooseWorker(deps.publicCallUrl, deps.workerOrigins);
  const callId = uuidv7();
  const token = createStreamToken({ organizationId, callId, epoch: 0 }, deps.tokenSecret);
  await withTenant(organizationId, async (tx) => {
    await refuseByPlan(tx, organizationId, kind, deps.now);
    if (kind === "test") await refuseTooManyTests(tx, organizationId, deps.now);
    await tx.call.create({
      data: {
        ...rowOf(agent),
        organizationId,
        id: callId,
        channel: "browser",
        kind,
        direction: "inbound",
        fromNumber: input.from ?? context.actor.name,
        toNumber: input.to ?? "browser",
        status: "ringing",
        callDay: new Date(deps.now.toISOString().slice(0, 10)),
        startedAt: deps.now,
        streamTokenHash: streamTokenHash(token),
        request: { by: context.actor.id },
      },
    });
    await recordAudit(tx, context, {
      action: "call.initiated",
      targetType: "call",
      targetId: callId,
      details: { agentId: agent.agentId, channel: "browser", kind, version: input.version },
    });
  });
  return {
    callId,
    token,
    workerUrl,
    iceServers: iceServersFor(callId, deps.ice, deps.now),
  };
}

const rowOf = ({ agentId, businessId, agentVersionId, draft }: TalkingAgent) => ({
  agentId,
  businessId,
  agentVersionId,
  ...(draft ? { draftConfig: draft.config, draftRevision: draft.revision } : {}),
});

/** A test counts for nothing, so a limit that is reached does not forbid it; an unpaid or ended subscription does. */
async function refuseByPlan(tx: Transaction, organizationId: string, kind: CallKind, now: Date): Promise<void> {
  const refusal = await callRefusalIn(tx, organizationId, now);
  if (refusal === null || (refusal === "limit_reached" && kind === "test")) return;
  throw new ServiceError("CONFLICT", REFUSED_BY_PLAN[refusal]);
}

async function refuseTooManyTests(tx: Transaction, organizationId: string, now: Date): Promise<void> {
  // One at a time per organization, so that two requests do not both take the last place.
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext(${`test-calls:${organizationId}`}))`;
  const tests = { organizationId, kind: "test" } as const;
  const open = await tx.call.count({ where: { ...tests, status: { in: [...OPEN_STATUSES] }, endedAt: null } });
  if (open >= MOST_TESTS_AT_ONCE) {
    throw new ServiceError(
      "RATE_LIMITED",
      `${MOST_TESTS_AT_ONCE} test calls are in progress, which is the most at once. End one, then try again.`,
      { retryAfterMs: 10_000 },
    );
  }
  const lately = new Date(now.getTime() - 3_600_000);
  const started = await tx.call.count({ where: { ...tests, startedAt: { gt: lately } } });
  if (started >= MOST_TESTS_AN_HOUR) {
    throw new ServiceError(
      "RATE_LIMITED",
      `${MOST_TESTS_AN_HOUR} test calls were made in the last hour, which is the most. Try again later.`,
      { retryAfterMs: 5 * 60_000 },
    );
  }
}
