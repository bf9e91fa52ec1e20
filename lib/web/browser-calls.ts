import "server-only";
import { sharedEnv } from "@/lib/env/shared";
import { webEnv } from "@/lib/env/web";
import type { StartBrowserCallDeps } from "@/lib/services/browser-calls/start-browser-call";
import { liveUrl, workerOrigins } from "./addresses";

/** What beginning a call from the browser needs to know of this installation. */
export function browserCallDeps(): StartBrowserCallDeps {
  const { STUN_URLS = [], TURN_URLS = [], TURN_SECRET = null } = webEnv();
  return {
    tokenSecret: sharedEnv().NEXTAUTH_SECRET,
    publicCallUrl: liveUrl(),
    workerOrigins: workerOrigins(),
    ice: { stunUrls: STUN_URLS, turnUrls: TURN_URLS, turnSecret: TURN_SECRET },
    now: new Date(),
  };
}
