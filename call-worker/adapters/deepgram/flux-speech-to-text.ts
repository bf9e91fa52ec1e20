import type {
  ListenListener,
  ListenOptions,
  SpeechToText,
  SpeechToTextStream,
} from "@/call-worker/ports/speech-to-text";
import { DeepgramConnection } from "./connection";
import type { DeepgramSettings } from "./connection";
import { FluxTurns, readTurnInfo } from "./flux-turns";

/** What flux-general-multi hears (https://developers.deepgram.com/docs/flux/language-prompting). */
const MULTILINGUAL = new Set(["en", "es", "fr", "de", "hi", "ru", "pt", "ja", "it", "nl"]);

const FORCE_DEADLINE_MS = 400;

/** Whether this account's Flux knows ForceEndTurn: one refusal is remembered for the life of the adapter. */
type Abilities = { forceEndTurn: boolean };

/**
 * Deepgram Flux (`/v2/listen`): a recogniser that judges the end of a turn itself. English by flux-general-en, nine
 * more languages by flux-general-multi; any other is refused through onLost. Thresholds outside what the vendor
 * accepts are moved to the nearest it does: end of turn 0.5–0.9, early warning 0.3–0.9, time-out 500–10,000 ms.
 */
export function createFluxSpeechToText(settings: DeepgramSettings): SpeechToText {
  const abilities: Abilities = { forceEndTurn: true };
  return { open: (options, listener) => new FluxStream(settings, abilities, options, listener) };
}

function fluxRequest(options: ListenOptions) {
  const language = options.language.toLowerCase().split("-")[0] ?? "";
  const english = language === "en";
  const threshold = clamp(options.endOfTurnThreshold, 0.5, 0.9);
  const eager = options.eagerEndOfTurnThreshold;
  return {
    supported: MULTILINGUAL.has(language),
    args: {
      model: english ? "flux-general-en" : "flux-general-multi",
      encoding: "mulaw" as const,
      sample_rate: 8000,
      eot_threshold: threshold,
      eot_timeout_ms: Math.round(clamp(options.endOfTurnTimeoutMs, 500, 10_000)),
      ...(eager === null ? {} : { eager_eot_threshold: Math.min(clamp(eager, 0.3, 0.9), threshold) }),
      ...(english ? {} : { language_hint: options.language }),
      ...(options.keyterms.length === 0 ? {} : { keyterm: [...options.keyterms] }),
    },
  };
}

type FluxSocket = {
  connect(): unknown;
  close(): void;
  sendMedia(audio: Uint8Array): void;
  sendForceEndTurn(message: { type: "ForceEndTurn" }): void;
};

class FluxStream implements SpeechToTextStream {
  private readonly connection: DeepgramConnection<FluxSocket>;
  private readonly turns = new FluxTurns();
  private forceTimer: NodeJS.Timeout | undefined;

  constructor(
    settings: DeepgramSettings,
    private readonly abilities: Abilities,
    options: ListenOptions,
    private readonly listener: ListenListener,
  ) {
    const { supported, args } = fluxRequest(options);
    this.connection = new DeepgramConnection<FluxSocket>(
      "listen v2",
      settings,
      async (client) => {
        if (!supported) throw new Error(`Flux does not hear "${options.language}". Use Nova for this language.`);
        const socket = await client.listen.v2.connect(args);
        socket.on("message", (message: unknown) => this.receive(message));
        return socket;
      },
      {
        onOpen: () => this.listener.onOpen(),
        onBinary: () =>
          this.connection.fail({ message: "sent binary data, which is not its protocol", retryable: true }),
        onLost: (lost) => {
          clearTimeout(this.forceTimer);
          this.listener.onLost(lost);
        },
      },
    );
  }

  push(mulaw: Uint8Array): void {
    this.connection.socket?.sendMedia(mulaw);
  }

  forceEndOfTurn(): void {
    const socket = this.connection.socket;
    if (socket === undefined || !this.turns.isOpen || this.forceTimer !== undefined) return;
    if (!this.abilities.forceEndTurn) {
      this.endTurnHere();
      return;
    }
    socket.sendForceEndTurn({ type: "ForceEndTurn" });
    this.forceTimer = setTimeout(() => this.endTurnHere(), FORCE_DEADLINE_MS);
  }

  bufferedBytes(): number {
    return this.connection.bufferedBytes();
  }

  close(): void {
    clearTimeout(this.forceTimer);
    this.connection.close();
  }

  private receive(message: unknown): void {
    if (this.connection.socket === undefined) return;
    if (typeof message !== "object" || message === null || Array.isArray(message)) {
      this.connection.fail({ message: "sent a message that is not a JSON object", retryable: true });
      return;
    }
    const fields = message as Record<string, unknown>;
    if (fields["type"] === "Error") this.fatal(String(fields["code"]), String(fields["description"] ?? ""));
    if (fields["type"] !== "TurnInfo") return;
    const info = readTurnInfo(fields);
    if (info === null) {
      this.connection.fail({ message: "sent a TurnInfo without event, turn_index or transcript", retryable: true });
      return;
    }
    for (const recognition of this.turns.take(info)) {
      if (recognition.kind === "turn.ended") this.settleForce();
      this.listener.onRecognition(recognition);
    }
  }

  /** Deployments without ForceEndTurn answer it with UNPARSABLE_CLIENT_MESSAGE and close: the turn still ends. */
  private fatal(code: string, description: string): void {
    if (code === "UNPARSABLE_CLIENT_MESSAGE" && this.forceTimer !== undefined) {
      this.abilities.forceEndTurn = false;
      this.endTurnHere();
    }
    const retryable = !/INVALID|UNSUPPORTED|FORBIDDEN|UNAUTHORI[SZ]ED/i.test(code);
    this.connection.fail({ message: `${code}: ${description}`, retryable });
  }

  private endTurnHere(): void {
    this.settleForce();
    const recognition = this.turns.endHere();
    if (recognition !== null) this.listener.onRecognition(recognition);
  }

  private settleForce(): void {
    clearTimeout(this.forceTimer);
    this.forceTimer = undefined;
  }
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
