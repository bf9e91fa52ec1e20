import "server-only";
import type { ServiceContext } from "@/lib/services/context";
import type { NumberDeps } from "@/lib/services/phone-numbers/number-deps";
import { numberDepsFor } from "@/lib/services/phone-numbers/number-deps-for";

/** What the verbs of phone numbers need, for the caller's organization. Throws UNAVAILABLE when no telephone network is set up. */
export const numberDeps = ({ organizationId }: Pick<ServiceContext, "organizationId">): Promise<NumberDeps> =>
  numberDepsFor(organizationId);
