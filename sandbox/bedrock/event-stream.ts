import { EventStreamCodec } from "@smithy/core/event-streams";

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const codec = new EventStreamCodec(
  (bytes) => (typeof bytes === "string" ? bytes : decoder.decode(bytes as Uint8Array)),
  (text) => encoder.encode(text),
);

const jsonType = { type: "string", value: "application/json" } as const;
const PADDING = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/** One event frame: the member's fields plus `p`, padding of random length that hides the text's length on the wire. */
export function encodeEvent(type: string, payload: object, random: () => number): Uint8Array {
  const padded = { ...payload, p: PADDING.slice(0, Math.floor(random() * (PADDING.length + 1))) };
  return codec.encode({
    headers: {
      ":event-type": { type: "string", value: type },
      ":content-type": jsonType,
      ":message-type": { type: "string", value: "event" },
    },
    body: encoder.encode(JSON.stringify(padded)),
  });
}

/** One exception frame, which ends a stream. */
export function encodeException(type: string, payload: object): Uint8Array {
  return codec.encode({
    headers: {
      ":exception-type": { type: "string", value: type },
      ":content-type": jsonType,
      ":message-type": { type: "string", value: "exception" },
    },
    body: encoder.encode(JSON.stringify(payload)),
  });
}
