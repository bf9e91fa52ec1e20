import { rfc2822 } from "../telephony/call-params";
import type { Exchange } from "../telephony/exchange";
import type { OwnedNumber } from "../telephony/number-book";
import { friendlyNumber, placeOf, toE164 } from "../telephony/phone-numbers";
import { ApiError, notFound } from "./api-error";
import { methodField, page, urlField, type ApiRequest, type ApiResponse, type Route } from "./request";

/** IncomingPhoneNumbers and AvailablePhoneNumbers (twilio.com/docs/phone-numbers/api). */
export function numberRoutes(exchange: Exchange): Route[] {
  const render = (number: OwnedNumber): Record<string, unknown> => renderNumber(exchange, number);
  const forSale = (kind: "Local" | "TollFree", key: string) => (request: ApiRequest) =>
    sellNumbers(exchange, request, kind, key);
  return [
    {
      method: "GET",
      pattern: /^\/IncomingPhoneNumbers$/,
      handle: (request) => page(request, "incoming_phone_numbers", filterNumbers(exchange, request), render),
    },
    {
      method: "POST",
      pattern: /^\/IncomingPhoneNumbers(?:\/(?:Local|TollFree))?$/,
      handle: ({ form }) => buyNumber(exchange, form),
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
        applySettings(number, request.form);
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
    {
      method: "GET",
      pattern: /^\/AvailablePhoneNumbers\/([A-Z]{2})\/Local$/,
      handle: forSale("Local", "available_phone_numbers"),
    },
    {
      method: "GET",
      pattern: /^\/AvailablePhoneNumbers\/([A-Z]{2})\/TollFree$/,
      handle: forSale("TollFree", "available_phone_numbers"),
    },
  ];
}

function findNumber(exchange: Exchange, { path, url }: ApiRequest): OwnedNumber {
  const number = exchange.numbers.find(path[0] ?? "");
  if (number === undefined) throw notFound(url.pathname);
  return number;
}

function filterNumbers(exchange: Exchange, { url }: ApiRequest): OwnedNumber[] {
  const wanted = url.searchParams.get("PhoneNumber")?.replace(/\s/g, "+");
  const name = url.searchParams.get("FriendlyName");
  return exchange.numbers
    .list()
    .filter(
      (number) =>
        (wanted === undefined || matches(number.phoneNumber, wanted)) &&
        (name === null || number.friendlyName === name),
    );
}

/** Twilio's search takes part of a number, with * for any digit. */
function matches(e164: string, pattern: string): boolean {
  const source = pattern
    .replace(/[^\d*+]/g, "")
    .replace(/\+/g, "\\+")
    .replace(/\*/g, "\\d");
  return new RegExp(source).test(e164);
}

function buyNumber(exchange: Exchange, form: URLSearchParams): ApiResponse {
  const asked = form.get("PhoneNumber");
  const areaCode = form.get("AreaCode");
  if ((asked === null || asked === "") && (areaCode === null || areaCode === ""))
    throw new ApiError(400, 21402, "A PhoneNumber or an AreaCode is required.");
  const e164 =
    asked === null || asked === "" ? exchange.numbers.forSale("Local", areaCode ?? undefined)[0] : toE164(asked);
  if (e164 === undefined)
    throw new ApiError(
      400,
      asked === null ? 21452 : 21421,
      `${asked ?? `Area code ${areaCode ?? ""}`} is not valid: no number was bought.`,
    );
  const number = exchange.numbers.buy(e164);
  if (number === undefined) throw new ApiError(400, 21422, `${e164} is not available: the account has it already.`);
  try {
    applySettings(number, form);
  } catch (error) {
    exchange.numbers.release(number.sid);
    throw error;
  }
  return { status: 201, json: renderNumber(exchange, number) };
}

function applySettings(number: OwnedNumber, form: URLSearchParams): void {
  const settings: Partial<OwnedNumber> = {};
  for (const [name, key, code] of [
    ["VoiceUrl", "voiceUrl", 21502],
    ["VoiceFallbackUrl", "voiceFallbackUrl", 21502],
    ["StatusCallback", "statusCallback", 21502],
    ["SmsUrl", "smsUrl", 21502],
  ] as const) {
    if (form.has(name)) settings[key] = urlField(form, name, code) ?? "";
  }
  for (const [name, key] of [
    ["VoiceMethod", "voiceMethod"],
    ["VoiceFallbackMethod", "voiceFallbackMethod"],
    ["StatusCallbackMethod", "statusCallbackMethod"],
    ["SmsMethod", "smsMethod"],
  ] as const) {
    if (form.has(name)) settings[key] = methodField(form, name);
  }
  const friendlyName = form.get("FriendlyName");
  if (friendlyName !== null) settings.friendlyName = friendlyName;
  Object.assign(number, settings, { updatedAt: new Date() });
}

function renderNumber(exchange: Exchange, number: OwnedNumber): Record<string, unknown> {
  return {
    sid: number.sid,
    account_sid: exchange.accountSid,
    friendly_name: number.friendlyName,
    phone_number: number.phoneNumber,
    capabilities: { voice: true, sms: true, mms: false, fax: false },
    date_created: rfc2822(number.createdAt),
    date_updated: rfc2822(number.updatedAt),
    voice_url: number.voiceUrl === "" ? null : number.voiceUrl,
    voice_method: number.voiceMethod,
    voice_fallback_url: number.voiceFallbackUrl === "" ? null : number.voiceFallbackUrl,
    voice_fallback_method: number.voiceFallbackMethod,
    voice_caller_id_lookup: false,
    voice_application_sid: null,
    voice_receive_mode: "voice",
    status_callback: number.statusCallback,
    status_callback_method: number.statusCallbackMethod,
    sms_url: number.smsUrl,
    sms_method: number.smsMethod,
    sms_fallback_url: "",
    sms_fallback_method: "POST",
    sms_application_sid: "",
    address_requirements: "none",
    address_sid: null,
    bundle_sid: null,
    identity_sid: null,
    trunk_sid: null,
    emergency_status: "Inactive",
    emergency_address_sid: null,
    emergency_address_status: "unregistered",
    api_version: "2010-04-01",
    beta: false,
    origin: "twilio",
    status: "in-use",
    type: /^\+18(00|33|44|55|66|77|88)/.test(number.phoneNumber) ? "toll-free" : "local",
    uri: `/2010-04-01/Accounts/${exchange.accountSid}/IncomingPhoneNumbers/${number.sid}.json`,
  };
}

function sellNumbers(exchange: Exchange, request: ApiRequest, kind: "Local" | "TollFree", key: string): ApiResponse {
  const { searchParams } = request.url;
  if (request.path[0] !== "US") throw notFound(request.url.pathname);
  const areaCode = searchParams.get("AreaCode") ?? undefined;
  const contains = searchParams.get("Contains");
  const locality = searchParams.get("InLocality")?.toUpperCase();
  const region = searchParams.get("InRegion")?.toUpperCase();
  const items = exchange.numbers
    .forSale(kind, areaCode)
    .filter((e164) => contains === null || matches(e164, contains.replace(/[a-z]/gi, "*")))
    .filter(
      (e164) =>
        (locality === undefined || placeOf(e164).city === locality) &&
        (region === undefined || placeOf(e164).state === region),
    );
  return page(request, key, items.slice(0, 200), (e164) => {
    const { city, state, zip } = placeOf(e164);
    return {
      friendly_name: friendlyNumber(e164),
      phone_number: e164,
      lata: null,
      locality: city === "" ? null : titleCase(city),
      rate_center: city === "" ? null : city,
      latitude: null,
      longitude: null,
      region: state === "" ? null : state,
      postal_code: zip === "" ? null : zip,
      iso_country: "US",
      address_requirements: "none",
      beta: false,
      capabilities: { voice: true, SMS: true, MMS: false },
    };
  });
}

function titleCase(text: string): string {
  return text.toLowerCase().replace(/\b\w/g, (letter) => letter.toUpperCase());
}
