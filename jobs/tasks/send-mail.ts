import type { Task } from "graphile-worker";
import { createMailSender } from "@/lib/adapters/mail/send-mail";
import { log } from "@/lib/log/log";
import { sendDueMail } from "@/lib/services/mail/send-due-mail";

/** Every 5 s: what waits to be mailed goes out. Without a server it waits, and the log says so once. */
export function sendMailTask(settings: { smtpUrl: string | undefined; from: string }): Task {
  const { smtpUrl, from } = settings;
  if (smtpUrl === undefined) {
    log.warn({}, "SMTP_URL is not set: mail waits until it is");
    return () => undefined;
  }
  const send = createMailSender({ smtpUrl, from });
  return async () => {
    const result = await sendDueMail({ send });
    if (result.sent > 0) log.info(result, "mail sent");
  };
}
