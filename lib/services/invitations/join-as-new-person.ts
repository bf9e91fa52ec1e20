import { randomBytes } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import { withSystem } from "@/lib/db/transaction";
import { userCodeFrom } from "@/lib/domain/codes/speakable-code";
import { hashPassword } from "../auth/password";
import { parseInput, ServiceError } from "../errors";
import { passwordProblem } from "../sign-up/password-rules";
import { findInvitation } from "./find-invitation";
import { claimInvitation, joinBy, refusalOf } from "./take-up";

const JoinInput = z.object({
  token: z.string().max(100),
  name: z.string().trim().min(1, "it must not be empty").max(80, "it may have 80 characters at most"),
  password: z.string().max(1000, "it is too long"),
});

/**
 * Makes an account for the invited address, which counts as confirmed because the mail with the link was theirs, and joins. Throws INVALID for
 * a bad name or password, CONFLICT when somebody signs in with the address already, and what `claimInvitation` throws.
 */
export async function joinAsNewPerson(
  input: z.input<typeof JoinInput>,
  request: { requestId: string; ip?: string },
  now = new Date(),
): Promise<{ userId: string; organizationId: string }> {
  const { token, name, password } = parseInput(JoinInput, input);
  // Before the password is hashed, which is slow on purpose: nobody may have us do it without an invitation.
  const offer = await findInvitation(token, now);
  if (offer.state !== "open") throw refusalOf(offer.state);
  const { email } = offer;
  const problem = passwordProblem(password, email);
  if (problem) throw new ServiceError("INVALID", `Check password: ${problem}.`, { fields: { password: problem } });
  const person = { userId: uuidv7(), name, email };
  const row = {
    id: person.userId,
    publicId: userCodeFrom(randomBytes(9)),
    email,
    name,
    passwordHash: await hashPassword(password),
    emailVerifiedAt: now,
    lastSignInAt: now,
    createdAt: now,
  };
  return withSystem("join by an invitation", async (tx) => {
    const claimed = await claimInvitation(tx, token, person, now);
    const { count } = await tx.user.createMany({ data: [row], skipDuplicates: true });
    if (count === 0) {
      throw new ServiceError("CONFLICT", `There is an account for ${email} already. Sign in with it to join.`);
    }
    await joinBy(tx, claimed, person, request, now);
    return { userId: person.userId, organizationId: claimed.organizationId };
  });
}
