import { TwilioRestError } from "@/lib/adapters/twilio/rest-error";
import { BusinessContact, TEXTED_ADDRESS, TEXTED_APPOINTMENT } from "@/lib/contracts/business-contact";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { messageSentence } from "@/lib/domain/appointments/message-words";
import { localStamp } from "@/lib/domain/appointments/zoned-time";
import { namesOf, numberToTextFrom, textProblem } from "../appointments/load-message";
import { type BookingCaller, whereOwn } from "../appointments/use-appointment-tool";
import type { OutcomeReference } from "@/lib/contracts/live/outcomes";
import { smsSegments } from "@/lib/domain/texts/segments";
import { log } from "@/lib/log/log";
import type { ServiceContext } from "../context";
import { requirePermission } from "../require-permission";
import { hasStopped, noteStopped, saysStopped, settleText, takeText } from "./text-book";

/** Whose call it is. Bound by the server: nothing that is said in the call changes it. */
export type TextedCaller = BookingCaller & { isTest: boolean };

type Sent = { what: string; text: string; messageSid: string };
/** `output`: what the model is told. `mayHaveGone`: nobody knows whether it went out. */
export type TextAnswer = {
  output: Record<string, unknown>;
  failed: boolean;
  sent?: Sent;
  /** Where it can be read back whether it has arrived. */
  reference?: OutcomeReference;
  mayHaveGone?: boolean;
};

type Deps = {
  sendText: (message: { to: string; from: string; body: string }) => Promise<{ messageSid: string }>;
  now: Date;
};

const CANNOT_RECEIVE = new Set([21211, 21612, 21614]);

/**
 * Texts the caller of a call one of the things that its business keeps for this, by its name: the address, a link, their own appointment. To the
 * number at the other end alone, and never in a model's words. A refusal is an answer the model can act on. Needs `calls.control`; rejects when
 * the database does.
 */
export async function sendCallText(
  context: ServiceContext,
  caller: TextedCaller,
  asked: { what: string; appointment_start?: string | undefined },
  { sendText, now }: Deps,
): Promise<TextAnswer> {
  requirePermission(context, "calls.control");
  const { organizationId } = context;
  const to = caller.callerNumber;
  if (caller.isTest) return refused("This is a test call, in which nothing is texted. Say so honestly.");
  if (to === null)
    return refused(
      "There is no number to text: they withhold it, or speak from a browser. Say so, and tell them instead.",
    );
  const prepared = await withTenant(organizationId, async (tx) => {
    if (await hasStopped(tx, organizationId, to)) return refused(STOPPED);
    const problem = await textProblem(tx, organizationId, to);
    if (problem) return refused("Their number cannot be texted. Say so, and tell them instead.");
    const from = await numberToTextFrom(tx, organizationId, caller);
    if (!from) return refused("The business has no number to text from. Say so, and tell them instead.");
    const wanted = await wordsOf(tx, organizationId, caller, asked, now);
    if (!("text" in wanted)) return wanted;
    const of = { organizationId, callId: caller.callId, e164: to, what: wanted.what };
    const id = await takeText(tx, of, now);
    if (id === null) return refused("This number was texted too often today. Say so, and tell them instead.");
    return { ...wanted, from, id };
  });
  if (!("text" in prepared)) return prepared;
  const { what, text, from, id } = prepared;
  let messageSid: string | null = null;
  const answer = await sendText({ to, from, body: text }).then(
    (sent): TextAnswer => {
      ({ messageSid } = sent);
      return {
        output: { sent: true, what, to: "the number they call from" },
        failed: false,
        sent: { what, text, messageSid },
        reference: { kind: "text", messageSid },
      };
    },
    async (error: unknown) => {
      if (saysStopped(error)) await noteStopped(organizationId, to);
      return afterFailure(error);
    },
  );
  const state = answer.sent ? "sent" : answer.mayHaveGone ? "unknown" : "not_sent";
  const became = { state, segments: state === "not_sent" ? 0 : smsSegments(text), messageSid } as const;
  // It stands as taken, and counts, where this cannot be written down: the caller hears what became of it all the same.
  await settleText(context, { id, callId: caller.callId, what }, became, now).catch((error: unknown) =>
    log.error({ err: error, callId: caller.callId }, "what became of a text message is not written down"),
  );
  return answer;
}

