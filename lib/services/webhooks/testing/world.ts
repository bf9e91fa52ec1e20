import { firstSeqOfEpoch } from "@/lib/contracts/live/call-seq";
import type { CallEventBody } from "@/lib/contracts/live/events";
import type { WebhookEventType } from "@/lib/contracts/webhook-events";
import type { Sent } from "@/lib/domain/tools/http-tool/read-answer";
import type { BoundRequest } from "@/lib/domain/tools/http-tool/bind-request";
import { writeBatch } from "@/lib/services/call-journal/write-batch";
import type { TestOrganization } from "@/scripts/test/database";
import { plantCalls } from "@/scripts/test/plant-call";
import { claimDeliveries } from "../claim-deliveries";
import { createWebhook } from "../save-webhook";
import { sendDelivery, type WebhookDeps } from "../send-delivery";

/** Systems that get webhooks, on a clock of their own. */

export type Received = { url: string; headers: Record<string, string>; body: string };
export const OK: Sent = { kind: "answer", status: 200, mediaType: "text/plain", text: "thanks" };
export const answer = (status: number, headers: Record<string, string> = {}): Sent => ({
  kind: "answer",
  status,
  mediaType: "text/plain",
  text: `says ${status}`,
  headers,
});
/** Every name is of the public internet. */
export const guard = { allow: [], resolve: async () => ["93.184.215.14"] };

export function createWorld(startMs = Date.now() + 60_000) {
  let nowMs = startMs;
  const received: Received[] = [];
  let answers: (request: Received) => Sent | Promise<Sent> = () => OK;
  const deps: WebhookDeps = {
    async send({ url, body }: BoundRequest, _secret, _options) {
      throw new Error(`replaced below: ${url.href} ${body}`);
    },
    now: () => new Date(nowMs),
    random: () => 0.5,
  };
  deps.send = async ({ url, headers, body }) => {
    const request = { url: url.href, headers, body: body ?? "" };
    received.push(request);
    return answers(request);
  };
  return {
    deps,
    received,
    now: () => new Date(nowMs),
    pass: (ms: number) => void (nowMs += ms),
    answer: (how: typeof answers) => void (answers = how),
    bodies: () =>
      received.map(({ body }) => JSON.parse(body) as { type: string; id: string; timestamp: string; data: object }),
    /** Sends what is due until nothing is. Returns how many requests that were. */
    async send(most = 100): Promise<number> {
      const before = received.length;
      for (let round = 0; round < 50; round += 1) {
        const claims = await claimDeliveries(most, new Date(nowMs));
        if (claims.length === 0) break;
        await Promise.all(claims.map((claim) => sendDelivery(claim, deps)));
      }
      return received.length - before;
    },
  };
}

export const addWebhook = (
  organization: TestOrganization,
  events: WebhookEventType[],
  url = "https://crm.example.com/aybiza",
) => createWebhook(organization.context, { url, events }, guard);

/** A call in progress, and how its owner writes facts of it. */
export async function startCall(url: string, organization: TestOrganization, columns: Record<string, unknown> = {}) {
  const startedAt = new Date();
  const [callId = ""] = await plantCalls(url, organization, [
    { startedAt, endedAt: null, status: "in_progress", columns: { duration_ms: null, ...columns } },
  ]);
  const { organizationId } = organization;
  let index = 0;
  const recordOf = (body: CallEventBody) => ({
    k: "event" as const,
    organizationId,
    callId,
    callDay: startedAt.toISOString().slice(0, 10),
    epoch: 0,
    seq: firstSeqOfEpoch(0) + index++,
    at: new Date().toISOString(),
    body,
  });
  return {
    callId,
    recordOf,
    happens: (...bodies: CallEventBody[]) => writeBatch(bodies.map(recordOf)),
  };
}

export const said = (text: string): CallEventBody => ({
  type: "segment.final",
  segmentId: `s-${text}`,
  turnId: "c1",
  speaker: "caller",
  text,
  startMs: 0,
  endMs: 900,
  confidence: 1,
  source: "speech",
});
export const ENDED: CallEventBody = {
  type: "call.ended",
  disposition: "caller_hung_up",
  reason: "The caller hung up",
  durationMs: 60_000,
};
