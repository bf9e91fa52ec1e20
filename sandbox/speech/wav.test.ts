import { describe, expect, it } from "vitest";
import { decodeMulaw, encodeMulaw } from "./mulaw";
import { readWav } from "./wav";

interface Format {
  code?: number;
  channels?: number;
  sampleRate?: number;
  bits?: number;
}

function wav(data: Uint8Array, { code = 1, channels = 1, sampleRate = 8000, bits = 16 }: Format = {}): Buffer {
  const chunk = (tag: string, body: Buffer) => {
    const size = Buffer.alloc(4);
    size.writeUInt32LE(body.length);
    return Buffer.concat([Buffer.from(tag), size, body, Buffer.alloc(body.length & 1)]);
  };
  const format = Buffer.alloc(16);
  format.writeUInt16LE(code, 0);
  format.writeUInt16LE(channels, 2);
  format.writeUInt32LE(sampleRate, 4);
  format.writeUInt32LE((sampleRate * channels * bits) / 8, 8);
  format.writeUInt16LE((channels * bits) / 8, 12);
  format.writeUInt16LE(bits, 14);
  const chunks = [chunk("fmt ", format), chunk("LIST", Buffer.from("odd")), chunk("data", Buffer.from(data))];
  return Buffer.concat([Buffer.from("RIFF\0\0\0\0WAVE"), ...chunks]);
}

function pcmBytes(samples: readonly number[]): Buffer {
  const bytes = Buffer.alloc(samples.length * 2);
  samples.forEach((sample, i) => bytes.writeInt16LE(sample, i * 2));
  return bytes;
}

describe("reading WAV files", () => {
  it("passes 8 kHz mono mu-law through byte by byte", () => {
    const audio = Uint8Array.from({ length: 500 }, (_, i) => i & 0xff);
    expect(readWav(wav(audio, { code: 7, bits: 8 }))).toEqual(audio);
  });

  it("encodes 16-bit PCM and mixes stereo down", () => {
    expect([...readWav(wav(pcmBytes([0, 8000, -8000])))]).toEqual([...encodeMulaw(Int16Array.of(0, 8000, -8000))]);
    const stereo = wav(pcmBytes([1000, 3000, -500, -500]), { channels: 2 });
    expect([...readWav(stereo)]).toEqual([...encodeMulaw(Int16Array.of(2000, -500))]);
  });

  it("brings other rates to 8 kHz", () => {
    const samples = Array.from({ length: 4410 }, (_, i) =>
      Math.round(9000 * Math.sin((2 * Math.PI * 440 * i) / 44_100)),
    );
    const audio = readWav(wav(pcmBytes(samples), { sampleRate: 44_100 }));
    expect(audio).toHaveLength(800);
    expect(Math.max(...decodeMulaw(audio))).toBeGreaterThan(8000);
  });

  it("says what is wrong and what to do", () => {
    expect(() => readWav(Buffer.from("ID3 an mp3 file"))).toThrow(/not a WAV file.*Convert/);
    expect(() => readWav(wav(Buffer.alloc(12), { bits: 24 }))).toThrow(/24 bits.*Convert/);
    expect(() => readWav(wav(Buffer.alloc(12), { channels: 6 }))).toThrow(/6 channels/);
    expect(() => readWav(Buffer.from("RIFF\0\0\0\0WAVE"))).toThrow(/no data/);
  });
});
