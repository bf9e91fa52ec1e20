import { MailMessage } from "@/lib/contracts/mail";
import { unseal } from "@/lib/services/secrets/seal";
import { withOwner } from "@/scripts/test/database";
import { MAIL_PURPOSE, mailKey } from "../enqueue-mail";

/** What waits to be mailed to an address, oldest first, opened. For tests. */
export async function waitingMail(databaseUrl: string, to: string): Promise<MailMessage[]> {
  const { rows } = await withOwner(databaseUrl, (sql) =>
    sql.query<{ message: { sealed: string } }>(
      `select message from outgoing_mail where "to" = $1 and message ? 'sealed' order by id`,
      [to],
    ),
  );
  return rows.map(({ message }) => MailMessage.parse(JSON.parse(unseal(mailKey(), MAIL_PURPOSE, message.sealed))));
}

/** The secret at the end of the newest link of a kind that was mailed to an address. */
export async function mailedToken(
  databaseUrl: string,
  to: string,
  kind: "verify_email" | "reset_password",
): Promise<string> {
  const message = (await waitingMail(databaseUrl, to)).findLast((mail) => mail.kind === kind);
  if (!message || !("link" in message)) throw new Error(`no ${kind} was mailed to ${to}`);
  return new URL(message.link).pathname.split("/").at(-1) ?? "";
}
