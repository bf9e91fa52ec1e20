import { z } from "zod";
import { withSystem } from "@/lib/db/transaction";

/** Signing out: from now on the session's cookie, and every copy of it, is worth nothing. An unknown one is left alone. */
export async function endSession(claims: { userId: unknown; sessionId: unknown }, now = new Date()): Promise<void> {
  const named = z.object({ userId: z.uuid(), sessionId: z.uuid() }).safeParse(claims);
  if (!named.success) return;
  const { userId, sessionId } = named.data;
  await withSystem("end session", (tx) =>
    tx.userSession.updateMany({ where: { id: sessionId, userId, revokedAt: null }, data: { revokedAt: now } }),
  );
}
