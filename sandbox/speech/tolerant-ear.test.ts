import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decodeMulaw, encodeMulaw } from "./mulaw";
import { Recogniser } from "./recogniser";
import { closeSynthesizer, synthesize, synthesizePcm } from "./synthesize";

const SAID = [
  "What are your opening hours?",
  "Can I leave a message?",
  "Anna Smith",
  "Yes please.",
  "My number is 5 5 5 0 1 3 4.",
  "Thank you, goodbye.",
];
/** Known as well, and alike in part: what is heard must not be taken for these. */
const OTHERS = [
  "What are your prices?",
  "Can I book an appointment?",
  "Anna Miller",
  "No thanks.",
  "Thank you very much.",
];

beforeAll(async () => {
  for (const text of [...SAID, ...OTHERS]) await synthesize(text);
});
afterAll(closeSynthesizer);

function randomiser(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}

type Way = {
  /** Part of a sample by which sampling is off. */
  shift?: number;
  gain?: number;
  /** Loudness that is turned up while it is quiet, as a microphone's does. */
  levelling?: boolean;
  /** Decibels between speech and noise. */
  noiseDb?: number;
  /** Part of the 20 ms frames that is lost and filled with silence. */
  loss?: number;
};

/** What becomes of speech on its way through a microphone and a network. Byte by byte nothing is left of it. */
function carried(
  audio: Uint8Array,
  { shift = 0.37, gain = 1, levelling = false, noiseDb = 60, loss = 0 }: Way,
): Buffer {
  const pcm = decodeMulaw(audio);
  const random = randomiser(7);
  const rms = Math.sqrt(pcm.reduce((sum, sample) => sum + sample * sample, 0) / pcm.length);
  const noise = rms * 10 ** (-noiseDb / 20) * Math.sqrt(12);
  let level = gain;
  const out = Int16Array.from(pcm, (sample, i) => {
    if (levelling && i % 80 === 0) level = Math.min(4, Math.max(0.3, level + (Math.abs(sample) < 800 ? 0.02 : -0.06)));
    const between = sample * (1 - shift) + (pcm[i + 1] ?? 0) * shift;
    return Math.max(-32_000, Math.min(32_000, between * level + (random() - 0.5) * noise));
  });
  const mulaw = Buffer.from(encodeMulaw(out));
  for (let at = 0; at < mulaw.length; at += 160) if (random() < loss) mulaw.fill(0xff, at, at + 160);
  return mulaw;
}

const pause = (ms: number) => Buffer.alloc(ms * 8, 0xff);

function hear(stream: Buffer) {
  const recogniser = new Recogniser();
  const words = [];
  for (let at = 0; at < stream.length; at += 160) words.push(...recogniser.push(stream.subarray(at, at + 160)));
  return { recogniser, words, text: words.map(({ word }) => word).join(" ") };
}

describe("speech that came through a microphone", () => {
  it.each<[string, Way]>([
    ["sampled a little beside it", {}],
    ["very quiet", { gain: 0.12 }],
    ["very loud", { gain: 2.5 }],
    ["in a noisy room", { noiseDb: 24 }],
    ["with its loudness levelled", { levelling: true, gain: 0.5 }],
    ["with frames missing", { loss: 0.04, gain: 0.7 }],
    ["all of it at once", { levelling: true, noiseDb: 28, loss: 0.02, shift: 0.5 }],
  ])("is heard %s", async (_, way) => {
    for (const text of SAID) {
      const { audio, durationMs } = await synthesize(text);
      const { text: heard, words, recogniser } = hear(carried(Buffer.concat([pause(730), audio, pause(600)]), way));
      expect(heard).toBe(text);
      expect(words[0]?.startMs).toBeGreaterThan(700);
      expect(words[0]?.startMs).toBeLessThan(900);
      expect(Math.abs((words.at(-1)?.endMs ?? 0) - 730 - durationMs)).toBeLessThan(150);
      expect(words.every(({ confidence }) => confidence > 0.6 && confidence < 1)).toBe(true);
      expect(recogniser.lastSpeechMs).toBeGreaterThan(730);
    }
  });

  it("is heard one sentence after the other, each once", async () => {
    const pieces: Buffer[] = [];
    for (const text of SAID) pieces.push(carried((await synthesize(text)).audio, { gain: 0.6 }), pause(700));
    expect(hear(Buffer.concat(pieces)).text).toBe(SAID.join(" "));
  });

  it("is understood within a second of its beginning", async () => {
    const { audio } = await synthesize(SAID[0]!);
    expect(hear(carried(audio, {}).subarray(0, 6400)).words.length).toBeGreaterThan(0);
  });

  it("that nobody has registered yields no words, however long, but counts as sound", async () => {
    const { pcm } = await synthesizePcm(
      "The quick brown fox jumps over the lazy dog while seven wise owls sing about mercury and marble.",
      { voice: "stranger", sampleRate: 8000 },
    );
    const { text, recogniser } = hear(Buffer.from(encodeMulaw(pcm)));
    expect(text).toBe("");
    expect(recogniser.lastSoundMs).toBeGreaterThan(2000);
    expect(recogniser.lastSpeechMs).toBe(-Infinity);
  });

  it("is told from tones and noise", () => {
    const random = randomiser(3);
    const tone = Int16Array.from({ length: 24_000 }, (_, i) => 9000 * Math.sin((2 * Math.PI * 440 * i) / 8000));
    const hiss = Int16Array.from({ length: 24_000 }, () => (random() - 0.5) * 12_000);
    for (const sound of [tone, hiss]) expect(hear(Buffer.from(encodeMulaw(sound))).text).toBe("");
  });
});
