import type { CaptureKind } from "@/lib/contracts/quality";
import type { OutcomeReference } from "@/lib/contracts/live/outcomes";
import type { ModelMessage, ModelTier } from "./messages";
import type { Closing, Search } from "./state";

/** What the driver is to do. Effects are performed in order, after the facts of the same step are in the journal. */
export type ConversationEffect =
  | {
      kind: "think";
      generation: number;
      tier: ModelTier;
      messages: readonly ModelMessage[];
      temperature: number;
      maxTokens: number;
      thinkingBudgetTokens: number | null;
      speculative: boolean;
      /** Which tools it may ask for: all, only those that look something up, or only the others. */
      tools: "all" | "reading" | "acting";
      /** What the people of the business have told the agent, for the system's part of the request; null: nothing. */
      steering: string | null;
      /** So long it was held for the knowledge. */
      heldMs: number;
    }
  /** Look into the knowledge; answered by `knowledge.found`. Another one replaces it. */
  | {
      kind: "look_up";
      lookupId: number;
      said: string;
      before: readonly { speaker: "caller" | "agent"; text: string }[];
    }
  | { kind: "stop_thinking"; generation: number }
  /** A speech goes to the voice; `speak` adds text to it and `finish_speaking` says there is no more. */
  | { kind: "begin_speaking"; generation: number }
  | { kind: "speak"; generation: number; text: string }
  | { kind: "finish_speaking"; generation: number; text: string }
  /** Stop at once and forget; answered by `speech.cleared`. */
  | { kind: "clear"; generation: number }
  /** Send no more for now; what the far end has still plays. */
  | { kind: "hold" }
  | { kind: "release" }
  | { kind: "force_end_of_turn" }
  /** Both sides are kept as sound from now on. */
  | { kind: "record" }
  /** They are no more; what was kept from there on is destroyed too, all of it at 0. */
  | { kind: "stop_recording"; cutFromMs: number | null }
  /** What the caller says and keys in goes to the holder of secrets alone; answered by `capture.done`. */
  | { kind: "capture"; captureId: string; what: CaptureKind }
  /** It does no more, and what came so far is forgotten. */
  | { kind: "drop_capture"; captureId: string }
  /** A search begins: answered by `search.named`, whose step records it before anybody is asked. */
  | { kind: "name_search" }
  | { kind: "find_person"; search: Search & { escalationId: string } }
  /** Nobody is looked for any more. */
  | { kind: "withdraw_search" }
  /** The person of an escalation and the caller hear each other, or no longer do. */
  | { kind: "person_connected" | "person_released"; escalationId: string }
  /** `approval`: what a colleague is asked first; they have to allow it. */
  | { kind: "run_tool"; toolCallId: string; name: string; input: Record<string, unknown>; approval?: string | null }
  | { kind: "abandon_tool"; toolCallId: string }
  /** Read from the system of record what a tool did; answered by `outcome.read` of the same number. */
  | { kind: "read_back"; toolCallId: string; name: string; reading: number; reference: OutcomeReference }
  | { kind: "summarise"; messages: readonly ModelMessage[]; entries: number }
  | { kind: "set_timer"; name: string; id: number; afterMs: number }
  | { kind: "cancel_timer"; name: string }
  | { kind: "end"; closing: Closing };
