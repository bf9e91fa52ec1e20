import { findSession } from "@/lib/services/sessions/find-session";
import type { Self } from "@/lib/services/sessions/self";
import { startSession } from "@/lib/services/sessions/start-session";

/** A person with a session of their own, as the pages know them at this moment. */
export async function signedIn(userId: string): Promise<Self> {
  const sessionId = await startSession(userId, {});
  const found = await findSession({ userId, sessionId });
  if (!found) throw new Error("nobody is signed in");
  return { user: found.user, sessionId, requestId: "test" };
}
