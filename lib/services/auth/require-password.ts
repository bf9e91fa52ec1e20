import { withSystem } from "@/lib/db/transaction";
import { ServiceError } from "../errors";
import type { Self } from "../sessions/self";
import { createOneAtATime } from "./one-at-a-time";
import { passwordMatches } from "./password";
import { countFailure, forgetFailures, requireUnlocked, type ThrottleSubject } from "./throttle";

const oneAtATime = createOneAtATime();

/**
 * Asks a signed-in person for their password again, before something that a stolen session must not be able to do. Throws INVALID (field
 * `password`) when it is wrong, RATE_LIMITED after too many wrong ones; those count as failed sign-ins do.
 */
export function requirePassword({ user }: Self, password: string, now: Date): Promise<void> {
  return oneAtATime(user.userId, async () => {
    const subjects: ThrottleSubject[] = [{ kind: "email", value: user.email }];
    const passwordHash = await withSystem("password again", async (tx) => {
      await requireUnlocked(tx, subjects, now);
      const where = { id: user.userId, disabledAt: null };
      return (await tx.user.findUnique({ where, select: { passwordHash: true } }))?.passwordHash ?? null;
    });
    if (await passwordMatches(passwordHash, password)) {
      await withSystem("password given", (tx) => forgetFailures(tx, subjects));
      return;
    }
    await withSystem("password wrong", (tx) => countFailure(tx, subjects, now));
    throw new ServiceError("INVALID", "This is not your present password.", {
      fields: { password: "This is not your present password." },
    });
  });
}
