import { withSystem, withTenant } from "@/lib/db/transaction";
import { findIntegration } from "@/lib/domain/integrations/catalogue";
import { text } from "@/lib/domain/integrations/reading";
import { eventNotForgottenNews } from "@/lib/domain/notifications/news";
import { askVendor } from "../appointments/outside/ask-vendor";
import { outsideDeps } from "../appointments/outside/look-outside";
import type { IntegrationDeps } from "../integrations/installation";
import { withIntegrationToken } from "../integrations/tokens";
import { announceNews } from "../notifications/notify";
import { askByPrisma, writeNews } from "../notifications/write-news";
import { ERASED } from "./redact-event";

type Due = { organizationId: string; id: string; vendor: string; externalId: string; attempts: number };
type Forgotten = { forgotten: true } | { problem: string; isFinal: boolean };

/** Nobody else sees to it meanwhile; longer than a calendar may take. */
const LEASE_MS = 60_000;
const PAUSES_MS = [60_000, 600_000];
const HOUR_MS = 3_600_000;
/** Two soon, then each hour for a day. */
const MOST_TRIES = 26;

/**
 * Makes nobody's, in the calendars they stand in, the events that integrations entered in the calls of people who were erased since. What cannot be
 * done in a day is given up, and those who erase people are told. Each by one job alone.
 */
export async function eraseOutside(deps?: IntegrationDeps, now = () => new Date(), budgetMs = 10_000): Promise<number> {
  let done = 0;
  const startedAt = performance.now();
  while (performance.now() - startedAt < budgetMs) {
    const due = await takeNext(now());
    if (!due) break;
    const { organizationId, id, attempts } = due;
    const forgotten: Forgotten =
      due.vendor === "google_calendar"
        ? await forgetInGoogle(due, outsideDeps(deps))
        : { problem: "it keeps whom an event was booked for", isFinal: true };
    const isOver = "forgotten" in forgotten || forgotten.isFinal || attempts + 1 >= MOST_TRIES;
    if ("forgotten" in forgotten) done += 1;
    else if (isOver) await tell(due, forgotten.problem, now());
    await withTenant(organizationId, async (tx) => {
      if (isOver) return tx.outsideErasure.deleteMany({ where: { organizationId, id } });
      const dueAt = new Date(now().getTime() + (PAUSES_MS[attempts] ?? HOUR_MS));
      return tx.outsideErasure.updateMany({ where: { organizationId, id }, data: { attempts: attempts + 1, dueAt } });
    });
  }
  return done;
}

function takeNext(now: Date): Promise<Due | null> {
  return withSystem("take what is to be forgotten outside", async (tx) => {
    const rows = await tx.$queryRaw<Due[]>`
      update outside_erasures set due_at = ${new Date(now.getTime() + LEASE_MS)}
      where (organization_id, id) = (
        select organization_id, id from outside_erasures where due_at <= ${now}
        order by due_at, id limit 1 for update skip locked
      ) returning organization_id as "organizationId", id, vendor, external_id as "externalId", attempts`;
    return rows[0] ?? null;
  });
}

/** The time stays taken; name, words and the mark of whose it is go. */
async function forgetInGoogle({ organizationId, externalId }: Due, deps: IntegrationDeps): Promise<Forgotten> {
  const used = await withIntegrationToken({ organizationId }, "google_calendar", deps, async ({ settings }) => ({
    value: settings["calendar_id"] || "primary",
    expired: false,
  }));
  if ("problem" in used) return { problem: used.problem, isFinal: false };
  const path = `/calendar/v3/calendars/${encodeURIComponent(used.value)}/events/${encodeURIComponent(externalId)}`;
  const body = { summary: ERASED, description: "", extendedProperties: { private: { aybizaCaller: null } } };
  const request = { method: "PATCH" as const, path, body, changes: true as const, expects: [404, 410] };
  const asked = await askVendor(organizationId, "google_calendar", request, deps);
  if (asked.kind !== "answer") return { problem: asked.problem, isFinal: false };
  if (asked.answer.status === 410) return { forgotten: true };
  if (asked.answer.status === 404) return { problem: "it is not in the calendar that is connected now", isFinal: true };
  const seen = await askVendor(organizationId, "google_calendar", { method: "GET", path }, deps);
  if (seen.kind !== "answer") return { problem: seen.problem, isFinal: false };
  return text(seen.answer.json, "summary") === ERASED
    ? { forgotten: true }
    : { problem: "it still has what it had", isFinal: false };
}

async function tell({ organizationId, id, vendor }: Due, problem: string, now: Date): Promise<void> {
  const title = findIntegration(vendor)?.title ?? vendor;
  const told = await withTenant(organizationId, (tx) =>
    writeNews(
      askByPrisma(tx),
      { organizationId, permission: "callers.erase" },
      eventNotForgottenNews({ erasureId: id, title, problem }),
      now,
    ),
  );
  await announceNews(told);
}
