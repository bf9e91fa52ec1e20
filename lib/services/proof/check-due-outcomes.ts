import { OutcomeReference, OutcomeVerdict, type ReadBack } from "@/lib/contracts/live/outcomes";
import { type Transaction, withSystem, withTenant } from "@/lib/db/transaction";
import { settingsOf } from "@/lib/domain/businesses/default-settings";
import { notDoneNews } from "@/lib/domain/notifications/news";
import { isWrong, judgeOutcome } from "@/lib/domain/proof/judge-outcome";
import { notDoneMessage } from "@/lib/domain/proof/not-done-message";
import { WORDS_OF_OUTCOME } from "@/lib/domain/proof/outcome-words";
import { log } from "@/lib/log/log";
import { numberToTextFrom, textProblem } from "../appointments/load-message";
import type { SendText } from "../appointments/send-due-messages";
import { overridesIn } from "../businesses/business-row";
import { noteStopped, saysStopped } from "../call-texts/text-book";
import { announceNews } from "../notifications/notify";
import { askByPrisma, type Told, writeNews } from "../notifications/write-news";
import { tellWebhooks } from "../webhooks/tell-webhooks";
import { factsOfOutcome } from "./facts-of-call";
import { type OutcomeDeps, readReference } from "./read-outcome";

type Deps = OutcomeDeps & { sendText: SendText; budgetMs?: number };

const MINUTE_MS = 60_000;
/** After the end of a call. */
const CHECKS_MS = [MINUTE_MS, 10 * MINUTE_MS];
/** A system that cannot be asked is asked so often, ten minutes apart. */
const MOST_CHECKS = 5;
/** Longer than one check takes. */
const LEASE_MS = 2 * MINUTE_MS;

type Taken = { organizationId: string; id: string };

/**
 * Reads once more, a minute and ten minutes after a call, how everything stands that was done in it. What has turned out wrong since, its caller is
 * written to (or called back, as the business wishes), at the number they called from alone, and people are told: once.
 */
export async function checkDueOutcomes({
  budgetMs = 20_000,
  ...deps
}: Deps): Promise<{ checked: number; wrong: number }> {
  const result = { checked: 0, wrong: 0 };
  const startedAt = performance.now();
  while (performance.now() - startedAt < budgetMs) {
    const taken = await takeNext(deps.now());
    if (!taken) break;
    const outcome = await check(taken, deps);
    if (outcome !== "later") result.checked += 1;
    if (outcome === "wrong") result.wrong += 1;
  }
  return result;
}

function takeNext(now: Date): Promise<Taken | null> {
  const leaseUntil = new Date(now.getTime() + LEASE_MS);
  return withSystem("take an outcome to check", async (tx) => {
    const rows = await tx.$queryRaw<Taken[]>`
      update call_outcomes set due_at = ${leaseUntil}
      where (organization_id, id) = (
        select organization_id, id from call_outcomes where due_at <= ${now} order by due_at, id limit 1 for update skip locked
      ) returning organization_id as "organizationId", id`;
    return rows[0] ?? null;
  });
}

async function check({ organizationId, id }: Taken, deps: Deps): Promise<"later" | "right" | "wrong"> {
  const now = deps.now();
  const loaded = await withTenant(organizationId, (tx) => load(tx, organizationId, id));
  if (!loaded) return "right";
  const { row, reference, later } = loaded;
  const { call } = row;
  const [firstMs = 0, secondMs = 0] = CHECKS_MS;
  const endedMs = call.endedAt?.getTime() ?? now.getTime();
  const set = (data: object) =>
    withTenant(organizationId, (tx) => tx.callOutcome.updateMany({ where: { organizationId, id }, data }));
  if (endedMs + firstMs > now.getTime()) {
    await set({ dueAt: new Date(endedMs + firstMs) });
    return "later";
  }
  // What was changed in the same call is read where it was changed last.
  if (later.some((other) => isSameThing(reference, other))) {
    await set({ dueAt: null });
    return "right";
  }
  const { timeZone } = call.business;
  const read = await readReference(organizationId, call.business, reference, deps);
  const facts = await withTenant(organizationId, (tx) =>
    factsOfOutcome(tx, { organizationId, callId: row.callId, callDay: call.callDay }, row.toolCallId),
  );
  const scene = { language: row.language, timeZone, nowMs: (facts.saidAt ?? row.createdAt).getTime() };
  const { verdict } = judgeOutcome(read, facts.said, scene);
  const known = { read, verdict, checkedAt: now, checksAfter: row.checksAfter + 1 };
  if (isWrong(verdict) && !facts.wasCorrected && call.kind !== "test") {
    await tell(organizationId, loaded, known, deps);
    return "wrong";
  }
  const isOver = isWrong(verdict) || known.checksAfter >= (verdict === "unreadable" ? MOST_CHECKS : CHECKS_MS.length);
  const dueAt = isOver
    ? null
    : new Date(Math.max(endedMs + secondMs, now.getTime() + (verdict === "unreadable" ? secondMs : 0)));
  await set({ ...known, dueAt });
  return "right";
}

