import { v7 as uuidv7 } from "uuid";
import { type StartedCallerId, StartCallerIdInput } from "@/lib/contracts/api/caller-ids";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { countryProblem } from "../dial-policy/country-problem";
import { parseInput, ServiceError } from "../errors";
import { dialableNumber } from "../outbound/dialable-number";
import { carrierProblem } from "../phone-numbers/carrier-problem";
import type { NumberDeps } from "../phone-numbers/number-deps";
import { requirePermission } from "../require-permission";
import { requireVerifiedEmail } from "../sign-up/require-verified-email";
import { CALLER_ID_SELECT, carrierLabelOf, toCallerId } from "./caller-id-row";

const MOST_STARTED_PER_HOUR = 10;

/**
 * Has the carrier call a number; whoever answers keys in the code, which stands in this answer alone, and agents may then call under it.
 * Needs `numbers.write`. Throws INVALID, CONFLICT (verified already, or one of the organization's numbers), RATE_LIMITED (each start is a
 * call to somebody) and UNAVAILABLE. Audited.
 */
export async function startCallerId(
  context: ServiceContext,
  input: StartCallerIdInput,
  { carrier, now }: Pick<NumberDeps, "carrier" | "now">,
): Promise<StartedCallerId> {
  requirePermission(context, "numbers.write");
  const { e164: typed, label } = parseInput(StartCallerIdInput, input);
  const dialable = dialableNumber(typed);
  if (!dialable.ok) throw refused(dialable.problem);
  const { e164 } = dialable;
  const { organizationId } = context;
  const id = uuidv7();
  await withTenant(organizationId, async (tx) => {
    await requireVerifiedEmail(tx, context.actor);
    const problem = await countryProblem(tx, organizationId, dialable);
    if (problem) throw refused(problem);
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtext(${`caller-ids:${organizationId}`}))`;
    const since = new Date(now.getTime() - 3_600_000);
    const action = "caller_id.started";
    const recent = await tx.auditEntry.count({ where: { organizationId, action, at: { gt: since } } });
    if (recent >= MOST_STARTED_PER_HOUR)
      throw new ServiceError("RATE_LIMITED", "Ten numbers were called within the hour. Try again later.", {
        retryAfterMs: 3_600_000,
      });
    const known = await tx.callerId.findFirst({ where: { organizationId, e164 }, select: { state: true } });
    const own = await tx.phoneNumber.count({ where: { organizationId, e164 } });
    if (known?.state === "verified" || own > 0)
      throw new ServiceError("CONFLICT", "Agents may call under this number already.");
  });
  const { code } = await carrier.startVerification({ e164, label: carrierLabelOf(id) }).catch((error: unknown) => {
    throw carrierProblem(error, "Twilio did not answer in time. If the telephone rings, hang up and start again.");
  });
  const callerId = await withTenant(organizationId, async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtext(${`caller-ids:${organizationId}`}))`;
    await tx.callerId.deleteMany({ where: { organizationId, e164, state: { not: "verified" } } });
    const row = await tx.callerId.create({
      data: { organizationId, id, e164, label, startedAt: now },
      select: CALLER_ID_SELECT,
    });
    await recordAudit(
      tx,
      context,
      { action: "caller_id.started", targetType: "caller_id", targetId: id, details: { e164 } },
      now,
    );
    return toCallerId(row);
  });
  return { callerId, code };
}

const refused = (problem: string): ServiceError =>
  new ServiceError("INVALID", `Check e164: ${problem}.`, { fields: { e164: problem } });
