import { z } from "zod";
import { count, fetchAllow, pushServices, secret, webAddress } from "./fields";
import { environmentOf } from "./parse-environment";
import { SharedEnvironment } from "./shared";

export const JobsEnvironment = SharedEnvironment.extend({
  JOBS_CONCURRENCY: count(5, "How many jobs run at once."),
  KNOWLEDGE_CONCURRENCY: count(8, "How many websites and files are read at once."),
  WEBHOOKS_CONCURRENCY: count(32, "How many webhooks are sent at once."),
  WEB_FETCH_ALLOW: fetchAllow,
  PUSH_SERVICES: pushServices,
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: "it must be a smtp:// or smtps:// address" })
    .optional()
    .describe("Where mail goes out: smtp://user:password@host:587"),
  MAIL_FROM: z
    .string()
    .regex(/^[^<>\r\n]*<?[^\s<>@]+@[^\s<>@]+>?$/, "it must be an address, or a name and an address in <>")
    .optional()
    .describe("Whom mail is from: Aybiza <hello@example.com>; no-reply at PUBLIC_WEB_URL's host when missing."),
  STRIPE_SECRET_KEY: secret("From the Stripe dashboard, Developers, API keys.").optional(),
  STRIPE_API_BASE_URL: webAddress("Another address for Stripe's API.").optional(),
});
export type JobsEnvironment = z.output<typeof JobsEnvironment>;

export const jobsEnv = environmentOf(JobsEnvironment);
