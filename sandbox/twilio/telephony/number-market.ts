/** A kind of number as the path of AvailablePhoneNumbers has it. */
export type MarketKind = "Local" | "TollFree" | "Mobile" | "National";
export type AddressRequirement = "none" | "any" | "local" | "foreign";

interface Block {
  readonly city: string;
  /** State or province as two letters; empty where the country has none. */
  readonly state: string;
  readonly zip: string;
  readonly areaCode?: string;
  /** All of the number but its last digits. */
  readonly prefix: string;
  /** How many numbers: their last digits count from `from`, written with `digits` places. */
  readonly from: number;
  readonly count: number;
  readonly digits: number;
}

interface Shelf {
  readonly price: string;
  readonly addressRequirements: AddressRequirement;
  /** Sold only with an approved regulatory bundle (error 21649). */
  readonly needsBundle: boolean;
  readonly sms: boolean;
  readonly mms: boolean;
  readonly blocks: readonly Block[];
}

interface Country {
  readonly iso: string;
  readonly name: string;
  readonly shelves: Partial<Readonly<Record<MarketKind, Shelf>>>;
}

/** A number for sale. */
export interface Offer {
  readonly e164: string;
  readonly iso: string;
  readonly kind: MarketKind;
  readonly block: Block;
  readonly shelf: Shelf;
}

const northAmerican = (areaCode: string, city = "", state = "", zip = ""): Block => ({
  city,
  state,
  zip,
  areaCode,
  prefix: `+1${areaCode}55501`,
  from: 0,
  count: 100,
  digits: 2,
});
const block = (prefix: string, digits: number, from: number, count: number, city = ""): Block => ({
  city,
  state: "",
  zip: "",
  prefix,
  digits,
  from,
  count,
});
const free = { addressRequirements: "none", needsBundle: false } as const;

/**
 * What is for sale, always the same: numbers that the countries' authorities keep for fiction (NANPA 555-01xx, Ofcom and ACMA drama
 * numbers, the Bundesnetzagentur's), so that nobody has them. Prices and demands are like Twilio's of those countries.
 */
export const MARKET: readonly Country[] = [
  {
    iso: "US",
    name: "United States",
    shelves: {
      Local: {
        ...free,
        price: "1.15",
        sms: true,
        mms: true,
        blocks: [
          northAmerican("415", "San Francisco", "CA", "94105"),
          northAmerican("212", "New York", "NY", "10001"),
          northAmerican("206", "Seattle", "WA", "98101"),
          northAmerican("305", "Miami", "FL", "33101"),
          northAmerican("312", "Chicago", "IL", "60601"),
          northAmerican("512", "Austin", "TX", "78701"),
          northAmerican("617", "Boston", "MA", "02108"),
          northAmerican("718", "Brooklyn", "NY", "11201"),
        ],
      },
      TollFree: {
        ...free,
        price: "2.15",
        sms: true,
        mms: true,
        blocks: ["800", "833", "844", "855"].map((areaCode) => northAmerican(areaCode)),
      },
    },
  },
  {
    iso: "CA",
    name: "Canada",
    shelves: {
      Local: {
        ...free,
        price: "1.15",
        sms: true,
        mms: true,
        blocks: [
          northAmerican("416", "Toronto", "ON"),
          northAmerican("604", "Vancouver", "BC"),
          northAmerican("514", "Montreal", "QC"),
        ],
      },
    },
  },
  {
    iso: "GB",
    name: "United Kingdom",
    shelves: {
      Local: {
        price: "1.15",
        addressRequirements: "any",
        needsBundle: false,
        sms: false,
        mms: false,
        blocks: [block("+4420794600", 2, 0, 100, "London"), block("+441134960", 3, 0, 100, "Leeds")],
      },
      Mobile: {
        price: "1.15",
        addressRequirements: "any",
        needsBundle: false,
        sms: true,
        mms: false,
        blocks: [block("+447700900", 3, 0, 100)],
      },
      TollFree: { ...free, price: "2.15", sms: false, mms: false, blocks: [block("+44808157", 4, 0, 100)] },
    },
  },
  {
    iso: "DE",
    name: "Germany",
    shelves: {
      Local: {
        price: "1.15",
        addressRequirements: "local",
        needsBundle: true,
        sms: false,
        mms: false,
        blocks: [block("+493023125", 3, 0, 100, "Berlin"), block("+496990009", 3, 0, 100, "Frankfurt")],
      },
    },
  },
  {
    iso: "AU",
    name: "Australia",
    shelves: {
      Local: {
        price: "3.00",
        addressRequirements: "any",
        needsBundle: false,
        sms: false,
        mms: false,
        blocks: [block("+6125550", 4, 0, 100, "Sydney"), block("+6135550", 4, 0, 100, "Melbourne")],
      },
      Mobile: {
        price: "6.50",
        addressRequirements: "any",
        needsBundle: false,
        sms: true,
        mms: false,
        blocks: [block("+61491570", 3, 156, 4)],
      },
    },
  },
];

export const countryOf = (iso: string): Country | undefined => MARKET.find((country) => country.iso === iso);

/** Everything of a kind in a country, in order; undefined when it sells none. */
export function offersOf(iso: string, kind: MarketKind): Offer[] | undefined {
  const shelf = countryOf(iso)?.shelves[kind];
  return shelf?.blocks.flatMap((each) =>
    Array.from({ length: each.count }, (_, index) => ({
      e164: each.prefix + String(each.from + index).padStart(each.digits, "0"),
      iso,
      kind,
      block: each,
      shelf,
    })),
  );
}

/** The offer that a number is; undefined for numbers that are not for sale. */
export function offerFor(e164: string): Offer | undefined {
  for (const { iso, shelves } of MARKET) {
    for (const kind of Object.keys(shelves) as MarketKind[]) {
      const found = offersOf(iso, kind)?.find((offer) => offer.e164 === e164);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
