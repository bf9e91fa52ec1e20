import type { CallSummary } from "@/lib/contracts/live/call-summary";
import type { CallEvent } from "@/lib/contracts/live/events";

/** A call's line in the lists, kept up to date by the worker that holds the call; the stored row says the same a moment later. */
export class CallLine {
  private readonly voiceToVoice: number[] = [];

  constructor(private summary: CallSummary) {}

  get current(): CallSummary {
    return this.summary;
  }

  /** Takes one more fact in. Returns whether the line now reads differently. */
  apply({ body, at }: CallEvent): boolean {
    switch (body.type) {
      case "line.connected":
        return this.set({ status: "in_progress", answeredAt: this.summary.answeredAt ?? at });
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
