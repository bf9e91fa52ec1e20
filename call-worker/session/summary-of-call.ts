import type { CallSummary } from "@/lib/contracts/live/call-summary";
import type { CallEvent } from "@/lib/contracts/live/events";
import type { LiveSpeech } from "@/lib/contracts/live/socket";
import { noteStored } from "@/lib/domain/attention/note-attention";

const NOT_ENDED = { endedAt: null, durationMs: null, disposition: null, endReason: null };

/** A call's line in the lists, kept up to date by the worker that holds the call; the stored row says the same a moment later. */
export class CallLine {
  private readonly voiceToVoice: number[] = [];
  /** Since when it was quiet before somebody began to speak; null when nobody has. */
  private quietBefore: string | null = null;

  constructor(private summary: CallSummary) {}

  get current(): CallSummary {
    return this.summary;
  }

  /** Takes one more fact in. Returns whether the line now reads differently. */
  apply(event: CallEvent): boolean {
    const { floor, attention } = this.summary;
    const noted = noteStored({ floor, attention }, event);
    const isNoted = noted.floor !== floor || noted.attention !== attention;
    if (isNoted) this.set(noted);
    this.quietBefore = null;
    return this.applyFact(event) || isNoted;
  }

  /** While somebody speaks it is not quiet, though no fact says so yet. `at`: ISO 8601. Returns whether the line now reads differently. */
  hear({ caller, agent }: Pick<LiveSpeech, "caller" | "agent">, at: string): boolean {
    const { attention } = this.summary;
    if (caller && attention.quietSince) {
      this.quietBefore = attention.quietSince;
      return this.set({ attention: { ...attention, quietSince: null } });
    }
    // Nothing came of it: a noise.
    if (caller || agent || !this.quietBefore || attention.quietSince) return false;
    this.quietBefore = null;
    return this.set({ attention: { ...attention, quietSince: at } });
  }

  private applyFact({ body, at }: CallEvent): boolean {
    switch (body.type) {
      case "line.connected":
        // After an end it goes on: the caller has come back from a person.
        return this.set({ status: "in_progress", answeredAt: this.summary.answeredAt ?? at, ...NOT_ENDED });
      case "segment.final":
        return this.set({ turns: this.summary.turns + 1, lastLine: body.text });
      case "answer.written":
        return this.set({ lastLine: body.text });
      case "answer.ended": {
        const { voiceToVoiceMs } = body.metrics;
        if (voiceToVoiceMs !== null) this.voiceToVoice.push(voiceToVoiceMs);
        return this.set({
          turns: this.summary.turns + 1,
          interruptions: this.summary.interruptions + (body.interrupted ? 1 : 0),
          medianVoiceToVoiceMs: median(this.voiceToVoice),
          lastLine: body.heardText.trim() === "" ? this.summary.lastLine : body.heardText.trim(),
        });
      }
      case "call.ended":
        return this.set({
          status: body.disposition === "failed" ? "failed" : "completed",
          endedAt: at,
          durationMs: body.durationMs,
          disposition: body.disposition,
          endReason: body.reason,
        });
      default:
        return false;
    }
  }

  private set(change: Partial<CallSummary>): boolean {
    this.summary = { ...this.summary, ...change };
    return true;
  }
}

function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[middle - 1], sorted[middle]];
  return Math.round(sorted.length % 2 === 1 ? high : (low + high) / 2);
}
