import type { TwilioNumber } from "@/lib/adapters/twilio/numbers";
import type { WebhookProblem } from "@/lib/contracts/phone-numbers";
import { type NumberAddresses, webhookProblems } from "@/lib/domain/call/number-webhooks";
import type { Prisma } from "@/lib/db/generated/client";

export type SeenWebhooks = { state: "ok" | "drifted" | "missing" | "unreachable"; problems: WebhookProblem[] };

/** How a number stands at the carrier, by what the carrier answered. */
export function seenWebhooks(expected: NumberAddresses, found: TwilioNumber | null): SeenWebhooks {
  if (found === null) return { state: "missing", problems: [] };
  const problems = webhookProblems(expected, found);
  return { state: problems.length === 0 ? "ok" : "drifted", problems };
}

/** The same as columns. */
export const webhookColumns = ({ state, problems }: SeenWebhooks, now: Date) =>
  ({
    webhookState: state,
    webhookProblems: problems as Prisma.InputJsonValue,
    webhookCheckedAt: now,
  }) satisfies Prisma.PhoneNumberUpdateManyMutationInput;
