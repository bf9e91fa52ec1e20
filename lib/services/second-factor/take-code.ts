import { z } from "zod";
import { type Transaction, withSystem } from "@/lib/db/transaction";
import { auditPerson } from "../auth/audit-person";
import { countFailure, forgetFailures, requireUnlocked, type ThrottleSubject } from "../auth/throttle";
import { ServiceError } from "../errors";
import type { Self } from "../sessions/self";
import { countRecoveryCodes, takeRecoveryCode } from "./recovery-codes";
import { totpStepOf, unsealTotpSecret } from "./totp";

/** Six digits of the app, or a recovery code; spaces as people write them. */
export const CodeInput = z
  .string()
  .trim()
  .min(6, "it has six digits")
  .max(40, "it has six digits, or is a recovery code");

export type TakenCode = "totp" | "recovery_code";

type Secrets = { totpSecret: string | null; totpConfirmedAt: Date | null; totpLastStep: bigint | null };

export const secondFactorSubject = (userId: string): ThrottleSubject => ({ kind: "second_factor", value: userId });

/**
 * Runs `work` with the person's secrets while their row is locked: of two guesses made side by side, in whichever process, one waits for
 * the other, and no code counts twice. `work` gives null for a wrong code, which is counted, and answered with UNAUTHENTICATED; after
 * too many, RATE_LIMITED.
 */
export async function guessing<T>(
  userId: string,
  wrong: string,
  now: Date,
  work: (tx: Transaction, secrets: Secrets) => Promise<T | null>,
): Promise<T> {
  const subjects = [secondFactorSubject(userId)];
  const result = await withSystem("second factor", async (tx) => {
    await tx.$queryRaw`select 1 from users where id = ${userId}::uuid for update`;
    await requireUnlocked(tx, subjects, now);
    const secrets = await tx.user.findUnique({
      where: { id: userId, disabledAt: null },
      select: { totpSecret: true, totpConfirmedAt: true, totpLastStep: true },
    });
    if (!secrets) throw new ServiceError("UNAUTHENTICATED", "Your session has ended. Sign in again.");
    const done = await work(tx, secrets);
    // Kept although the guess was wrong: thrown in here, the count would be undone.
    if (done === null) await countFailure(tx, subjects, now);
    else await forgetFailures(tx, subjects);
    return done;
  });
  if (result === null) throw new ServiceError("UNAUTHENTICATED", wrong);
  return result;
}

/** Takes a code of the app that is set up, or a recovery code; null when it is wrong or was used. For `guessing`. */
export async function takeCode(
  tx: Transaction,
  self: Self,
  secrets: Secrets,
  code: string,
  now: Date,
): Promise<TakenCode | null> {
  const { userId } = self.user;
  if (!secrets.totpSecret || !secrets.totpConfirmedAt) {
    throw new ServiceError("CONFLICT", "There is no second factor. Load the page anew.");
  }
  const digits = code.replaceAll(/[\s-]/g, "");
  if (!/^\d{6}$/.test(digits)) {
    if (!(await takeRecoveryCode(tx, userId, code, now))) return null;
    const details = { left: await countRecoveryCodes(tx, userId) };
    await auditPerson(tx, self, { action: "recovery_code.used", targetType: "user", targetId: userId, details }, now);
    return "recovery_code";
  }
  const step = totpStepOf(unsealTotpSecret(userId, secrets.totpSecret), digits, now);
  if (step === null || BigInt(step) <= (secrets.totpLastStep ?? -1n)) return null;
  await tx.user.update({ where: { id: userId }, data: { totpLastStep: BigInt(step) } });
  return "totp";
}

export const WRONG_CODE =
  "This code is not right, or was used already. Wait for the app's next code, or use a recovery code.";
