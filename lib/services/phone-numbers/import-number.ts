import { type ImportableNumbers, ImportNumberInput } from "@/lib/contracts/api/phone-numbers";
import type { PhoneNumberResource } from "@/lib/contracts/phone-numbers";
import { withSystem, withTenantSql } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { toPlan } from "../inbound/number-plan";
import { requirePermission } from "../require-permission";
import { carrierProblem } from "./carrier-problem";
import { claimNumber, dropClaim } from "./claim-number";
import { finishNumber } from "./finish-number";
import { loadNumber } from "./load-number";
import { addressesOf, type NumberDeps } from "./number-deps";

/** The most numbers of an account that are looked through. */
const MOST_LISTED = 1_000;

/**
 * The numbers of the connected account that nobody here has yet. Needs `numbers.write`. Throws FORBIDDEN for the platform's account, INVALID, RATE_LIMITED or UNAVAILABLE when the
 * account cannot be asked.
 */
export async function listImportable(
  context: ServiceContext,
  { carrier, account, publicCallUrl }: Pick<NumberDeps, "carrier" | "account" | "publicCallUrl">,
): Promise<ImportableNumbers> {
  requirePermission(context, "numbers.write");
  refuseSharedAccount(account);
  const numbers = await carrier.listNumbers(MOST_LISTED).catch((error: unknown) => {
    throw carrierProblem(error, "Twilio did not answer in time. Try again.");
  });
  const taken = await withSystem("numbers that are taken", (tx) =>
    tx.phoneNumber.findMany({ where: { e164: { in: numbers.map(({ e164 }) => e164) } }, select: { e164: true } }),
  );
  const known = new Set(taken.map(({ e164 }) => e164));
  return {
    numbers: numbers
      .filter(({ e164 }) => !known.has(e164))
      .map(({ e164, label, voice, voiceUrl, handledBy }) => ({
        e164,
        carrierLabel: label,
        inUseElsewhere: handledBy !== "" || (voiceUrl !== "" && !voiceUrl.startsWith(publicCallUrl)),
        voice,
      })),
  };
}

/**
 * Takes over a number that the connected account has: its calls come here from now on. Needs `numbers.write`. Throws INVALID when the account
 * does not have it, CONFLICT when it is in use here already, NOT_FOUND for the business or agent, RATE_LIMITED or UNAVAILABLE. Audited.
 */
export async function importNumber(
  context: ServiceContext,
  input: ImportNumberInput,
  deps: NumberDeps,
): Promise<PhoneNumberResource> {
  requirePermission(context, "numbers.write");
  const wish = parseInput(ImportNumberInput, input);
  refuseSharedAccount(deps.account);
  return takeOver(context, wish, deps, "imported");
}

/** The same for the installation's operator, who hands out what the platform's account has. */
export async function placeNumber(
  context: ServiceContext,
  input: ImportNumberInput,
  deps: NumberDeps,
): Promise<PhoneNumberResource> {
  requirePermission(context, "numbers.write");
  return takeOver(context, parseInput(ImportNumberInput, input), deps, "placed");
}

async function takeOver(
  context: ServiceContext,
  wish: ReturnType<typeof ImportNumberInput.parse>,
  deps: NumberDeps,
  source: "imported" | "placed",
): Promise<PhoneNumberResource> {
  const { organizationId } = context;
  const { e164 } = wish;
  // The account first: whoever does not have the number learns nothing about who else does.
  const found = await ask(() => deps.carrier.findNumber(e164));
  if (!found) {
    const problem =
      "the connected Twilio account does not have this number; buy it there or here, or connect its account";
    throw new ServiceError("INVALID", `Check e164: ${problem}.`, { fields: { e164: problem } });
  }
  const claim = await claimNumber(context, wish, source, deps.now);
  if (claim.kind === "own") throw new ServiceError("CONFLICT", "This number is among your numbers already.");
  if (claim.kind === "taken")
    throw new ServiceError(
      "CONFLICT",
      "This number is in use on this installation already and cannot be added a second time. If it should be yours, ask whoever set it up to release it first.",
    );
  try {
    const row = await withTenantSql(organizationId, (sql) => loadNumber(sql, organizationId, claim.id));
    const expected = addressesOf(e164, toPlan(row), deps);
    const carrier = await deps.carrier.setWebhooks(found.sid, expected);
    return await finishNumber(context, claim.id, { carrier, expected, action: `number.${source}` }, deps.now);
  } catch (error) {
    await dropClaim(organizationId, claim.id);
    throw carrierProblem(error, "Twilio did not answer in time. The number was not added; try again.");
  }
}

/** The platform's account is everybody's: what it has and nobody uses is its operator's to give. */
function refuseSharedAccount(account: NumberDeps["account"]): void {
  if (account !== "platform") return;
  throw new ServiceError(
    "FORBIDDEN",
    "This organization calls through the platform’s Twilio account, whose numbers its operator hands out. Connect your own Twilio account under Settings, Connections, to bring its numbers here, or buy a new number.",
  );
}

async function ask<T>(question: () => Promise<T>): Promise<T> {
  try {
    return await question();
  } catch (error) {
    throw carrierProblem(error, "Twilio did not answer in time. Try again.");
  }
}
