/** What is needed of a media message. Filled anew by each call of `readMediaFrame`. */
export type MediaFrame = { sequence: number; audioBytes: number };

const MOST_SEQUENCE_DIGITS = 12;
const ZERO = 0x30;
const HEAD = '{"event":"media","sequenceNumber":"';
const CHUNK = '","media":{"track":"inbound","chunk":"';
const TIMESTAMP = '","timestamp":"';
const PAYLOAD = '","payload":"';

/**
 * Reads an inbound `media` message of the stream `streamSid`: the audio goes into `audio`, the rest into `frame`. It knows the message as
 * Twilio writes it, member by member, and nothing else: false means "not quite such a message, or something is wrong with it", and the
 * caller then reads it the slow way, which says what.
 *
 * 50 of them come every second in every call: this takes a quarter of the time that JSON.parse does.
 */
export function readMediaFrame(message: Buffer, streamSid: string, audio: Buffer, frame: MediaFrame): boolean {
  // As latin1, because every byte is one character then; a byte beyond ASCII is none of base64's and is noticed below.
  const text = message.toString("latin1");
  const tail = `"},"streamSid":"${streamSid}"}`;
  if (!text.startsWith(HEAD) || !text.endsWith(tail)) return false;
  const chunk = afterDigits(text, HEAD.length);
  const digits = chunk - HEAD.length;
  if (digits < 1 || digits > MOST_SEQUENCE_DIGITS || !text.startsWith(CHUNK, chunk)) return false;
  const timestamp = afterDigits(text, chunk + CHUNK.length);
  if (!text.startsWith(TIMESTAMP, timestamp)) return false;
  const payload = afterDigits(text, timestamp + TIMESTAMP.length);
  if (!text.startsWith(PAYLOAD, payload)) return false;
  const from = payload + PAYLOAD.length;
  const to = text.length - tail.length;
  const size = base64Size(text, from, to);
  if (size < 0 || size > audio.length) return false;
  // Characters that base64 does not have are skipped in writing: fewer bytes than announced tell of them.
  if (size > 0 && audio.write(text.slice(from, to), 0, "base64") !== size) return false;
  frame.sequence = Number(text.slice(HEAD.length, chunk));
  frame.audioBytes = size;
  return true;
}

function afterDigits(text: string, from: number): number {
  let at = from;
  for (let digit = text.charCodeAt(at) - ZERO; digit >= 0 && digit <= 9; digit = text.charCodeAt(at) - ZERO) at += 1;
  return at;
}

/** How many bytes so much base64 stands for; −1 when it is cut off. */
function base64Size(text: string, from: number, to: number): number {
  const length = to - from;
  if (length < 0 || length % 4 !== 0) return -1;
  if (length === 0) return 0;
  const padding = text[to - 1] !== "=" ? 0 : text[to - 2] !== "=" ? 1 : 2;
  return (length / 4) * 3 - padding;
}
