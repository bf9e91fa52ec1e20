import type { Task } from "graphile-worker";
import { log } from "@/lib/log/log";
import type { AuditAnchors } from "@/lib/services/audit/anchors";

/** Every minute: notes outside of the database where each audit log ends, so that nobody can cut it off there unseen. */
export const anchorAuditTask =
  (anchors: AuditAnchors): Task =>
  async () => {
    const { written, cutOff } = await anchors.anchor();
    if (cutOff.length > 0)
      log.error(
        { organizationIds: cutOff },
        "audit logs were cut off: they end before their anchors (npm run audit -- verify)",
      );
    else if (written > 0) log.debug({ written }, "audit logs anchored");
  };
