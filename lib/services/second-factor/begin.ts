import { withSystem } from "@/lib/db/transaction";
import { ServiceError } from "../errors";
import type { Self } from "../sessions/self";
import { newTotpSecret, sealTotpSecret, totpAddress } from "./totp";

export type SecondFactorSetUp = {
  /** Base32, for typing it into the app. */
  secret: string;
  /** otpauth://, for the QR code. */
  address: string;
};

/** Begins to set up an authenticator app: a new secret, which counts once a code confirms it (confirm.ts). Throws CONFLICT when one is set up. */
export async function beginSecondFactor(self: Self): Promise<SecondFactorSetUp> {
  const { userId, email } = self.user;
  const secret = newTotpSecret();
  const { count } = await withSystem("begin second factor", (tx) =>
    tx.user.updateMany({
      where: { id: userId, totpConfirmedAt: null },
      data: { totpSecret: sealTotpSecret(userId, secret), totpLastStep: null },
    }),
  );
  if (count === 0) throw new ServiceError("CONFLICT", "A second factor is set up already. Turn it off first.");
  return { secret, address: totpAddress(email, secret) };
}
