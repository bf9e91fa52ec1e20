import type { Recognition } from "@/call-worker/ports/speech-to-text";

type NovaWord = { text: string; startMs: number; endMs: number };

/** What is used of Nova's `Results` (https://developers.deepgram.com/docs/understand-endpointing-interim-results). */
export type NovaResults = {
  transcript: string;
  words: readonly NovaWord[];
  confidence: number;
  startMs: number;
  endMs: number;
  isFinal: boolean;
  speechFinal: boolean;
  fromFinalize: boolean;
};

/** Reads a `Results`, or null when it has no transcript. */
export function readResults(message: Record<string, unknown>): NovaResults | null {
  const alternative = firstAlternative(message["channel"]);
  if (alternative === null || typeof alternative["transcript"] !== "string") return null;
  const startMs = milliseconds(message["start"]);
  const words = alternative["words"];
  return {
    transcript: alternative["transcript"].trim(),
    words: Array.isArray(words) ? words.flatMap(readWord) : [],
    confidence: typeof alternative["confidence"] === "number" ? alternative["confidence"] : 0,
    startMs,
    endMs: startMs + milliseconds(message["duration"]),
    isFinal: message["is_final"] === true,
    speechFinal: message["speech_final"] === true,
    fromFinalize: message["from_finalize"] === true,
  };
}

function firstAlternative(channel: unknown): Record<string, unknown> | null {
  if (typeof channel !== "object" || channel === null || !("alternatives" in channel)) return null;
  const first: unknown = Array.isArray(channel.alternatives) ? channel.alternatives[0] : undefined;
  return typeof first === "object" && first !== null ? (first as Record<string, unknown>) : null;
}

function readWord(word: unknown): NovaWord[] {
  if (typeof word !== "object" || word === null) return [];
  const fields = word as Record<string, unknown>;
  const text = fields["punctuated_word"] ?? fields["word"];
  if (typeof text !== "string") return [];
  return [{ text, startMs: milliseconds(fields["start"]), endMs: milliseconds(fields["end"]) }];
}

/** Vendor's seconds as whole milliseconds; 0 when there is no number. */
export function milliseconds(seconds: unknown): number {
  return typeof seconds === "number" ? Math.round(seconds * 1000) : 0;
}

const NOTHING: readonly Recognition[] = [];

/**
 * Turns of one Nova stream. Nova knows segments, not turns: a turn is every final segment up to speech_final,
 * UtteranceEnd or a forced end. There is no early warning: Nova says nothing that would justify one.
 */
export class NovaTurns {
  private turn = -1;
  private open = false;
  private finals = "";
  private text = "";
  private confidence: number | null = null;
  private startMs = 0;
  private endMs = 0;
  /** Audio before this was already answered: what is still said about it is old. */
  private usedMs = 0;

  get isOpen(): boolean {
    return this.open;
  }

  take(results: NovaResults): readonly Recognition[] {
    const heard = this.freshText(results);
    // A late answer about words that were already used must not end the turn that came after them.
    const old = heard === "" && results.transcript !== "";
    const ends = (results.speechFinal || results.fromFinalize) && !old;
    const events: Recognition[] = [];
    if (heard !== "") {
      const text = this.finals === "" ? heard : `${this.finals} ${heard}`;
      if (results.isFinal) {
        this.finals = text;
        this.confidence = results.confidence;
      }
      this.noteTimes(results);
      if (!this.open) {
        this.open = true;
        this.turn += 1;
        events.push({ kind: "turn.started", turn: this.turn, text });
      } else if (text !== this.text && !ends) {
        events.push({ kind: "turn.updated", turn: this.turn, text });
      }
      this.text = text;
    }
    if (ends && this.open) events.push(this.end(results.fromFinalize ? "manual" : "model", this.endMs));
    return events.length === 0 ? NOTHING : events;
  }

  /** Nova heard no word for utterance_end_ms after the one that ended at `lastWordEndMs` (negative: not known). */
  utteranceEnd(lastWordEndMs: number): readonly Recognition[] {
    const late = lastWordEndMs >= 0 && lastWordEndMs < this.startMs;
    return this.open && !late ? [this.end("timeout", this.endMs)] : NOTHING;
  }

  /** Ends the open turn without Nova. `heardMs` is how much audio it was sent: later words belong to the next turn. */
  endHere(heardMs: number): readonly Recognition[] {
    return this.open ? [this.end("manual", heardMs)] : NOTHING;
  }

  private freshText(results: NovaResults): string {
    if (results.startMs >= this.usedMs) return results.transcript;
    const fresh = results.words.filter((word) => word.startMs >= this.usedMs);
    return fresh.map((word) => word.text).join(" ");
  }

  private noteTimes(results: NovaResults): void {
    const fresh = results.words.filter((word) => word.startMs >= this.usedMs);
    if (!this.open) this.startMs = fresh[0]?.startMs ?? results.startMs;
    this.endMs = fresh[fresh.length - 1]?.endMs ?? results.endMs;
  }

  private end(trigger: "model" | "timeout" | "manual", usedMs: number): Recognition {
    const recognition: Recognition = {
      kind: "turn.ended",
      turn: this.turn,
      text: this.text,
      confidence: this.confidence,
      trigger,
      startMs: this.startMs,
      endMs: Math.max(this.startMs, this.endMs),
    };
    this.open = false;
    this.finals = "";
    this.text = "";
    this.confidence = null;
    this.usedMs = usedMs;
    return recognition;
  }
}
