import { v7 as uuidv7 } from "uuid";
import type { MailMessage } from "@/lib/contracts/mail";
import type { Transaction } from "@/lib/db/transaction";
import { sharedEnv } from "@/lib/env/shared";
import { deriveKey } from "../derive-key";
import { seal } from "../secrets/seal";

export const MAIL_PURPOSE = "outgoing mail";

export const mailKey = (): Buffer => deriveKey(sharedEnv().NEXTAUTH_SECRET, MAIL_PURPOSE);

/**
 * Has a message mailed, if the caller's transaction (a tenant's or the system's) stands; a job sends it within seconds. The message is
 * kept sealed, because its link is as good as a password, and only until it is sent.
 */
export async function enqueueMail(tx: Transaction, to: string, message: MailMessage): Promise<void> {
  const sealed = seal(mailKey(), MAIL_PURPOSE, JSON.stringify(message));
  const kept = JSON.stringify({ kind: message.kind, sealed });
  // Not by Prisma's create: that reads the row back, and a tenant may only add.
  await tx.$executeRaw`insert into outgoing_mail (id, message, "to") values (${uuidv7()}::uuid, ${kept}::jsonb, ${to})`;
}
