import { MailProblem, type SendMail } from "@/lib/adapters/mail/send-mail";
import { MailMessage } from "@/lib/contracts/mail";
import { withSystem } from "@/lib/db/transaction";
import { log } from "@/lib/log/log";
import { unseal } from "../secrets/seal";
import { MAIL_PURPOSE, mailKey } from "./enqueue-mail";

/** How long after each failed try the next one is; after the last the mail is given up. */
const PAUSES_MS = [15_000, 60_000, 300_000, 900_000, 3_600_000, 10_800_000, 28_800_000];
const MOST_TRIES = PAUSES_MS.length + 1;
/** Longer than the slowest server may take: until then no other job tries the mail that one has taken. */
const LEASE_MS = 600_000;

type Taken = { id: string; to: string; attempts: number; message: { kind?: string; sealed: string } };

type Deps = {
  send: SendMail;
  now?: () => Date;
  /** No further mail is begun after this long. */
  budgetMs?: number;
};

/**
 * Sends what waits and is due, oldest first. Each mail is taken by one job alone, before it is tried; sent, its sealed words are wiped.
 * A mail that cannot be sent is tried again later, eight times in all, and then kept without its words and with its last problem.
 */
export async function sendDueMail({ send, now = () => new Date(), budgetMs = 30_000 }: Deps) {
  const result = { sent: 0, failed: 0, givenUp: 0 };
  const startedAt = performance.now();
  while (performance.now() - startedAt < budgetMs) {
    const mail = await takeNext(now());
    if (!mail) break;
    const problem = mail.attempts > MOST_TRIES ? "the last try was cut short" : await trySending(send, mail);
    if (problem === null) {
      await markSent(mail.id, now());
      result.sent += 1;
      continue;
    }
    const isLast = mail.attempts >= MOST_TRIES;
    await markFailed(mail, problem, isLast, now());
    result[isLast ? "givenUp" : "failed"] += 1;
    log.warn({ mailId: mail.id, kind: mail.message.kind, attempts: mail.attempts, isLast, problem }, "mail not sent");
  }
  return result;
}

function takeNext(now: Date): Promise<Taken | null> {
  const leaseUntil = new Date(now.getTime() + LEASE_MS).toISOString();
  return withSystem("take a mail", async (tx) => {
    const rows = await tx.$queryRaw<Taken[]>`
      update outgoing_mail set attempts = attempts + 1, message = jsonb_set(message, '{dueAt}', to_jsonb(${leaseUntil}::text))
      where id = (
        select id from outgoing_mail where sent_at is null and message->>'sealed' is not null
          and coalesce((message->>'dueAt')::timestamptz, '-infinity') <= ${now}
        order by created_at, id limit 1 for update skip locked
      ) returning id, "to", attempts, message`;
    return rows[0] ?? null;
  });
}

/** Null when it is sent; otherwise what was in the way. */
async function trySending(send: SendMail, { id, to, message }: Taken): Promise<string | null> {
  let opened: MailMessage;
  try {
    opened = MailMessage.parse(JSON.parse(unseal(mailKey(), MAIL_PURPOSE, message.sealed)));
  } catch {
    // Nothing of the error: it may quote what is sealed.
    return "the message cannot be opened: the installation's secret was another one, or its form has changed";
  }
  try {
    await send({ id, to, message: opened });
    return null;
  } catch (error) {
    return error instanceof MailProblem ? error.message : "the mail could not be written";
  }
}

function markSent(id: string, now: Date): Promise<number> {
  return withSystem(
    "mail sent",
    (tx) => tx.$executeRaw`update outgoing_mail set sent_at = ${now}, last_problem = null,
      message = jsonb_build_object('kind', message->'kind') where id = ${id}::uuid`,
  );
}

/** Unless another job has taken it up since. */
function markFailed(mail: Taken, problem: string, isLast: boolean, now: Date): Promise<number> {
  const dueAt = new Date(now.getTime() + (PAUSES_MS[mail.attempts - 1] ?? 0)).toISOString();
  return withSystem("mail not sent", (tx) =>
    isLast
      ? tx.$executeRaw`update outgoing_mail set last_problem = ${problem}, message = jsonb_build_object('kind', message->'kind')
          where id = ${mail.id}::uuid and sent_at is null and attempts = ${mail.attempts}`
      : tx.$executeRaw`update outgoing_mail set last_problem = ${problem},
          message = jsonb_set(message, '{dueAt}', to_jsonb(${dueAt}::text))
          where id = ${mail.id}::uuid and sent_at is null and attempts = ${mail.attempts}`,
  );
}
