import { createHash } from "node:crypto";
import type { Transaction } from "@/lib/db/transaction";
import { ServiceError } from "../errors";

/** Failures that are free; each one after doubles the wait. */
const FREE_FAILURES = { email: 5, ip: 30, second_factor: 5 } as const;
const LONGEST_LOCK_MS = 15 * 60_000;
/** Failures this old are forgotten. */
const FORGET_AFTER_MS = 60 * 60_000;

export type ThrottleSubject = { kind: keyof typeof FREE_FAILURES; value: string };

const keyOf = ({ kind, value }: ThrottleSubject) => `${kind}:${createHash("sha256").update(value).digest("hex")}`;

/** How long the subjects must still wait, in ms; 0: they may try. */
export async function lockedForMs(tx: Transaction, subjects: readonly ThrottleSubject[], now: Date): Promise<number> {
  const rows = await tx.signInThrottle.findMany({ where: { subject: { in: subjects.map(keyOf) } } });
  return Math.max(0, ...rows.map((row) => (row.lockedUntil?.getTime() ?? 0) - now.getTime()));
}

/** Counts a failure against each subject, and locks those with too many. */
export async function countFailure(tx: Transaction, subjects: readonly ThrottleSubject[], now: Date): Promise<void> {
  // In one order always, so that two requests cannot hold each other's row.
  const sorted = [...subjects].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  for (const subject of sorted) {
    const forgetBefore = new Date(now.getTime() - FORGET_AFTER_MS);
    const rows = await tx.$queryRaw<{ failures: number }[]>`
      insert into sign_in_throttles (subject, failures, last_at) values (${keyOf(subject)}, 1, ${now})
      on conflict (subject) do update set last_at = ${now},
        failures = case when sign_in_throttles.last_at < ${forgetBefore} then 1 else sign_in_throttles.failures + 1 end
      returning failures`;
    const over = (rows[0]?.failures ?? 0) - FREE_FAILURES[subject.kind];
    if (over < 0) continue;
    const lockedUntil = new Date(now.getTime() + Math.min(LONGEST_LOCK_MS, 1000 * 2 ** Math.min(over, 20)));
    await tx.signInThrottle.update({ where: { subject: keyOf(subject) }, data: { lockedUntil } });
  }
}

/** Throws RATE_LIMITED, saying how long, while one of the subjects must wait. */
export async function requireUnlocked(tx: Transaction, subjects: readonly ThrottleSubject[], now: Date): Promise<void> {
  const waitMs = await lockedForMs(tx, subjects, now);
  if (waitMs > 0) throw tooManyAttempts(waitMs);
}

const tooManyAttempts = (waitMs: number): ServiceError =>
  new ServiceError("RATE_LIMITED", `Too many attempts. Try again in ${waitInWords(waitMs)}.`, {
    retryAfterMs: waitMs,
  });

function waitInWords(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 90) return seconds === 1 ? "1 second" : `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}

export async function forgetFailures(tx: Transaction, subjects: readonly ThrottleSubject[]): Promise<void> {
  await tx.signInThrottle.deleteMany({ where: { subject: { in: subjects.map(keyOf) } } });
}
