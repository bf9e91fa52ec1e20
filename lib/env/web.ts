import { z } from "zod";
import { fetchAllow, networks, port, pushServices, secret, stunUrls, turnUrls, webAddress } from "./fields";
import { environmentOf } from "./parse-environment";
import { SharedEnvironment } from "./shared";

export const WebEnvironment = SharedEnvironment.extend({
  WEB_PORT: port(3000, "Where the web app listens, 0 to 65535."),
  STUN_URLS: stunUrls,
  TURN_URLS: turnUrls,
  TURN_SECRET: secret(
    "The secret shared with the TURN servers (coturn: static-auth-secret); browsers get passwords that last hours.",
  ).optional(),
  CALL_WORKER_ORIGINS: z
    .string()
    .transform((text) =>
      text
        .split(",")
        .map((origin) => origin.trim())
        .filter(Boolean),
    )
    .refine(
      (origins) => origins.every((origin) => /^https?:\/\/(\*\.)?[a-z0-9.-]+(:\d+)?$/i.test(origin)),
      "it must be origins such as https://*.calls.example.com",
    )
    .optional()
    .describe(
      "Where browsers reach single workers, when they have addresses of their own (WORKER_PUBLIC_URL), comma-separated.",
    ),
  TRUSTED_PROXIES: networks(
    "The proxies that stand in front of the web app, whose X-Forwarded-For is believed: 10.0.0.5, 10.0.0.0/8, loopback, private.",
  ),
  STRIPE_SECRET_KEY: secret("From the Stripe dashboard, Developers, API keys.").optional(),
  STRIPE_API_BASE_URL: webAddress("Another address for Stripe's API.").optional(),
  WEB_FETCH_ALLOW: fetchAllow,
  PUSH_SERVICES: pushServices,
  STRIPE_WEBHOOK_SECRET: secret("From the Stripe dashboard, Developers, Webhooks.").optional(),
});
export type WebEnvironment = z.output<typeof WebEnvironment>;

export const webEnv = environmentOf(WebEnvironment);

/**
 * Next asks itself for the page that an action leads to. Told where it listens, as `next start` tells it, it need not believe what the request says
 * of the way it came.
 */
export function setOwnOrigin(port: number): void {
  process.env["__NEXT_PRIVATE_ORIGIN"] = `http://localhost:${port}`;
}
