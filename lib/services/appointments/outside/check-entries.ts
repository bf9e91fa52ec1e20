import { withSystem, withTenant } from "@/lib/db/transaction";
import { whenWords } from "@/lib/domain/appointments/message-words";
import { localStamp } from "@/lib/domain/appointments/zoned-time";
import { entryChangedNews, notForgottenNews } from "@/lib/domain/notifications/news";
import { log } from "@/lib/log/log";
import type { IntegrationDeps } from "../../integrations/installation";
import { announceNews } from "../../notifications/notify";
import { askByPrisma, writeNews } from "../../notifications/write-news";
import { announceAppointment } from "../announce-appointment";
import { asResource } from "../appointment-row";
import { entryOf, giveBack, markThere } from "./enter-outside";
import { bookOf, outsideDeps, vendorOf } from "./look-outside";

type Due = {
  organizationId: string;
  appointmentId: string;
  vendor: string;
  calendarId: string;
  externalId: string;
  state: "writing" | "there" | "changed" | "removing" | "erasing";
  attempts: number;
  appointmentState: "held" | "booked" | "canceled";
  startsAt: Date;
  endsAt: Date;
};
type Next = { state: Due["state"]; problem: string | null; checkAt: Date | null };

/** Nobody else looks meanwhile; longer than a calendar may take. */
const LEASE_MS = 60_000;
/** Looked at so long after the look before; then each hour until it begins. */
const PAUSES_MS = [60_000, 600_000];
const HOUR_MS = 3_600_000;
/** A change that was given up may still be done by a slow system: so often it is looked for. */
const REMOVALS = 3;
/** Two soon, then each hour for a day. */
const ERASURES = 26;

/**
 * Looks at what stands in calendars outside: what was cut short is finished or taken back, what should not be there is taken out, whose it was is forgotten there too when they are erased, and what people
 * changed there, or a system lost after it had said yes, is noted on the appointment for people to see. Each by one job alone.
 */
export async function checkEntries(deps?: IntegrationDeps, now = () => new Date(), budgetMs = 20_000) {
  const result = { checked: 0, changed: 0, removed: 0 };
  const startedAt = performance.now();
  while (performance.now() - startedAt < budgetMs) {
    const due = await takeNext(now());
    if (!due) break;
    const before = due.state;
    const next = await check(due, deps, now());
    result.checked += 1;
    if (next === "gone") result.removed += 1;
    else if (next.state === "changed" && before !== "changed") {
      result.changed += 1;
      log.info({ appointmentId: due.appointmentId }, "an appointment was changed in the calendar it stands in");
      await tell(due, next.problem ?? "It was changed there.", now());
    }
  }
  return result;
}

/** Those who have the appointments hear of it; what becomes of it is theirs to say. */
async function tell({ organizationId, appointmentId }: Due, problem: string, at: Date): Promise<void> {
  const { appointment, told } = await withTenant(organizationId, async (tx) => {
    const found = await asResource(tx, organizationId, appointmentId);
    const { businessId, serviceName, timeZone, startsAt } = found;
    const startMs = Date.parse(startsAt);
    const news = entryChangedNews({
      ...{ appointmentId, businessId, serviceName, problem, at },
      when: whenWords({ language: "en", startMs, timeZone, customerTimeZone: null }),
      date: localStamp(startMs, timeZone).slice(0, 10),
    });
    const audience = { organizationId, permission: "appointments.configure" as const };
    return { appointment: found, told: await writeNews(askByPrisma(tx), audience, news, at) };
  });
  announceAppointment(organizationId, appointment);
  await announceNews(told);
}

/** Those who erase people hear that something of one is left elsewhere. */
async function tellNotForgotten(due: Due, title: string, problem: string, at: Date): Promise<void> {
  const { organizationId, appointmentId } = due;
  const told = await withTenant(organizationId, async (tx) => {
    const { businessId, timeZone, startsAt } = await asResource(tx, organizationId, appointmentId);
    const startMs = Date.parse(startsAt);
    const when = whenWords({ language: "en", startMs, timeZone, customerTimeZone: null });
    const date = localStamp(startMs, timeZone).slice(0, 10);
    const news = notForgottenNews({ appointmentId, businessId, title, when, date, problem });
    return writeNews(askByPrisma(tx), { organizationId, permission: "callers.erase" }, news, at);
  });
  await announceNews(told);
}