const STOPPED = "They once answered STOP, so this number is not texted any more. It was not sent: say so.";

/** Not the error's own words: they may have the number in them. */
function afterFailure(error: unknown): TextAnswer {
  if (!(error instanceof TwilioRestError)) throw error;
  if (saysStopped(error)) return refused(STOPPED);
  if (error.code !== null && CANNOT_RECEIVE.has(error.code))
    return refused("Their telephone cannot receive text messages. It was not sent: say so, and tell them instead.");
  // Refused plainly, or never sent. One that broke in the middle may have gone out.
  if (error.retryable || (error.status !== null && error.status < 500))
    return refused("The telephone network did not take it. It was not sent: say so, and tell them instead.");
  const message =
    "It is not known whether the text message went out. Do not say that it did, and do not send it again.";
  return { output: { error: message }, failed: true, mayHaveGone: true };
}

const refused = (error: string, more: object = {}): TextAnswer => ({ output: { error, ...more }, failed: true });

/** What is sent, as the business's record has it now; or why there is nothing of that name. */
async function wordsOf(
  tx: Transaction,
  organizationId: string,
  caller: TextedCaller,
  asked: { what: string; appointment_start?: string | undefined },
  now: Date,
): Promise<{ what: string; text: string } | TextAnswer> {
  const business = await tx.business.findUniqueOrThrow({
    where: { organizationId_id: { organizationId, id: caller.businessId } },
    select: { name: true, contact: true, timeZone: true },
  });
  const { address, links } = BusinessContact.parse(business.contact);
  const wanted = asked.what.trim().toLowerCase();
  if (wanted === TEXTED_APPOINTMENT)
    return appointmentWords(tx, organizationId, caller, business, asked.appointment_start, now);
  if (wanted === TEXTED_ADDRESS && address !== null)
    return { what: TEXTED_ADDRESS, text: `${business.name}: ${address}` };
  const link = links.find(({ title }) => title.toLowerCase() === wanted);
  if (link) return { what: link.title, text: `${business.name}: ${link.title} ${link.address}` };
  const names = [...(address === null ? [] : [TEXTED_ADDRESS]), ...links.map(({ title }) => title), TEXTED_APPOINTMENT];
  return refused("Nothing of that name may be texted. Choose one of these, or say that you cannot.", { names });
}

async function appointmentWords(
  tx: Transaction,
  organizationId: string,
  caller: TextedCaller,
  business: { name: string; timeZone: string },
  start: string | undefined,
  now: Date,
) {
  const { timeZone } = business;
  const own = await tx.appointment.findMany({
    where: whereOwn(organizationId, caller, now),
    select: {
      startsAt: true,
      staffId: true,
      roomId: true,
      customerTimeZone: true,
      service: { select: { name: true } },
    },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    take: 10,
  });
  const starts = own.map(({ startsAt }) => localStamp(startsAt.getTime(), timeZone));
  const [only, ...more] = own.filter((_, at) => start === undefined || starts[at] === start);
  if (own.length === 0) return refused("No coming appointment was made from the number they call from. Say so.");
  if (!only || more.length > 0) return refused("They have several, or none at that time. Ask which.", { starts });
  const { staff } = await namesOf(tx, organizationId, only);
  const text = messageSentence({
    kind: "confirmed",
    language: caller.language,
    businessName: business.name,
    serviceName: only.service.name,
    staffName: staff,
    startMs: only.startsAt.getTime(),
    timeZone,
    customerTimeZone: only.customerTimeZone,
  });
  return { what: TEXTED_APPOINTMENT, text };
}
