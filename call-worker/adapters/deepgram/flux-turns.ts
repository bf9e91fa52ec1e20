import type { Recognition } from "@/call-worker/ports/speech-to-text";

/** What is used of Flux's `TurnInfo` (https://developers.deepgram.com/docs/flux/state). Times are seconds. */
export type TurnInfo = {
  event: string;
  turn_index: number;
  transcript: string;
  audio_window_start: number;
  audio_window_end: number;
  end_of_turn_confidence: number;
  trigger?: string | undefined;
  words: readonly { start?: number | undefined; end?: number | undefined }[];
};

/** Reads a `TurnInfo`, or null when a field is missing or of another type. */
export function readTurnInfo(message: Record<string, unknown>): TurnInfo | null {
  const { event, turn_index, transcript, audio_window_start, audio_window_end, end_of_turn_confidence } = message;
  if (typeof event !== "string" || typeof turn_index !== "number" || typeof transcript !== "string") return null;
  return {
    event,
    turn_index,
    transcript,
    audio_window_start: typeof audio_window_start === "number" ? audio_window_start : 0,
    audio_window_end: typeof audio_window_end === "number" ? audio_window_end : 0,
    end_of_turn_confidence: typeof end_of_turn_confidence === "number" ? end_of_turn_confidence : 0,
    trigger: typeof message["trigger"] === "string" ? message["trigger"] : undefined,
    words: Array.isArray(message["words"]) ? message["words"].map(readWord) : [],
  };
}

function readWord(word: unknown): { start?: number | undefined; end?: number | undefined } {
  if (typeof word !== "object" || word === null) return {};
  const start = "start" in word && typeof word.start === "number" ? word.start : undefined;
  const end = "end" in word && typeof word.end === "number" ? word.end : undefined;
  return { start, end };
}

const NOTHING: readonly Recognition[] = [];

/**
 * Turns of one Flux stream. Our turn numbers count from 0 and are our own: a turn that we end by force while Flux
 * keeps it open goes on, from Flux's view, with the words we have already used; those are cut off.
 */
export class FluxTurns {
  private vendorTurn = 0;
  private turn = -1;
  private open = false;
  private ending = false;
  private text = "";
  private usedWords = 0;
  private startMs = 0;
  private endMs = 0;

  /** What `info` means, in order; empty when it says nothing new. */
  take(info: TurnInfo): readonly Recognition[] {
    if (info.turn_index !== this.vendorTurn) {
      this.vendorTurn = info.turn_index;
      this.usedWords = 0;
    }
    const text = withoutWords(info.transcript, this.usedWords);
    this.startMs = Math.round((info.words[this.usedWords]?.start ?? info.audio_window_start) * 1000);
    this.endMs = Math.round((info.words[info.words.length - 1]?.end ?? info.audio_window_end) * 1000);

    if (info.event === "EndOfTurn") {
      this.usedWords = 0;
      // Words that came after we ended the turn ourselves are a turn of their own.
      const started = !this.open && text !== "" ? [this.started(text)] : [];
      if (!this.open) return NOTHING;
      this.open = false;
      return [...started, this.ended(text, info.end_of_turn_confidence, triggerOf(info.trigger))];
    }
    if (!this.open) {
      if (info.event !== "StartOfTurn" && text === "") return NOTHING;
      return [this.started(text)];
    }
    if (info.event === "EagerEndOfTurn") {
      this.ending = true;
      this.text = text;
      return [{ kind: "turn.ending", turn: this.turn, text }];
    }
    if (info.event === "TurnResumed") {
      this.ending = false;
      this.text = text;
      return [{ kind: "turn.resumed", turn: this.turn, text }];
    }
    if (text === this.text || text === "") return NOTHING;
    this.text = text;
    if (this.ending) {
      this.ending = false;
      return [{ kind: "turn.resumed", turn: this.turn, text }];
    }
    return [{ kind: "turn.updated", turn: this.turn, text }];
  }

  get isOpen(): boolean {
    return this.open;
  }

  /** Ends the open turn without Flux, on what is known. */
  endHere(): Recognition | null {
    if (!this.open) return null;
    this.open = false;
    this.usedWords += countWords(this.text);
    return this.ended(this.text, null, "manual");
  }

  private started(text: string): Recognition {
    this.open = true;
    this.ending = false;
    this.turn += 1;
    this.text = text;
    return { kind: "turn.started", turn: this.turn, text };
  }

  private ended(text: string, confidence: number | null, trigger: "model" | "timeout" | "manual"): Recognition {
    return {
      kind: "turn.ended",
      turn: this.turn,
      text,
      confidence,
      trigger,
      startMs: this.startMs,
      endMs: Math.max(this.startMs, this.endMs),
    };
  }
}

function triggerOf(trigger: string | undefined): "model" | "timeout" | "manual" {
  return trigger === "manual" || trigger === "timeout" ? trigger : "model";
}

function countWords(text: string): number {
  const trimmed = text.trim();
  return trimmed === "" ? 0 : trimmed.split(/\s+/).length;
}

function withoutWords(text: string, count: number): string {
  const trimmed = text.trim();
  if (count === 0) return trimmed;
  return trimmed.split(/\s+/).slice(count).join(" ");
}
