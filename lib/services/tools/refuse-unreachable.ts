import { checkUrl } from "@/lib/adapters/web-fetch/address-guard";
import { WebFetchError } from "@/lib/adapters/web-fetch/web-fetch-error";
import { ServiceError } from "../errors";

/**
 * Says at once, where an address is written down, that nothing would ever be sent to it: within a private network, or on another port. Names are looked
 * up when something is sent, and guarded then. `allow`: host:port of what this installation reaches all the same; undefined: it is not known here.
 */
export function refuseUnreachable(address: string, allow: readonly string[] | undefined, field: string): void {
  if (allow === undefined) return;
  try {
    checkUrl(address.replaceAll(/\{[^{}]*\}/g, "x"), { allow });
  } catch (error) {
    if (!(error instanceof WebFetchError)) throw error;
    const problem = /port/.test(error.message)
      ? "only the usual ports, 80 and 443, are reached"
      : "it is within a private network, which is never reached: give an address of the public internet";
    throw new ServiceError("INVALID", `Check ${field}: ${problem}.`, { fields: { [field]: problem } });
  }
}
