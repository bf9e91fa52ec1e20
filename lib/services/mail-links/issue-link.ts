import type { Transaction } from "@/lib/db/transaction";
import { sharedEnv } from "@/lib/env/shared";
import { linkTokenHash, newLinkToken } from "./link-token";

export type LinkKind = "verify_email" | "reset_password";

const VALID_MS: Record<LinkKind, number> = { verify_email: 24 * 60 * 60_000, reset_password: 60 * 60_000 };
const PATH: Record<LinkKind, string> = { verify_email: "verify-email", reset_password: "new-password" };

/** Makes a link for the person's mailbox, in a system transaction, and ends the older ones of its kind. Returns its whole address. */
export async function issueLink(
  tx: Transaction,
  kind: LinkKind,
  user: { id: string; email: string },
  now: Date,
): Promise<string> {
  await endLinks(tx, kind, user.id, now);
  const token = newLinkToken();
  const expiresAt = new Date(now.getTime() + VALID_MS[kind]);
  await tx.mailLink.create({
    data: { tokenHash: linkTokenHash(token), kind, userId: user.id, email: user.email, createdAt: now, expiresAt },
  });
  return `${sharedEnv().PUBLIC_WEB_URL}/${PATH[kind]}/${token}`;
}

/** No link of the kind that the person was sent before counts any more. */
export async function endLinks(tx: Transaction, kind: LinkKind, userId: string, now: Date): Promise<void> {
  await tx.mailLink.updateMany({
    where: { userId, kind, usedAt: null, expiresAt: { gt: now } },
    data: { expiresAt: now },
  });
}
