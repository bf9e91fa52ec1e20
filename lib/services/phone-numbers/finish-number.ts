import type { TwilioNumber } from "@/lib/adapters/twilio/numbers";
import type { PhoneNumberResource } from "@/lib/contracts/phone-numbers";
import { withTenant, withTenantSql } from "@/lib/db/transaction";
import type { NumberAddresses } from "@/lib/domain/call/number-webhooks";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { forgetNumbers } from "../inbound/resolve-number";
import { loadNumber } from "./load-number";
import { toPhoneNumber } from "./number-rows";
import { seenWebhooks, webhookColumns } from "./webhook-state";

/** Puts a reserved number into service: the carrier has said that the account has it. Once, however often it is called. Audited. */
export async function finishNumber(
  context: ServiceContext,
  id: string,
  at: {
    carrier: TwilioNumber;
    expected: NumberAddresses;
    action: string;
    price?: { monthly: number; unit: string } | null;
  },
  now: Date,
): Promise<PhoneNumberResource> {
  const { organizationId } = context;
  const { carrier, expected, action, price } = at;
  await withTenant(organizationId, async (tx) => {
    const { count } = await tx.phoneNumber.updateMany({
      where: { organizationId, id, state: "ordering" },
      data: {
        state: "ready",
        active: true,
        providerSid: carrier.sid,
        ...(price ? { monthlyPrice: price.monthly, priceUnit: price.unit } : {}),
        ...webhookColumns(seenWebhooks(expected, carrier), now),
        updatedAt: now,
      },
    });
    if (count === 0) return;
    const details = { e164: carrier.e164, ...(price ? { monthlyPrice: price.monthly, priceUnit: price.unit } : {}) };
    await recordAudit(tx, context, { action, targetType: "phone_number", targetId: id, details }, now);
  });
  forgetNumbers(carrier.e164);
  const row = await withTenantSql(organizationId, (sql) => loadNumber(sql, organizationId, id));
  return toPhoneNumber(row, now);
}
