import type {
  ListenListener,
  ListenOptions,
  SpeechToText,
  SpeechToTextStream,
} from "@/call-worker/ports/speech-to-text";
import type { Recognition } from "@/call-worker/ports/speech-to-text";
import { DeepgramConnection } from "./connection";
import type { DeepgramSettings } from "./connection";
import { NovaTurns, milliseconds, readResults } from "./nova-turns";

const KEEP_ALIVE_MS = 4_000;
/** from_finalize is not promised (https://developers.deepgram.com/docs/finalize), so a forced end does not wait longer. */
const FINALIZE_DEADLINE_MS = 400;
const BYTES_PER_MS = 8;

/**
 * Deepgram Nova-3 (`/v1/listen`) for languages that Flux is not used for. It finds pauses, not the ends of turns:
 * endOfTurnThreshold sets how long a pause must be (0.5 → 200 ms, 0.9 → 500 ms), endOfTurnTimeoutMs what ends a turn
 * whose pause it missed (1–5 s), and eagerEndOfTurnThreshold is not used.
 */
export function createNovaSpeechToText(settings: DeepgramSettings): SpeechToText {
  return { open: (options, listener) => new NovaStream(settings, options, listener) };
}

/** Regions that Nova-3 tells apart (https://developers.deepgram.com/docs/models-languages-overview); others are refused. */
const REGIONAL = new Map(
  ["es-419", "fr-CA", "pt-BR", "pt-PT", "de-CH", "nl-BE", "zh-HK"].map((tag) => [tag.toLowerCase(), tag]),
);

/** The tag that Nova knows for a BCP 47 language: its region where that matters, else the language alone. */
export function novaLanguage(language: string): string {
  const tag = language.toLowerCase();
  return REGIONAL.get(tag) ?? tag.split("-")[0] ?? tag;
}

function novaRequest(options: ListenOptions) {
  const threshold = Math.min(0.9, Math.max(0.5, options.endOfTurnThreshold));
  return {
    model: "nova-3",
    language: novaLanguage(options.language),
    encoding: "mulaw" as const,
    sample_rate: 8000,
    channels: 1,
    interim_results: "true" as const,
    smart_format: "true" as const,
    vad_events: "true" as const,
    endpointing: Math.round(200 + (threshold - 0.5) * 750),
    utterance_end_ms: Math.round(Math.min(5_000, Math.max(1_000, options.endOfTurnTimeoutMs))),
    ...(options.keyterms.length === 0 ? {} : { keyterm: [...options.keyterms] }),
  };
}

type NovaSocket = {
  connect(): unknown;
  close(): void;
  sendMedia(audio: Uint8Array): void;
  sendFinalize(message: { type: "Finalize" }): void;
  sendKeepAlive(message: { type: "KeepAlive" }): void;
};

class NovaStream implements SpeechToTextStream {
  private readonly connection: DeepgramConnection<NovaSocket>;
  private readonly turns = new NovaTurns();
  private keepAliveTimer: NodeJS.Timeout | undefined;
  private finalizeTimer: NodeJS.Timeout | undefined;
  private audioSinceCheck = false;
  private sentBytes = 0;

  constructor(
    settings: DeepgramSettings,
    options: ListenOptions,
    private readonly listener: ListenListener,
  ) {
    this.connection = new DeepgramConnection<NovaSocket>(
      "listen v1",
      settings,
      async (client) => {
        const socket = await client.listen.v1.connect(novaRequest(options));
        socket.on("message", (message: unknown) => this.receive(message));
        return socket;
      },
      {
        onOpen: () => {
          this.keepAliveTimer = setInterval(() => this.keepAlive(), KEEP_ALIVE_MS);
          this.listener.onOpen();
        },
        onBinary: () =>
          this.connection.fail({ message: "sent binary data, which is not its protocol", retryable: true }),
        onLost: (lost) => {
          this.stopTimers();
          this.listener.onLost(lost);
        },
      },
    );
  }

  push(mulaw: Uint8Array): void {
    const socket = this.connection.socket;
    if (socket === undefined) return;
    socket.sendMedia(mulaw);
    this.sentBytes += mulaw.length;
    this.audioSinceCheck = true;
  }

  forceEndOfTurn(): void {
    const socket = this.connection.socket;
    if (socket === undefined || !this.turns.isOpen || this.finalizeTimer !== undefined) return;
    socket.sendFinalize({ type: "Finalize" });
    this.finalizeTimer = setTimeout(() => {
      this.report(this.turns.endHere(this.sentBytes / BYTES_PER_MS));
    }, FINALIZE_DEADLINE_MS);
  }

  bufferedBytes(): number {
    return this.connection.bufferedBytes();
  }

  close(): void {
    this.stopTimers();
    this.connection.close();
  }

  private receive(message: unknown): void {
    if (this.connection.socket === undefined) return;
    if (typeof message !== "object" || message === null || Array.isArray(message)) {
      this.connection.fail({ message: "sent a message that is not a JSON object", retryable: true });
      return;
    }
    const fields = message as Record<string, unknown>;
    // SpeechStarted is left out: its detector also hears noise, and a turn needs a word.
    if (fields["type"] === "UtteranceEnd") this.report(this.turns.utteranceEnd(milliseconds(fields["last_word_end"])));
    if (fields["type"] === "Error") {
      this.connection.fail({ message: String(fields["description"] ?? fields["message"]), retryable: true });
    }
    if (fields["type"] !== "Results") return;
    const results = readResults(fields);
    if (results === null) {
      this.connection.fail({ message: "sent Results without a transcript", retryable: true });
      return;
    }
    this.report(this.turns.take(results));
  }

  private report(recognitions: readonly Recognition[]): void {
    for (const recognition of recognitions) {
      if (recognition.kind === "turn.ended") {
        clearTimeout(this.finalizeTimer);
        this.finalizeTimer = undefined;
      }
      this.listener.onRecognition(recognition);
    }
  }

  private keepAlive(): void {
    if (!this.audioSinceCheck) this.connection.socket?.sendKeepAlive({ type: "KeepAlive" });
    this.audioSinceCheck = false;
  }

  private stopTimers(): void {
    clearInterval(this.keepAliveTimer);
    clearTimeout(this.finalizeTimer);
  }
}
