import type { Logger } from "pino";
import { claimDeliveries } from "@/lib/services/webhooks/claim-deliveries";
import { sendDelivery, type WebhookDeps } from "@/lib/services/webhooks/send-delivery";

/** What happened is sent within this long. */
const LOOK_EVERY_MS = 500;
const AFTER_TROUBLE_MS = 5_000;

/**
 * Sends webhooks, `atOnce` at a time, beside the other jobs and not among them: an endpoint may take ten seconds, and nobody's mail should wait for that.
 * Any number of processes may do so; what one that dies was sending, another sends again.
 */
export function keepSendingWebhooks(
  deps: WebhookDeps,
  { atOnce, log }: { atOnce: number; log: Logger },
): { stop(): Promise<void> } {
  let stopped = false;
  const busy = new Set<Promise<void>>();
  let wake = () => {};
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  async function fill(): Promise<void> {
    const claims = await claimDeliveries(atOnce - busy.size, new Date());
    for (const claim of claims) {
      const done = sendDelivery(claim, deps).catch((error: unknown) =>
        log.warn({ err: error, deliveryId: claim.deliveryId }, "what came of a webhook was not kept; it is sent again"),
      );
      busy.add(done);
      void done.then(() => {
        busy.delete(done);
        wake();
      });
    }
  }

  async function live(): Promise<void> {
    while (!stopped) {
      try {
        await fill();
        await pause(LOOK_EVERY_MS);
      } catch (error) {
        if (stopped) break;
        log.warn({ err: error }, "webhooks are not sent at the moment; it is tried again");
        await pause(AFTER_TROUBLE_MS);
      }
    }
  }
  const living = live();

  return {
    async stop() {
      stopped = true;
      wake();
      await Promise.allSettled([living, ...busy]);
    },
  };
}
