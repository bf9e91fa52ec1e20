import type { OutgoingCallerId } from "../telephony/caller-ids";
import { rfc2822 } from "../telephony/call-params";
import type { Exchange } from "../telephony/exchange";
import { friendlyNumber, toE164 } from "../telephony/phone-numbers";
import { ApiError, notFound } from "./api-error";
import { integerField, methodField, page, urlField, type ApiRequest, type ApiResponse, type Route } from "./request";

/** OutgoingCallerIds, and the validation requests that make them (twilio.com/docs/voice/api/outgoing-caller-ids). */
export function callerIdRoutes(exchange: Exchange): Route[] {
  const base = `/2010-04-01/Accounts/${exchange.accountSid}/OutgoingCallerIds`;
  const render = (callerId: OutgoingCallerId): Record<string, unknown> => ({
    sid: callerId.sid,
    account_sid: exchange.accountSid,
    friendly_name: callerId.friendlyName,
    phone_number: callerId.phoneNumber,
    date_created: rfc2822(callerId.createdAt),
    date_updated: rfc2822(callerId.updatedAt),
    uri: `${base}/${callerId.sid}.json`,
  });
  const find = ({ path, url }: ApiRequest): OutgoingCallerId => {
    const callerId = exchange.callerIds.find(path[0] ?? "");
    if (callerId === undefined) throw notFound(url.pathname);
    return callerId;
  };
  return [
    {
      method: "GET",
      pattern: /^\/OutgoingCallerIds$/,
      handle: (request) => {
        const { searchParams } = request.url;
        const number = searchParams.get("PhoneNumber")?.replace(/^\s/, "+");
        const name = searchParams.get("FriendlyName");
        const fitting = exchange.callerIds
          .list()
          .filter(
            (callerId) =>
              (!number || callerId.phoneNumber === number) && (name === null || callerId.friendlyName === name),
          );
        return page(request, "outgoing_caller_ids", fitting, render);
      },
    },
    { method: "POST", pattern: /^\/OutgoingCallerIds$/, handle: (request) => validate(exchange, request) },
    {
      method: "GET",
      pattern: /^\/OutgoingCallerIds\/([^/]+)$/,
      handle: (request) => ({ status: 200, json: render(find(request)) }),
    },
    {
      method: "POST",
      pattern: /^\/OutgoingCallerIds\/([^/]+)$/,
      handle: (request) => {
        const callerId = find(request);
        callerId.friendlyName = request.form.get("FriendlyName") ?? callerId.friendlyName;
        callerId.updatedAt = new Date();
        return { status: 200, json: render(callerId) };
      },
    },
    {
      method: "DELETE",
      pattern: /^\/OutgoingCallerIds\/([^/]+)$/,
      handle: (request) => {
        exchange.callerIds.remove(find(request).sid);
        return { status: 204 };
      },
    },
  ];
}

function validate(exchange: Exchange, { form }: ApiRequest): ApiResponse {
  const asked = form.get("PhoneNumber") ?? "";
  if (asked === "") throw new ApiError(400, 20001, "Missing required parameter PhoneNumber in the post body");
  const phoneNumber = toE164(asked);
  if (phoneNumber === undefined) throw new ApiError(400, 21401, `Invalid phone number: ${asked}`);
  if (exchange.callerIds.has(phoneNumber) || exchange.numbers.findByNumber(phoneNumber) !== undefined)
    throw new ApiError(400, 21450, `Phone number is already verified for your account: ${phoneNumber}`);
  const friendlyName = form.get("FriendlyName") ?? friendlyNumber(phoneNumber);
  if (friendlyName.length > 64) throw new ApiError(400, 20001, "FriendlyName has more than 64 characters");
  const url = urlField(form, "StatusCallback");
  const { code, call } = exchange.callerIds.validate({
    phoneNumber,
    friendlyName,
    delayMs: integerField(form, "CallDelay", 0, 0, 60) * 1_000,
    extension: form.get("Extension") ?? "",
    callback: url === undefined ? undefined : { url, method: methodField(form, "StatusCallbackMethod") },
  });
  return {
    status: 200,
    json: {
      account_sid: exchange.accountSid,
      call_sid: call.sid,
      friendly_name: friendlyName,
      phone_number: phoneNumber,
      validation_code: code,
    },
  };
}
