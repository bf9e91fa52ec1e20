import type { Exchange } from "../telephony/exchange";
import type { OwnedNumber } from "../telephony/number-book";
import { ApiError } from "./api-error";
import { methodField, urlField } from "./request";

const URLS = {
  VoiceUrl: "voiceUrl",
  VoiceFallbackUrl: "voiceFallbackUrl",
  StatusCallback: "statusCallback",
  SmsUrl: "smsUrl",
  SmsFallbackUrl: "smsFallbackUrl",
} as const;
const METHODS = {
  VoiceMethod: "voiceMethod",
  VoiceFallbackMethod: "voiceFallbackMethod",
  StatusCallbackMethod: "statusCallbackMethod",
  SmsMethod: "smsMethod",
  SmsFallbackMethod: "smsFallbackMethod",
} as const;
const SIDS = {
  VoiceApplicationSid: ["voiceApplicationSid", /^AP[0-9a-f]{32}$/],
  TrunkSid: ["trunkSid", /^TK[0-9a-f]{32}$/],
  AddressSid: ["addressSid", /^AD[0-9a-f]{32}$/],
  BundleSid: ["bundleSid", /^BU[0-9a-f]{32}$/],
  IdentitySid: ["identitySid", /^RI[0-9a-f]{32}$/],
  EmergencyAddressSid: ["emergencyAddressSid", /^AD[0-9a-f]{32}$/],
} as const;
/** Twilio's own limit for addresses of webhooks. */
const MOST_URL_CHARACTERS = 4_000;

/** What a form says about a number; all or nothing. Setting an app or a trunk clears the other. @throws {ApiError} */
export function applySettings(exchange: Exchange, number: OwnedNumber, form: URLSearchParams): void {
  const settings: Partial<OwnedNumber> = {};
  for (const [name, key] of Object.entries(URLS) as [keyof typeof URLS, (typeof URLS)[keyof typeof URLS]][]) {
    if (!form.has(name)) continue;
    settings[key] = urlField(form, name, 21502) ?? "";
    if (settings[key].length > MOST_URL_CHARACTERS) throw new ApiError(400, 21502, `${name} is too long`);
  }
  for (const [name, key] of Object.entries(METHODS) as [
    keyof typeof METHODS,
    (typeof METHODS)[keyof typeof METHODS],
  ][]) {
    if (form.has(name)) settings[key] = methodField(form, name);
  }
  for (const [name, [key, pattern]] of Object.entries(SIDS) as [
    keyof typeof SIDS,
    (typeof SIDS)[keyof typeof SIDS],
  ][]) {
    const sid = form.get(name);
    if (sid === null) continue;
    if (sid !== "" && !pattern.test(sid)) throw new ApiError(400, 20001, `${name} ${sid} is not valid`);
    settings[key] = sid;
  }
  if (settings.trunkSid) settings.voiceApplicationSid = "";
  else if (settings.voiceApplicationSid) settings.trunkSid = "";
  if (settings.emergencyAddressSid && !exchange.numbers.addresses.has(settings.emergencyAddressSid))
    throw new ApiError(400, 21628, "The emergency address does not exist.");
  const emergency = form.get("EmergencyStatus");
  if (emergency !== null) {
    if (emergency !== "Active" && emergency !== "Inactive")
      throw new ApiError(400, 20001, "EmergencyStatus must be Active or Inactive");
    settings.emergencyStatus = emergency;
  }
  const lookup = form.get("VoiceCallerIdLookup");
  if (lookup !== null) settings.voiceCallerIdLookup = lookup === "true";
  const friendlyName = form.get("FriendlyName");
  if (friendlyName !== null) {
    if (friendlyName.length > 64) throw new ApiError(400, 20001, "FriendlyName has more than 64 characters");
    settings.friendlyName = friendlyName;
  }
  Object.assign(number, settings, { updatedAt: new Date() });
}
