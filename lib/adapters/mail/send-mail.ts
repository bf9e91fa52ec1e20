import { createTransport } from "nodemailer";
import type { MailMessage } from "@/lib/contracts/mail";
import { iCalendar } from "@/lib/domain/appointments/icalendar";
import { renderMail } from "./render-mail";

/** Why a mail did not go out, in words that name nobody and quote nothing. */
export class MailProblem extends Error {
  override name = "MailProblem";
}

export type MailToSend = {
  /** The same at every try, so that a mailbox that gets two copies can tell. */
  id: string;
  to: string;
  message: MailMessage;
};

/** Resolves when a mail server has taken the mail. Rejects with MailProblem. */
export type SendMail = (mail: MailToSend) => Promise<void>;

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[?::1\]?)$/;

/**
 * Sends by SMTP. What a mail's link is worth must not cross a network in clear: TLS is required of every server but one on this machine,
 * unless the address says `?requireTLS=false`.
 */
export function createMailSender(settings: { smtpUrl: string; from: string; timeoutMs?: number }): SendMail {
  const { smtpUrl, from, timeoutMs = 20_000 } = settings;
  const { hostname, protocol, searchParams } = new URL(smtpUrl);
  const requireTLS = protocol === "smtp:" && !LOOPBACK.test(hostname) && !searchParams.has("requireTLS");
  const transport = createTransport({
    url: smtpUrl,
    ...(requireTLS ? { requireTLS } : {}),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const host = /@([^>]+)>?$/.exec(from)?.[1] ?? "localhost";
  return async ({ id, to, message }) => {
    const rendered = await renderMail(message);
    const headers = { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" };
    const invitation = invitationOf(message, { to, from });
    await transport
      .sendMail({
        ...rendered,
        ...invitation,
        from: invitation?.from ?? from,
        to: { name: "", address: to },
        messageId: `<${id}@${host}>`,
        headers,
      })
      .catch((error: unknown) => {
        throw new MailProblem(inWords(error));
      });
  };
}

/** What goes with a mail about an appointment, from its business by name: the event for the reader's own calendar. */
function invitationOf(message: MailMessage, { to, from }: { to: string; from: string }) {
  if (message.kind !== "appointment") return undefined;
  const { facts, event, customerName } = message;
  const email = /<([^>]+)>\s*$/.exec(from)?.[1] ?? from;
  const named = { from: { name: facts.businessName, address: email } };
  if (facts.kind === "reminder") return named;
  const method = facts.kind === "canceled" ? "CANCEL" : "REQUEST";
  const content = iCalendar(method, [
    {
      ...event,
      summary: `${facts.serviceName}: ${facts.businessName}`,
      description: facts.staffName ?? "",
      canceled: method === "CANCEL",
      organizer: { name: facts.businessName, email },
      attendee: { name: customerName || to, email: to },
    },
  ]);
  return { ...named, icalEvent: { method, filename: "appointment.ics", content } };
}

function inWords(error: unknown): string {
  const { responseCode, code } = (error ?? {}) as { responseCode?: unknown; code?: unknown };
  if (typeof responseCode === "number") return `the mail server answered ${responseCode}`;
  return typeof code === "string" && /^[A-Z_]{1,30}$/.test(code)
    ? `the mail server could not be used (${code})`
    : "the mail server could not be used";
}
