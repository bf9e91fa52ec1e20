import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";

export type FloorChange = {
  organizationId: string;
  callId: string;
  userId: string;
  name: string;
  /** Taken over by voice, or given back. */
  action: "call.taken_over" | "call.given_back";
};

/** Writes down that a person took a call over, or gave it back: it is done already, by the worker, where it must not wait for a database. */
export async function noteFloor({ organizationId, callId, userId, name, action }: FloorChange): Promise<void> {
  await withTenant(organizationId, (tx) =>
    recordAudit(
      tx,
      { organizationId, actor: { kind: "user", id: userId, name }, requestId: "" },
      { action, targetType: "call", targetId: callId },
    ),
  );
}
