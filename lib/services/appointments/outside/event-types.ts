import type { EventType } from "@/lib/contracts/appointment-books";
import { list, text } from "@/lib/domain/integrations/reading";
import { unfitForPhone } from "@/lib/domain/integrations/vendors/calendly-booking";
import type { ServiceContext } from "../../context";
import { ServiceError } from "../../errors";
import type { IntegrationDeps } from "../../integrations/installation";
import { withIntegrationToken } from "../../integrations/tokens";
import { requirePermission } from "../../require-permission";
import { askVendor } from "./ask-vendor";
import { outsideDeps } from "./look-outside";

/**
 * What can be booked in the organization's Calendly, by its name (developer.calendly.com, GET /event_types; the first hundred that are switched on).
 * Needs `appointments.configure`; throws UNAVAILABLE when Calendly can't be asked.
 */
export async function listEventTypes(context: ServiceContext, deps?: IntegrationDeps): Promise<EventType[]> {
  requirePermission(context, "appointments.configure");
  const { organizationId } = context;
  const given = outsideDeps(deps);
  const used = await withIntegrationToken({ organizationId }, "calendly", given, async ({ account }) => ({
    value: account["user"] ?? "",
    expired: false,
  }));
  if ("problem" in used) throw unavailable(used.problem);
  const query = { user: used.value, active: "true", count: "100" };
  const asked = await askVendor(organizationId, "calendly", { method: "GET", path: "/event_types", query }, given);
  if (asked.kind !== "answer") throw unavailable(asked.problem);
  const found = list(asked.answer.json, "collection");
  if (!found) throw unavailable("its answer can’t be read");
  return found
    .flatMap((one) => {
      const [uri, name, duration] = [text(one, "uri"), text(one, "name"), Number(text(one, "duration"))];
      if (uri === null || name === null || !(duration > 0)) return [];
      return [{ id: uri.split("/").at(-1) ?? "", name, durationMinutes: duration, unfit: unfitForPhone(one) }];
    })
    .sort((a, b) => a.name.localeCompare(b.name));
}

const unavailable = (problem: string) =>
  new ServiceError("UNAVAILABLE", `Calendly can’t be asked now: ${problem}. Nothing was changed.`, {
    retryAfterMs: 60_000,
  });
