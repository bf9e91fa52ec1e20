import { z } from "zod";
import { auditPerson } from "../auth/audit-person";
import { requirePassword } from "../auth/require-password";
import { parseInput } from "../errors";
import type { Self } from "../sessions/self";
import { mailSecondFactorChanged } from "./mail-changed";
import { CodeInput, guessing, takeCode, WRONG_CODE } from "./take-code";

const Input = z.object({ password: z.string().min(1, "it must not be empty").max(1000), code: CodeInput });

/** Turns the second factor off, for the password and a code. Its recovery codes are void. Mailed and audited. */
export async function disableSecondFactor(self: Self, input: unknown, now = new Date()): Promise<void> {
  const { password, code } = parseInput(Input, input);
  const { userId } = self.user;
  await requirePassword(self, password, now);
  await guessing(userId, WRONG_CODE, now, async (tx, secrets) => {
    const taken = await takeCode(tx, self, secrets, code, now);
    if (taken === null) return null;
    await tx.user.update({
      where: { id: userId },
      data: { totpSecret: null, totpConfirmedAt: null, totpLastStep: null },
    });
    await tx.recoveryCode.deleteMany({ where: { userId } });
    await auditPerson(tx, self, { action: "second_factor.disabled", targetType: "user", targetId: userId }, now);
    await mailSecondFactorChanged(tx, self, false);
    return taken;
  });
}
