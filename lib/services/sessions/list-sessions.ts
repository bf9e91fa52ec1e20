import type { SessionSummary } from "@/lib/contracts/session";
import { browserInWords } from "./browser-words";
import { withSystem } from "@/lib/db/transaction";
import type { Self } from "./self";

const MOST = 100;

/** Where the person is signed in: this session first, then the last seen. The newest hundred. */
export async function listSessions(self: Self, now = new Date()): Promise<SessionSummary[]> {
  const rows = await withSystem("list sessions", (tx) =>
    tx.userSession.findMany({
      where: { userId: self.user.userId, revokedAt: null, expiresAt: { gt: now } },
      orderBy: { lastSeenAt: "desc" },
      take: MOST,
      include: { user: { select: { totpConfirmedAt: true } } },
    }),
  );
  return rows
    .map(({ user, ...row }) => ({
      id: row.id,
      isCurrent: row.id === self.sessionId,
      isHalfway: user.totpConfirmedAt !== null && (row.mfaAt === null || row.mfaAt < user.totpConfirmedAt),
      browser: browserInWords(row.userAgent),
      ip: row.ip,
      createdAt: row.createdAt.toISOString(),
      lastSeenAt: row.lastSeenAt.toISOString(),
    }))
    .sort((a, b) => Number(b.isCurrent) - Number(a.isCurrent));
}
