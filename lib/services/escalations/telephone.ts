import { goodbye, goOnAt } from "@/lib/adapters/twilio/fallback-twiml";
import { AgentConfig } from "@/lib/contracts/agent-config";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { legAddress, webhookAddress } from "@/lib/domain/call/webhook-address";
import { type LegWords, legWords } from "@/lib/domain/escalation/spoken";
import { log } from "@/lib/log/log";
import { carrierFor } from "../connections/carrier-for";
import { countryProblem } from "../dial-policy/country-problem";
import { resolveNumber } from "../inbound/resolve-number";
import { dialableNumber } from "../outbound/dialable-number";
import { notePhoneOfOffer } from "./end-offer";
import { readEscalation } from "./escalation-rows";

/** The longest talk with a person. */
const LONGEST_SECONDS = 4 * 60 * 60;
/** Two seconds for whoever answers for the extension. */
const BEFORE_EXTENSION = "wwww";

export type RingPhone = {
  organizationId: string;
  callId: string;
  offerId: string;
  to: { e164: string; extension: string | null };
  /** The business's number, which the person sees. */
  from: string;
  ringSeconds: number;
};

/**
 * Rings a person's telephone with the organization's own account. Where calls may go holds here too. Returns why it could not, in words; null when it
 * rings.
 */
export async function ringPhone(ring: RingPhone, { publicCallUrl }: { publicCallUrl: string }): Promise<string | null> {
  const { organizationId, callId, offerId, to, from, ringSeconds } = ring;
  const dialable = dialableNumber(to.e164);
  if (!dialable.ok) return dialable.problem;
  const elsewhere = await withTenant(organizationId, (tx) => countryProblem(tx, organizationId, dialable));
  if (elsewhere) return elsewhere;
  if ((await resolveNumber(dialable.e164, Date.now())).kind !== "unknown")
    return "an agent answers this number; two agents would talk to each other";
  const address = (webhook: "leg" | "leg-status") =>
    legAddress(publicCallUrl, webhook, { organizationId, callId, offerId });
  try {
    const carrier = await carrierFor(organizationId);
    const { callSid } = await carrier.createCall({
      to: dialable.e164,
      from,
      url: address("leg"),
      statusCallback: address("leg-status"),
      timeoutSeconds: ringSeconds,
      timeLimitSeconds: LONGEST_SECONDS,
      ...(to.extension === null ? {} : { sendDigits: `${BEFORE_EXTENSION}${to.extension}` }),
    });
    // Withdrawn while the carrier was asked: nobody else knows of this telephone.
    if (!(await notePhoneOfOffer(organizationId, offerId, callSid))) await carrier.endCall(callSid);
    return null;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    log.warn({ err: error, organizationId, offerId }, "a person's telephone could not be rung");
    return error.message;
  }
}

/** An offer, its escalation and the language of its call. Null: there is none. */
export async function readOffer(tx: Transaction, organizationId: string, offerId: string) {
  const offer = await tx.escalationOffer.findUnique({
    where: { organizationId_id: { organizationId, id: offerId } },
    include: {
      escalation: {
        include: {
          call: {
            select: {
              status: true,
              providerCallSid: true,
              draftConfig: true,
              agentVersion: { select: { config: true } },
            },
          },
        },
      },
    },
  });
  if (!offer) return null;
  const { call } = offer.escalation;
  const { language } = AgentConfig.parse(call.draftConfig ?? call.agentVersion?.config ?? {});
  return { offer, call, language, escalation: await readEscalation(tx, organizationId, offer.escalationId) };
}

/** A telephone whose owner has picked up. */
export type WaitingPhone = { callSid: string; language: string };

export async function waitingPhoneOf(
  tx: Transaction,
  organizationId: string,
  offerId: string,
): Promise<WaitingPhone | null> {
  const read = await readOffer(tx, organizationId, offerId);
  return read?.offer.providerCallSid ? { callSid: read.offer.providerCallSid, language: read.language } : null;
}

type Goodbye = Extract<keyof LegWords, "callerGone" | "notConnected">;

/** Says something on a telephone that waits, and hangs it up. Never throws: who waits hangs up by themselves. */
export async function tellTelephone(
  organizationId: string,
  { callSid, language }: WaitingPhone,
  what: Goodbye,
): Promise<void> {
  const { words, language: spoken } = legWords(language);
  try {
    await (await carrierFor(organizationId)).redirectCall(callSid, goodbye(words[what], spoken));
  } catch (error) {
    log.warn({ err: error, organizationId }, "who waits on a telephone could not be told");
  }
}

/** A caller who waits for a person in vain goes back to their agent. Never throws: who waits hangs up by themselves. */
export async function comeBack(
  organizationId: string,
  { callId, callSid, publicCallUrl }: { callId: string; callSid: string; publicCallUrl: string },
): Promise<void> {
  try {
    const back = webhookAddress(publicCallUrl, "back", { organizationId, callId });
    await (await carrierFor(organizationId)).redirectCall(callSid, goOnAt(back));
  } catch (error) {
    log.warn({ err: error, organizationId, callId }, "a caller who waits alone could not be fetched back");
  }
}
