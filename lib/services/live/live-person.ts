import { randomUUID } from "node:crypto";
import { withSystemSql } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { presentRights, type LiveHolder } from "./present-rights";

/**
 * Somebody on the live connection as who acts, with what they may do at this moment. Throws UNAUTHENTICATED for whom nothing is left: the
 * session was ended, they are no member any more.
 */
export async function livePerson(holder: LiveHolder): Promise<ServiceContext> {
  const { userId, organizationId, sessionId } = holder;
  const [permissions] = await presentRights([holder]);
  if (!permissions) throw new ServiceError("UNAUTHENTICATED", "Your session has ended. Sign in again.");
  const { rows } = await withSystemSql("who acts live", (sql) =>
    sql.query<{ name: string }>("select name from users where id = $1", [userId]),
  );
  const actor = { kind: "user" as const, id: userId, name: rows[0]?.name ?? "" };
  return { organizationId, actor, permissions, sessionId, requestId: `live_${randomUUID().replaceAll("-", "")}` };
}
