/** Three years; where records of calls are usually asked for longer, as long as that. */
const USUAL_DAYS = 1095;
const UNITED_STATES_DAYS = 2556;
const UNITED_KINGDOM_DAYS = 2191;

const UNITED_STATES =
  /^(?:US\/|America\/(?:New_York|Detroit|Chicago|Menominee|Denver|Boise|Phoenix|Los_Angeles|Anchorage|Juneau|Sitka|Metlakatla|Yakutat|Nome|Adak|Indiana\/|Indianapolis|Kentucky\/|Louisville|North_Dakota\/)|Pacific\/Honolulu)/;
const UNITED_KINGDOM = /^(?:Europe\/(?:London|Belfast)|GB(?:-Eire)?)$/;

/** How long a new organization keeps what it records, in days, by where its time zone says it is. A default, not a legal floor. */
export function defaultRetentionDays(timeZone: string): number {
  if (UNITED_STATES.test(timeZone)) return UNITED_STATES_DAYS;
  return UNITED_KINGDOM.test(timeZone) ? UNITED_KINGDOM_DAYS : USUAL_DAYS;
}
