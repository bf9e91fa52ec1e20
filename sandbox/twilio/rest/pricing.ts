import { countryOf, MARKET, type MarketKind } from "../telephony/number-market";
import { notFound } from "./api-error";

const NAMES: Readonly<Record<MarketKind, string>> = {
  Local: "local",
  TollFree: "toll free",
  Mobile: "mobile",
  National: "national",
};

/** The Pricing API's list of what numbers cost a month (twilio.com/docs/phone-numbers/pricing). */
export function priceList(pathname: string): unknown {
  const iso = /^\/v1\/PhoneNumbers\/Countries\/([A-Z]{2})$/.exec(pathname)?.[1];
  const country = iso === undefined ? undefined : countryOf(iso);
  if (country === undefined) throw notFound(pathname);
  return {
    country: country.name,
    iso_country: country.iso,
    phone_number_prices: (Object.keys(country.shelves) as MarketKind[]).map((kind) => ({
      number_type: NAMES[kind],
      base_price: country.shelves[kind]?.price,
      current_price: country.shelves[kind]?.price,
    })),
    price_unit: "USD",
    url: `https://pricing.twilio.com${pathname}`,
  };
}

export function pricedCountries(): unknown {
  const url = "https://pricing.twilio.com/v1/PhoneNumbers/Countries";
  return {
    countries: MARKET.map(({ iso, name }) => ({ country: name, iso_country: iso, url: `${url}/${iso}` })),
    meta: {
      page: 0,
      page_size: 50,
      first_page_url: `${url}?PageSize=50&Page=0`,
      previous_page_url: null,
      url: `${url}?PageSize=50&Page=0`,
      next_page_url: null,
      key: "countries",
    },
  };
}
