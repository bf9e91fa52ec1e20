import { type VapidKeys, vapidKeysFrom } from "@/lib/adapters/web-push/vapid";
import { sharedEnv } from "@/lib/env/shared";
import { deriveKey } from "../derive-key";

/**
 * The key pair by which push services know this installation: always the same one of its secret, in every process. With another secret
 * browsers have to be asked again.
 */
export function pushKeys(secret = sharedEnv().NEXTAUTH_SECRET): VapidKeys {
  for (let round = 0; ; round += 1)
    try {
      return vapidKeysFrom(deriveKey(secret, `web push ${round}`));
    } catch (error) {
      // One number in four thousand million is no private key.
      if (round >= 3) throw error;
    }
}

/** Where push services' operators can write to, as they ask for. */
export function pushSubject({ PUBLIC_WEB_URL } = sharedEnv()): string {
  const { protocol, hostname, origin } = new URL(PUBLIC_WEB_URL);
  return protocol === "https:" ? origin : `mailto:no-reply@${hostname}`;
}
