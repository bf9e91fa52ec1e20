import { encodeMulaw } from "../speech/mulaw";
import { badQuery } from "./query";
import type { Query } from "./query";

/** Turns what a client streams into 8 kHz mu-law. Stateful: a frame may end in the middle of a sample. */
export type AudioInput = (bytes: Buffer) => Uint8Array;

const RATES = [8000, 16_000, 24_000, 32_000, 48_000];

/**
 * Makes the decoder for a listen connection's `encoding`, `sample_rate` and `channels`. mu-law at 8 kHz passes as it is
 * (the only format in which speech survives byte by byte, besides linear16 made from it). Throws a 400 Refusal on formats
 * that the sandbox does not take.
 */
export function audioInput(query: Query): AudioInput {
  const encoding = query.text("encoding");
  const sampleRate = query.number("sample_rate", 1, 192_000);
  const channels = query.number("channels", 1, 255) ?? 1;
  if (encoding === undefined)
    throw badQuery("encoding: the sandbox takes raw audio only; give encoding and sample_rate");
  if (sampleRate === undefined) throw badQuery("sample_rate: required when encoding is given");
  if (channels !== 1) throw badQuery("channels: the sandbox hears one channel; connect once per channel");
  if (encoding === "mulaw") {
    if (sampleRate !== 8000) throw badQuery("sample_rate: the sandbox takes mulaw at 8000");
    return (bytes) => bytes;
  }
  if (encoding === "linear16") {
    if (!RATES.includes(sampleRate)) throw badQuery(`sample_rate: must be one of ${RATES.join(", ")} in the sandbox`);
    return linear16Input(sampleRate / 8000);
  }
  throw badQuery(`encoding: \`${encoding}\` is not taken by the sandbox; use mulaw or linear16`);
}

function linear16Input(samplesPerOutput: number): AudioInput {
  const bytesPerOutput = samplesPerOutput * 2;
  let rest = Buffer.alloc(0);
  return (bytes) => {
    const input = rest.length > 0 ? Buffer.concat([rest, bytes]) : bytes;
    const pcm = new Int16Array(Math.floor(input.length / bytesPerOutput));
    for (let i = 0; i < pcm.length; i++) {
      let sum = 0;
      for (let j = 0; j < samplesPerOutput; j++) sum += input.readInt16LE(i * bytesPerOutput + j * 2);
      pcm[i] = sum / samplesPerOutput;
    }
    rest = Buffer.from(input.subarray(pcm.length * bytesPerOutput));
    return encodeMulaw(pcm);
  };
}
