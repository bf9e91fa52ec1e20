import { v7 as uuidv7 } from "uuid";
import { withTenant, withTenantSql } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { requireVerifiedEmail } from "../sign-up/require-verified-email";
import { type NumberRow, selectNumbers } from "./number-rows";
import { placeOf } from "./place-of";

export type NumberWish = {
  e164: string;
  label: string;
  businessId?: string | undefined;
  agentId?: string | undefined;
};

/** A number reserved for an organization before the carrier is asked: a number has one row in the whole world. */
export type Claim =
  | { kind: "claimed"; id: string }
  /** The organization has it, or is getting it at this moment. */
  | { kind: "own"; row: NumberRow }
  /** Another organization has it. */
  | { kind: "taken" };

/** Reserves a number: of two who want it at once one gets it. Throws as `placeOf` does, and FORBIDDEN for unconfirmed addresses. */
export async function claimNumber(
  context: ServiceContext,
  wish: NumberWish,
  source: "bought" | "imported" | "placed",
  now: Date,
): Promise<Claim> {
  const { organizationId } = context;
  const id = uuidv7();
  const claimed = await withTenant(organizationId, async (tx) => {
    await requireVerifiedEmail(tx, context.actor);
    const { businessId, agentId } = await placeOf(tx, organizationId, wish);
    return tx.$executeRaw`
      insert into phone_numbers (organization_id, id, e164, label, business_id, agent_id, source, state, active, created_at, updated_at)
      values (${organizationId}::uuid, ${id}::uuid, ${wish.e164}, ${wish.label}, ${businessId}::uuid, ${agentId}::uuid,
        ${source}::phone_number_source, 'ordering', false, ${now}, ${now})
      on conflict (e164) do nothing`;
  });
  if (claimed === 1) return { kind: "claimed", id };
  const [row] = await withTenantSql(organizationId, (sql) =>
    selectNumbers(sql, "n.e164 = $2", [organizationId, wish.e164]),
  );
  return row ? { kind: "own", row } : { kind: "taken" };
}

/** Gives a reservation back: the carrier has said no. */
export async function dropClaim(organizationId: string, id: string): Promise<void> {
  await withTenant(organizationId, (tx) =>
    tx.phoneNumber.deleteMany({ where: { organizationId, id, state: "ordering" } }),
  );
}
