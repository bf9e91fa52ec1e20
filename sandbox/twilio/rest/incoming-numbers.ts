import { rfc2822 } from "../telephony/call-params";
import type { Exchange } from "../telephony/exchange";
import type { OwnedNumber } from "../telephony/number-book";
import { offerFor, type MarketKind, type Offer } from "../telephony/number-market";
import { toE164 } from "../telephony/phone-numbers";
import { ApiError, notFound } from "./api-error";
import { applySettings } from "./number-settings";
import { numberPattern } from "./number-pattern";
import { page, type ApiRequest, type ApiResponse, type Route } from "./request";

/** IncomingPhoneNumbers: the account's numbers (twilio.com/docs/phone-numbers/api/incomingphonenumber-resource). */
export function incomingNumberRoutes(exchange: Exchange): Route[] {
  const render = (number: OwnedNumber): Record<string, unknown> => renderNumber(exchange, number);
  return [
    {
      method: "GET",
      pattern: /^\/IncomingPhoneNumbers(?:\/(Local|TollFree|Mobile))?$/,
      handle: (request) => page(request, "incoming_phone_numbers", filterNumbers(exchange, request), render),
    },
    {
      method: "POST",
      pattern: /^\/IncomingPhoneNumbers(?:\/(Local|TollFree|Mobile))?$/,
      handle: ({ form, path }) => buyNumber(exchange, form, (path[0] as MarketKind | undefined) ?? "Local"),
    },
    {
      method: "GET",
      pattern: /^\/IncomingPhoneNumbers\/([^/]+)$/,
      handle: (request) => ({ status: 200, json: render(findNumber(exchange, request)) }),
    },
    {
      method: "POST",
      pattern: /^\/IncomingPhoneNumbers\/([^/]+)$/,
      handle: (request) => {
        const number = findNumber(exchange, request);
        applySettings(exchange, number, request.form);
        return { status: 200, json: render(number) };
      },
    },
    {
      method: "DELETE",
      pattern: /^\/IncomingPhoneNumbers\/([^/]+)$/,
      handle: (request) => {
        exchange.numbers.release(findNumber(exchange, request).sid);
        return { status: 204 };
      },
    },
  ];
}

function findNumber(exchange: Exchange, { path, url }: ApiRequest): OwnedNumber {
  const number = exchange.numbers.find(path[0] ?? "");
  if (number === undefined) throw notFound(url.pathname);
  return number;
}

function filterNumbers(exchange: Exchange, { url, path }: ApiRequest): OwnedNumber[] {
  const query = url.searchParams;
  const asked = query.get("PhoneNumber")?.replace(/^\s/, "+");
  const pattern = asked ? numberPattern(asked) : undefined;
  const name = query.get("FriendlyName");
  const kind = path[0];
  return exchange.numbers
    .list()
    .filter(
      (number) =>
        (pattern === undefined || pattern.test(number.phoneNumber)) &&
        (name === null || number.friendlyName === name) &&
        (kind === undefined || kindOf(number.phoneNumber) === kind) &&
        query.get("Origin") !== "hosted",
    );
}

function buyNumber(exchange: Exchange, form: URLSearchParams, kind: MarketKind): ApiResponse {
  const offer = chosenOffer(exchange, form, kind);
  refuseWithoutPapers(exchange, offer, form);
  const number = exchange.numbers.buy(offer.e164);
  if (number === undefined) throw notAvailable(offer.e164);
  try {
    applySettings(exchange, number, form);
  } catch (error) {
    exchange.numbers.release(number.sid);
    throw error;
  }
  return { status: 201, json: renderNumber(exchange, number) };
}

const notAvailable = (e164: string): ApiError =>
  new ApiError(400, 21422, `${e164} is not available: Phone number is not available for purchase.`);

