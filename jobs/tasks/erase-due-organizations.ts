import type { Task } from "graphile-worker";
import type { ObjectStore } from "@/lib/adapters/object-store/object-store";
import { log } from "@/lib/log/log";
import type { AuditAnchors } from "@/lib/services/audit/anchors";
import { carrierFor } from "@/lib/services/connections/carrier-for";
import { eraseOrganization, listDueErasures } from "@/lib/services/privacy/erase-organization";

/** Every ten minutes: one that waits for its calls to end or its numbers to be taken back is tried again. One that fails does not keep the others. */
export const eraseDueOrganizationsTask =
  (anchors: AuditAnchors, objects: ObjectStore): Task =>
  async () => {
    for (const organizationId of await listDueErasures(new Date())) {
      try {
        const { accountId, ...result } = await eraseOrganization(organizationId, {
          anchors,
          objects,
          numbersOf: carrierFor,
        });
        log.warn(
          { organizationId, accountId, ...result },
          "organization erased, or its calls and numbers are being ended first",
        );
      } catch (error) {
        log.error({ organizationId, err: error }, "organization not erased; it is tried again");
      }
    }
  };
