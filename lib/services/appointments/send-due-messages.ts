import { TwilioRestError } from "@/lib/adapters/twilio/rest-error";
import { type Transaction, withSystem, withTenant } from "@/lib/db/transaction";
import { messageSentence } from "@/lib/domain/appointments/message-words";
import { log } from "@/lib/log/log";
import { noteStopped, saysStopped } from "../call-texts/text-book";
import { enqueueMail } from "../mail/enqueue-mail";
import { announceAppointment } from "./announce-appointment";
import { type LoadedOf, loadMessage } from "./load-message";

/** Sends one text message by the organization's own telephone network. */
export type SendText = (
  organizationId: string,
  message: { to: string; from: string; body: string },
) => Promise<unknown>;

type Taken = { organizationId: string; id: string; channel: "sms" | "email"; attempts: number };
type Outcome = { state: "sent" | "dropped" | "failed" | "waiting"; problem: string | null; dueAt?: Date };
type Deps = { sendText: SendText; now?: () => Date; budgetMs?: number };

/** Longer than the carrier may take to answer. */
const LEASE_MS = 120_000;
/** How long after each try that surely sent nothing the next one is. */
const PAUSES_MS = [15_000, 60_000, 300_000, 1_800_000];

/**
 * Tells customers what is due about their appointments. Each message is taken by one job alone. A text message of which nobody knows whether it
 * went out is not sent again: twice is worse than a failure that can be seen. E-mail is handed to the mail's own queue in the same transaction.
 */
export async function sendDueMessages({ sendText, now = () => new Date(), budgetMs = 20_000 }: Deps) {
  const result = { sent: 0, dropped: 0, failed: 0, waiting: 0 };
  const startedAt = performance.now();
  await giveUpCutShort(now());
  while (performance.now() - startedAt < budgetMs) {
    const taken = await takeNext(now());
    if (!taken) break;
    const outcome = await deliver(taken, sendText, now());
    result[outcome.state] += 1;
    if (outcome.problem !== null)
      log.info({ messageId: taken.id, channel: taken.channel, ...outcome }, "message about an appointment not sent");
  }
  return result;
}

function takeNext(now: Date): Promise<Taken | null> {
  const leaseUntil = new Date(now.getTime() + LEASE_MS);
  return withSystem("take a message about an appointment", async (tx) => {
    const rows = await tx.$queryRaw<Taken[]>`
      update appointment_messages set state = 'sending', attempts = attempts + 1, due_at = ${leaseUntil}
      where (organization_id, id) = (
        select organization_id, id from appointment_messages where state = 'waiting' and due_at <= ${now}
        order by due_at, id limit 1 for update skip locked
      ) returning organization_id as "organizationId", id, channel::text as channel, attempts`;
    return rows[0] ?? null;
  });
}

/** Whoever sent these is gone. */
const giveUpCutShort = (now: Date): Promise<unknown> =>
  withSystem(
    "messages about appointments that were cut short",
    (
      tx,
    ) => tx.$executeRaw`update appointment_messages set state = 'failed', problem = 'it was cut short: it may have been sent'
      where state = 'sending' and due_at <= ${now}`,
  );

async function deliver(taken: Taken, sendText: SendText, now: Date): Promise<Outcome> {
  const { organizationId, id } = taken;
  const message = await withTenant(organizationId, (tx) => loadMessage(tx, organizationId, id, now));
  if (message.kind === "obsolete") return settle(taken, { state: "dropped", problem: message.problem }, now);
  if (message.kind === "refused") return settle(taken, { state: "failed", problem: message.problem }, now, message.of);
  if (message.kind === "email") {
    await withTenant(organizationId, async (tx) => {
      await enqueueMail(tx, message.to, message.mail);
      await note(tx, taken, { state: "sent", problem: null }, now);
    });
    announceAppointment(organizationId, message.of);
    return { state: "sent", problem: null };
  }
  const body = messageSentence(message.facts);
  const outcome = await sendText(organizationId, { to: message.to, from: message.from, body }).then(
    (): Outcome => ({ state: "sent", problem: null }),
    async (error: unknown) => {
      if (saysStopped(error)) await noteStopped(organizationId, message.to);
      return afterFailure(error, taken.attempts, now);
    },
  );
  return settle(taken, outcome, now, message.of);
}

function afterFailure(error: unknown, attempts: number, now: Date): Outcome {
  const isTwilio = error instanceof TwilioRestError;
  const pauseMs = PAUSES_MS[attempts - 1];
  if (isTwilio && error.retryable && pauseMs !== undefined)
    return {
      state: "waiting",
      problem: "the telephone network could not take it",
      dueAt: new Date(now.getTime() + pauseMs),
    };
  // Not the error's own words: they may have the number in them.
  const code = isTwilio && error.code !== null ? ` (Twilio's error ${error.code})` : "";
  return { state: "failed", problem: `the telephone network did not take it${code}` };
}

async function settle(taken: Taken, outcome: Outcome, now: Date, of?: LoadedOf): Promise<Outcome> {
  await withTenant(taken.organizationId, (tx) => note(tx, taken, outcome, now));
  if (of) announceAppointment(taken.organizationId, of);
  return outcome;
}

/** Unless it was given up meanwhile: then what would have been done with it is undone. */
async function note(
  tx: Transaction,
  { organizationId, id, attempts }: Taken,
  { state, problem, dueAt }: Outcome,
  now: Date,
): Promise<void> {
  const { count } = await tx.appointmentMessage.updateMany({
    where: { organizationId, id, state: "sending", attempts },
    data: { state, problem, ...(state === "sent" ? { sentAt: now } : {}), ...(dueAt ? { dueAt } : {}) },
  });
  if (count === 0) throw new Error("another job has given this message up");
}
