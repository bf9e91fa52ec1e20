import type { Exchange } from "../telephony/exchange";
import { MARKET, type MarketKind, type Offer } from "../telephony/number-market";
import { friendlyNumber } from "../telephony/phone-numbers";
import { notFound } from "./api-error";
import { numberPattern } from "./number-pattern";
import { page, type ApiRequest, type ApiResponse, type Route } from "./request";

const SUBRESOURCES: Readonly<Record<MarketKind, string>> = {
  Local: "local",
  TollFree: "toll_free",
  Mobile: "mobile",
  National: "national",
};

/** AvailablePhoneNumbers: countries, and what each sells (twilio.com/docs/phone-numbers/api/availablephonenumber-resource). */
export function availableNumberRoutes(exchange: Exchange): Route[] {
  const base = `/2010-04-01/Accounts/${exchange.accountSid}/AvailablePhoneNumbers`;
  const render = ({ iso, name, shelves }: (typeof MARKET)[number]): Record<string, unknown> => ({
    country_code: iso,
    country: name,
    uri: `${base}/${iso}.json`,
    beta: false,
    subresource_uris: Object.fromEntries(
      (Object.keys(shelves) as MarketKind[]).map((kind) => [SUBRESOURCES[kind], `${base}/${iso}/${kind}.json`]),
    ),
  });
  return [
    {
      method: "GET",
      pattern: /^\/AvailablePhoneNumbers$/,
      handle: (request) => page(request, "countries", MARKET, render),
    },
    {
      method: "GET",
      pattern: /^\/AvailablePhoneNumbers\/([A-Z]{2})$/,
      handle: ({ path, url }) => {
        const country = MARKET.find(({ iso }) => iso === path[0]);
        if (country === undefined) throw notFound(url.pathname);
        return { status: 200, json: render(country) };
      },
    },
    {
      method: "GET",
      pattern: /^\/AvailablePhoneNumbers\/([A-Z]{2})\/(Local|TollFree|Mobile|National)$/,
      handle: (request) => search(exchange, request),
    },
  ];
}

function search(exchange: Exchange, request: ApiRequest): ApiResponse {
  const [iso = "", kind = "Local"] = request.path as readonly [string, MarketKind];
  const offers = exchange.numbers.forSale(iso, kind);
  // Twilio has no such resource where a country sells none of the kind.
  if (offers === undefined) throw notFound(request.url.pathname);
  const fits = wanted(request.url.searchParams, iso);
  return page(
    request,
    "available_phone_numbers",
    offers.filter((offer) => fits(offer) && exchange.options.ownerOf?.(offer.e164) === undefined),
    renderOffer,
  );
}

function wanted(query: URLSearchParams, iso: string): (offer: Offer) => boolean {
  const text = (name: string): string | undefined => query.get(name)?.trim().toLowerCase() || undefined;
  const is = (name: string): boolean => text(name) === "true";
  const isNorthAmerican = iso === "US" || iso === "CA";
  // These are for the United States and Canada, and without effect elsewhere.
  const near = isNorthAmerican ? query.get("NearNumber")?.replace(/\D/g, "").replace(/^1/, "").slice(0, 3) : undefined;
  const areaCode = isNorthAmerican ? (text("AreaCode") ?? near) : undefined;
  const region = isNorthAmerican ? text("InRegion") : undefined;
  const zip = isNorthAmerican ? text("InPostalCode") : undefined;
  const locality = text("InLocality");
  const contains = query.get("Contains");
  const pattern = contains === null || contains === "" ? undefined : numberPattern(contains);
  return ({ e164, block, shelf }) =>
    (areaCode === undefined || block.areaCode === areaCode) &&
    (region === undefined || block.state.toLowerCase() === region) &&
    (zip === undefined || block.zip === zip) &&
    (locality === undefined || block.city.toLowerCase() === locality) &&
    (pattern === undefined || pattern.test(e164)) &&
    (!is("SmsEnabled") || shelf.sms) &&
    (!is("MmsEnabled") || shelf.mms) &&
    !is("FaxEnabled") &&
    (!is("ExcludeAllAddressRequired") || shelf.addressRequirements === "none") &&
    (!is("ExcludeLocalAddressRequired") || shelf.addressRequirements !== "local") &&
    (!is("ExcludeForeignAddressRequired") || shelf.addressRequirements !== "foreign");
}

function renderOffer({ e164, iso, block, shelf }: Offer): Record<string, unknown> {
  return {
    friendly_name: friendlyNumber(e164),
    phone_number: e164,
    lata: null,
    locality: block.city || null,
    rate_center: block.city.toUpperCase() || null,
    latitude: null,
    longitude: null,
    region: block.state || null,
    postal_code: block.zip || null,
    iso_country: iso,
    address_requirements: shelf.addressRequirements,
    beta: false,
    capabilities: { voice: true, SMS: shelf.sms, MMS: shelf.mms },
  };
}
