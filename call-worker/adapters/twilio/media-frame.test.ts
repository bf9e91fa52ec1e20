import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readMediaFrame } from "./media-frame";

const STREAM = `MZ${"3".repeat(32)}`;
const audio = Buffer.alloc(1_003);
const frame = { sequence: 0, audioBytes: 0 };
const read = (message: string | Buffer) => readMediaFrame(Buffer.from(message), STREAM, audio, frame);

function message(sequence: number, payload: Buffer): string {
  const media = { track: "inbound", chunk: "2", timestamp: "40", payload: payload.toString("base64") };
  return JSON.stringify({ event: "media", sequenceNumber: String(sequence), media, streamSid: STREAM });
}

describe("reading a media message from its bytes", () => {
  it("reads what Twilio sends, whatever the audio", () => {
    fc.assert(
      fc.property(fc.nat(999_999_999), fc.uint8Array({ maxLength: 1_000 }), (sequence, bytes) => {
        expect(read(message(sequence, Buffer.from(bytes)))).toBe(true);
        expect(frame.sequence).toBe(sequence);
        expect(audio.subarray(0, frame.audioBytes)).toEqual(Buffer.from(bytes));
      }),
    );
  });

  it("never takes a damaged message for another one than JSON and base64 would", () => {
    const whole = Buffer.from(message(41, Buffer.from(Array.from({ length: 161 }, (_, index) => index))));
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.nat(3), (at, byte, cut) => {
        const damaged = Buffer.from(whole.subarray(0, whole.length - cut));
        damaged[Math.min(at, damaged.length - 1)] = byte;
        if (!read(damaged)) return;
        const parsed = JSON.parse(damaged.toString("utf8")) as {
          event: string;
          streamSid: string;
          sequenceNumber: string;
          media: { track: string; payload: string };
        };
        expect([parsed.event, parsed.streamSid, parsed.media.track]).toEqual(["media", STREAM, "inbound"]);
        expect(frame.sequence).toBe(Number(parsed.sequenceNumber));
        expect(audio.subarray(0, frame.audioBytes)).toEqual(Buffer.from(parsed.media.payload, "base64"));
      }),
      { numRuns: 3_000 },
    );
  });

  it("leaves everything else to be read the slow way", () => {
    const usual = message(7, Buffer.alloc(160, 0xff));
    for (const other of [
      "",
      "{}",
      usual.replace(STREAM, `MZ${"4".repeat(32)}`),
      usual.replace('"inbound"', '"outbound"'),
      usual.replace('"media",', '"mark",'),
      usual.replace('"sequenceNumber":"7"', '"sequenceNumber":""'),
      usual.replace('"chunk"', '"more":{},"chunk"'),
      usual.replace('"track":"inbound",', ""),
      usual.replace("=", "A="),
      usual.replace('"payload":"/', '"payload":"?'),
      usual.replace('"payload":"', '"payload":"é'),
      `${usual} `,
      message(7, Buffer.alloc(1_004)),
    ]) {
      expect([other.slice(0, 80), read(other)]).toEqual([other.slice(0, 80), false]);
    }
  });
});
