import { createHmac } from "node:crypto";
import { TwilioRestError } from "@/lib/adapters/twilio/rest-error";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { sharedEnv } from "@/lib/env/shared";
import { log } from "@/lib/log/log";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { deriveKey } from "../derive-key";

/** What was texted to whom, and who wants to be texted no more. Numbers are kept as what tells them apart alone. */

/** Of all calls with one number together: whoever shows another's number has them texted no more than this. */
const MOST_PER_NUMBER_AND_DAY = 6;
const DAY_MS = 86_400_000;
/** Twilio: the receiver has answered STOP to that number. */
const STOPPED = 21610;
/** The network keeps the STOP itself and does not say when it ends: after this long it is asked again. */
const STOP_DAYS = 30;

export const saysStopped = (error: unknown): boolean => error instanceof TwilioRestError && error.code === STOPPED;

const hashOf = (organizationId: string, e164: string): string =>
  createHmac("sha256", deriveKey(sharedEnv().NEXTAUTH_SECRET, `texted numbers of ${organizationId}`))
    .update(e164)
    .digest("hex");

/** Whether they have answered STOP to any text message of the organization. */
export async function hasStopped(tx: Transaction, organizationId: string, e164: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`select from call_texts
    where organization_id = ${organizationId}::uuid and number_hash = ${hashOf(organizationId, e164)} and state = 'stopped'
      and at > now() - make_interval(days => ${STOP_DAYS}) limit 1`;
  return rows.length > 0;
}

/** Remembers that a number wants no more text messages, of whatever kind the one was that was refused. Never rejects: that it was refused stands. */
export async function noteStopped(organizationId: string, e164: string): Promise<void> {
  const data = { organizationId, numberHash: hashOf(organizationId, e164), what: "", state: "stopped", at: new Date() };
  await withTenant(organizationId, (tx) => tx.callText.create({ data })).catch((error: unknown) =>
    log.error({ err: error, organizationId }, "a STOP is not written down"),
  );
}

/** One more text message to a number, counted before it goes. Null: there were enough in the last day, whatever calls they came of. */
export async function takeText(
  tx: Transaction,
  of: { organizationId: string; callId: string; e164: string; what: string },
  now: Date,
): Promise<string | null> {
  const { organizationId, callId, e164, what } = of;
  const numberHash = hashOf(organizationId, e164);
  // Of two calls at once the second counts what the first has taken.
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`texts to ${numberHash}`}, 0))`;
  const lately = await tx.callText.count({
    where: {
      ...{ organizationId, numberHash, state: { in: ["taken", "sent", "unknown"] } },
      at: { gt: new Date(now.getTime() - DAY_MS) },
    },
  });
  if (lately >= MOST_PER_NUMBER_AND_DAY) return null;
  const { id } = await tx.callText.create({
    data: { organizationId, callId, numberHash, what, state: "taken", at: now },
    select: { id: true },
  });
  return id;
}

/** What became of it. What went out, or may have, is in the audit log. */
export async function settleText(
  context: ServiceContext,
  of: { id: string; callId: string; what: string },
  became: { state: "sent" | "not_sent" | "unknown"; segments: number; messageSid: string | null },
  now: Date,
): Promise<void> {
  const { organizationId } = context;
  const { state, segments } = became;
  await withTenant(organizationId, async (tx) => {
    await tx.callText.updateMany({ where: { organizationId, id: of.id }, data: became });
    if (state === "not_sent") return;
    const details = { what: of.what, state, segments };
    const entry = { action: "caller.texted", targetType: "call", targetId: of.callId, details };
    await recordAudit(tx, context, entry, now);
  });
}
