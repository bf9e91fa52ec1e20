import { createHash } from "node:crypto";
import { type Transaction, withSystem } from "@/lib/db/transaction";
import { ServiceError } from "../errors";

const WINDOW_MS = 60 * 60_000;
/** Per window. Many people of one office share a network address. */
const MOST = { email: 5, ip: 60 } as const;

type LimitedAction = "sign_up" | "verify_email" | "reset_password";

/**
 * Counts one request for a mail, against its address and where it comes from, known or not. Throws RATE_LIMITED when it is one too many;
 * it counts all the same.
 */
export async function countMailRequest(
  action: LimitedAction,
  from: { email: string; ip?: string | undefined },
  now: Date,
): Promise<void> {
  const subjects = [
    { key: keyOf(`${action}_email`, from.email), most: MOST.email },
    ...(from.ip ? [{ key: keyOf(`${action}_ip`, from.ip), most: MOST.ip }] : []),
    // In one order always, so that two requests cannot hold each other's row.
  ].sort((a, b) => (a.key < b.key ? -1 : 1));
  const waitMs = await withSystem("mail requests", async (tx) => {
    let longestMs = 0;
    for (const { key, most } of subjects) longestMs = Math.max(longestMs, await count(tx, key, most, now));
    return longestMs;
  });
  refuseFor(waitMs);
}

/** Counts one of `most` an hour for `subject`. Throws RATE_LIMITED when it is one too many; it counts all the same. */
export async function countHourly(kind: string, subject: string, most: number, now: Date): Promise<void> {
  refuseFor(await withSystem("attempts an hour", (tx) => count(tx, keyOf(kind, subject), most, now)));
}

function refuseFor(waitMs: number): void {
  if (waitMs === 0) return;
  const minutes = Math.ceil(waitMs / 60_000);
  throw new ServiceError(
    "RATE_LIMITED",
    `That was asked for too often. Try again in ${minutes === 1 ? "a minute" : `${minutes} minutes`}.`,
    { retryAfterMs: waitMs },
  );
}

const keyOf = (kind: string, value: string) => `${kind}:${createHash("sha256").update(value).digest("hex")}`;

/** How long to wait, in ms; 0: not at all. The window opens with the first request. */
async function count(tx: Transaction, key: string, most: number, now: Date): Promise<number> {
  const ends = new Date(now.getTime() + WINDOW_MS);
  const rows = await tx.$queryRaw<{ failures: number; locked_until: Date }[]>`
    insert into sign_in_throttles as t (subject, failures, last_at, locked_until) values (${key}, 1, ${now}, ${ends})
    on conflict (subject) do update set last_at = ${now},
      failures = case when t.locked_until <= ${now} then 1 else t.failures + 1 end,
      locked_until = case when t.locked_until <= ${now} then ${ends} else t.locked_until end
    returning failures, locked_until`;
  const row = rows[0];
  return row && row.failures > most ? Math.max(1, row.locked_until.getTime() - now.getTime()) : 0;
}
