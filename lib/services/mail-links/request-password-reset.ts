import { z } from "zod";
import { withSystem } from "@/lib/db/transaction";
import { parseInput } from "../errors";
import { enqueueMail } from "../mail/enqueue-mail";
import { EVEN_MS, inEvenTime } from "../sign-up/even-time";
import { EmailAddress } from "../sign-up/input";
import { countMailRequest } from "./attempt-limit";
import { issueLink } from "./issue-link";

const Input = z.object({ email: EmailAddress });

/**
 * Mails a link for a new password to whoever has this address; says and takes the same when nobody has. Throws INVALID or RATE_LIMITED.
 */
export async function requestPasswordReset(
  input: unknown,
  request: { ip?: string },
  { now = new Date(), evenMs = EVEN_MS } = {},
): Promise<void> {
  const { email } = parseInput(Input, input);
  await countMailRequest("reset_password", { email, ip: request.ip }, now);
  await inEvenTime(evenMs, () =>
    withSystem("mail a link for a new password", async (tx) => {
      const user = await tx.user.findUnique({ where: { email } });
      if (!user || user.disabledAt) return;
      const link = await issueLink(tx, "reset_password", user, now);
      await enqueueMail(tx, email, { kind: "reset_password", name: user.name, link });
    }),
  );
}
