import { createHash } from "node:crypto";
import { decodeMulaw, encodeMulaw } from "../speech/mulaw";
import { encodeAlaw } from "../speech/alaw";
import { synthesize, synthesizePcm } from "../speech/synthesize";
import { Refusal } from "./handshake";
import { noSuchModel } from "./query";
import type { Query } from "./query";

export type SpokenEncoding = "linear16" | "mulaw" | "alaw";

/** What a speak request wants its audio to be. */
export interface VoiceOutput {
  readonly model: string;
  readonly encoding: SpokenEncoding;
  readonly sampleRate: number;
  readonly speed: number;
}

/** The longest text of one request or message, in characters. */
export const MAX_SPEAK_CHARACTERS = 2000;

const RATES: Record<SpokenEncoding, readonly number[]> = {
  linear16: [8000, 16_000, 24_000, 32_000, 48_000],
  mulaw: [8000, 16_000],
  alaw: [8000, 16_000],
};

/** Reads model, encoding, sample rate and speed of a speak request. Throws a 400 Refusal on what the vendor refuses. */
export function voiceOutput(query: Query): VoiceOutput {
  const model = query.text("model") ?? "aura-asteria-en";
  if (!/^aura(?:-2)?-[a-z]+-[a-z]{2}$/.test(model)) throw noSuchModel();
  const encoding = query.text("encoding") ?? "linear16";
  if (encoding !== "linear16" && encoding !== "mulaw" && encoding !== "alaw") {
    throw badFormat(`\`encoding=${encoding}\` is not spoken by the sandbox; use linear16, mulaw or alaw`);
  }
  const sampleRate = query.number("sample_rate", 1, 192_000) ?? (encoding === "linear16" ? 24_000 : 8000);
  if (!RATES[encoding].includes(sampleRate)) {
    throw badFormat(`\`sample_rate\` must be ${RATES[encoding].join(", ")} when \`encoding=${encoding}\``);
  }
  return { model, encoding, sampleRate, speed: query.number("speed", 0.7, 1.5, "decimal") ?? 1 };
}

export function badFormat(reason: string): Refusal {
  return new Refusal(400, "INVALID_QUERY_PARAMETER", `Unsupported audio format: ${reason}`);
}

/** Speaks one piece of text. At 8 kHz the recognisers of this process will know it again. */
export async function speak(text: string, { model, encoding, sampleRate, speed }: VoiceOutput): Promise<Uint8Array> {
  if (sampleRate === 8000) {
    const { audio } = await synthesize(text, { voice: model, speed });
    if (encoding === "mulaw") return audio;
    return encodePcm(decodeMulaw(audio), encoding);
  }
  const { pcm } = await synthesizePcm(text, { voice: model, speed, sampleRate });
  return encodePcm(pcm, encoding);
}

/** Silence in the output's encoding. */
export function silence(durationMs: number, { encoding, sampleRate }: VoiceOutput): Uint8Array {
  return encodePcm(new Int16Array(Math.round((durationMs * sampleRate) / 1000)), encoding);
}

/** The vendor's constant facts about a model, made up but stable. */
export function modelFacts(model: string): { name: string; version: string; uuid: string } {
  const hex = createHash("sha256").update(model).digest("hex");
  const uuid = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  return { name: model, version: "2025-04-07.0", uuid };
}

function encodePcm(pcm: Int16Array, encoding: SpokenEncoding): Uint8Array {
  if (encoding === "mulaw") return encodeMulaw(pcm);
  if (encoding === "alaw") return encodeAlaw(pcm);
  return new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength);
}
