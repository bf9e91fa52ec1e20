import { withSystem } from "@/lib/db/transaction";

/** Sessions end after this, whatever is done with them. */
export const SESSION_MAX_AGE_MS = 7 * 24 * 60 * 60 * 1000;

/** How long a session is remembered after its end. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;
const USER_AGENT_LENGTH = 300;

/** Begins a session of a person whose password was right: always a new one, so that nobody can plant one beforehand. Gives its id. */
export async function startSession(
  userId: string,
  browser: { ip?: string; userAgent?: string },
  now = new Date(),
): Promise<string> {
  return withSystem("start session", async (tx) => {
    await tx.userSession.deleteMany({ where: { userId, expiresAt: { lt: new Date(now.getTime() - KEPT_MS) } } });
    const { id } = await tx.userSession.create({
      data: {
        userId,
        createdAt: now,
        lastSeenAt: now,
        expiresAt: new Date(now.getTime() + SESSION_MAX_AGE_MS),
        ip: browser.ip ?? null,
        userAgent: (browser.userAgent ?? "").slice(0, USER_AGENT_LENGTH),
      },
      select: { id: true },
    });
    return id;
  });
}
