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
 * Mails a new link to an address that is not verified yet. Does as much for every other address, in the same time, and mails nothing.
 * Throws INVALID or RATE_LIMITED.
 */
export async function requestVerification(
  input: unknown,
  request: { ip?: string },
  { now = new Date(), evenMs = EVEN_MS } = {},
): Promise<void> {
  const { email } = parseInput(Input, input);
  await countMailRequest("verify_email", { email, ip: request.ip }, now);
  await inEvenTime(evenMs, () =>
    withSystem("mail a verification link", async (tx) => {
      const user = await tx.user.findUnique({ where: { email } });
      if (!user || user.disabledAt || user.emailVerifiedAt) return;
      const link = await issueLink(tx, "verify_email", user, now);
      await enqueueMail(tx, email, { kind: "verify_email", name: user.name, link });
    }),
  );
}
