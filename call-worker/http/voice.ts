import type { Logger } from "pino";
import { webhookAddress } from "@/lib/domain/call/webhook-address";
import type { CarrierRecord } from "@/lib/services/call-journal/records";
import type { OpenCallOutcome } from "@/lib/services/inbound/open-call";
import type { Clock } from "../ports/clock";
import type { CarrierCall, CarrierStep, CarrierWebhooks, WebhookParams } from "./carrier";
import type { WorkerMetrics } from "./metrics";
import { carrierRecord, namedCall } from "./carrier-record";
import { mediaUrl } from "./addresses";
import type { Placement } from "./placement";
import { SPOKEN } from "./spoken";

/** The carrier gives up after 15 s, a caller long before: after this time an apology is better than an answer. */
const ANSWER_LIMIT_MS = 3_000;

export type VoiceDeps = {
  carrier: CarrierWebhooks;
  placement: Placement;
  clock: Clock;
  log: Logger;
  metrics: WorkerMetrics;
  /** Where any worker is reached by the carrier, `https://…`. */
  publicCallUrl: string;
  /** Finds or creates the call of an incoming ring. Repeating it gives the same answer. */
  openCall(input: {
    providerCallSid: string;
    from: string;
    to: string;
    isCallerRefuted: boolean;
    /** False when no worker has room: the caller's number is then noted for a call back. */
    hasRoom: boolean;
  }): Promise<OpenCallOutcome>;
  /** The same for a call that we placed and that was answered now. The ids are null when the address named no call. */
  openOutboundLeg(input: {
    organizationId: string | null;
    callId: string | null;
    providerCallSid: string;
  }): Promise<OpenCallOutcome>;
  /** Where a number's calls go when it cannot be looked up, as far as this worker knows; null when it knows nothing. */
  lastKnownFallback(e164: string): { forwardTo: string | null; message: string | null; language: string } | null;
  journal: { append(record: CarrierRecord): void };
};

/** POST /twilio/voice: what shall happen with a call that rings, or that we placed and is answered. */
export async function handleVoice(
  deps: VoiceDeps,
  params: WebhookParams,
  query: URLSearchParams,
  signer: string | null = null,
): Promise<CarrierStep> {
  const call = deps.carrier.readCall(params);
  try {
    return await withinLimit(deps.clock, ANSWER_LIMIT_MS, () => open(deps, call, query, signer));
  } catch (error) {
    deps.log.error({ err: error, providerCallSid: call.providerCallSid }, "call not answered");
    deps.metrics.countCall(call.direction, "failed");
    const reason = "The call could not be answered: Aybiza's database was out of reach";
    deps.journal.append(
      carrierRecord(
        deps.clock,
        { ...call, ...namedCall(query) },
        { kind: "refused", status: "failed", reason, params },
      ),
    );
    return withoutDatabase(deps, call);
  }
}

/** A person, if the business has named one; else its own words, else an apology. */
function withoutDatabase(deps: VoiceDeps, { direction, to }: CarrierCall): CarrierStep {
  const fallback = direction === "inbound" ? deps.lastKnownFallback(to) : null;
  if (fallback?.forwardTo) return { kind: "dial", to: fallback.forwardTo, callerId: to };
  if (fallback?.message) return { kind: "say", text: fallback.message, language: fallback.language };
  return { kind: "say", text: SPOKEN.apology };
}

async function open(
  deps: VoiceDeps,
  call: CarrierCall,
  query: URLSearchParams,
  signer: string | null,
): Promise<CarrierStep> {
  const { providerCallSid, direction, from, to } = call;
  const named = namedCall(query);
  if (direction === "outbound") {
    const place = deps.placement.placeOngoing(providerCallSid);
    return stepFor(
      deps,
      call,
      mediaUrl(place.publicUrl, signer),
      await deps.openOutboundLeg({ ...named, providerCallSid }),
    );
  }
  const place = deps.placement.place(providerCallSid);
  const outcome = await deps.openCall({
    ...{ providerCallSid, from, to },
    isCallerRefuted: call.isCallerRefuted ?? false,
    hasRoom: place !== null,
  });
  // Nothing will arrive, so its slot is free again.
  if (outcome.kind !== "connect") deps.placement.arrived(providerCallSid);
  return stepFor(deps, call, mediaUrl(place?.publicUrl ?? deps.publicCallUrl, signer), outcome);
}

function stepFor(deps: VoiceDeps, call: CarrierCall, mediaAddress: string, outcome: OpenCallOutcome): CarrierStep {
  const { direction } = call;
  switch (outcome.kind) {
    case "connect":
      deps.metrics.countCall(direction, "connected");
      return {
        kind: "connect",
        mediaUrl: mediaAddress,
        token: outcome.token,
        nextUrl: webhookAddress(deps.publicCallUrl, "next", outcome),
      };
    case "unknown_number":
      deps.metrics.countCall(direction, "unknown_number");
      return { kind: "say", text: SPOKEN.unknownNumber };
    case "not_answering":
      deps.metrics.countCall(direction, "refused");
      return { kind: "say", text: SPOKEN.notAnswering };
    case "diverted":
      deps.metrics.countCall(direction, "diverted");
      return outcome.diversion.kind === "forward"
        ? { kind: "dial", to: outcome.diversion.to, callerId: call.to }
        : { kind: "say", text: outcome.diversion.text, language: outcome.language };
    case "killed":
      deps.metrics.countCall(direction, "refused");
      return { kind: "say", text: SPOKEN.killed };
    case "not_covered":
      deps.metrics.countCall(direction, "refused");
      return { kind: "say", text: SPOKEN.notCovered };
    case "busy":
      deps.metrics.countCall(direction, "busy");
      return { kind: "say", text: SPOKEN.busy };
    case "over":
      return { kind: "hang_up" };
  }
}

/** Rejects when `work` takes longer; what it still does then must be harmless. */
function withinLimit<T>(clock: Clock, limitMs: number, work: () => Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = clock.setTimer(limitMs, () => reject(new Error(`No decision within ${limitMs} ms`)));
    work()
      .then(resolve, reject)
      .finally(() => clock.clearTimer(timer));
  });
}
