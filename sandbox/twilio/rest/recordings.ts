import { rfc2822 } from "../telephony/call-params";
import type { Exchange } from "../telephony/exchange";
import { recordingSeconds, recordingWav, type Recording } from "../telephony/recordings";
import { ApiError, notFound } from "./api-error";
import { page, urlField, type ApiRequest, type ApiResponse, type Route } from "./request";

/** The Recordings resource (twilio.com/docs/voice/api/recording); `.wav` gives 16-bit PCM at 8 kHz. */
export function recordingRoutes(exchange: Exchange): Route[] {
  const { bySid } = exchange.recordings;
  const render = (recording: Recording): Record<string, unknown> => renderRecording(exchange, recording);
  const find = ({ path, url }: ApiRequest): Recording => {
    const recording = bySid.get(path[path.length - 1] ?? "");
    if (recording === undefined) throw notFound(url.pathname);
    return recording;
  };
  const list = (callSid: string | null): Recording[] =>
    [...bySid.values()].reverse().filter((recording) => callSid === null || recording.callSid === callSid);
  return [
    {
      method: "GET",
      pattern: /^\/Recordings$/,
      handle: (request) => page(request, "recordings", list(request.url.searchParams.get("CallSid")), render),
    },
    {
      method: "POST",
      pattern: /^\/Calls\/([^/]+)\/Recordings$/,
      handle: (request) => startRecording(exchange, request),
    },
    {
      method: "POST",
      pattern: /^\/Calls\/([^/]+)\/Recordings\/([^/]+)$/,
      handle: (request) => {
        const [callSid = "", sid = ""] = request.path;
        const recording =
          sid === "Twilio.CURRENT" ? list(callSid).find(({ status }) => status === "in-progress") : bySid.get(sid);
        if (recording === undefined) throw notFound(request.url.pathname);
        if (request.form.get("Status") !== "stopped")
          throw new ApiError(400, 21219, "Status must be stopped: the sandbox does not pause recordings");
        exchange.recordings.stop(recording);
        return { status: 200, json: render(recording) };
      },
    },
    {
      method: "GET",
      pattern: /^\/Calls\/([^/]+)\/Recordings$/,
      handle: (request) => page(request, "recordings", list(request.path[0] ?? ""), render),
    },
    {
      method: "GET",
      pattern: /^\/Recordings\/(RE[0-9a-f]+)\.wav$/,
      handle: (request) => ({ status: 200, body: { type: "audio/x-wav", bytes: recordingWav(find(request)) } }),
    },
    {
      method: "GET",
      pattern: /^(?:\/Calls\/[^/]+)?\/Recordings\/(RE[0-9a-f]+)$/,
      handle: (request) => ({ status: 200, json: render(find(request)) }),
    },
    {
      method: "DELETE",
      pattern: /^\/Recordings\/(RE[0-9a-f]+)$/,
      handle: (request) => {
        bySid.delete(find(request).sid);
        return { status: 204 };
      },
    },
  ];
}

function startRecording(exchange: Exchange, { path, url, form }: ApiRequest): ApiResponse {
  const call = exchange.calls.get(path[0] ?? "");
  if (call === undefined) throw notFound(url.pathname);
  if (call.leg === undefined || call.isOver) throw new ApiError(400, 21220, "Call is not in-progress. Cannot record.");
  const recording = exchange.recordings.recordCall(call, call.leg, {
    channels: form.get("RecordingChannels") === "dual" ? 2 : 1,
    statusCallback: urlField(form, "RecordingStatusCallback"),
    source: "StartCallRecordingAPI",
  });
  return { status: 201, json: renderRecording(exchange, recording) };
}

function renderRecording(exchange: Exchange, recording: Recording): Record<string, unknown> {
  const isDone = recording.status === "completed";
  return {
    sid: recording.sid,
    account_sid: exchange.accountSid,
    api_version: "2010-04-01",
    call_sid: recording.callSid,
    conference_sid: null,
    date_created: rfc2822(recording.startedAt),
    date_updated: rfc2822(recording.startedAt),
    start_time: rfc2822(recording.startedAt),
    duration: isDone ? String(recordingSeconds(recording)) : null,
    price: null,
    price_unit: "USD",
    status: recording.status === "completed" ? "completed" : "in-progress",
    channels: Math.max(1, recording.tracks.length),
    source: recording.source,
    error_code: null,
    encryption_details: null,
    media_url: exchange.recordings.url(recording),
    uri: `/2010-04-01/Accounts/${exchange.accountSid}/Recordings/${recording.sid}.json`,
    subresource_uris: {},
  };
}
