import type { Task } from "graphile-worker";
import type { Payments } from "@/lib/adapters/stripe/payments";
import { log } from "@/lib/log/log";
import { meterUsage } from "@/lib/services/billing/meter-usage";
import { sendUsageAlerts } from "@/lib/services/billing/send-usage-alerts";

/** Every 10 s: who nears a limit is told, and Stripe's meters get what was used. Alerts need no Stripe. */
export const meterUsageTask =
  (payments: Payments | null): Task =>
  async () => {
    const alerts = await sendUsageAlerts(new Date());
    if (alerts > 0) log.info({ alerts }, "usage alerts sent");
    if (!payments) return;
    const result = await meterUsage(payments);
    if (result.sent + result.failed > 0) log.info(result, "usage metered");
  };
