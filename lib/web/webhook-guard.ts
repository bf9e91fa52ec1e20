import "server-only";
import { type GuardOptions, resolveBySystem } from "@/lib/adapters/web-fetch/address-guard";
import { allowedHosts } from "./allowed-hosts";

/** Where webhooks may lead: the public internet, and what this installation allows within. */
export const webhookGuard = (): GuardOptions => ({
  allow: allowedHosts(),
  resolve: resolveBySystem,
});
