import { z } from "zod";
import { port, secret, webAddress } from "./fields";
import { environmentOf } from "./parse-environment";
import { SharedEnvironment } from "./shared";

export const WebEnvironment = SharedEnvironment.extend({
  WEB_PORT: port(3000, "Where the web app listens, 0 to 65535."),
  TWILIO_ACCOUNT_SID: z.string().optional().describe("From the Twilio console."),
  TWILIO_AUTH_TOKEN: z.string().optional().describe("From the Twilio console."),
  TWILIO_API_BASE_URL: webAddress("Another address for Twilio's REST API.").optional(),
  STRIPE_SECRET_KEY: secret("From the Stripe dashboard, Developers, API keys.").optional(),
  STRIPE_API_BASE_URL: webAddress("Another address for Stripe's API.").optional(),
  STRIPE_WEBHOOK_SECRET: secret("From the Stripe dashboard, Developers, Webhooks.").optional(),
});
export type WebEnvironment = z.output<typeof WebEnvironment>;

export const webEnv = environmentOf(WebEnvironment);
