import { Recogniser } from "../speech/recogniser";
import type { HeardWord } from "../speech/recogniser";
import { audioInput } from "./audio-input";
import type { AudioInput } from "./audio-input";
import type { Connection, Session } from "./connection";
import { badQuery, noSuchModel } from "./query";
import type { Query } from "./query";
import { modelFacts } from "./voice-output";

const STEP_BYTES = 160;
const INACTIVITY_MS = 10_000;
/** Interim results come about every second of audio, and a segment is made final after five at the latest. */
const INTERIM_EVERY_MS = 1000;
const LONGEST_SEGMENT_MS = 5000;
/** Silence after which sound counts as the start of speech again. */
const NEW_SPEECH_AFTER_MS = 300;
/** Less unfinished audio than this is not worth an answer to Finalize. */
const NOTICEABLE_MS = 100;
const DEFAULT_ENDPOINTING_MS = 10;
const TIMEOUT_REASON =
  "Deepgram did not receive audio data or a text message within the timeout window. See https://dpgr.am/net0001";

export interface NovaSettings {
  readonly model: string;
  readonly input: AudioInput;
  readonly hasInterims: boolean;
  /** undefined: endpointing is off. */
  readonly endpointingMs: number | undefined;
  readonly utteranceEndMs: number | undefined;
  readonly hasVadEvents: boolean;
  readonly isPunctuated: boolean;
}

/** Reads the query of /v1/listen. Throws a 400 Refusal on what the vendor refuses. */
export function novaSettings(query: Query): NovaSettings {
  const model = query.text("model") ?? "base";
  if (!/^(?:nova|nova-2|nova-3|enhanced|base|whisper)(?:-[a-z]+)*$/.test(model)) throw noSuchModel();
  const hasInterims = query.flag("interim_results");
  const utteranceEndMs = query.number("utterance_end_ms", 1000, 60_000);
  if (utteranceEndMs !== undefined && !hasInterims) throw badQuery("utterance_end_ms: requires interim_results=true");
  const endpointing = query.text("endpointing");
  return {
    model,
    input: audioInput(query),
    hasInterims,
    endpointingMs:
      endpointing === "false"
        ? undefined
        : endpointing === undefined || endpointing === "true"
          ? DEFAULT_ENDPOINTING_MS
          : query.number("endpointing", 0, 60_000),
    utteranceEndMs,
    hasVadEvents: query.flag("vad_events"),
    isPunctuated: query.flag("punctuate") || query.flag("smart_format"),
  };
}

/** Nova on one connection: interim and final results, endpoints by silence, utterance ends by gaps between words. */
export class NovaSession implements Session {
  private readonly recogniser = new Recogniser();
  private readonly created = new Date();
  private readonly modelInfo: Record<string, unknown>;
  private segmentFromMs = 0;
  private words: HeardWord[] = [];
  private lastInterimAtMs = 0;
  private lastWord: HeardWord | undefined;
  private wasSoundMs = -Infinity;
  /** Sound since the last endpoint, known or not. */
  private isSpeaking = false;
  private hasAudio = false;
  private lastInputAtMs = performance.now();
  private isOver = false;

  constructor(
    private readonly connection: Connection,
    private readonly settings: NovaSettings,
  ) {
    const { uuid } = modelFacts(settings.model);
    this.modelInfo = {
      request_id: connection.requestId,
      model_info: { name: `general-${settings.model}`, version: "2025-04-17.21547", arch: settings.model },
      model_uuid: uuid,
    };
  }

  audio(bytes: Buffer): void {
    if (this.isOver) return;
    // An empty binary message is the old way to say CloseStream.
    if (bytes.length === 0) return this.finish();
    this.hasAudio = true;
    this.lastInputAtMs = performance.now();
    const audio = this.settings.input(bytes);
    for (let offset = 0; offset < audio.length; offset += STEP_BYTES) {
      this.step(this.recogniser.push(audio.subarray(offset, offset + STEP_BYTES)));
    }
  }

  text(message: string): void {
    if (this.isOver) return;
    let parsed: { type?: unknown; keyterms?: unknown } | null = null;
    try {
      parsed = JSON.parse(message) as { type?: unknown; keyterms?: unknown } | null;
    } catch {
      // Not JSON: refused below like any other unknown message.
    }
    const type = parsed?.type;
    if (type !== "KeepAlive") this.connection.log("received", { type: typeof type === "string" ? type : "unknown" });
    // Messages alone do not keep a connection open that never got any audio.
    if (this.hasAudio) this.lastInputAtMs = performance.now();
    if (type === "KeepAlive") return;
    if (type === "Finalize") return this.finalize();
    if (type === "CloseStream") return this.finish();
    if (type === "Configure") {
      const { keyterms } = parsed ?? {};
      this.connection.sendJson({ type: "ConfigureSuccess", request_id: this.connection.requestId, keyterms });
      return;
    }
    this.isOver = true;
    this.connection.close(1008, "DATA-0000");
  }

