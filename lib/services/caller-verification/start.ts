import { randomInt } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import { type Transaction, withSystem } from "@/lib/db/transaction";
import { readAccountId, spokenLanguageOf } from "@/lib/domain/codes/spoken-code";
import { log } from "@/lib/log/log";
import { hasStopped, noteStopped, saysStopped } from "../call-texts/text-book";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { auditBoth } from "./audit-both";
import { codeHash } from "./code-hash";
import { codeMessage } from "./code-message";
import { CODE_DIGITS, CODE_LIFE_MINUTES, CODES_PER_ACCOUNT_AND_HOUR, CODES_PER_CALL } from "./limits";
import { verificationPhoneOf } from "./verification-phone";

const Input = z.object({
  callId: z.uuid(),
  /** As the recogniser heard it. */
  saidAccountId: z.string().max(300),
  /** BCP 47, of the call. */
  language: z.string().max(20).default("en"),
});

export type StartedVerification =
  /** A code was sent, if the account exists, has a number for this, and was not sent too many: which of them is not told. */
  | { outcome: "sent_if_it_exists" }
  /** Ask again for these groups (1 to 3) of the account id. */
  | { outcome: "unclear"; heard: string; groups: number[] }
  | { outcome: "too_many_codes" };

export type SendText = (message: { to: string; from: string; body: string }) => Promise<unknown>;

type Deps = { sendText: SendText; now?: Date; randomCode?: () => string };

const HOUR_MS = 3_600_000;

/**
 * A caller says that an account is theirs: sends a code by text message to the number the account has set for this. The answer is the
 * same whether or not the account exists, and does not wait for the message. Needs `callers.verify`. Throws NOT_FOUND for another's call.
 */
export async function startCallerVerification(
  context: ServiceContext,
  rawInput: z.input<typeof Input>,
  { sendText, now = new Date(), randomCode = sixDigits }: Deps,
): Promise<StartedVerification> {
  requirePermission(context, "callers.verify");
  const input = parseInput(Input, rawInput);
  const language = spokenLanguageOf(input.language);
  const said = readAccountId(input.saidAccountId, language);
  if (said.kind === "unclear") {
    await requireCall(context, input.callId);
    return { outcome: "unclear", heard: said.heard, groups: said.groups };
  }
  const { organizationId } = context;
  const id = uuidv7();
  const code = randomCode();
  const message = await withSystem("caller verification", async (tx) => {
    const call = await findCall(tx, context, input.callId);
    for (const lock of [input.callId, said.accountId])
      await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`caller verification ${lock}`}, 0))`;
    const codes = await tx.callerVerification.count({ where: { organizationId, callId: input.callId } });
    if (codes >= CODES_PER_CALL) return "too_many" as const;
    const account = await tx.organization.findUnique({ where: { accountId: said.accountId } });
    const phone = verificationPhoneOf(account?.settings);
    const since = new Date(now.getTime() - HOUR_MS);
    const lately = await tx.callerVerification.count({
      where: { accountId: said.accountId, codeHash: { not: null }, createdAt: { gt: since } },
    });
    const stopped = phone !== null && (await hasStopped(tx, organizationId, phone));
    const to = lately < CODES_PER_ACCOUNT_AND_HOUR && !stopped ? phone : null;
    await tx.callerVerification.create({
      data: {
        organizationId,
        id,
        callId: input.callId,
        accountId: account ? said.accountId : null,
        codeHash: to === null ? null : codeHash(id, code),
        sentTo: to && to.slice(-2),
        createdAt: now,
        expiresAt: new Date(now.getTime() + CODE_LIFE_MINUTES * 60_000),
      },
    });
    const why =
      to !== null
        ? "sent"
        : !account
          ? "no_account"
          : phone === null
            ? "no_number"
            : stopped
              ? "stopped"
              : "too_many_for_account";
    await auditBoth(tx, context, account?.id ?? null, {
      action: "caller_verification.started",
      targetId: id,
      details: { callId: input.callId, result: why },
    });
    if (to === null) return null;
    const from = call.direction === "inbound" ? call.toNumber : call.fromNumber;
    return { to, from, body: codeMessage(language, code, call.business.name) };
  });
  if (message === "too_many") return { outcome: "too_many_codes" };
  if (message) {
    // Not waited for: how long it takes would tell that the account exists.
    void sendText(message).catch((error: unknown) => {
      log.error({ err: error, verificationId: id, callId: input.callId }, "verification code not sent");
      if (saysStopped(error)) void noteStopped(organizationId, message.to);
      return forget(organizationId, id).catch(() => undefined);
    });
  }
  return { outcome: "sent_if_it_exists" };
}

const sixDigits = (): string => String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, "0");

/** A code that never arrived counts for nothing, not even against the account. */
function forget(organizationId: string, id: string): Promise<unknown> {
  return withSystem("verification code not sent", (tx) =>
    tx.callerVerification.update({
      where: { organizationId_id: { organizationId, id } },
      data: { codeHash: null, sentTo: null },
    }),
  );
}

async function findCall(tx: Transaction, { organizationId }: ServiceContext, callId: string) {
  const call = await tx.call.findUnique({
    where: { organizationId_id: { organizationId, id: callId } },
    select: { direction: true, fromNumber: true, toNumber: true, business: { select: { name: true } } },
  });
  if (!call) throw new ServiceError("NOT_FOUND", "There is no such call.");
  return call;
}

const requireCall = (context: ServiceContext, callId: string) =>
  withSystem("caller verification", (tx) => findCall(tx, context, callId));
