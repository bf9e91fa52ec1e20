import { defaultRetentionDays } from "@/lib/domain/recordings/default-retention";
import { randomBytes } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import type { z } from "zod";
import { type Transaction, withSystem } from "@/lib/db/transaction";
import { TRIAL } from "@/lib/domain/billing/plans";
import { accountIdFrom, userCodeFrom } from "@/lib/domain/codes/speakable-code";
import { sharedEnv } from "@/lib/env/shared";
import { recordAudit } from "../audit/record-audit";
import { hashPassword } from "../auth/password";
import { parseInput, ServiceError } from "../errors";
import { enqueueMail } from "../mail/enqueue-mail";
import { countMailRequest } from "../mail-links/attempt-limit";
import { issueLink } from "../mail-links/issue-link";
import { EVEN_MS, inEvenTime } from "./even-time";
import { SignUpInput } from "./input";
import { passwordProblem } from "./password-rules";

const DAY_MS = 24 * 60 * 60_000;
const CODE_ATTEMPTS = 5;

type SignUpOptions = {
  now?: Date;
  evenMs?: number;
  /** Of the speakable codes; a code that is taken is drawn again. */
  random?: (bytes: number) => Uint8Array;
};

/**
 * Makes a person, who has yet to follow the link that is mailed to them, and an organization on trial that they own. Says the same, in the
 * same time, when the address has an account already: then that one's owner is told by mail. Throws INVALID naming the fields, or
 * RATE_LIMITED.
 */
export async function signUp(
  input: unknown,
  request: { requestId: string; ip?: string },
  { now = new Date(), evenMs = EVEN_MS, random = randomBytes }: SignUpOptions = {},
): Promise<{ email: string }> {
  const wanted = parseInput(SignUpInput, input);
  const { email, password } = wanted;
  const problem = passwordProblem(password, email);
  if (problem) throw new ServiceError("INVALID", `Check password: ${problem}.`, { fields: { password: problem } });
  await countMailRequest("sign_up", { email, ip: request.ip }, now);
  await inEvenTime(evenMs, async () => {
    // For a known address too: it takes longer than all the rest.
    const passwordHash = await hashPassword(password);
    await withSystem("sign up", async (tx) => {
      const user = await createUser(tx, { email, name: wanted.name, passwordHash, now, random });
      if (!user) return tellOwner(tx, email);
      const organizationId = await createOrganization(tx, { ...wanted, userId: user.id, now, random });
      const link = await issueLink(tx, "verify_email", user, now);
      await enqueueMail(tx, email, { kind: "verify_email", name: wanted.name, link });
      const actor = { kind: "user" as const, id: user.id, name: wanted.name };
      const details = { plan: "starter", trialDays: TRIAL.days };
      const record = { action: "organization.created", targetType: "organization", targetId: organizationId, details };
      await recordAudit(tx, { organizationId, actor, ...request }, record, now);
    });
  });
  return { email };
}

/** Null when the address is taken, be it a moment ago. */
async function createUser(
  tx: Transaction,
  wanted: { email: string; name: string; passwordHash: string; now: Date; random: (bytes: number) => Uint8Array },
): Promise<{ id: string; email: string } | null> {
  const { email, name, passwordHash, now, random } = wanted;
  const id = uuidv7();
  for (let attempt = 0; attempt < CODE_ATTEMPTS; attempt++) {
    const data = { id, publicId: userCodeFrom(random(9)), email, name, passwordHash, createdAt: now };
    const { count } = await tx.user.createMany({ data, skipDuplicates: true });
    if (count > 0) return { id, email };
    if (await tx.user.findUnique({ where: { email }, select: { id: true } })) return null;
  }
  throw new Error("no free user code");
}

async function createOrganization(
  tx: Transaction,
  wanted: Pick<z.output<typeof SignUpInput>, "organizationName" | "timeZone" | "plan"> & {
    userId: string;
    now: Date;
    random: (bytes: number) => Uint8Array;
  },
): Promise<string> {
  const { organizationName: name, timeZone, plan, userId, now, random } = wanted;
  const organizationId = uuidv7();
  let created = 0;
  for (let attempt = 0; created === 0; attempt++) {
    if (attempt === CODE_ATTEMPTS) throw new Error("no free account id");
    const own = { name, timeZone, retentionDays: defaultRetentionDays(timeZone), createdAt: now };
    const data = { id: organizationId, accountId: accountIdFrom(random(11)), ...own };
    created = (await tx.organization.createMany({ data, skipDuplicates: true })).count;
  }
  await tx.membership.create({ data: { organizationId, userId, role: "owner", createdAt: now } });
  const trialEndsAt = new Date(now.getTime() + TRIAL.days * DAY_MS);
  await tx.subscription.create({
    data: {
      organizationId,
      plan: "starter",
      status: "trialing",
      periodStart: now,
      periodEnd: trialEndsAt,
      trialEndsAt,
      // Offered first when they come to billing; nothing turns into it by itself.
      pendingPlan: plan,
    },
  });
  return organizationId;
}

async function tellOwner(tx: Transaction, email: string): Promise<void> {
  const user = await tx.user.findUnique({ where: { email } });
  if (!user || user.disabledAt) return;
  const signInLink = `${sharedEnv().PUBLIC_WEB_URL}/sign-in`;
  await enqueueMail(tx, email, { kind: "already_signed_up", name: user.name, signInLink });
}
