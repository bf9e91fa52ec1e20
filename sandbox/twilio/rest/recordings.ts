import { rfc2822 } from "../telephony/call-params";
import type { Exchange } from "../telephony/exchange";
import { recordingSeconds, recordingWav, type Recording } from "../telephony/recordings";
import { notFound } from "./api-error";
import { page, type ApiRequest, type Route } from "./request";

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
