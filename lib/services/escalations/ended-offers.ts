import { log } from "@/lib/log/log";
import { carrierFor } from "../connections/carrier-for";
import { announceOfferEnded } from "./announce";

export type EndedOffer = { id: string; userId: string | null; providerCallSid: string | null };

/** What follows when offers have ended: the person's screens stop ringing, and so does their telephone. Nobody waits for it. */
export function stopRinging(organizationId: string, offers: readonly EndedOffer[]): void {
  for (const { id, userId, providerCallSid } of offers) {
    announceOfferEnded(organizationId, userId, id);
    if (providerCallSid !== null) void hangUp(organizationId, providerCallSid);
  }
}

/** Never throws: a telephone that goes on ringing stops by its own limit. */
async function hangUp(organizationId: string, providerCallSid: string): Promise<void> {
  try {
    await (await carrierFor(organizationId)).endCall(providerCallSid);
  } catch (error) {
    log.warn({ err: error, organizationId }, "a telephone that rings for nothing could not be hung up");
  }
}