type Loaded = NonNullable<Awaited<ReturnType<typeof load>>>;

async function load(tx: Transaction, organizationId: string, id: string) {
  const row = await tx.callOutcome.findUnique({
    where: { organizationId_id: { organizationId, id } },
    include: { call: { include: { business: true } } },
  });
  const reference = OutcomeReference.safeParse(row?.reference).data;
  if (!row || !reference) return null;
  const after = await tx.callOutcome.findMany({
    where: { organizationId, callId: row.callId, createdAt: { gte: row.createdAt }, id: { gt: row.id } },
    select: { reference: true },
  });
  return { row, reference, later: after.map((other) => OutcomeReference.safeParse(other.reference).data) };
}

const isSameThing = (one: OutcomeReference, other: OutcomeReference | undefined): boolean =>
  one.kind === "appointment" && other?.kind === "appointment" && one.appointmentId === other.appointmentId;

/** Written down before the text goes: of one of which nobody knows whether it went, no second one is sent. */
async function tell(
  organizationId: string,
  { row, reference }: Loaded,
  known: { read: ReadBack; verdict: Loaded["row"]["verdict"]; checkedAt: Date; checksAfter: number },
  deps: Deps,
): Promise<void> {
  const { id, callId, toolCallId, name, language, call } = row;
  const { business } = call;
  const now = known.checkedAt;
  const where = { organizationId, id };
  const number = call.direction === "inbound" ? call.fromNumber : call.toNumber;
  const isTheirs = call.direction === "outbound" || !call.callerRefuted;
  const to = call.channel === "phone" && isTheirs && number.startsWith("+") ? number : null;
  const { notDone = "text" } = settingsOf(business, overridesIn(business.settings)).escalation;
  const written = await withTenant(
    organizationId,
    async (tx): Promise<{ told: Told[]; from: string | null } | null> => {
      const { count } = await tx.callOutcome.updateMany({
        where: { ...where, toldAt: null },
        data: { ...known, dueAt: null, toldAt: now },
      });
      if (count === 0) return null;
      // A telephone that a text message did not reach is not told so by another.
      const isTextable = to !== null && notDone === "text" && reference.kind !== "text";
      const isTexted = isTextable && (await textProblem(tx, organizationId, to)) === null;
      const from = isTexted ? await numberToTextFrom(tx, organizationId, { callId, businessId: business.id }) : null;
      if (from) await tx.callOutcome.updateMany({ where, data: { textState: "sending" } });
      const what = `${name.replaceAll("_", " ")}: ${WORDS_OF_OUTCOME[known.verdict as keyof typeof WORDS_OF_OUTCOME]}`;
      const { verdict } = known;
      const of = { organizationId, type: "outcome.not_done" as const, callId, at: now };
      await tellWebhooks(askByPrisma(tx), { ...of, key: `outcome.not_done:${id}` }, (sequence) => ({
        ...{ callId, businessId: business.id, sequence: sequence ?? 0, toolCallId, tool: name, what },
        verdict: OutcomeVerdict.parse(verdict),
      }));
      const news = notDoneNews({ callId, businessName: business.name, toolCallId, what, isTexted: from !== null });
      return {
        told: await writeNews(askByPrisma(tx), { organizationId, permission: "escalations.handle" }, news, now),
        from,
      };
    },
  );
  if (!written) return;
  void announceNews(written.told);
  if (!written.from || to === null) return;
  const fields = known.read.found === "unknown" ? [] : known.read.fields;
  const { timeZone, name: businessName } = business;
  const verdict = known.verdict as keyof typeof WORDS_OF_OUTCOME;
  const body = notDoneMessage({ language, businessName, timeZone, verdict, fields });
  const textState = await deps.sendText(organizationId, { to, from: written.from, body }).then(
    () => "sent",
    async (error: unknown) => {
      if (saysStopped(error)) await noteStopped(organizationId, to);
      log.warn({ err: error, callId }, "a caller could not be written to about what was not done");
      return "failed";
    },
  );
  await withTenant(organizationId, (tx) => tx.callOutcome.updateMany({ where, data: { textState } }));
}
