/** What Twilio's webhooks tell about a number. City, state and postal code are empty when unknown, as at Twilio. */
export interface Place {
  readonly city: string;
  readonly state: string;
  readonly zip: string;
  readonly country: string;
}

const AREAS: Readonly<Record<string, readonly [city: string, state: string, zip: string]>> = {
  "212": ["NEW YORK", "NY", "10001"],
  "206": ["SEATTLE", "WA", "98101"],
  "305": ["MIAMI", "FL", "33101"],
  "312": ["CHICAGO", "IL", "60601"],
  "415": ["SAN FRANCISCO", "CA", "94105"],
  "512": ["AUSTIN", "TX", "78701"],
  "617": ["BOSTON", "MA", "02108"],
  "718": ["BROOKLYN", "NY", "11201"],
};

const COUNTRIES: Readonly<Record<string, string>> = {
  "1": "US",
  "31": "NL",
  "32": "BE",
  "33": "FR",
  "34": "ES",
  "39": "IT",
  "41": "CH",
  "43": "AT",
  "44": "GB",
  "45": "DK",
  "46": "SE",
  "47": "NO",
  "48": "PL",
  "49": "DE",
  "52": "MX",
  "55": "BR",
  "61": "AU",
  "64": "NZ",
  "65": "SG",
  "81": "JP",
  "91": "IN",
  "353": "IE",
  "351": "PT",
  "358": "FI",
  "971": "AE",
  "972": "IL",
};

const E164 = /^\+[1-9]\d{6,14}$/;

/** A number in E.164; unformatted US numbers, as in (415) 555-0123, are taken too. Undefined when it is none. */
export function toE164(text: string): string | undefined {
  const bare = text.trim().replace(/[\s().-]/g, "");
  if (E164.test(bare)) return bare;
  if (/^[2-9]\d{9}$/.test(bare)) return `+1${bare}`;
  if (/^1[2-9]\d{9}$/.test(bare)) return `+${bare}`;
  return undefined;
}

export function placeOf(e164: string): Place {
  const [city, state, zip] = (e164.startsWith("+1") ? AREAS[e164.slice(2, 5)] : undefined) ?? ["", "", ""];
  const country =
    [3, 2, 1].map((length) => COUNTRIES[e164.slice(1, 1 + length)]).find((code) => code !== undefined) ?? "";
  return { city, state, zip, country };
}

/** (415) 555-0123 for North America, otherwise the number itself. */
export function friendlyNumber(e164: string): string {
  const match = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(e164);
  return match === null ? e164 : `(${match[1] ?? ""}) ${match[2] ?? ""}-${match[3] ?? ""}`;
}
