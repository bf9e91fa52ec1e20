import "server-only";
import { resolveBySystem } from "@/lib/adapters/web-fetch/address-guard";
import { createPushService, type PushService } from "@/lib/adapters/web-push/send-push";
import { webEnv } from "@/lib/env/web";
import { pushKeys, pushSubject } from "@/lib/services/notifications/push-keys";

let service: PushService | undefined;

/** Looks at what browsers name as their push services; the jobs process sends. */
export const pushService = (): PushService =>
  (service ??= createPushService({
    keys: pushKeys(),
    subject: pushSubject(),
    services: webEnv().PUSH_SERVICES,
    resolve: resolveBySystem,
  }));

/** What browsers are given to subscribe with. */
export const pushPublicKey = (): string => pushKeys().publicKey;
