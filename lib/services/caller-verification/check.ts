import { z } from "zod";
import { type Transaction, withSystem } from "@/lib/db/transaction";
import { readDigits, spokenLanguageOf } from "@/lib/domain/codes/spoken-code";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { auditBoth } from "./audit-both";
import { codeMatches } from "./code-hash";
import { CODE_DIGITS, TRIES_PER_CODE } from "./limits";

const Input = z.object({
  callId: z.uuid(),
  /** As it was said, or keyed in. */
  said: z.string().max(300),
  /** BCP 47, of the call. */
  language: z.string().max(20).default("en"),
});

export type CheckedCode =
  | { outcome: "verified"; accountId: string }
  | { outcome: "wrong"; triesLeft: number }
  /** Not six digits; does not count as a try. */
  | { outcome: "unclear"; digits: number }
  | { outcome: "expired" | "used_up" | "not_started" };

/**
 * Checks the code a caller says or keys in against the one sent last in this call. Every try counts, also where no code was sent. Needs
 * `callers.verify`. Throws NOT_FOUND for another's call.
 */
export async function checkCallerCode(
  context: ServiceContext,
  rawInput: z.input<typeof Input>,
  now = new Date(),
): Promise<CheckedCode> {
  requirePermission(context, "callers.verify");
  const input = parseInput(Input, rawInput);
  const code = readDigits(input.said, CODE_DIGITS, spokenLanguageOf(input.language));
  const { organizationId } = context;
  return withSystem("caller verification", async (tx) => {
    const call = await tx.call.findUnique({
      where: { organizationId_id: { organizationId, id: input.callId } },
      select: { id: true },
    });
    if (!call) throw new ServiceError("NOT_FOUND", "There is no such call.");
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`caller verification ${call.id}`}, 0))`;
    const last = await tx.callerVerification.findFirst({
      where: { organizationId, callId: call.id },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    });
    if (!last) return { outcome: "not_started" };
    if (last.verifiedAt && last.accountId) return { outcome: "verified", accountId: last.accountId };
    if (last.failedAt) return { outcome: "used_up" };
    if (last.expiresAt <= now) return { outcome: "expired" };
    if (code.length !== CODE_DIGITS) return { outcome: "unclear", digits: code.length };

    const attempts = last.attempts + 1;
    const verified = codeMatches(last.id, code, last.codeHash) && last.accountId !== null;
    const usedUp = !verified && attempts >= TRIES_PER_CODE;
    await tx.callerVerification.update({
      where: { organizationId_id: { organizationId, id: last.id } },
      data: { attempts, ...(verified ? { verifiedAt: now } : usedUp ? { failedAt: now } : {}) },
    });
    await auditBoth(tx, context, await organizationOf(tx, last.accountId), {
      action: verified ? "caller_verification.verified" : "caller_verification.failed",
      targetId: last.id,
      details: { callId: call.id, result: verified ? "verified" : usedUp ? "used_up" : `wrong_${attempts}` },
    });
    if (verified && last.accountId) return { outcome: "verified", accountId: last.accountId };
    return usedUp ? { outcome: "used_up" } : { outcome: "wrong", triesLeft: TRIES_PER_CODE - attempts };
  });
}

async function organizationOf(tx: Transaction, accountId: string | null): Promise<string | null> {
  if (accountId === null) return null;
  return (await tx.organization.findUnique({ where: { accountId }, select: { id: true } }))?.id ?? null;
}
