import { MULAW_TO_LINEAR, encodeMulaw } from "./mulaw";
import { makeResampler } from "./resample";

const PCM = 1;
const MULAW = 7;
const EXTENSIBLE = 0xfffe;

const resample = makeResampler();

/**
 * Reads a WAV file (16-bit PCM or 8-bit mu-law, any rate, mono or stereo mixed down) as 8 kHz mono mu-law. A mono mu-law
 * file of 8 kHz passes unchanged. Throws RangeError, saying what to do, on anything else.
 */
export function readWav(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tagAt = (offset: number) => String.fromCharCode(...bytes.subarray(offset, offset + 4));
  if (bytes.length < 12 || tagAt(0) !== "RIFF" || tagAt(8) !== "WAVE") {
    throw new RangeError("This is not a WAV file (no RIFF/WAVE header). Convert it to 16-bit PCM WAV.");
  }
  let format: { code: number; channels: number; sampleRate: number; bits: number } | undefined;
  for (let offset = 12; offset + 8 <= bytes.length;) {
    const tag = tagAt(offset);
    const sizeBytes = view.getUint32(offset + 4, true);
    const start = offset + 8;
    if (tag === "fmt " && start + 16 <= bytes.length) {
      const code = view.getUint16(start, true);
      format = {
        code: code === EXTENSIBLE && start + 26 <= bytes.length ? view.getUint16(start + 24, true) : code,
        channels: view.getUint16(start + 2, true),
        sampleRate: view.getUint32(start + 4, true),
        bits: view.getUint16(start + 14, true),
      };
    } else if (tag === "data") {
      if (!format) throw new RangeError("The WAV file has no format chunk before its data.");
      // Writers that stream leave the size at 0 or at the maximum: the rest of the file is the data then.
      const end = sizeBytes === 0 ? bytes.length : Math.min(start + sizeBytes, bytes.length);
      return toMulaw(bytes.subarray(start, end), format);
    }
    offset = start + sizeBytes + (sizeBytes & 1);
  }
  throw new RangeError("The WAV file has no data chunk.");
}

function toMulaw(
  data: Uint8Array,
  format: { code: number; channels: number; sampleRate: number; bits: number },
): Uint8Array {
  const { code, channels, sampleRate, bits } = format;
  const isMulaw = code === MULAW && bits === 8;
  if (!isMulaw && !(code === PCM && bits === 16)) {
    throw new RangeError(`WAV format ${code} with ${bits} bits is not read here. Convert it to 16-bit PCM.`);
  }
  if (channels < 1 || channels > 2) throw new RangeError(`The WAV file has ${channels} channels; 1 or 2 are read.`);
  if (sampleRate < 4000 || sampleRate > 192_000) throw new RangeError(`A sample rate of ${sampleRate} Hz is not read.`);
  if (isMulaw && channels === 1 && sampleRate === 8000) return Uint8Array.from(data);
  const bytesPerSample = isMulaw ? 1 : 2;
  const frames = Math.floor(data.length / (bytesPerSample * channels));
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const pcm = new Int16Array(frames);
  for (let frame = 0; frame < frames; frame++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) {
      const index = frame * channels + channel;
      sum += isMulaw ? MULAW_TO_LINEAR[data[index]!]! : view.getInt16(index * 2, true);
    }
    pcm[frame] = Math.round(sum / channels);
  }
  return encodeMulaw(resample(pcm, sampleRate, 8000));
}
