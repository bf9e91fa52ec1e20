import { createPayments } from "@/lib/adapters/stripe/payments";
import { webEnv } from "@/lib/env/web";
import { useInstallation } from "../start/local-environment";

/** Stripe's side of the plans: `npm run stripe -- setup`. */

const usage = `npm run stripe -- setup

Makes in Stripe what the plans need: two meters, a product for each plan, and its prices, as lib/domain/billing/plans.ts says. Run it again
after a price changed: a new price is made, new subscriptions get it, running ones keep theirs. It needs STRIPE_SECRET_KEY.
Then add a webhook in the Stripe dashboard for PUBLIC_WEB_URL/api/webhooks/stripe with the events checkout.session.completed,
customer.subscription.*, subscription_schedule.*, invoice.paid and invoice.payment_failed, and put its secret into STRIPE_WEBHOOK_SECRET.`;

const say = (text: string) => void process.stdout.write(`${text}\n`);

async function main(): Promise<number> {
  const [command, ...more] = process.argv.slice(2);
  if (command !== "setup" || more.length > 0) {
    say(usage);
    return command === "--help" || command === undefined ? 0 : 64;
  }
  await useInstallation();
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_API_BASE_URL: baseUrl } = webEnv();
  if (!secretKey) throw new Error("Set STRIPE_SECRET_KEY: in the Stripe dashboard, Developers, API keys.");
  for (const { what, id, made } of await createPayments({ secretKey, baseUrl }).setUp()) {
    say(`${made ? "made " : "there"}  ${what}  ${id}`);
  }
  return 0;
}

main().then(
  // Idle database connections would keep the process for half a minute.
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
