import { sharedEnv } from "@/lib/env/shared";
import { accountFor } from "../connections/account-for";
import { carrierFor } from "../connections/carrier-for";
import type { NumberDeps } from "./number-deps";

/** What the verbs of phone numbers need, for one organization. Throws UNAVAILABLE when no telephone network is set up. */
export async function numberDepsFor(organizationId: string, now = new Date()): Promise<NumberDeps> {
  const { PUBLIC_CALL_URL, PUBLIC_WEB_URL, NEXTAUTH_SECRET } = sharedEnv();
  const [carrier, { mode }] = await Promise.all([carrierFor(organizationId), accountFor(organizationId, "twilio")]);
  return {
    carrier,
    account: mode,
    publicCallUrl: PUBLIC_CALL_URL,
    publicWebUrl: PUBLIC_WEB_URL,
    secret: NEXTAUTH_SECRET,
    now,
  };
}
