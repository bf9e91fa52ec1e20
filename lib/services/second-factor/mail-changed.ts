import type { Transaction } from "@/lib/db/transaction";
import { sharedEnv } from "@/lib/env/shared";
import { enqueueMail } from "../mail/enqueue-mail";
import type { Self } from "../sessions/self";

/** Tells the person, by mail, that their second factor was turned on or off: whoever did it. */
export async function mailSecondFactorChanged(tx: Transaction, { user }: Self, enabled: boolean): Promise<void> {
  const securityLink = new URL("/settings/security", sharedEnv().PUBLIC_WEB_URL).href;
  await enqueueMail(tx, user.email, { kind: "second_factor_changed", name: user.name, enabled, securityLink });
}
