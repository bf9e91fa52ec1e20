/** A message from the customer's server on a bidirectional stream. */
export type StreamCommand =
  | { readonly event: "media"; readonly audio: Buffer }
  | { readonly event: "mark"; readonly name: string }
  | { readonly event: "clear" }
  | { readonly event: "invalid"; readonly problem: string };

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** Reads `media`, `mark` or `clear`; anything else is `invalid` with what is wrong about it. */
export function readStreamCommand(data: Buffer, streamSid: string): StreamCommand {
  let message: unknown;
  try {
    message = JSON.parse(data.toString("utf8"));
  } catch {
    return { event: "invalid", problem: "not valid JSON" };
  }
  if (!isObject(message)) return { event: "invalid", problem: "not a JSON object" };
  if (message["streamSid"] !== streamSid) return { event: "invalid", problem: "streamSid is not this stream's" };
  switch (message["event"]) {
    case "media": {
      const media = message["media"];
      const payload = isObject(media) ? media["payload"] : undefined;
      if (typeof payload !== "string" || !BASE64.test(payload))
        return { event: "invalid", problem: "media.payload is not base64" };
      return { event: "media", audio: Buffer.from(payload, "base64") };
    }
    case "mark": {
      const mark = message["mark"];
      const name = isObject(mark) ? mark["name"] : undefined;
      if (typeof name !== "string" || name === "") return { event: "invalid", problem: "mark.name is missing" };
      return { event: "mark", name };
    }
    case "clear":
      return { event: "clear" };
    default:
      return { event: "invalid", problem: `event "${String(message["event"])}" is not media, mark or clear` };
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
