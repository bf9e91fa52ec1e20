import { Recogniser } from "../speech/recogniser";
import { audioInput } from "./audio-input";
import type { AudioInput } from "./audio-input";
import type { Connection, Session } from "./connection";
import { readConfigure } from "./configure";
import type { Configuration } from "./configure";
import { badQuery, noSuchModel } from "./query";
import type { Query } from "./query";
import { TurnDetector } from "./turn-detector";
import type { TurnEvent } from "./turn-detector";

const STEP_BYTES = 160;
const INACTIVITY_MS = 10_000;

export interface FluxSettings extends Configuration {
  readonly model: "flux-general-en" | "flux-general-multi";
  readonly input: AudioInput;
}

/** Reads the query of /v2/listen. Throws a 400 Refusal on what the vendor refuses. */
export function fluxSettings(query: Query): FluxSettings {
  const model = query.text("model");
  if (model === undefined) throw badQuery("missing field `model`");
  if (model !== "flux-general-en" && model !== "flux-general-multi") throw noSuchModel();
  const languageHints = query.all("language_hint");
  if (languageHints.length > 0 && model === "flux-general-en") {
    throw badQuery("language_hint: only supported with model=flux-general-multi");
  }
  if (languageHints.includes("")) throw badQuery("language_hint: must not be empty");
  query.flag("numerals");
  query.flag("profanity_filter");
  const eotThreshold = query.number("eot_threshold", 0.5, 1, "decimal") ?? 0.7;
  const eagerEotThreshold = query.number("eager_eot_threshold", 0.3, 0.9, "decimal");
  if (eagerEotThreshold !== undefined && eagerEotThreshold > eotThreshold) {
    throw badQuery("eager_eot_threshold: must not be greater than eot_threshold");
  }
  return {
    model,
    input: audioInput(query),
    thresholds: { eotThreshold, eagerEotThreshold, eotTimeoutMs: query.number("eot_timeout_ms", 500, 60_000) ?? 5000 },
    keyterms: query.all("keyterm"),
    languageHints,
  };
}

/** Flux on one connection: hears, and says what happens to the turns. */
export class FluxSession implements Session {
  private readonly recogniser = new Recogniser();
  private readonly turns: TurnDetector;
  private configuration: Configuration;
  private sequenceId = 0;
  private lastAudioAtMs = performance.now();
  /** When the acknowledgement of the last Configure goes out; only one may be under way. */
  private acknowledgedAtMs = 0;
  private isOver = false;

  constructor(
    private readonly connection: Connection,
    private readonly settings: FluxSettings,
  ) {
    this.configuration = settings;
    this.turns = new TurnDetector(settings.thresholds);
    this.send({ type: "Connected" });
  }

  audio(bytes: Buffer): void {
    if (this.isOver) return;
    this.lastAudioAtMs = performance.now();
    const audio = this.settings.input(bytes);
    for (let offset = 0; offset < audio.length; offset += STEP_BYTES) {
      const words = this.recogniser.push(audio.subarray(offset, offset + STEP_BYTES));
      const events = this.turns.step(this.recogniser.receivedMs, words, this.recogniser.lastSpeechMs);
      for (const event of events) this.report(event);
    }
  }

  text(message: string): void {
    if (this.isOver) return;
    let type: unknown;
    let parsed: Record<string, unknown> = {};
    try {
      parsed = JSON.parse(message) as Record<string, unknown>;
      type = parsed?.type;
    } catch {
      // Not JSON: refused below like any other unknown message.
    }
    this.connection.log("received", { type: typeof type === "string" ? type : "unknown" });
    if (type === "CloseStream") {
      this.isOver = true;
      this.connection.close(1000);
    } else if (type === "ForceEndTurn") {
      for (const event of this.turns.force(this.recogniser.receivedMs)) this.report(event);
    } else if (type === "Configure") {
      this.configure(parsed);
    } else {
      this.fail(
        "UNPARSABLE_CLIENT_MESSAGE",
        "Text message received from client did not match any of the formats we expect.",
      );
    }
  }

  tick(nowMs: number): void {
    if (this.isOver || nowMs - this.lastAudioAtMs < INACTIVITY_MS) return;
    this.fail("INACTIVE_CLIENT", "No audio was received from the client within the timeout window.");
  }

  private configure(message: Record<string, unknown>): void {
    const nowMs = performance.now();
    const delayMs = this.connection.latencyMs("flux-configure");
    const outcome =
      nowMs < this.acknowledgedAtMs
        ? "another Configure is not acknowledged yet"
        : readConfigure(message, this.configuration, this.settings.model);
    if (typeof outcome === "string") {
      this.connection.log("configure refused", { reason: outcome });
      this.send({ type: "ConfigureFailure" }, delayMs);
      return;
    }
    this.acknowledgedAtMs = nowMs + delayMs;
    this.configuration = outcome;
    this.turns.thresholds = outcome.thresholds;
    const { eotThreshold, eagerEotThreshold, eotTimeoutMs } = outcome.thresholds;
    this.send(
      {
        type: "ConfigureSuccess",
        thresholds: {
          eot_threshold: eotThreshold,
          eager_eot_threshold: eagerEotThreshold,
          eot_timeout_ms: eotTimeoutMs,
        },
        keyterms: outcome.keyterms,
        language_hints: this.settings.model === "flux-general-multi" ? outcome.languageHints : undefined,
      },
      delayMs,
    );
  }

  private report(turn: TurnEvent): void {
    const isEnding = turn.event === "EndOfTurn" || turn.event === "EagerEndOfTurn";
    const isMulti = this.settings.model === "flux-general-multi";
    const { languageHints } = this.configuration;
    this.send(
      {
        type: "TurnInfo",
        event: turn.event,
        turn_index: turn.turnIndex,
        audio_window_start: seconds(turn.fromMs),
        audio_window_end: seconds(turn.toMs),
        transcript: turn.transcript,
        words: turn.words.map(({ word, confidence, startMs, endMs }) => ({
          word,
          confidence,
          start: seconds(startMs),
          end: seconds(endMs),
        })),
        end_of_turn_confidence: turn.confidence,
        trigger: turn.trigger,
        languages: isMulti ? (turn.words.length > 0 ? [languageHints[0] ?? "en"] : []) : undefined,
        languages_hinted: isMulti && languageHints.length > 0 ? languageHints : undefined,
      },
      this.connection.latencyMs(isEnding ? "flux-end-of-turn" : "flux-update"),
    );
    if (turn.event !== "Update") {
      this.connection.log(turn.event, {
        turnIndex: turn.turnIndex,
        transcript: turn.transcript,
        trigger: turn.trigger,
      });
    }
  }

  /** An Error is fatal: it is the last message. */
  private fail(code: string, description: string): void {
    this.isOver = true;
    this.connection.log("error", { code });
    this.send({ type: "Error", code, description });
    this.connection.close();
  }

  private send(message: Record<string, unknown>, delayMs = 0): void {
    const { type, ...rest } = message;
    this.connection.sendJson(
      { type, request_id: this.connection.requestId, sequence_id: this.sequenceId++, ...rest },
      delayMs,
    );
  }
}

function seconds(ms: number): number {
  return Math.round(ms * 10) / 10_000;
}
