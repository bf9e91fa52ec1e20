import type { Call, StatusCallbackTarget } from "../telephony/call";
import type { DetectionOptions } from "../telephony/answer-detection";
import { rfc2822 } from "../telephony/call-params";
import type { Exchange } from "../telephony/exchange";
import { friendlyNumber, toE164 } from "../telephony/phone-numbers";
import type { Entry } from "../twiml/program";
import { ApiError, notFound } from "./api-error";
import { integerField, methodField, page, urlField, type ApiRequest, type ApiResponse, type Route } from "./request";

const PROGRESS_EVENTS = new Set(["initiated", "ringing", "answered", "completed"]);

/** The Calls resource (twilio.com/docs/voice/api/call-resource). */
export function callRoutes(exchange: Exchange): Route[] {
  return [
    { method: "POST", pattern: /^\/Calls$/, handle: (request) => createCall(exchange, request) },
    {
      method: "GET",
      pattern: /^\/Calls$/,
      handle: (request) => page(request, "calls", filterCalls(exchange, request), renderCall),
    },
    {
      method: "GET",
      pattern: /^\/Calls\/([^/]+)$/,
      handle: (request) => ({ status: 200, json: renderCall(findCall(exchange, request)) }),
    },
    { method: "POST", pattern: /^\/Calls\/([^/]+)$/, handle: (request) => updateCall(exchange, request) },
    {
      method: "DELETE",
      pattern: /^\/Calls\/([^/]+)$/,
      handle: (request) => {
        const call = findCall(exchange, request);
        if (!call.isOver) throw new ApiError(400, 20009, "Call is in progress and cannot be deleted");
        exchange.calls.delete(call.sid);
        return { status: 204 };
      },
    },
  ];
}

export function renderCall(call: Call): Record<string, unknown> {
  const uri = `/2010-04-01/Accounts/${call.accountSid}/Calls/${call.sid}`;
  return {
    sid: call.sid,
    date_created: rfc2822(call.createdAt),
    date_updated: rfc2822(call.updatedAt),
    parent_call_sid: call.parentCallSid ?? null,
    account_sid: call.accountSid,
    to: call.to,
    to_formatted: friendlyNumber(call.to),
    from: call.from,
    from_formatted: friendlyNumber(call.from),
    phone_number_sid: call.options.phoneNumberSid ?? "",
    status: call.status === "initiated" ? "queued" : call.status,
    start_time: call.startedAt === undefined ? null : rfc2822(call.startedAt),
    end_time: call.endedAt === undefined ? null : rfc2822(call.endedAt),
    duration: call.endedAt === undefined ? null : String(call.durationSeconds),
    price: null,
    price_unit: "USD",
    direction: call.direction,
    answered_by: call.answeredBy ?? null,
    annotation: null,
    api_version: "2010-04-01",
    forwarded_from: null,
    group_sid: null,
    caller_name: null,
    queue_time: "0",
    trunk_sid: null,
    uri: `${uri}.json`,
    subresource_uris: {
      recordings: `${uri}/Recordings.json`,
      notifications: `${uri}/Notifications.json`,
      streams: `${uri}/Streams.json`,
    },
  };
}

/** The From of a call or a message: one of the account's numbers. @throws {ApiError} */
export function ownNumber(exchange: Exchange, text: string | null, missingCode: number, foreignCode: number): string {
  if (text === null || text === "") throw new ApiError(400, missingCode, "No 'From' number is specified");
  const from = toE164(text);
  if (from === undefined)
    throw new ApiError(
      400,
      21212,
      `The 'From' number ${text} is not a valid phone number, shortcode, or alphanumeric sender ID.`,
    );
  // Verified numbers may be shown by calls, not send text messages.
  const isVerified = foreignCode === 21210 && exchange.callerIds.has(from);
  const mayShow = isVerified || exchange.numbers.findByNumber(from) !== undefined;
  if (!mayShow) {
    throw new ApiError(
      400,
      foreignCode,
      `The source phone number provided, ${from}, is not yet verified for your account. Buy it first (IncomingPhoneNumbers).`,
    );
  }
  return from;
}

export function destination(text: string | null): string {
  if (text === null || text === "") throw new ApiError(400, 21201, "No 'To' number is specified");
  const to = toE164(text);
  if (to === undefined) throw new ApiError(400, 21211, `The 'To' number ${text} is not a valid phone number.`);
  return to;
}

function createCall(exchange: Exchange, { form }: ApiRequest): ApiResponse {
  const to = destination(form.get("To"));
  const from = ownNumber(exchange, form.get("From"), 21213, 21210);
  const call = placeOutbound(exchange, form, from, to, entryOf(form));
  return { status: 201, json: renderCall(call) };
}

