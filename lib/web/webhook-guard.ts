import "server-only";
import { type GuardOptions, resolveBySystem } from "@/lib/adapters/web-fetch/address-guard";
import { webEnv } from "@/lib/env/web";

/** Where webhooks may lead: the public internet, and what this installation allows within. */
export const webhookGuard = (): GuardOptions => ({
  allow: webEnv().WEB_FETCH_ALLOW?.split(",") ?? [],
  resolve: resolveBySystem,
});
