/** What is needed of a media message. Filled anew by each call of `readMediaFrame`. */
export type MediaFrame = { sequence: number; audioBytes: number };

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const PADDING = 0x3d;
const ZERO = 0x30;
const INVALID = 0xff;
const MOST_SEQUENCE_DIGITS = 12;

const SEXTETS = new Uint8Array(256).fill(INVALID);
[..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"].forEach((letter, index) => {
  SEXTETS[letter.charCodeAt(0)] = index;
});

/**
 * Reads an inbound `media` message of the stream `streamSid` straight from its bytes: the audio goes into `audio`, the rest into
 * `frame`. It knows the message as Twilio writes it, its members in any order, and nothing else: false means "not such a message, or
 * something is wrong with it", and the caller then reads it the slow way, which says what.
 *
 * 50 of them come every second in every call: JSON.parse and base64 through strings cost several times as much.
 */
export function readMediaFrame(message: Buffer, streamSid: string, audio: Buffer, frame: MediaFrame): boolean {
  const { length } = message;
  let at = 0;
  let seen = 0;
  if (message[at++] !== OPEN) return false;
  for (;;) {
    if (reads(message, at, '"event":"media"')) {
      at += 15;
      seen |= 1;
    } else if (reads(message, at, '"sequenceNumber":"')) {
      at += 18;
      const from = at;
      let sequence = 0;
      for (let digit = digitAt(message, at); digit >= 0; digit = digitAt(message, ++at))
        sequence = sequence * 10 + digit;
      if (at === from || at - from > MOST_SEQUENCE_DIGITS || message[at++] !== QUOTE) return false;
      frame.sequence = sequence;
      seen |= 2;
    } else if (reads(message, at, '"streamSid":"')) {
      at += 13;
      if (!reads(message, at, streamSid)) return false;
      at += streamSid.length;
      if (message[at++] !== QUOTE) return false;
      seen |= 4;
    } else if (reads(message, at, '"media":{')) {
      at = readMedia(message, at + 9, audio, frame);
      if (at < 0) return false;
      seen |= 8;
    } else {
      return false;
    }
    const next = message[at++];
    if (next === CLOSE) return seen === 15 && at === length;
    if (next !== COMMA) return false;
  }
}

/** Reads the members of `media` from `at` on and returns the place after its end; −1 when it is not as expected. */
function readMedia(message: Buffer, start: number, audio: Buffer, frame: MediaFrame): number {
  let at = start;
  let seen = 0;
  for (;;) {
    if (reads(message, at, '"track":"inbound"')) {
      at += 17;
      seen |= 1;
    } else if (reads(message, at, '"payload":"')) {
      at = readAudio(message, at + 11, audio, frame);
      if (at < 0) return -1;
      seen |= 2;
    } else if (reads(message, at, '"chunk":"') || reads(message, at, '"timestamp":"')) {
      at = message[at + 1] === 0x63 ? at + 9 : at + 13;
      while (digitAt(message, at) >= 0) at++;
      if (message[at++] !== QUOTE) return -1;
    } else {
      return -1;
    }
    const next = message[at++];
    if (next === CLOSE) return seen === 3 ? at : -1;
    if (next !== COMMA) return -1;
  }
}

/** Decodes base64 up to its closing quote and returns the place after that; −1 for anything else, or more than `audio` holds. */
function readAudio(message: Buffer, start: number, audio: Buffer, frame: MediaFrame): number {
  const room = audio.length - 3;
  let at = start;
  let size = 0;
  for (;;) {
    const first = SEXTETS[message[at] ?? 0] as number;
    const second = SEXTETS[message[at + 1] ?? 0] as number;
    const third = SEXTETS[message[at + 2] ?? 0] as number;
    const fourth = SEXTETS[message[at + 3] ?? 0] as number;
    if ((first | second | third | fourth) > 63 || size > room) break;
    audio[size] = (first << 2) | (second >> 4);
    audio[size + 1] = (second << 4) | (third >> 2);
    audio[size + 2] = (third << 6) | fourth;
    size += 3;
    at += 4;
  }
  if (message[at] !== QUOTE) {
    const first = SEXTETS[message[at] ?? 0] as number;
    const second = SEXTETS[message[at + 1] ?? 0] as number;
    const third = SEXTETS[message[at + 2] ?? 0] as number;
    if ((first | second) > 63 || message[at + 3] !== PADDING || message[at + 4] !== QUOTE || size > room) return -1;
    audio[size++] = (first << 2) | (second >> 4);
    if (third <= 63) audio[size++] = (second << 4) | (third >> 2);
    else if (message[at + 2] !== PADDING) return -1;
    at += 4;
  }
  if (size > room) return -1;
  frame.audioBytes = size;
  return at + 1;
}

function reads(message: Buffer, at: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (message[at + i] !== text.charCodeAt(i)) return false;
  return true;
}

function digitAt(message: Buffer, at: number): number {
  const digit = (message[at] ?? 0) - ZERO;
  return digit >= 0 && digit <= 9 ? digit : -1;
}
