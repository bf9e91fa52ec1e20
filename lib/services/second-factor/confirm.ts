import { z } from "zod";
import { auditPerson } from "../auth/audit-person";
import { parseInput, ServiceError } from "../errors";
import type { Self } from "../sessions/self";
import { mailSecondFactorChanged } from "./mail-changed";
import { replaceRecoveryCodes } from "./recovery-codes";
import { guessing } from "./take-code";
import { totpStepOf, unsealTotpSecret } from "./totp";

const Input = z.object({
  code: z
    .string()
    .transform((code) => code.replaceAll(/\s/g, ""))
    .pipe(z.string().regex(/^\d{6}$/, "it has six digits")),
});

/**
 * Turns the second factor on, with the app's first code as proof that it was set up. This session counts as having shown it; the person's
 * others must. Gives ten recovery codes, which are never shown again. Mailed and audited. Throws UNAUTHENTICATED for a wrong code.
 */
export async function confirmSecondFactor(self: Self, input: unknown, now = new Date()): Promise<string[]> {
  const { code } = parseInput(Input, input);
  const { userId } = self.user;
  const wrong = "This code is not right. Check that the clock of your phone is, and enter the app's next code.";
  return guessing(userId, wrong, now, async (tx, { totpSecret, totpConfirmedAt }) => {
    if (totpConfirmedAt) throw new ServiceError("CONFLICT", "A second factor is set up already.");
    if (!totpSecret) throw new ServiceError("CONFLICT", "Begin the set-up anew: load the page again.");
    const step = totpStepOf(unsealTotpSecret(userId, totpSecret), code, now);
    if (step === null) return null;
    await tx.user.update({ where: { id: userId }, data: { totpConfirmedAt: now, totpLastStep: BigInt(step) } });
    await tx.userSession.updateMany({ where: { id: self.sessionId, userId }, data: { mfaAt: now } });
    const codes = await replaceRecoveryCodes(tx, userId, now);
    await auditPerson(tx, self, { action: "second_factor.enabled", targetType: "user", targetId: userId }, now);
    await mailSecondFactorChanged(tx, self, true);
    return codes;
  });
}
