import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { runEngineThread } from "./engine-thread";
import type { SynthesisJob, SynthesisReply } from "./engine-thread";
import { encodeMulaw } from "./mulaw";
import { makeResampler } from "./resample";
import { registerUtterance } from "./utterances";
import { CALLER_VOICE, voiceSettings } from "./voices";
import { timeWords } from "./word-timings";
import type { TimedWord } from "./word-timings";

export interface Synthesis {
  /** mu-law, 8 kHz, mono. Shared with the cache: not to be written to. */
  readonly audio: Uint8Array;
  readonly durationMs: number;
  readonly words: readonly TimedWord[];
}

export interface SpeechOptions {
  /** An Aura model, "caller", or any other name; see voices.ts. */
  readonly voice?: string;
  /** Multiplies the voice's pace; 1 by default. */
  readonly speed?: number;
}

export interface SpokenPcm {
  readonly pcm: Int16Array;
  readonly words: readonly TimedWord[];
}

const CACHE_BYTES = 32 * 1024 * 1024;
const MAX_TEXT_CHARACTERS = 4_000;

const cache = new Map<string, Promise<Synthesis>>();
const cachedBytes = new Map<string, number>();
let cacheBytes = 0;

let thread: Worker | undefined;
let lastJobId = 0;
const waiting = new Map<number, { resolve(reply: SynthesisReply): void; reject(error: Error): void }>();

/**
 * Speaks `text` as 8 kHz mu-law with the time of each word, in a thread of its own. The same text and voice give the
 * same bytes in every process, and what was spoken here can be heard by this process's recognisers. Rejects on empty or over-long text. Results are kept (least recently used go first).
 */
export function synthesize(text: string, options: SpeechOptions = {}): Promise<Synthesis> {
  const { voice = CALLER_VOICE, speed = 1 } = options;
  const key = `${voice}\n${speed}\n${text}`;
  const known = cache.get(key);
  if (known) {
    cache.delete(key);
    cache.set(key, known);
    return known.then((synthesis) => {
      registerUtterance({ ...synthesis, key });
      return synthesis;
    });
  }
  const synthesis = synthesizePcm(text, { voice, speed, sampleRate: 8000 }).then(({ pcm, words }) => {
    const audio = encodeMulaw(pcm);
    if (cache.get(key) === synthesis) remember(key, audio.length);
    registerUtterance({ audio, words, key });
    return { audio, durationMs: audio.length / 8, words };
  });
  cache.set(key, synthesis);
  synthesis.catch(() => cache.delete(key));
  return synthesis;
}

/** Speaks `text` as linear 16-bit samples at any rate; not cached. Rejects on empty or over-long text. */
export async function synthesizePcm(text: string, options: SpeechOptions & { sampleRate: number }): Promise<SpokenPcm> {
  if (!/[\p{L}\p{N}]/u.test(text)) throw new RangeError("Nothing to say: the text has no letter or digit.");
  if (text.length > MAX_TEXT_CHARACTERS) {
    throw new RangeError(`The text has ${text.length} characters; ${MAX_TEXT_CHARACTERS} are the most. Split it.`);
  }
  const { rate, ...settings } = voiceSettings(options.voice ?? CALLER_VOICE);
  const reply = await ask({
    id: ++lastJobId,
    // "[[…]]" would be read as phoneme codes.
    text: text.replaceAll("[[", "  "),
    sampleRate: options.sampleRate,
    rate: Math.round(rate * (options.speed ?? 1)),
    ...settings,
  });
  if ("error" in reply) throw new Error(`Speech synthesis failed: ${reply.error}`);
  const durationMs = (reply.pcm.length * 1000) / options.sampleRate;
  return { pcm: reply.pcm, words: timeWords(text, reply.marks, durationMs) };
}

/** Stops the synthesis thread; the next synthesis starts it again. Waiting ones are rejected. */
export async function closeSynthesizer(): Promise<void> {
  await thread?.terminate();
}

function remember(key: string, bytes: number): void {
  cachedBytes.set(key, bytes);
  cacheBytes += bytes;
  for (const oldest of cache.keys()) {
    if (cacheBytes <= CACHE_BYTES) break;
    cacheBytes -= cachedBytes.get(oldest) ?? 0;
    cachedBytes.delete(oldest);
    cache.delete(oldest);
  }
}

function ask(job: SynthesisJob): Promise<SynthesisReply> {
  thread ??= startThread();
  const worker = thread;
  return new Promise((resolve, reject) => {
    waiting.set(job.id, { resolve, reject });
    worker.ref();
    worker.postMessage(job);
  });
}

function startThread(): Worker {
  const engineUrl = pathToFileURL(createRequire(import.meta.url).resolve("@echogarden/espeak-ng-emscripten")).href;
  const source = `const { parentPort } = require("node:worker_threads");
(${runEngineThread.toString()})(parentPort, (url) => import(url), ${JSON.stringify(engineUrl)}, (${makeResampler.toString()})());`;
  const worker = new Worker(source, { eval: true, execArgv: [], name: "speech" });
  worker.unref();
  worker.on("message", (reply: SynthesisReply) => {
    waiting.get(reply.id)?.resolve(reply);
    waiting.delete(reply.id);
    if (waiting.size === 0) worker.unref();
  });
  const fail = (error: Error) => {
    if (thread === worker) thread = undefined;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.on("error", fail);
  worker.on("exit", (code) => fail(new Error(`The speech synthesis thread ended (code ${code}).`)));
  return worker;
}
