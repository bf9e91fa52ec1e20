import { rfc2822 } from "../telephony/call-params";
import type { Exchange } from "../telephony/exchange";
import type { TextMessage } from "../telephony/text-message";
import { newSid } from "../sids";
import { ApiError, notFound } from "./api-error";
import { destination, ownNumber } from "./calls";
import { page, urlField, type ApiRequest, type ApiResponse, type Route } from "./request";

const MAX_BODY_CHARACTERS = 1_600;

/** The Messages resource (twilio.com/docs/messaging/api/message-resource): text messages arrive at once. */
export function messageRoutes(exchange: Exchange): Route[] {
  const { messages } = exchange;
  const render = (message: TextMessage): Record<string, unknown> => renderMessage(exchange, message);
  return [
    {
      method: "POST",
      pattern: /^\/Messages$/,
      handle: ({ form }): ApiResponse => {
        const message = readMessage(exchange, form);
        messages.set(message.sid, message);
        deliver(exchange, message, urlField(form, "StatusCallback", 21609));
        return { status: 201, json: render({ ...message, status: "queued" }) };
      },
    },
    {
      method: "GET",
      pattern: /^\/Messages$/,
      handle: (request) => page(request, "messages", filterMessages(messages, request), render),
    },
    {
      method: "GET",
      pattern: /^\/Messages\/([^/]+)$/,
      handle: ({ path, url }) => {
        const message = messages.get(path[0] ?? "");
        if (message === undefined) throw notFound(url.pathname);
        return { status: 200, json: render(message) };
      },
    },
  ];
}

function readMessage(exchange: Exchange, form: URLSearchParams): TextMessage {
  const to = destination(form.get("To"));
  const from = ownNumber(exchange, form.get("From"), 21603, 21606);
  const body = form.get("Body") ?? "";
  if (body === "") throw new ApiError(400, 21602, "Message body is required.");
  if (body.length > MAX_BODY_CHARACTERS)
    throw new ApiError(400, 21617, "The concatenated message body exceeds the 1600 character limit.");
  return { sid: newSid("SM"), from, to, body, createdAt: new Date(), sentAt: undefined, status: "queued" };
}

function deliver(exchange: Exchange, message: TextMessage, statusCallback: string | undefined): void {
  const base = {
    AccountSid: exchange.accountSid,
    ApiVersion: "2010-04-01",
    From: message.from,
    To: message.to,
    MessageSid: message.sid,
    SmsSid: message.sid,
  };
  for (const status of ["sent", "delivered"] as const) {
    exchange.clock.after(status === "sent" ? 0 : 100, () => {
      message.status = status;
      message.sentAt = new Date();
      if (statusCallback === undefined) return;
      exchange.status.send(
        message.sid,
        statusCallback,
        "POST",
        { ...base, MessageStatus: status, SmsStatus: status },
        status === "delivered",
      );
    });
  }
  const receiver = exchange.numbers.findByNumber(message.to);
  if (receiver === undefined || receiver.smsUrl === "") return;
  const params = {
    ...base,
    Body: message.body,
    NumMedia: "0",
    NumSegments: "1",
    SmsMessageSid: message.sid,
    SmsStatus: "received",
  };
  exchange.status.send(message.sid, receiver.smsUrl, receiver.smsMethod, params, false);
}

function filterMessages(messages: ReadonlyMap<string, TextMessage>, { url }: ApiRequest): TextMessage[] {
  const to = url.searchParams.get("To");
  const from = url.searchParams.get("From");
  return [...messages.values()]
    .reverse()
    .filter((message) => (to === null || message.to === to) && (from === null || message.from === from));
}

export function renderMessage(exchange: Exchange, message: TextMessage): Record<string, unknown> {
  const uri = `/2010-04-01/Accounts/${exchange.accountSid}/Messages/${message.sid}`;
  return {
    sid: message.sid,
    account_sid: exchange.accountSid,
    api_version: "2010-04-01",
    body: message.body,
    date_created: rfc2822(message.createdAt),
    date_sent: message.sentAt === undefined ? null : rfc2822(message.sentAt),
    date_updated: rfc2822(message.sentAt ?? message.createdAt),
    direction: "outbound-api",
    error_code: null,
    error_message: null,
    from: message.from,
    to: message.to,
    messaging_service_sid: null,
    num_media: "0",
    num_segments: String(Math.ceil(message.body.length / 160)),
    price: null,
    price_unit: null,
    status: message.status,
    subresource_uris: { media: `${uri}/Media.json` },
    uri: `${uri}.json`,
  };
}
