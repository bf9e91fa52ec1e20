export type Webhook = "voice" | "next" | "status" | "amd";

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
  return url.toString();
}
