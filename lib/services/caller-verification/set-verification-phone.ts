import { z } from "zod";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { dialableNumber } from "../outbound/dialable-number";
import { requirePermission } from "../require-permission";
import { verificationPhoneOf } from "./verification-phone";

const Input = z.object({ phone: z.string().trim().max(40) });

/**
 * Sets the number that codes go to when somebody calls about this account; empty: none, and nobody can be verified. Owners alone
 * (`security.write`): who changes it can pass for the account. Throws INVALID.
 */
export async function setVerificationPhone(
  context: ServiceContext,
  rawInput: z.input<typeof Input>,
): Promise<{ phone: string | null }> {
  requirePermission(context, "security.write");
  const input = parseInput(Input, rawInput);
  const phone = input.phone === "" ? null : e164Of(input.phone);
  const { organizationId } = context;
  await withTenant(organizationId, async (tx) => {
    const rows = await tx.$queryRaw<{ settings: unknown }[]>`
      select settings from organizations where id = ${organizationId}::uuid for update`;
    const before = verificationPhoneOf(rows[0]?.settings);
    await tx.$executeRaw`update organizations set updated_at = now(), settings =
      (settings - 'verificationPhone') || jsonb_strip_nulls(jsonb_build_object('verificationPhone', ${phone}::text))
      where id = ${organizationId}::uuid`;
    await recordAudit(tx, context, {
      action: "verification_phone.changed",
      targetType: "organization",
      targetId: organizationId,
      details: { before: lastDigits(before), after: lastDigits(phone) },
    });
  });
  return { phone };
}

const lastDigits = (phone: string | null): string | null => phone && phone.slice(-2);

function e164Of(phone: string): string {
  const dialable = dialableNumber(phone);
  if (dialable.ok) return dialable.e164;
  throw new ServiceError("INVALID", `Check phone: ${dialable.problem}.`, { fields: { phone: dialable.problem } });
}
