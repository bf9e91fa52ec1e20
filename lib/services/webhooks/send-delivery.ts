import type { Sent } from "@/lib/domain/tools/http-tool/read-answer";
import type { BoundRequest } from "@/lib/domain/tools/http-tool/bind-request";
import type { SendOptions } from "@/lib/adapters/http-tool/send-request";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { webhookOffNews } from "@/lib/domain/notifications/news";
import { type Receipt, readReceipt } from "@/lib/domain/webhooks/read-receipt";
import { GIVE_UP_AFTER_MS, pauseAfter } from "@/lib/domain/webhooks/retries";
import { log } from "@/lib/log/log";
import { recordAudit } from "../audit/record-audit";
import { systemContext } from "../context";
import { announceNews } from "../notifications/notify";
import { askByPrisma, type Told, writeNews } from "../notifications/write-news";
import type { ClaimedDelivery } from "./claim-deliveries";
import { endedBody } from "./ended-body";
import { openSecrets, pauseDeliveries } from "./save-webhook";
import { signedHeaders } from "./sign";

export type WebhookDeps = {
  /** Never rejects. */
  send(
    request: BoundRequest,
    secretHeaders: Record<string, string>,
    options: Pick<SendOptions, "timeoutMs" | "changes" | "keep" | "isWhole">,
  ): Promise<Sent>;
  now(): Date;
  /** 0 to 1. */
  random(): number;
};

const TIMEOUT_MS = 10_000;
/** More of an answer is not kept. */
const ENOUGH_CHARS = 2_000;

/** Sends a delivery and writes down what came of it. Of one that another process took over meanwhile nothing is written. */
export async function sendDelivery(claim: ClaimedDelivery, deps: WebhookDeps): Promise<void> {
  const { organizationId } = claim;
  const at = deps.now();
  const made = await withTenant(organizationId, (tx) => makeRequest(tx, claim, at)).catch((error: unknown) => {
    log.error({ err: error, organizationId, deliveryId: claim.deliveryId }, "a webhook could not be made");
    return OUR_FAULT;
  });
  if (made === null) return;
  const headers = "kind" in made ? {} : made.headers;
  const sent: Sent = "kind" in made ? made : await deps.send({ ...made.request, headers }, {}, SEND_OPTIONS);
  const end = deps.now();
  const receipt = readReceipt(sent, end.getTime());
  const ms = Math.max(0, end.getTime() - at.getTime());
  const told = await withTenant(organizationId, (tx) => settle(tx, claim, { receipt, headers, at, ms }, deps));
  void announceNews(told);
}

const OUR_FAULT = { kind: "not_sent", problem: "it could not be made, which is a fault of ours" } as const;

export const SEND_OPTIONS = {
  timeoutMs: TIMEOUT_MS,
  changes: true,
  keep: ["retry-after"],
  isWhole: (_mediaType: string, text: string) => text.length >= ENOUGH_CHARS,
};

type Made = { request: Omit<BoundRequest, "headers">; headers: Record<string, string> };

/** Null: it is not to be sent (any more). */
async function makeRequest(tx: Transaction, claim: ClaimedDelivery, now: Date): Promise<Made | null> {
  const { organizationId, deliveryId, attempt } = claim;
  const row = await tx.webhookDelivery.findUnique({
    where: { organizationId_id: { organizationId, id: deliveryId } },
    include: { endpoint: true, event: true },
  });
  if (row?.state !== "sending" || row.attempts !== attempt) return null;
  const { endpoint, event } = row;
  const where = { organizationId, id: deliveryId };
  if (!endpoint.enabled) {
    await tx.webhookDelivery.updateMany({ where, data: { state: "paused" } });
    return null;
  }
  const body = event.body ?? (await endedBody(tx, event));
  if (body === null) {
    await tx.webhookDelivery.deleteMany({ where });
    return null;
  }
  const secrets = await openSecrets(tx, endpoint, now);
  const headers = {
    "content-type": "application/json",
    ...signedHeaders({ id: event.id, body, at: now }, secrets),
  };
  return { request: { method: "POST", url: new URL(endpoint.url), body }, headers };
}

type Tried = { receipt: Receipt; headers: Record<string, string>; at: Date; ms: number };

async function settle(tx: Transaction, claim: ClaimedDelivery, tried: Tried, deps: WebhookDeps): Promise<Told[]> {
  const { organizationId, deliveryId, endpointId, attempt } = claim;
  const { receipt, headers, at, ms } = tried;
  const now = deps.now();
  const key = { organizationId, id: deliveryId };
  const row = await tx.webhookDelivery.findUnique({ where: { organizationId_id: key }, select: { tries: true } });
  const pauseMs = row && !receipt.isTaken ? pauseAfter(row.tries, deps.random(), receipt.wishMs) : null;
  const { count } = await tx.webhookDelivery.updateMany({
    where: { ...key, state: "sending", attempts: attempt },
    data:
      pauseMs !== null
        ? { state: "waiting", dueAt: new Date(now.getTime() + pauseMs) }
        : { state: receipt.isTaken ? "delivered" : "failed", settledAt: now },
  });
  if (count === 0) return [];
  const { status, answer, problem } = receipt;
  await tx.webhookAttempt.create({
    data: { organizationId, deliveryId, number: attempt, at, ms, status, answer, problem, headers },
  });
  return noteHealth(tx, { organizationId, id: endpointId }, receipt, now);
}

/** How the endpoint is: well, failing, or to be switched off, which its owners are told. */
async function noteHealth(
  tx: Transaction,
  endpoint: { organizationId: string; id: string },
  receipt: Receipt,
  now: Date,
): Promise<Told[]> {
  if (receipt.isTaken) {
    await tx.webhookEndpoint.updateMany({
      where: { ...endpoint, failingSince: { not: null } },
      data: { failingSince: null },
    });
    return [];
  }
  await tx.webhookEndpoint.updateMany({ where: { ...endpoint, failingSince: null }, data: { failingSince: now } });
  const offBecause = receipt.isGone ? "gone" : "failing";
  const longAgo = new Date(now.getTime() - GIVE_UP_AFTER_MS);
  const { count } = await tx.webhookEndpoint.updateMany({
    where: { ...endpoint, enabled: true, ...(receipt.isGone ? {} : { failingSince: { lte: longAgo } }) },
    data: { enabled: false, offBecause, updatedAt: now },
  });
  if (count === 0) return [];
  const { organizationId, id } = endpoint;
  await pauseDeliveries(tx, organizationId, id);
  const { url } = await tx.webhookEndpoint.findUniqueOrThrow({ where: { organizationId_id: endpoint } });
  const context = systemContext(organizationId, "webhooks", [], `webhook ${id}`);
  const details = { because: offBecause };
  await recordAudit(tx, context, { action: "webhook.switched_off", targetType: "webhook", targetId: id, details }, now);
  const news = webhookOffNews({ webhookId: id, host: new URL(url).host, because: offBecause, day: now.toISOString() });
  return writeNews(askByPrisma(tx), { organizationId, permission: "webhooks.write" }, news, now);
}
