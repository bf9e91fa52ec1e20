import { countHourly } from "../mail-links/attempt-limit";

/** Of one organization: a check asks a vendor, and answers whether credentials are good, which thieves of keys would like to know too. */
const CHECKS_AN_HOUR = 60;

/** Throws RATE_LIMITED when it is one too many. */
export const countCheck = (organizationId: string, now: Date): Promise<void> =>
  countHourly("connection_check", organizationId, CHECKS_AN_HOUR, now);
