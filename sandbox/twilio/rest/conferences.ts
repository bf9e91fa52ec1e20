import { rfc2822 } from "../telephony/call-params";
import type { Conference, Participant } from "../telephony/conference";
import type { Exchange } from "../telephony/exchange";
import { ApiError, notFound } from "./api-error";
import { destination, ownNumber, placeOutbound } from "./calls";
import { page, type ApiRequest, type ApiResponse, type Route } from "./request";

/** Conferences and their Participants (twilio.com/docs/voice/api/conference-resource). */
export function conferenceRoutes(exchange: Exchange): Route[] {
  const renderOne = (conference: Conference): Record<string, unknown> => renderConference(exchange, conference);
  return [
    {
      method: "GET",
      pattern: /^\/Conferences$/,
      handle: (request) => page(request, "conferences", filterConferences(exchange, request), renderOne),
    },
    {
      method: "GET",
      pattern: /^\/Conferences\/([^/]+)$/,
      handle: (request) => ({ status: 200, json: renderOne(find(exchange, request)) }),
    },
    {
      method: "POST",
      pattern: /^\/Conferences\/([^/]+)$/,
      handle: (request) => {
        const conference = find(exchange, request);
        if (request.form.get("Status") === "completed") conference.end();
        return { status: 200, json: renderOne(conference) };
      },
    },
    {
      method: "GET",
      pattern: /^\/Conferences\/([^/]+)\/Participants$/,
      handle: (request) => {
        const conference = find(exchange, request);
        return page(request, "participants", [...conference.participants.values()], (one) =>
          renderParticipant(exchange, conference, one),
        );
      },
    },
    {
      method: "POST",
      pattern: /^\/Conferences\/([^/]+)\/Participants$/,
      handle: (request) => addParticipant(exchange, request),
    },
    {
      method: "GET",
      pattern: /^\/Conferences\/([^/]+)\/Participants\/([^/]+)$/,
      handle: (request) => onParticipant(exchange, request, () => undefined),
    },
    {
      method: "POST",
      pattern: /^\/Conferences\/([^/]+)\/Participants\/([^/]+)$/,
      handle: (request) =>
        onParticipant(exchange, request, (conference, participant) => {
          const flag = (name: string): boolean | undefined =>
            request.form.has(name) ? request.form.get(name) === "true" : undefined;
          conference.change(participant, { muted: flag("Muted"), onHold: flag("Hold") });
          participant.endConferenceOnExit = flag("EndConferenceOnExit") ?? participant.endConferenceOnExit;
        }),
    },
    {
      method: "DELETE",
      pattern: /^\/Conferences\/([^/]+)\/Participants\/([^/]+)$/,
      handle: (request) => {
        onParticipant(exchange, request, (_, participant) => participant.leave("kicked"));
        return { status: 204 };
      },
    },
  ];
}

function find(exchange: Exchange, { path, url }: ApiRequest): Conference {
  const conference = exchange.conferences.find(decodeURIComponent(path[0] ?? ""));
  if (conference === undefined) throw notFound(url.pathname);
  return conference;
}

function onParticipant(
  exchange: Exchange,
  request: ApiRequest,
  act: (conference: Conference, participant: Participant) => void,
): ApiResponse {
  const conference = find(exchange, request);
  const key = request.path[1] ?? "";
  const participant =
    conference.participants.get(key) ?? [...conference.participants.values()].find((one) => one.label === key);
  if (participant === undefined) throw notFound(request.url.pathname);
  act(conference, participant);
  return { status: 200, json: renderParticipant(exchange, conference, participant) };
}

/** Calls somebody into the conference; it is created when it does not run yet. */
function addParticipant(exchange: Exchange, { path, form, url }: ApiRequest): ApiResponse {
  const name = decodeURIComponent(path[0] ?? "");
  const known = exchange.conferences.find(name);
  if (known === undefined && name.startsWith("CF")) throw notFound(url.pathname);
  const room = known ?? exchange.conferences.enter(name);
  if (room.status === "completed") throw new ApiError(400, 20404, "The conference has ended");
  const attributes = [
    ["participantLabel", form.get("Label")],
    ["muted", form.get("Muted")],
    ["startConferenceOnEnter", form.get("StartConferenceOnEnter")],
    ["endConferenceOnExit", form.get("EndConferenceOnExit")],
  ].flatMap(([attribute, value]) =>
    value === null || value === undefined ? [] : [` ${attribute ?? ""}="${escapeXml(value)}"`],
  );
  const twiml = `<Response><Dial><Conference${attributes.join("")}>${escapeXml(room.friendlyName)}</Conference></Dial></Response>`;
  const from = ownNumber(exchange, form.get("From"), 21213, 21210);
  const call = placeOutbound(exchange, form, from, destination(form.get("To")), { kind: "document", twiml });
  return {
    status: 201,
    json: {
      account_sid: exchange.accountSid,
      call_sid: call.sid,
      conference_sid: room.sid,
      label: form.get("Label"),
      status: "queued",
      muted: form.get("Muted") === "true",
      hold: false,
      coaching: false,
      call_sid_to_coach: null,
      start_conference_on_enter: form.get("StartConferenceOnEnter") !== "false",
      end_conference_on_exit: form.get("EndConferenceOnExit") === "true",
      date_created: rfc2822(new Date()),
      date_updated: rfc2822(new Date()),
      queue_time: "0",
      uri: participantUri(exchange, room, call.sid),
    },
  };
}

function escapeXml(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}

function filterConferences(exchange: Exchange, { url }: ApiRequest): Conference[] {
  const name = url.searchParams.get("FriendlyName");
  const status = url.searchParams.get("Status");
  return [...exchange.conferences.bySid.values()]
    .reverse()
    .filter((one) => (name === null || one.friendlyName === name) && (status === null || one.status === status));
}

function participantUri(exchange: Exchange, conference: Conference, callSid: string): string {
  return `/2010-04-01/Accounts/${exchange.accountSid}/Conferences/${conference.sid}/Participants/${callSid}.json`;
}

function renderParticipant(
  exchange: Exchange,
  conference: Conference,
  participant: Participant,
): Record<string, unknown> {
  return {
    account_sid: exchange.accountSid,
    call_sid: participant.call.sid,
    label: participant.label ?? null,
    call_sid_to_coach: null,
    coaching: false,
    conference_sid: conference.sid,
    date_created: rfc2822(participant.joinedAt),
    date_updated: rfc2822(participant.joinedAt),
    end_conference_on_exit: participant.endConferenceOnExit,
    muted: participant.muted,
    hold: participant.onHold,
    start_conference_on_enter: participant.startConferenceOnEnter,
    status: "connected",
    queue_time: "0",
    uri: participantUri(exchange, conference, participant.call.sid),
  };
}

function renderConference(exchange: Exchange, conference: Conference): Record<string, unknown> {
  const uri = `/2010-04-01/Accounts/${exchange.accountSid}/Conferences/${conference.sid}`;
  return {
    sid: conference.sid,
    account_sid: exchange.accountSid,
    friendly_name: conference.friendlyName,
    status: conference.status,
    region: "us1",
    date_created: rfc2822(conference.createdAt),
    date_updated: rfc2822(conference.updatedAt),
    api_version: "2010-04-01",
    reason_conference_ended: conference.status === "completed" ? "last-participant-left" : null,
    call_sid_ending_conference: conference.endedBy ?? null,
    uri: `${uri}.json`,
    subresource_uris: { participants: `${uri}/Participants.json`, recordings: `${uri}/Recordings.json` },
  };
}
