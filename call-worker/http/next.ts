import type { Logger } from "pino";
import { OPEN_STATUSES } from "@/lib/domain/call/status";
import { legAddress, webhookAddress } from "@/lib/domain/call/webhook-address";
import type { ControlCommand, NextInstruction } from "@/lib/services/workers/control-command";
import type { CallForNext } from "@/lib/services/call-ownership/find-for-next";
import { mediaUrl } from "./addresses";
import type { CarrierStep, CarrierWebhooks, WebhookParams } from "./carrier";
import { namedCall } from "./carrier-record";
import type { Placement } from "./placement";
import { lineLost, SPOKEN } from "./spoken";

/** A call whose line is lost more often than this is given up. */
export const MOST_RECONNECTS = 5;

export type NextDeps = {
  carrier: CarrierWebhooks;
  placement: Placement;
  log: Logger;
  publicCallUrl: string;
  /** What this worker's own session says, or said when it ended; null when the call was never here. */
  localNext(callId: string): NextInstruction | null;
  /** The call as stored; null when there is none. */
  findForNext(input: {
    organizationId: string | null;
    callId: string | null;
    providerCallSid: string;
  }): Promise<CallForNext | null>;
  /** Asks the owner on another worker; null when it can't be reached or does not have the call. */
  askOwner(owner: { url: string }, callId: string, command: ControlCommand): Promise<NextInstruction | null>;
  /** A one-time token under which a worker may take the call over, as the given epoch. Repeating it gives the same token. */
  prepareTakeOver(input: { organizationId: string; callId: string; epoch: number }): Promise<string | null>;
  /** The same for a caller who comes back from a person; null when the call did not go to one. */
  prepareReturn(input: { organizationId: string; callId: string; epoch: number }): Promise<string | null>;
  /** The offer of the person who waits for the caller, or talks with them, in that conference; null: nobody does. */
  offerInConference(organizationId: string, conference: string): Promise<string | null>;
  /** True while a kill switch covers the call. */
  isKilled(call: { organizationId: string; agentId: string; callId: string }): boolean;
};

/** POST /twilio/next: a call's media stream has closed, for whatever reason. Says what the carrier does now. */
export async function handleNext(
  deps: NextDeps,
  params: WebhookParams,
  query: URLSearchParams,
  signer: string | null = null,
): Promise<CarrierStep> {
  const { providerCallSid } = deps.carrier.readNext(params);
  const named = namedCall(query);
  const local = named.callId === null ? null : deps.localNext(named.callId);
  try {
    if (local !== null && local.kind !== "reconnect")
      return await stepFor(deps, local, params, { ...named, providerCallSid }, signer);
    return await decide(deps, { ...named, providerCallSid }, local, params, signer);
  } catch (error) {
    deps.log.error({ err: error, callId: named.callId }, "no decision about a call whose line closed");
    return { kind: "say", text: SPOKEN.apology };
  }
}

async function decide(
  deps: NextDeps,
  input: { organizationId: string | null; callId: string | null; providerCallSid: string },
  local: NextInstruction | null,
  params: WebhookParams,
  signer: string | null,
): Promise<CarrierStep> {
  const call = await deps.findForNext(input);
  if (call === null) return { kind: "hang_up" };
  const known = local ?? deps.localNext(call.callId) ?? (await instructionElsewhere(deps, call));
  if (known !== null && known.kind !== "reconnect") return stepFor(deps, known, params, call, signer);
  if (!OPEN_STATUSES.includes(call.status) || deps.isKilled(call)) return { kind: "hang_up" };

  const epoch = call.claimed ? call.epoch + 1 : call.epoch;
  if (epoch > MOST_RECONNECTS) {
    deps.log.error({ callId: call.callId, epoch }, "line lost too often; the call is given up");
    return lineLost(call.language);
  }
  const token = await deps.prepareTakeOver({ ...call, epoch });
  deps.log.warn({ callId: call.callId, epoch }, "line lost; connecting again");
  return connectAgain(deps, call, token, signer);
}

function connectAgain(deps: NextDeps, call: CallForNext, token: string | null, signer: string | null): CarrierStep {
  if (token === null) return { kind: "hang_up" };
  const { publicUrl } = deps.placement.placeOngoing(call.providerCallSid);
  const nextUrl = webhookAddress(deps.publicCallUrl, "next", call);
  return { kind: "connect", mediaUrl: mediaUrl(publicUrl, signer), token, nextUrl };
}

type Named = { organizationId: string | null; callId: string | null; providerCallSid: string };

/** POST /twilio/back: a caller who was put through to a person is alone, and still on the line. The agent goes on with them. */
export async function handleBack(
  deps: NextDeps,
  params: WebhookParams,
  query: URLSearchParams,
  signer: string | null = null,
): Promise<CarrierStep> {
  const { providerCallSid } = deps.carrier.readNext(params);
  const named = namedCall(query);
  try {
    return await comeBack(deps, { ...named, providerCallSid }, signer);
  } catch (error) {
    deps.log.error({ err: error, callId: named.callId }, "a caller could not come back from a person");
    return { kind: "say", text: SPOKEN.apology };
  }
}

async function comeBack(deps: NextDeps, named: Named, signer: string | null): Promise<CarrierStep> {
  const call = await deps.findForNext(named);
  if (call === null || deps.isKilled(call)) return { kind: "hang_up" };
  const epoch = call.epoch + 1;
  if (epoch > MOST_RECONNECTS) return lineLost(call.language);
  return connectAgain(deps, call, await deps.prepareReturn({ ...call, epoch }), signer);
}

/** The owner's memory is ahead of the database by what its journal has not stored yet, so it is asked first. */
async function instructionElsewhere(deps: NextDeps, call: CallForNext): Promise<NextInstruction | null> {
  if (call.owner !== null) {
    const said = await deps.askOwner(call.owner, call.callId, { command: "next" });
    if (said !== null) return said;
  }
  return call.nextInstruction;
}

async function stepFor(
  deps: NextDeps,
  instruction: NextInstruction,
  params: WebhookParams,
  call: Named,
  signer: string | null,
): Promise<CarrierStep> {
  switch (instruction.kind) {
    case "say":
      return { kind: "say", text: instruction.text };
    case "conference": {
      // Who waited may have hung up while the caller was told of them: then the agent goes on.
      const { name } = instruction;
      const { organizationId, callId } = call;
      const offerId =
        organizationId === null || callId === null ? null : await deps.offerInConference(organizationId, name);
      if (offerId === null || organizationId === null || callId === null) return comeBack(deps, call, signer);
      // The carrier reports to the address that the first who comes names, be it the caller.
      const reportUrl = legAddress(deps.publicCallUrl, "leg-conference", { organizationId, callId, offerId });
      const thenUrl = webhookAddress(deps.publicCallUrl, "back", { organizationId, callId });
      return { kind: "conference", name, reportUrl, thenUrl };
    }
    case "dial": {
      // The person who is called sees the business's number: ours.
      const { direction, from, to } = deps.carrier.readCall(params);
      return { kind: "dial", to: instruction.to, callerId: direction === "inbound" ? to : from };
    }
    default:
      return { kind: "hang_up" };
  }
}
