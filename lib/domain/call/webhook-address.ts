export type Webhook = "voice" | "next" | "back" | "status" | "amd" | LegWebhook;
/** About the telephone of somebody who is asked to take a call. */
export type LegWebhook = "leg" | "leg-key" | "leg-status" | "leg-conference";

/**
 * The carrier asks again when it finds nobody, hears nothing or is told of a server's error: a worker that is lost is replaced within
 * seconds. Twilio reads this and neither sends nor signs it
 * (https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides).
 */
export const ASK_AGAIN = "#rc=5&rp=ct,rt,5xx";

/**
 * An address that the carrier calls about one call. The call's ids ride along, signed with the request, so that a report finds its call
 * even before the carrier's own id of it is stored.
 */
export function webhookAddress(
  base: string,
  webhook: Webhook,
  { organizationId, callId }: { organizationId: string; callId: string },
): string {
  const url = new URL(`${base.replace(/\/+$/, "")}/twilio/${webhook}`);
  url.searchParams.set("org", organizationId);
  url.searchParams.set("call", callId);
  return url.toString() + ASK_AGAIN;
}

/** An address about the telephone that rings for an offer; see `webhookAddress`. */
export function legAddress(
  base: string,
  webhook: LegWebhook,
  { offerId, ...call }: { organizationId: string; callId: string; offerId: string },
): string {
  const url = new URL(webhookAddress(base, webhook, call));
  url.searchParams.set("offer", offerId);
  return url.toString();
}
