export const FRAME_BYTES = 160;
export const FRAME_MS = 20;
export const BYTES_PER_MS = 8;
/** A multiple of three: its base64 can be put before that of the rest. */
const HEADER_BYTES = 15;
const MAGIC = [0xa, 0x5, 0x3, 0xc] as const;

/** What the caller does in a frame: the recogniser's stand-in understands exactly this. */
export const FRAME_KIND = { silence: 0, speech: 1, turnEnd: 2, breakIn: 3 } as const;

/** Bytes F0–FF are next to silence in mu-law: four bits each, so that a frame's number is not heard. */
const QUIET = 0xf0;

const MAGIC_BYTES = Buffer.from(MAGIC.map((nibble) => QUIET | nibble));

const bodyOf = (loud: boolean): string => {
  const body = Buffer.alloc(FRAME_BYTES - HEADER_BYTES);
  for (let i = 0; i < body.length; i += 1) body[i] = loud ? (i % 16 < 8 ? 0x9a : 0x1a) : i % 2 === 0 ? 0xff : 0x7e;
  return body.toString("base64");
};
const QUIET_BODY = bodyOf(false);
const LOUD_BODY = bodyOf(true);

/** Makes one caller's numbered frames as base64. */
export class FrameWriter {
  private readonly header = Buffer.alloc(HEADER_BYTES, QUIET);

  constructor(call: number) {
    MAGIC.forEach((nibble, index) => (this.header[index] = QUIET | nibble));
    for (let i = 0; i < 4; i += 1) this.header[9 + i] = QUIET | ((call >> (4 * (3 - i))) & 0xf);
  }

  payload(number: number, kind: number): string {
    const { header } = this;
    for (let i = 0; i < 5; i += 1) header[4 + i] = QUIET | ((number >> (4 * (4 - i))) & 0xf);
    header[13] = QUIET | kind;
    return header.toString("base64") + (kind === FRAME_KIND.silence ? QUIET_BODY : LOUD_BODY);
  }
}

export type FrameHeader = { call: number; number: number; kind: number };

/** Reads the header at `offset` into `into`; false when there is none, as in silence that was filled in. */
export function readFrame(bytes: Buffer, offset: number, into: FrameHeader): boolean {
  for (let i = 0; i < 4; i += 1) if (bytes[offset + i] !== (QUIET | MAGIC[i]!)) return false;
  let number = 0;
  for (let i = 4; i < 9; i += 1) number = (number << 4) | (bytes[offset + i]! & 0xf);
  let call = 0;
  for (let i = 9; i < 13; i += 1) call = (call << 4) | (bytes[offset + i]! & 0xf);
  into.number = number;
  into.call = call;
  into.kind = bytes[offset + 13]! & 0xf;
  return true;
}

/** Where the next frame starts in `bytes[from…to)`; −1 when none does. */
export function nextFrame(bytes: Buffer, from: number, to: number): number {
  const at = bytes.indexOf(MAGIC_BYTES, from);
  return at >= from && at < to ? at : -1;
}

const TAGS = 60;
const tones = new Map<number, Buffer>();

/** The voice's audio for the n-th answer of a connection: a loud tone of one byte value, by which the caller knows whose it is. */
export function voiceAudio(answer: number, bytes: number): Buffer {
  const tag = 1 + (answer % TAGS);
  let tone = tones.get(tag);
  if (!tone || tone.length < bytes) {
    tone = Buffer.alloc(Math.max(16_000, bytes));
    for (let i = 0; i < tone.length; i += 1) tone[i] = i % 16 < 8 ? tag : 0x80 | tag;
    tones.set(tag, tone);
  }
  return tone.subarray(0, bytes);
}

const SEXTETS = new Uint8Array(128);
[..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"].forEach(
  (letter, index) => (SEXTETS[letter.charCodeAt(0)] = index),
);

/** Which answer a base64 payload belongs to, given the last one heard; far ahead of it means: an older one. */
export function answerOf(payload: string, last: number): number {
  const first = (SEXTETS[payload.charCodeAt(0)]! << 2) | (SEXTETS[payload.charCodeAt(1)]! >> 4);
  const place = ((first & 0x7f) - 1) % TAGS;
  const ahead = (place - (((last % TAGS) + TAGS) % TAGS) + TAGS) % TAGS;
  return ahead > TAGS / 2 ? last - (TAGS - ahead) : last + ahead;
}

export function base64Bytes(payload: string): number {
  const { length } = payload;
  const padding = payload.charCodeAt(length - 1) !== 61 ? 0 : payload.charCodeAt(length - 2) === 61 ? 2 : 1;
  return (length / 4) * 3 - padding;
}