/** Puts an outbound call in the account's queue, with the options of the form. */
export function placeOutbound(exchange: Exchange, form: URLSearchParams, from: string, to: string, entry: Entry): Call {
  const fallbackUrl = urlField(form, "FallbackUrl");
  const recordsCall = form.get("Record") === "true";
  const detection = detectionOf(form);
  const call = exchange.dialOut({
    from,
    to,
    direction: "outbound-api",
    entry,
    phoneNumberSid: exchange.numbers.findByNumber(from)?.sid,
    ringTimeoutMs: integerField(form, "Timeout", 60, 1, 600) * 1_000,
    timeLimitMs: integerField(form, "TimeLimit", 14_400, 1, 86_400) * 1_000,
    detection,
    sendDigits: form.get("SendDigits") ?? undefined,
    statusCallback: statusCallbackOf(form),
    ...(fallbackUrl === undefined
      ? {}
      : { fallback: { url: fallbackUrl, method: methodField(form, "FallbackMethod") } }),
    ...(recordsCall
      ? {
          recording: {
            channels: form.get("RecordingChannels") === "dual" ? (2 as const) : (1 as const),
            statusCallback: urlField(form, "RecordingStatusCallback"),
          },
        }
      : {}),
  });
  if (detection?.callback?.url === "")
    exchange.alert(21262, "AsyncAmd without an AsyncAmdStatusCallback: nobody is told the result", call.sid);
  exchange.enqueue(call);
  return call;
}

function entryOf(form: URLSearchParams): Entry {
  const twiml = form.get("Twiml");
  if (twiml !== null && twiml !== "") return { kind: "document", twiml };
  const url = urlField(form, "Url");
  if (url === undefined) throw new ApiError(400, 21205, "Url parameter is required.");
  return { kind: "fetch", url, method: methodField(form, "Method") };
}

function statusCallbackOf(form: URLSearchParams): StatusCallbackTarget | undefined {
  const url = urlField(form, "StatusCallback", 21609);
  if (url === undefined) return undefined;
  const events = form
    .getAll("StatusCallbackEvent")
    .flatMap((value) => value.split(/[\s,]+/))
    .filter((value) => value !== "");
  for (const event of events) {
    if (!PROGRESS_EVENTS.has(event))
      throw new ApiError(
        400,
        21626,
        `Invalid 'StatusCallbackEvent': ${event}. It must be initiated, ringing, answered or completed.`,
      );
  }
  return {
    url,
    method: methodField(form, "StatusCallbackMethod"),
    events: new Set(events.length > 0 ? events : ["completed"]),
  };
}

function detectionOf(form: URLSearchParams): DetectionOptions | undefined {
  const mode = form.get("MachineDetection");
  if (mode === null || mode === "") return undefined;
  if (mode !== "Enable" && mode !== "DetectMessageEnd")
    throw new ApiError(400, 21214, `MachineDetection must be Enable or DetectMessageEnd, not ${mode}`);
  const isAsync = form.get("AsyncAmd") === "true";
  return {
    mode,
    timeoutMs: integerField(form, "MachineDetectionTimeout", 30, 3, 59) * 1_000,
    speechThresholdMs: integerField(form, "MachineDetectionSpeechThreshold", 2_400, 1_000, 6_000),
    speechEndThresholdMs: integerField(form, "MachineDetectionSpeechEndThreshold", 1_200, 500, 5_000),
    silenceTimeoutMs: integerField(form, "MachineDetectionSilenceTimeout", 5_000, 2_000, 10_000),
    ...(isAsync
      ? {
          callback: {
            url: urlField(form, "AsyncAmdStatusCallback") ?? "",
            method: methodField(form, "AsyncAmdStatusCallbackMethod"),
          },
        }
      : {}),
  };
}

function findCall(exchange: Exchange, { path, url }: ApiRequest): Call {
  const call = exchange.calls.get(path[0] ?? "");
  if (call === undefined) throw notFound(url.pathname);
  return call;
}

function updateCall(exchange: Exchange, request: ApiRequest): ApiResponse {
  const call = findCall(exchange, request);
  const { form } = request;
  const status = form.get("Status");
  if (status !== null && status !== "") {
    if (status !== "completed" && status !== "canceled")
      throw new ApiError(400, 21218, `Status must be completed or canceled, not ${status}`);
    const isWaiting = call.leg === undefined;
    if (status === "completed") call.end(isWaiting ? "canceled" : "completed", "the agent's side hung up");
    else if (isWaiting) call.end("canceled", "the call was canceled");
    return { status: 200, json: renderCall(call) };
  }
  if (form.has("Url") || form.has("Twiml")) {
    if (call.isOver || call.leg === undefined)
      throw new ApiError(400, 21220, "Call is not in-progress. Cannot redirect.");
    call.redirect(entryOf(form));
  }
  return { status: 200, json: renderCall(call) };
}

function filterCalls(exchange: Exchange, { url }: ApiRequest): Call[] {
  const { searchParams } = url;
  const equals = (name: string, value: string | undefined): boolean => {
    const wanted = searchParams.get(name);
    return wanted === null || wanted === "" || wanted === value;
  };
  return [...exchange.calls.values()]
    .reverse()
    .filter(
      (call) =>
        equals("To", call.to) &&
        equals("From", call.from) &&
        equals("Status", call.status === "initiated" ? "queued" : call.status) &&
        equals("ParentCallSid", call.parentCallSid) &&
        isWithin(searchParams, "StartTime", call.startedAt ?? call.createdAt) &&
        isWithin(searchParams, "EndTime", call.endedAt),
    );
}

function isWithin(search: URLSearchParams, name: string, at: Date | undefined): boolean {
  const day = search.get(name);
  const from = search.get(`${name}>`);
  const until = search.get(`${name}<`);
  if (day === null && from === null && until === null) return true;
  if (at === undefined) return false;
  if (day !== null && at.toISOString().slice(0, 10) !== day.slice(0, 10)) return false;
  return !(from !== null && at < new Date(from)) && !(until !== null && at > new Date(until));
}