/** The number asked for, or any one of the area code. */
function chosenOffer(exchange: Exchange, form: URLSearchParams, kind: MarketKind): Offer {
  const asked = form.get("PhoneNumber") ?? "";
  const areaCode = form.get("AreaCode") ?? "";
  if (asked === "" && areaCode === "")
    throw new ApiError(400, 21402, "A PhoneNumber or an AreaCode is required to buy a number.");
  if (asked === "") {
    if (!/^[2-9]\d{2}$/.test(areaCode)) throw new ApiError(400, 21451, `Invalid area code: ${areaCode}`);
    const found = ["US", "CA"]
      .flatMap((iso) => exchange.numbers.forSale(iso, kind) ?? [])
      .find(({ block }) => block.areaCode === areaCode);
    if (found === undefined)
      throw new ApiError(400, 21452, `No phone numbers found in area code ${areaCode}. Try another one.`);
    return found;
  }
  const e164 = toE164(asked);
  if (e164 === undefined) throw new ApiError(400, 21421, `PhoneNumber ${asked} is invalid`);
  const offer = offerFor(e164);
  const isOwned = (exchange.options.ownerOf?.(e164) ?? exchange.numbers.findByNumber(e164)) !== undefined;
  if (offer === undefined || isOwned) throw notAvailable(e164);
  return offer;
}

/** Countries that ask for an address or a bundle get none without it. */
function refuseWithoutPapers(exchange: Exchange, { iso, shelf }: Offer, form: URLSearchParams): void {
  const bundle = form.get("BundleSid") ?? "";
  const address = exchange.numbers.addresses.get(form.get("AddressSid") ?? "");
  if (shelf.needsBundle && exchange.numbers.bundles.get(bundle) !== iso)
    throw new ApiError(400, 21649, "Bundle required for this phone number country and type");
  if (shelf.needsBundle || shelf.addressRequirements === "none") return;
  if (address === undefined)
    throw new ApiError(400, 21631, `Phone Number Requires an Address but the 'AddressSid' parameter was empty.`);
  if (shelf.addressRequirements === "local" && address.isoCountry !== iso)
    throw new ApiError(400, 21651, "The address is not in the country of the phone number.");
}

function kindOf(e164: string): "Local" | "TollFree" | "Mobile" {
  const kind = offerFor(e164)?.kind;
  if (kind === "TollFree" || /^\+18(00|33|44|55|66|77|88)/.test(e164)) return "TollFree";
  return kind === "Mobile" ? "Mobile" : "Local";
}

const TYPE = { Local: "local", TollFree: "toll-free", Mobile: "mobile" } as const;

function renderNumber(exchange: Exchange, number: OwnedNumber): Record<string, unknown> {
  const shelf = offerFor(number.phoneNumber)?.shelf;
  return {
    sid: number.sid,
    account_sid: exchange.accountSid,
    friendly_name: number.friendlyName,
    phone_number: number.phoneNumber,
    capabilities: { voice: true, sms: shelf?.sms ?? true, mms: shelf?.mms ?? false, fax: false },
    date_created: rfc2822(number.createdAt),
    date_updated: rfc2822(number.updatedAt),
    voice_url: number.voiceUrl,
    voice_method: number.voiceMethod,
    voice_fallback_url: number.voiceFallbackUrl,
    voice_fallback_method: number.voiceFallbackMethod,
    voice_caller_id_lookup: number.voiceCallerIdLookup,
    voice_application_sid: number.voiceApplicationSid || null,
    voice_receive_mode: "voice",
    status_callback: number.statusCallback,
    status_callback_method: number.statusCallbackMethod,
    sms_url: number.smsUrl,
    sms_method: number.smsMethod,
    sms_fallback_url: number.smsFallbackUrl,
    sms_fallback_method: number.smsFallbackMethod,
    sms_application_sid: "",
    address_requirements: shelf?.addressRequirements ?? "none",
    address_sid: number.addressSid || null,
    bundle_sid: number.bundleSid || null,
    identity_sid: number.identitySid || null,
    trunk_sid: number.trunkSid || null,
    emergency_status: number.emergencyStatus,
    emergency_address_sid: number.emergencyAddressSid || null,
    emergency_address_status: number.emergencyAddressSid === "" ? "unregistered" : "registered",
    api_version: "2010-04-01",
    beta: false,
    origin: "twilio",
    status: "in-use",
    type: TYPE[kindOf(number.phoneNumber)],
    subresource_uris: {
      assigned_add_ons: `/2010-04-01/Accounts/${exchange.accountSid}/IncomingPhoneNumbers/${number.sid}/AssignedAddOns.json`,
    },
    uri: `/2010-04-01/Accounts/${exchange.accountSid}/IncomingPhoneNumbers/${number.sid}.json`,
  };
}
