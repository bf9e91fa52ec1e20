import type { Logger } from "pino";
import { legAddress, type LegWebhook } from "@/lib/domain/call/webhook-address";
import type { LegRef, LegStep } from "@/lib/services/escalations/person-leg";
import type { CarrierStep, CarrierWebhooks, WebhookParams } from "./carrier";
import { namedCall, UUID } from "./carrier-record";
import { SPOKEN } from "./spoken";

export type LegDeps = {
  carrier: CarrierWebhooks;
  log: Logger;
  publicCallUrl: string;
  /** The telephone of somebody who is asked to take a call. */
  leg: {
    opened(leg: LegRef): Promise<LegStep>;
    keyed(leg: LegRef & { digits: string }): Promise<LegStep>;
    ended(leg: LegRef & { publicCallUrl: string }): Promise<void>;
    conferenceMoved(leg: LegRef, event: "joined" | "ended"): Promise<void>;
  };
};

type Named = { organizationId: string; callId: string; offerId: string };

/** POST /twilio/leg: they picked up. */
export function handleLeg(deps: LegDeps, params: WebhookParams, query: URLSearchParams): Promise<CarrierStep> {
  const { providerCallSid: callSid } = deps.carrier.readNext(params);
  return answer(deps, query, (named) => deps.leg.opened({ ...named, callSid }));
}

/** POST /twilio/leg-key: they pressed a key. */
export function handleLegKey(deps: LegDeps, params: WebhookParams, query: URLSearchParams): Promise<CarrierStep> {
  const { providerCallSid: callSid, digits } = deps.carrier.readKey(params);
  return answer(deps, query, (named) => deps.leg.keyed({ ...named, callSid, digits }));
}

/** POST /twilio/leg-status: their telephone rings, was picked up, is over. */
export async function handleLegStatus(deps: LegDeps, params: WebhookParams, query: URLSearchParams): Promise<null> {
  const named = namedOffer(query);
  const { providerCallSid: callSid, status } = deps.carrier.readStatus(params);
  const isOver = status !== null && !["initiated", "ringing", "in_progress"].includes(status);
  if (named && isOver) await deps.leg.ended({ ...named, callSid, publicCallUrl: deps.publicCallUrl });
  return null;
}

/** POST /twilio/leg-conference: somebody came into their conference, or it is over. */
export async function handleLegConference(deps: LegDeps, params: WebhookParams, query: URLSearchParams): Promise<null> {
  const named = namedOffer(query);
  const moved = deps.carrier.readConference(params);
  if (named && moved) await deps.leg.conferenceMoved({ ...named, callSid: moved.providerCallSid }, moved.event);
  return null;
}

/** Names no offer, or the database is away: they are told so, and the next person is asked. */
async function answer(
  deps: LegDeps,
  query: URLSearchParams,
  ask: (named: Named) => Promise<LegStep>,
): Promise<CarrierStep> {
  const named = namedOffer(query);
  if (named === null) return { kind: "hang_up" };
  try {
    return stepFor(deps, named, await ask(named));
  } catch (error) {
    deps.log.error({ err: error, offerId: named.offerId }, "a person who picked up could not be told of a call");
    return { kind: "say", text: SPOKEN.apology };
  }
}

function stepFor(deps: LegDeps, named: Named, step: LegStep): CarrierStep {
  const address = (webhook: LegWebhook) => legAddress(deps.publicCallUrl, webhook, named);
  const { text, language } = step;
  switch (step.kind) {
    case "briefing":
      return { kind: "ask_key", text: step.text, language, keyUrl: address("leg-key") };
    case "join": {
      const reportUrl = address("leg-conference");
      return { kind: "conference", name: step.conference, say: { text, language }, reportUrl };
    }
    case "goodbye":
      return { kind: "say", text: step.text, language };
  }
}

function namedOffer(query: URLSearchParams): Named | null {
  const { organizationId, callId } = namedCall(query);
  const offerId = query.get("offer") ?? "";
  return organizationId !== null && callId !== null && UUID.test(offerId) ? { organizationId, callId, offerId } : null;
}
