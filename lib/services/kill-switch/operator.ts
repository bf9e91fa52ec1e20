import { randomUUID } from "node:crypto";
import { withSystemSql } from "@/lib/db/transaction";
import { systemContext } from "../context";
import { ServiceError } from "../errors";
import { clearKillSwitch, clearPlatformKillSwitches } from "./clear";
import { setKillSwitch } from "./set";

/** For whoever runs the installation, from its command line: there is no web or REST way. Audited in the organization it is about. */

export type KillTarget = { scope: "organization" | "agent" | "call"; id: string };

const FIND: Record<KillTarget["scope"], string> = {
  organization:
    "select id as organization_id, id from organizations where id::text = lower($1) or account_id = upper($1)",
  agent: "select organization_id, id from agents where id::text = lower($1)",
  call: "select organization_id, id from calls where id::text = lower($1) or provider_call_sid = $1",
};

/** Stops an organization (its id or account id), an agent (id) or a call (id, or the carrier's). Throws NOT_FOUND, INVALID. */
export async function setKillSwitchAsOperator(
  target: KillTarget,
  input: { reason: string; operator: string },
): Promise<{ id: string }> {
  const { rows } = await withSystemSql("kill switch target", (sql) =>
    sql.query<{ organization_id: string; id: string }>(FIND[target.scope], [target.id]),
  );
  const [found] = rows;
  if (!found) throw new ServiceError("NOT_FOUND", `There is no ${target.scope} ${target.id}.`);
  const context = operatorContext(found.organization_id, input.operator);
  const { reason } = input;
  if (target.scope === "organization") return setKillSwitch(context, { scope: "organization", reason });
  return setKillSwitch(context, { scope: target.scope, targetId: found.id, reason });
}

/** Clears one switch of any scope. Throws NOT_FOUND. */
export async function clearKillSwitchAsOperator(id: string, operator: string): Promise<void> {
  const { rows } = await withSystemSql("kill switch to clear", (sql) =>
    sql.query<{ organization_id: string | null }>(
      "select organization_id from kill_switches where id::text = lower($1)",
      [id],
    ),
  );
  const [found] = rows;
  if (!found) throw new ServiceError("NOT_FOUND", `There is no kill switch ${id}. Ask for the list.`);
  if (found.organization_id === null) await clearPlatformKillSwitches();
  else await clearKillSwitch(operatorContext(found.organization_id, operator), { id });
}

const operatorContext = (organizationId: string, operator: string) =>
  systemContext(organizationId, operator, ["kill_switch.set"], `cli-${randomUUID()}`);
