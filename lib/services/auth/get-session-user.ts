import { z } from "zod";
import type { SessionUser } from "@/lib/contracts/session";
import { withSystem } from "@/lib/db/transaction";
import { ServiceError } from "../errors";
import { findSessionUser } from "./session-user";

/** The person behind a session, with today's memberships and roles. Throws UNAUTHENTICATED when they are gone or disabled. */
export async function getSessionUser(userId: string): Promise<SessionUser> {
  const id = z.uuid().safeParse(userId);
  const found = id.success ? await withSystem("session", (tx) => findSessionUser(tx, { id: id.data })) : null;
  if (!found) throw new ServiceError("UNAUTHENTICATED", "Your session has ended. Sign in again.");
  return found.user;
}