function takeNext(now: Date): Promise<Due | null> {
  return withSystem("take an entry of a calendar outside", async (tx) => {
    const rows = await tx.$queryRaw<Due[]>`
      update appointment_entries e set check_at = ${new Date(now.getTime() + LEASE_MS)}
      from appointments a
      where a.organization_id = e.organization_id and a.id = e.appointment_id
        and (e.organization_id, e.appointment_id) = (
          select organization_id, appointment_id from appointment_entries where check_at <= ${now}
          order by check_at, appointment_id limit 1 for update skip locked)
      returning e.organization_id as "organizationId", e.appointment_id as "appointmentId", e.vendor, e.calendar_id as "calendarId",
        e.external_id as "externalId", e.state, e.attempts, a.state::text as "appointmentState", a.starts_at as "startsAt",
        a.ends_at as "endsAt"`;
    return rows[0] ?? null;
  });
}

async function check(due: Due, deps: IntegrationDeps | undefined, now: Date): Promise<Next | "gone"> {
  const { organizationId, appointmentId, calendarId, externalId, attempts } = due;
  const book = bookOf(organizationId, vendorOf(due.vendor), outsideDeps(deps));
  const entry = () => withTenant(organizationId, (tx) => entryOf(tx, organizationId, appointmentId));
  const settle = async (next: Next, tries = attempts + 1): Promise<Next> => {
    await withTenant(organizationId, (tx) =>
      tx.appointmentEntry.updateMany({ where: { organizationId, appointmentId }, data: { ...next, attempts: tries } }),
    );
    return next;
  };
  const forget = async () => {
    await withTenant(organizationId, (tx) =>
      tx.appointmentEntry.deleteMany({ where: { organizationId, appointmentId } }),
    );
    return "gone" as const;
  };
  const again = new Date(now.getTime() + (PAUSES_MS[attempts] ?? HOUR_MS));
  if (due.state === "writing" && due.appointmentState === "held") {
    await giveBack(organizationId, appointmentId, { kind: "unknown", problem: "it was cut short" }, now);
    return settle({ state: "removing", problem: null, checkAt: now }, 0);
  }
  if (due.state === "erasing") {
    const forgotten = await book.forget(calendarId, externalId, await entry());
    const watched = due.appointmentState === "booked" && due.startsAt > now ? again : null;
    if (!("problem" in forgotten)) return settle({ state: "there", problem: null, checkAt: watched }, 0);
    const isGivenUp = attempts + 1 >= ERASURES;
    if (forgotten.isFinal || isGivenUp) await tellNotForgotten(due, book.title, forgotten.problem, now);
    if (forgotten.isFinal) return settle({ state: "there", problem: null, checkAt: watched }, 0);
    return settle({ state: "erasing", problem: null, checkAt: isGivenUp ? null : again });
  }
  if (due.state === "removing" || due.appointmentState === "canceled") {
    const removed = await book.remove(calendarId, externalId, await entry());
    if ("problem" in removed && due.endsAt > now)
      return settle({ state: "removing", problem: removed.problem, checkAt: again });
    if ("problem" in removed || removed.wasThere || attempts + 1 >= REMOVALS) return forget();
    return settle({ state: "removing", problem: null, checkAt: again });
  }
  if (due.startsAt <= now) return settle({ state: due.state, problem: null, checkAt: null });
  if (due.state === "writing") {
    const kept = await book.place(calendarId, await entry(), true);
    if (kept.kind !== "kept") return settle({ state: "writing", problem: kept.problem, checkAt: again });
    const of = { organizationId, appointmentId, calendarId, externalId: kept.externalId };
    await withTenant(organizationId, (tx) => markThere(tx, of, now, kept.left));
    return { state: "there", problem: null, checkAt: null };
  }
  const seen = await book.look(calendarId, externalId);
  if ("problem" in seen) return settle({ state: due.state, problem: null, checkAt: again });
  const { span } = seen;
  const problem =
    span === null
      ? `It is not in ${book.title} any more.`
      : span.fromMs !== due.startsAt.getTime() || span.untilMs !== due.endsAt.getTime()
        ? `It stands at another time in ${book.title}.`
        : null;
  return settle({ state: problem === null ? "there" : "changed", problem, checkAt: again });
}