  tick(nowMs: number): void {
    if (this.isOver || nowMs - this.lastInputAtMs < INACTIVITY_MS) return;
    this.isOver = true;
    this.connection.close(1011, TIMEOUT_REASON);
  }

  private step(heard: readonly HeardWord[]): void {
    const { recogniser, settings } = this;
    const nowMs = recogniser.receivedMs;
    if (recogniser.lastSoundMs > this.wasSoundMs) {
      if (!this.isSpeaking && recogniser.lastSoundMs - this.wasSoundMs > NEW_SPEECH_AFTER_MS && settings.hasVadEvents) {
        this.connection.sendJson({ type: "SpeechStarted", channel: [0, 1], timestamp: seconds(nowMs) });
      }
      this.isSpeaking = true;
      this.wasSoundMs = recogniser.lastSoundMs;
    }
    for (const word of heard) {
      this.words.push(word);
      this.lastWord = word;
    }
    const silenceMs = nowMs - recogniser.lastSoundMs;
    if (
      this.isSpeaking &&
      settings.endpointingMs !== undefined &&
      silenceMs > 0 &&
      silenceMs >= settings.endpointingMs
    ) {
      this.isSpeaking = false;
      this.result({ isFinal: true, isSpeechFinal: true });
    } else if (nowMs - this.segmentFromMs >= LONGEST_SEGMENT_MS) {
      this.result({ isFinal: true });
    } else if (settings.hasInterims && nowMs - Math.max(this.lastInterimAtMs, this.segmentFromMs) >= INTERIM_EVERY_MS) {
      this.lastInterimAtMs = nowMs;
      this.result({});
    }
    const { utteranceEndMs } = settings;
    if (utteranceEndMs !== undefined && this.lastWord && nowMs - this.lastWord.endMs >= utteranceEndMs) {
      const lastWordEnd = seconds(this.lastWord.endMs);
      this.lastWord = undefined;
      this.connection.sendJson(
        { type: "UtteranceEnd", channel: [0, 1], last_word_end: lastWordEnd },
        this.connection.latencyMs("nova-final"),
      );
    }
  }

  private finalize(): void {
    if (this.recogniser.receivedMs - this.segmentFromMs < NOTICEABLE_MS) return;
    this.isSpeaking = false;
    this.result({ isFinal: true, isSpeechFinal: true, isFromFinalize: true });
  }

  private finish(): void {
    this.isOver = true;
    const durationMs = this.recogniser.receivedMs;
    if (durationMs > this.segmentFromMs) this.result({ isFinal: true, isSpeechFinal: this.words.length > 0 });
    this.connection.sendJson({
      type: "Metadata",
      transaction_key: "deprecated",
      request_id: this.connection.requestId,
      sha256: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      created: this.created.toISOString(),
      duration: seconds(durationMs),
      channels: this.hasAudio ? 1 : 0,
    });
    this.connection.close(1000);
  }

  /** Sends what was heard in the present segment; a final result begins the next. */
  private result(kind: { isFinal?: boolean; isSpeechFinal?: boolean; isFromFinalize?: boolean }): void {
    const { isFinal = false, isSpeechFinal = false, isFromFinalize = false } = kind;
    const nowMs = this.recogniser.receivedMs;
    const words = this.words.map((word) => this.describe(word));
    const transcript = words.map((word) => word.punctuated_word ?? word.word).join(" ");
    this.connection.sendJson(
      {
        type: "Results",
        channel_index: [0, 1],
        duration: seconds(nowMs - this.segmentFromMs),
        start: seconds(this.segmentFromMs),
        is_final: isFinal,
        speech_final: isSpeechFinal,
        channel: {
          alternatives: [
            {
              transcript,
              confidence: words.length > 0 ? Math.min(...words.map((word) => word.confidence)) : 0,
              words,
            },
          ],
        },
        metadata: this.modelInfo,
        from_finalize: isFromFinalize,
      },
      this.connection.latencyMs(isFinal ? "nova-final" : "nova-interim"),
    );
    if (!isFinal) return;
    if (transcript !== "") this.connection.log("final", { transcript, isSpeechFinal });
    this.segmentFromMs = nowMs;
    this.words = [];
  }

  private describe({ word: written, startMs, endMs, confidence }: HeardWord) {
    const word = written.toLowerCase().replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
    const timed = { word, start: seconds(startMs), end: seconds(endMs), confidence };
    return { ...timed, punctuated_word: this.settings.isPunctuated ? written : undefined };
  }
}

function seconds(ms: number): number {
  return Math.round(ms * 10) / 10_000;
}
