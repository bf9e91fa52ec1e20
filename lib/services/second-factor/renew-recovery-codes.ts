import { z } from "zod";
import { auditPerson } from "../auth/audit-person";
import { parseInput } from "../errors";
import type { Self } from "../sessions/self";
import { replaceRecoveryCodes } from "./recovery-codes";
import { CodeInput, guessing, takeCode, WRONG_CODE } from "./take-code";

/** Ten new recovery codes, never shown again, for a code of the app or one of the old ones, which are void from now on. Audited. */
export async function renewRecoveryCodes(self: Self, input: unknown, now = new Date()): Promise<string[]> {
  const { code } = parseInput(z.object({ code: CodeInput }), input);
  const { userId } = self.user;
  return guessing(userId, WRONG_CODE, now, async (tx, secrets) => {
    const taken = await takeCode(tx, self, secrets, code, now);
    if (taken === null) return null;
    const codes = await replaceRecoveryCodes(tx, userId, now);
    await auditPerson(tx, self, { action: "recovery_codes.renewed", targetType: "user", targetId: userId }, now);
    return codes;
  });
}
