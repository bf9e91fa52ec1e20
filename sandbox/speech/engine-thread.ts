import type { MessagePort } from "node:worker_threads";
import type { Resample } from "./resample";

/** What the synthesis thread is asked for. */
export interface SynthesisJob {
  readonly id: number;
  readonly text: string;
  readonly engineVoice: string;
  readonly pitch: number;
  readonly rate: number;
  readonly sampleRate: number;
}

/** Something the engine noticed at a moment of the audio. Positions in the text count code points from 1. */
export interface SpeechMark {
  readonly kind: "word" | "pause";
  readonly textPosition: number;
  readonly atMs: number;
}

export type SynthesisReply =
  | { readonly id: number; readonly pcm: Int16Array; readonly marks: SpeechMark[] }
  | { readonly id: number; readonly error: string };

interface EngineEvent {
  readonly type: string;
  readonly text_position: number;
  readonly audio_position: number;
  readonly id?: string | number;
}

interface Engine {
  set_voice(name: string): number;
  set_pitch(pitch: number): void;
  set_rate(wordsPerMinute: number): void;
  get_samplerate(): number;
  convert_to_phonemes(text: string, useIpa: boolean): unknown;
  synthesize(text: string, onAudio: (samples: Int16Array | undefined, events: EngineEvent[]) => number): void;
}

interface EngineModule {
  HEAPU8: Uint8Array;
  eSpeakNGWorker: new () => Engine;
}

/**
 * The body of the synthesis thread: espeak-ng (WebAssembly), one job after the other.
 * Self-contained, as it is started from its own source text: so the thread needs no file of its own and works
 * alike under tsx, in tests and in a bundle of one file. Inner functions are methods, as bundlers may wrap named function
 * expressions in a helper that is not there in the thread.
 */
export async function runEngineThread(
  port: MessagePort,
  load: (url: string) => Promise<unknown>,
  moduleUrl: string,
  resample: Resample,
): Promise<void> {
  // The same text must give the same samples in every process, whatever was said before. So the clock that seeds the
  // engine's noise is held, its very first words (which differ from all later ones) are spoken here, and every job
  // begins from the same memory.
  Date.now = () => 1e12;
  const { default: create } = (await load(moduleUrl)) as { default: () => Promise<EngineModule> };
  const engineModule = await create();
  const engine = new engineModule.eSpeakNGWorker();
  const engineHz = engine.get_samplerate();
  engine.set_voice("en-us");
  engine.synthesize("Hello.", () => 0);
  // The binding keeps a text buffer in that memory and replaces it when a text is longer: make it long enough for all
  // first (the second call is when it grows), or restoring the memory would take it away from under the binding.
  engine.convert_to_phonemes(" ".repeat(16_000), false);
  engine.set_voice("en-us");
  const freshMemory = engineModule.HEAPU8.slice();

  const voice = {
    speak(job: SynthesisJob): SynthesisReply & { pcm: Int16Array } {
      engineModule.HEAPU8.set(freshMemory);
      engineModule.HEAPU8.fill(0, freshMemory.length);
      if (engine.set_voice(job.engineVoice) !== 0) throw new Error(`espeak-ng has no voice "${job.engineVoice}"`);
      engine.set_pitch(job.pitch);
      engine.set_rate(job.rate);
      const chunks: Int16Array[] = [];
      const marks: SpeechMark[] = [];
      let sampleCount = 0;
      engine.synthesize(job.text, (samples, events) => {
        if (samples && samples.length > 0) {
          chunks.push(samples);
          sampleCount += samples.length;
        }
        for (const event of events) {
          if (event.type === "word") {
            marks.push({ kind: "word", textPosition: event.text_position, atMs: event.audio_position });
          } else if (event.type === "phoneme" && event.id === "") {
            marks.push({ kind: "pause", textPosition: event.text_position, atMs: event.audio_position });
          }
        }
        return 0;
      });
      const pcm = new Int16Array(sampleCount);
      let offset = 0;
      for (const chunk of chunks) {
        pcm.set(chunk, offset);
        offset += chunk.length;
      }
      return { id: job.id, pcm: resample(pcm, engineHz, job.sampleRate), marks };
    },
  };

  port.on("message", (job: SynthesisJob) => {
    try {
      const reply = voice.speak(job);
      port.postMessage(reply, [reply.pcm.buffer as ArrayBuffer]);
    } catch (error) {
      port.postMessage({ id: job.id, error: error instanceof Error ? error.message : String(error) });
    }
  });
}
