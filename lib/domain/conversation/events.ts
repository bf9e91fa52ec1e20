import type { OutcomeReference, ReadBack } from "@/lib/contracts/live/outcomes";
import type { KnownOfCaller } from "@/lib/contracts/caller-record";
import type { TurnMetrics } from "@/lib/contracts/live/events";
import type { SteerCommand, Steerer } from "@/lib/contracts/live/steering";
import type { Captured } from "./capture-tool";
import type { ModelUsage } from "./messages";
import type { LookupFinding } from "./state";

/** Everything that can happen to a conversation. What belongs to a run or a speech carries its generation; a stale one is dropped. */
export type ConversationEvent =
  | { kind: "line.connected"; lineId: string; resumed: boolean }
  /** `call_ended`: the call itself is over · `lost`: the connection may come back · `violated`: it did not speak the protocol. */
  | { kind: "line.closed"; reason: string; how: "call_ended" | "lost" | "violated" }
  | { kind: "turn.started" | "turn.updated" | "turn.ending" | "turn.resumed"; turn: number; text: string }
  | { kind: "turn.ended"; turn: number; text: string; confidence: number | null; startMs: number; endMs: number }
  | { kind: "keypad.pressed"; digit: string }
  /** The caller wrote on the screen instead of speaking. */
  | { kind: "text.typed"; text: string }
  | { kind: "model.text"; generation: number; text: string }
  | {
      kind: "model.tool";
      generation: number;
      toolCallId: string;
      name: string;
      input: Record<string, unknown> | null;
    }
  | { kind: "model.done"; generation: number; stopReason: "end" | "tools" | "max_tokens"; usage: ModelUsage }
  | { kind: "model.failed"; generation: number; message: string }
  /** `finding`: what the tool found in the knowledge of the business. */
  | {
      kind: "tool.finished";
      toolCallId: string;
      output: unknown;
      failed: boolean;
      finding?: LookupFinding | undefined;
      /** Where what it did can be read back. */
      reference?: OutcomeReference | undefined;
    }
  /** `nowMs`: the wall's, epoch milliseconds. */
  | { kind: "outcome.read"; toolCallId: string; reading: number; read: ReadBack; timeZone: string; nowMs: number }
  /** Who calls, by their number. */
  | { kind: "caller.looked_up"; known: readonly KnownOfCaller[]; tookMs: number; problem: string | null }
  | { kind: "knowledge.found"; lookupId: number; finding: LookupFinding }
  | { kind: "speech.started"; generation: number }
  | { kind: "speech.progress"; generation: number; heardChars: number }
  | { kind: "speech.finished"; generation: number; metrics: SpeechMetrics; startMs: number; endMs: number }
  /** The answer to a `clear` effect: what of it was heard. */
  | {
      kind: "speech.cleared";
      generation: number;
      heardText: string;
      heardFraction: number;
      metrics: SpeechMetrics;
      startMs: number;
      endMs: number;
    }
  | { kind: "vendor.failed"; part: "listening" | "speaking"; message: string }
  | { kind: "vendor.recovered"; part: "listening" | "speaking"; gapMs: number }
  /** No more sound can be kept: the disk is full. */
  | { kind: "recording.failed" }
  /** A secret key was pressed, and which is nobody's business. */
  | { kind: "capture.key" }
  | { kind: "capture.done"; captureId: string; captured: Captured }
  | { kind: "answering_machine.detected"; result: string }
  | { kind: "summary.written"; summary: string; entries: number }
  | { kind: "summary.failed" }
  | { kind: "timer.fired"; name: string; id: number }
  /** A supervisor's command; what is refused has no effect. */
  | { kind: "steered"; by: Steerer; command: SteerCommand }
  /** Somebody of the team takes the floor, or comes back to it over another connection. */
  | { kind: "person.joined"; by: Steerer }
  /** Their connection is lost. `mayReturn`: they get a few seconds to come back. */
  | { kind: "person.lost"; mayReturn: boolean }
  /** What a person with the floor says; the final may come after they gave it back. */
  | { kind: "person.speaking"; turn: number; text: string; name: string }
  | {
      kind: "person.spoke";
      turn: number;
      text: string;
      name: string;
      confidence: number | null;
      startMs: number;
      endMs: number;
    }
  /** What they say can't be written down. */
  | { kind: "person.unheard"; message: string }
  /** A search has been given its id. */
  | { kind: "search.named"; escalationId: string }
  | { kind: "search.moved"; escalationId: string; progress: SearchMoved }
  /** Somebody outside asks the agent to say goodbye and end. */
  | { kind: "end.requested"; reason: string }
  | { kind: "killed"; reason: string };

/** How a search for a person goes on; the last three end it. */
export type SearchMoved =
  | { kind: "ringing" | "declined" | "no_answer"; name: string }
  | { kind: "accepted"; via: "browser"; userId: string; name: string }
  | { kind: "accepted"; via: "phone"; name: string; conference: string }
  | { kind: "nobody" }
  | { kind: "failed"; message: string };

/** What the driver measured of a speech; whether it came from a speculation, only the machine knows. */
export type SpeechMetrics = Omit<TurnMetrics, "speculation">;
