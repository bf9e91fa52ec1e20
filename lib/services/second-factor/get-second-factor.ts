import { withSystem } from "@/lib/db/transaction";
import type { Self } from "../sessions/self";
import { countRecoveryCodes } from "./recovery-codes";

export type SecondFactorState = {
  /** ISO; null: there is none. */
  since: string | null;
  recoveryCodesLeft: number;
};

/** Whether the person has a second factor, since when, and how many recovery codes are left. */
export function getSecondFactor({ user }: Self): Promise<SecondFactorState> {
  return withSystem("second factor state", async (tx) => {
    const where = { id: user.userId };
    const row = await tx.user.findUnique({ where, select: { totpConfirmedAt: true } });
    return {
      since: row?.totpConfirmedAt?.toISOString() ?? null,
      recoveryCodesLeft: await countRecoveryCodes(tx, user.userId),
    };
  });
}
