import type { Task } from "graphile-worker";
import { log } from "@/lib/log/log";
import { eraseOrganization, listDueErasures } from "@/lib/services/privacy/erase-organization";

/** Every ten minutes: one that waits for its calls to end is tried again. One that fails does not keep the others. */
export const eraseDueOrganizationsTask: Task = async () => {
  for (const organizationId of await listDueErasures(new Date())) {
    try {
      const { accountId, ...result } = await eraseOrganization(organizationId);
      log.warn({ organizationId, accountId, ...result }, "organization erased, or its calls are being ended first");
    } catch (error) {
      log.error({ organizationId, err: error }, "organization not erased; it is tried again");
    }
  }
};
