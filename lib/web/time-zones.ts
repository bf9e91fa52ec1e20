export type TimeZoneGroup = { region: string; zones: { name: string; city: string }[] };

/** The time zones this server knows, by continent, as a list to choose from. */
export function timeZoneGroups(): TimeZoneGroup[] {
  const groups = new Map<string, TimeZoneGroup["zones"]>();
  for (const name of Intl.supportedValuesOf("timeZone")) {
    const [region = "", ...rest] = name.split("/");
    if (rest.length === 0) continue;
    const zones = groups.get(region) ?? [];
    zones.push({ name, city: rest.reverse().join(", ").replaceAll("_", " ") });
    groups.set(region, zones);
  }
  groups.set("Other", [{ name: "UTC", city: "UTC" }]);
  return [...groups].map(([region, zones]) => ({ region, zones }));
}
