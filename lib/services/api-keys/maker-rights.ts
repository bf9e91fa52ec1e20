import type { MembershipRole } from "@/lib/contracts/session";
import { ServiceError } from "../errors";
import { type Permission, permissionsOf } from "../permissions";

/** Of a key's maker; no role: they are no member any more. */
export type KeyMaker = { role: MembershipRole | null; verified: boolean; disabled: boolean; set_up_due: boolean };

/** Its columns, for a statement that has the key as `k`: the one question of an authentication answers for both. */
export const MAKER_COLUMNS = `m.role::text as role, u.email_verified_at is not null as verified, u.disabled_at is not null as disabled,
  coalesce(o.require_mfa and u.totp_confirmed_at is null, false) as set_up_due`;
export const MAKER_JOINS = `left join memberships m on m.organization_id = k.organization_id and m.user_id::text = k.created_by
  left join users u on u.id = m.user_id left join organizations o on o.id = m.organization_id`;

/**
 * What the person who made a key may do in its organization at this moment: a key is the organization's, but never more than whom it was made by.
 * Throws UNAUTHENTICATED when they are no member any more or disabled (the key is over), and FORBIDDEN while something is missing that they can
 * mend: then the key works again as it is.
 */
export function makerRights(maker: KeyMaker): ReadonlySet<Permission> {
  if (!maker.role || maker.disabled) {
    throw new ServiceError(
      "UNAUTHENTICATED",
      "The person who made this API key is no member of the organization any more. Have a member make a new one under Settings, API keys.",
    );
  }
  if (!maker.verified) {
    throw new ServiceError(
      "FORBIDDEN",
      "The API key rests until the person who made it has confirmed their e-mail address. Then it works again.",
    );
  }
  if (maker.set_up_due) {
    throw new ServiceError(
      "FORBIDDEN",
      "The API key rests: the organization requires a second factor, and the person who made the key has none. Once they set one up it works again.",
    );
  }
  return permissionsOf(maker.role);
}
