import { z } from "zod";
import type { Transaction } from "@/lib/db/transaction";
import { ServiceError } from "../errors";

export type LockedNumber = {
  e164: string;
  businessId: string;
  state: "ordering" | "ready" | "releasing";
  source: "bought" | "imported" | "placed";
  providerSid: string | null;
};

/** The number, held until the transaction ends. Throws NOT_FOUND, and CONFLICT unless it is in service (or may be in another state). */
export async function lockNumber(
  tx: Transaction,
  organizationId: string,
  numberId: string,
  mayBe: readonly LockedNumber["state"][] = ["ready"],
): Promise<LockedNumber> {
  const [number] = z.uuid().safeParse(numberId).success
    ? await tx.$queryRaw<LockedNumber[]>`
        select e164, business_id as "businessId", state::text, source::text, provider_sid as "providerSid" from phone_numbers
        where organization_id = ${organizationId}::uuid and id = ${numberId}::uuid for update`
    : [];
  if (!number) throw new ServiceError("NOT_FOUND", "There is no such phone number.");
  if (mayBe.includes(number.state)) return number;
  throw new ServiceError(
    "CONFLICT",
    number.state === "ordering"
      ? "The number is still being ordered. Try again when that is certain, in a minute or two."
      : "The number is being released and cannot be changed any more.",
  );
}
