import { z } from "zod";
import type { SessionUser } from "@/lib/contracts/session";
import { withSystem } from "@/lib/db/transaction";
import { parseInput, ServiceError } from "../errors";
import { auditPerson } from "./audit-person";
import { createOneAtATime } from "./one-at-a-time";
import { passwordMatches } from "./password";
import { findSessionUser } from "./session-user";
import { countFailure, forgetFailures, requireUnlocked, type ThrottleSubject } from "./throttle";

const SignInInput = z.object({
  email: z
    .string()
    .trim()
    .toLowerCase()
    .pipe(z.email({ error: "it must be an e-mail address" }).max(254)),
  password: z.string().min(1, "it must not be empty").max(1000),
});

/** Guesses at one person's password wait for each other: side by side, all of them would be made before the first one counts. */
const oneAtATime = createOneAtATime();

/**
 * Checks e-mail and password. Throws UNAUTHENTICATED (the same, after the same work, whether the person or the password is wrong) or
 * RATE_LIMITED after too many failures. Audited in each of the person's organizations. A person with a second factor has still to show it
 * (second-factor/show.ts).
 */
export async function signIn(
  input: unknown,
  request: { requestId: string; ip?: string },
  now = new Date(),
): Promise<SessionUser> {
  const { email, password } = parseInput(SignInInput, input);
  return oneAtATime(email, () => attempt(email, password, request, now));
}

async function attempt(
  email: string,
  password: string,
  request: { requestId: string; ip?: string },
  now: Date,
): Promise<SessionUser> {
  const subjects: ThrottleSubject[] = [{ kind: "email", value: email }];
  if (request.ip) subjects.push({ kind: "ip", value: request.ip });

  const found = await withSystem("sign in", async (tx) => {
    await requireUnlocked(tx, subjects, now);
    return findSessionUser(tx, { email });
  });
  const matches = await passwordMatches(found?.passwordHash ?? null, password);
  if (!found || !matches) {
    await withSystem("sign in failed", (tx) => countFailure(tx, subjects, now));
    throw new ServiceError("UNAUTHENTICATED", "E-mail address and password do not go together.");
  }
  const { user } = found;
  await withSystem("signed in", async (tx) => {
    await forgetFailures(tx, subjects.slice(0, 1));
    await tx.user.update({ where: { id: user.userId }, data: { lastSignInAt: now } });
    const record = { action: "user.signed_in", targetType: "user", targetId: user.userId };
    await auditPerson(tx, { user, ...request }, record, now);
  });
  return user;
}
