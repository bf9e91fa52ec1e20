import type { Transaction } from "@/lib/db/transaction";
import type { Actor } from "../context";
import { ServiceError } from "../errors";

/**
 * Throws FORBIDDEN for a person whose address is not known to be theirs: nothing may leave the house in their name. For verbs that make
 * calls, mail others or make keys; in the tenant's transaction. Programs act with keys that a verified person made.
 */
export async function requireVerifiedEmail(tx: Transaction, actor: Actor): Promise<void> {
  if (actor.kind !== "user") return;
  const user = await tx.user.findUnique({ where: { id: actor.id }, select: { emailVerifiedAt: true } });
  if (user?.emailVerifiedAt) return;
  throw new ServiceError(
    "FORBIDDEN",
    "Confirm your e-mail address first: follow the link in the mail we sent you, or have a new one sent.",
  );
}
