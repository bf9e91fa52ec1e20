import { type CarrierWebhooks, MalformedWebhookError, type SignedWebhook, type WebhookParams } from "./carrier";
import { namedCall } from "./carrier-record";

export type OwnSignerDeps = {
  /** What an organization's own carrier account signs with; null when it has none. */
  ownSecret(organizationId: string): Promise<string | null>;
  /** The one organization that a webhook is about; null when what it says does not agree. */
  webhookSubject(facts: {
    named: string | null;
    direction: "inbound" | "outbound" | null;
    to: string;
    providerCallSid: string;
  }): Promise<string | null>;
};

/**
 * The organization whose own carrier account signed a request; undefined when none did. Which secret counts follows from what the request
 * would change, never from what it says of itself: an account may speak of its own organization's calls alone.
 */
export async function ownSigner(
  deps: OwnSignerDeps & { carrier: CarrierWebhooks },
  signed: SignedWebhook & { params: WebhookParams },
  query: URLSearchParams,
): Promise<string | undefined> {
  if (signed.signature === undefined) return undefined;
  const subject = await deps.webhookSubject({
    ...partiesOf(deps.carrier, signed.params),
    named: namedOrganization(query),
  });
  if (subject === null) return undefined;
  const secret = await deps.ownSecret(subject);
  return secret !== null && deps.carrier.isGenuine(signed, secret) ? subject : undefined;
}

/** An address that names half a call names none that we made. */
function namedOrganization(query: URLSearchParams): string | null {
  return namedCall(query).organizationId;
}

function partiesOf(carrier: CarrierWebhooks, params: WebhookParams) {
  try {
    const { direction, to, providerCallSid } = carrier.readCall(params);
    // A report of an answering machine does not say who calls whom: its address names the call.
    return { direction: params["To"] === undefined ? null : direction, to, providerCallSid };
  } catch (error) {
    if (!(error instanceof MalformedWebhookError)) throw error;
    return { direction: null, to: "", providerCallSid: "" };
  }
}
