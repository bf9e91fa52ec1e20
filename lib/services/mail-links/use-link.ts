import { type Transaction, withSystem } from "@/lib/db/transaction";
import { ServiceError } from "../errors";
import type { LinkKind } from "./issue-link";
import { linkTokenHash } from "./link-token";

type LinkProblem = "unknown" | "used" | "expired";

type LinkState = { problem: LinkProblem; words: string } | { problem: null; userId: string; email: string };

const WORDS: Record<LinkProblem, string> = {
  unknown: "This link is not complete, or not one of ours. Open it from the mail again, or ask for a new one.",
  used: "This link was used already; each one works once. Ask for a new one if you still need it.",
  expired: "This link has run out, or a newer one was mailed after it. Use the newest mail, or ask for a new link.",
};

/** Whether a link would work, without using it: mail scanners open links, so only a click uses one. */
export function checkLink(kind: LinkKind, token: string, now = new Date()): Promise<LinkState> {
  return withSystem("look at a mailed link", (tx) => lookAt(tx, kind, token, now));
}

/** As `checkLink`. Throws NOT_FOUND or CONFLICT with words when it would not work. */
export async function requireLink(
  kind: LinkKind,
  token: string,
  now: Date,
): Promise<{ userId: string; email: string }> {
  const state = await checkLink(kind, token, now);
  if (state.problem === null) return state;
  throw linkError(state.problem);
}

/**
 * Uses the link up, in a system transaction, if it still counts: one statement, so that of two at once one gets it. Throws as
 * `requireLink`.
 */
export async function useLink(tx: Transaction, kind: LinkKind, token: string, now: Date): Promise<{ userId: string }> {
  const used = await tx.$queryRaw<{ user_id: string }[]>`
    update mail_links as l set used_at = ${now} from users as u
    where l.token_hash = ${linkTokenHash(token)} and l.kind = ${kind}::mail_link_kind and l.used_at is null
      and l.expires_at > ${now} and u.id = l.user_id and u.email = l.email and u.disabled_at is null
    returning l.user_id`;
  const userId = used[0]?.user_id;
  if (userId) return { userId };
  const { problem } = await lookAt(tx, kind, token, now);
  throw linkError(problem ?? "used");
}

async function lookAt(tx: Transaction, kind: LinkKind, token: string, now: Date): Promise<LinkState> {
  const row = await tx.mailLink.findUnique({ where: { tokenHash: linkTokenHash(token) }, include: { user: true } });
  if (!row || row.kind !== kind || row.user.disabledAt) return { problem: "unknown", words: WORDS.unknown };
  if (row.usedAt) return { problem: "used", words: WORDS.used };
  if (row.expiresAt <= now || row.user.email !== row.email) return { problem: "expired", words: WORDS.expired };
  return { problem: null, userId: row.userId, email: row.email };
}

const linkError = (problem: LinkProblem) =>
  new ServiceError(problem === "unknown" ? "NOT_FOUND" : "CONFLICT", WORDS[problem]);
