import type { Task } from "graphile-worker";
import { log } from "@/lib/log/log";
import { sendDueMessages, type SendText } from "@/lib/services/appointments/send-due-messages";

/** Every 5 s: customers are told what became of their appointments, and reminded of them. */
export const tellCustomersTask =
  (sendText: SendText): Task =>
  async () => {
    const told = await sendDueMessages({ sendText });
    if (told.sent + told.failed + told.dropped > 0) log.info(told, "customers told about appointments");
  };
