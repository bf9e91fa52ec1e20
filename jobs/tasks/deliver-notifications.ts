import type { Task } from "graphile-worker";
import type { PushService } from "@/lib/adapters/web-push/send-push";
import { log } from "@/lib/log/log";
import { sendDueEmails } from "@/lib/services/notifications/send-due-emails";
import { sendDuePushes } from "@/lib/services/notifications/send-due-pushes";

/** Every 5 s: what people want to be told outside of the product, and is due, is mailed and pushed. */
export const deliverNotificationsTask =
  (service: PushService): Task =>
  async () => {
    const mails = await sendDueEmails();
    if (mails > 0) log.info({ mails }, "notifications mailed");
    const pushes = await sendDuePushes(service);
    if (pushes.sent + pushes.retried + pushes.failed > 0) log.info(pushes, "notifications pushed");
  };
