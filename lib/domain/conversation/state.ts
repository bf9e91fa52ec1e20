import { type Proof, proofsOf } from "@/lib/domain/proof/proven-by";
import type { KnownOfCaller } from "@/lib/contracts/caller-record";
import type { KnowledgeIntent, KnowledgePassage } from "@/lib/contracts/knowledge-passages";
import type { CaptureKind } from "@/lib/contracts/quality";
import type { OutcomeReference, OutcomeVerdict } from "@/lib/contracts/live/outcomes";
import type { CallEventBody, TurnMetrics } from "@/lib/contracts/live/events";
import type { EscalationCause } from "@/lib/contracts/escalations";
import { AGENT_FLOOR, type CallFloor, type Steerer, type TransferTarget } from "@/lib/contracts/live/steering";
import { NOTHING_TALLIED, type TriggerTally } from "@/lib/domain/escalation/triggers";
import type { ModelTier, ModelUsage } from "./messages";
import type { ConversationSettings } from "./settings";

export type AnswerKind = Extract<CallEventBody, { type: "answer.written" }>["kind"];

export type ToolUse = {
  toolCallId: string;
  name: string;
  input: Record<string, unknown>;
  /** Null while it runs. */
  result: { output: unknown; failed: boolean } | null;
  startedAtMs: number;
  /** Of a tool that the business made itself: it was really begun, and not only asked for. */
  ran?: boolean;
};

/** What was said, in order. An answer's text is what was heard, once that is known. */
export type HistoryEntry =
  | { role: "caller"; turnId: string; text: string }
  /** Somebody of the team, who spoke in the agent's place. */
  | { role: "colleague"; turnId: string; name: string; text: string }
  | {
      role: "agent";
      generation: number;
      text: string;
      tools: readonly ToolUse[];
      /** What the caller did not hear: said when the line is back, or when nobody had meant to interrupt. */
      unsaid?: string;
    };

/** One thing the agent says. The first of the queue is at the voice and on the line; the others wait. */
export type Speech = {
  generation: number;
  kind: AnswerKind;
  text: string;
  /** No more text will come. */
  complete: boolean;
  interruptible: boolean;
  /** Null until its first audio went out. */
  startedAtMs: number | null;
  heardChars: number;
  model: string | null;
  usage: ModelUsage | null;
  speculation: TurnMetrics["speculation"];
};

/** What a look-up brought. `problem`: why it brought nothing, in words. */
export type LookupFinding = {
  query: string;
  intent: KnowledgeIntent;
  passages: readonly KnowledgePassage[];
  tookMs: number;
  problem: string | null;
};

/** A look into the business's knowledge for what the caller says. */
export type Lookup = {
  id: number;
  /** The caller's words it is for. */
  text: string;
  startedAtMs: number;
  /** Null while it runs. */
  finding: LookupFinding | null;
};

/** One run of the model. Its answer, if it says anything, is the speech of the same generation. */
export type Thinking = {
  generation: number;
  tier: ModelTier;
  /** What the run was asked; an adopted speculation must match both. */
  basisText: string;
  basisVersion: number;
  speculative: boolean;
  /** Text that came while speculative. */
  text: string;
  tools: readonly { toolCallId: string; name: string; input: Record<string, unknown> | null }[];
  hasOutput: boolean;
  /** Set once the run is over. */
  done: { stopReason: "end" | "tools" | "max_tokens"; usage: ModelUsage } | null;
  speculation: TurnMetrics["speculation"];
  isFallback: boolean;
  retriedEmpty: boolean;
  /** It waits for the look-up since then, and the model has not been asked yet; null: it has. */
  heldSinceMs: number | null;
  /** What it was given holds words that are not the business's own: what it then wants done is not done on its word alone. */
  readForeign: boolean;
  mode: RunMode;
  /** Tools it wanted and did not get for that reason. */
  withheld: readonly string[];
};

/**
 * `answer`: as usual · `vet`: asked again without foreign words, only to see whether the tool is wanted then too · `reading`: with them, but with no
 * tool that does anything.
 */
export type RunMode = "answer" | "vet" | "reading";

/** The caller's open turn. */
export type CallerTurn = {
  turn: number;
  turnId: string;
  text: string;
  startedAtMs: number;
  /** How it stands against the agent's speech: nothing to interrupt, still undecided (speech held or not), or it did interrupt. */
  barge: "none" | "watching" | "held" | "committed";
  speculations: number;
  lookups: number;
};

/** What the people of the business have told the agent in this call; in force until it is over. */
export type Steering = {
  /** Whispered, oldest first. */
  whispers: readonly string[];
  /** Instructions for the rest of the call; empty: none. */
  override: string;
  /** What people who gave the call back said that it should know. */
  promised: readonly { name: string; text: string }[];
  /** Who has spoken to the caller in the agent's place. */
  colleagues: readonly string[];
  /** Why a person was looked for so far. */
  raised: readonly EscalationCause[];
};

export const NO_STEERING: Steering = { whispers: [], override: "", promised: [], colleagues: [], raised: [] };

/** What a person with the floor is saying, until it is final. */
export type PersonTurn = { turn: number; turnId: string; name: string; text: string; startedAtMs: number };

/** Somebody is looked for who takes the call. */
export type Search = {
  /** Null until the driver has given it its id. */
  escalationId: string | null;
  cause: EscalationCause;
  reason: string;
  mode: "cold" | "warm";
  target: TransferTarget;
  by: Steerer | null;
  /** Who has accepted by their browser and is on the way; null: nobody yet. */
  awaited: { userId: string; name: string } | null;
  tries: number;
  linesSaid: number;
};

/**
 * `announced`: the notice is being said; recorded once it was heard · `resuming`: another worker recorded it, and so does this one once there is a
 * line · `over`: stopped for good.
 */
export type RecordingState = {
  phase: "none" | "announced" | "resuming" | "on" | "over";
  noticeGeneration: number | null;
};

/** Something a tool did that can be read back, and how it stands. */
export type Outcome = {
  toolCallId: string;
  name: string;
  reference: OutcomeReference;
  /** The number of the reading that is under way; null: none is. */
  reading: number | null;
  /** Of the last reading; null: there was none yet. */
  verdict: OutcomeVerdict | null;
  /** What was said of it and not held against it yet. */
  said: readonly { turnId: string; said: string }[];
  /** What the caller is to be told of it; null: it is right, or they were told. */
  correction: string | null;
};

/** What happens when nothing more is to be said. */
export type Closing = {
  disposition: Extract<CallEventBody, { type: "call.ended" }>["disposition"];
  reason: string;
  next: NextStep;
};

/** What the carrier is told when it asks what comes after the media stream. */
export type NextStep =
  | { kind: "hang_up" }
  | { kind: "say"; text: string }
  | { kind: "dial"; to: string }
  /** The person who took the call waits in this conference of the carrier's. */
  | { kind: "conference"; name: string };

export type ConversationState = {
  settings: ConversationSettings;
  /** `waiting_for_person`: an outbound call where nobody has been heard yet. `parked`: the line is lost and may come back. */
  phase: "idle" | "waiting_for_person" | "talking" | "parked" | "ended";
  epoch: number;
  generation: number;
  callerTurns: number;
  history: readonly HistoryEntry[];
  /** Grows whenever what the model would be told changes. */
  historyVersion: number;
  /** What was said before `history` begins, when that became too long. */
  summary: string | null;
  summarising: boolean;
  caller: CallerTurn | null;
  /** Caller turns that ended while the agent could not answer them yet. */
  unanswered: boolean;
  /** A finished caller turn whose answer waits for the agent's delay. */
  waiting: { turnId: string; text: string; speculated: boolean } | null;
  thinking: Thinking | null;
  /** The last look-up, what the agent was given so far, and which look-ups are in the record. */
  knowledge: {
    lookup: Lookup | null;
    given: readonly KnowledgePassage[];
    toldId: number | null;
    openId: number | null;
  };
  /** What is known of the caller by their number; null: nobody has looked. */
  callerRecord: { known: readonly KnownOfCaller[]; isTold: boolean } | null;
  speeches: readonly Speech[];
  floor: CallFloor;
  personTurn: PersonTurn | null;
  personTurns: number;
  steering: Steering;
  /** An answer that is to stop once the sentence being heard when somebody whispered is over. */
  cut: { generation: number; fromChars: number } | null;
  search: Search | null;
  /** What a person was looked for and why nobody came; null: that did not happen. */
  nobodyFor: string | null;
  /** A call back is to be promised once there is a number. */
  owesCallback: string | null;
  /** With which the call goes on after a person; null once the caller was told, and where there was none. */
  cameBack: CameBack | null;
  /** Whose person has the floor: the escalation's id. */
  connectedId: string | null;
  tally: TriggerTally;
  /** Causes that were acted on. */
  raised: readonly EscalationCause[];
  /** Steps and tool calls since the caller last spoke. */
  step: number;
  toolCallsThisTurn: number;
  toolCounts: Readonly<Record<string, number>>;
  /** How often each tool of the business was begun in this call, and which wait for another to be over. */
  ownToolRuns: Readonly<Record<string, number>>;
  waitingTools: readonly string[];
  silencePrompts: number;
  /** What was done in this call, and shown by a tool's result. */
  proofs: readonly Proof[];
  outcomes: readonly Outcome[];
  readings: number;
  /** What the caller is to be told as soon as nobody is spoken over, and of what. */
  corrections: readonly { text: string; of: string }[];
  /** What is wrong and was left to people, by its tool call. */
  left: readonly string[];
  digits: string;
  /** With which the caller's last turn ended: a number may be said in two breaths. */
  saidDigits: string;
  recording: RecordingState;
  /** What the caller gives in secret at this moment; the tool call's id names it. */
  capture: { captureId: string; what: CaptureKind } | null;
  /** Where the caller's last turn began. */
  lastTurnStartMs: number;
  fillersUsed: number;
  closing: Closing | null;
  machine: "unknown" | "greeting" | "person";
  recentAnswers: readonly string[];
  recentQuestions: readonly string[];
  /** Timers that run, by name; the number tells a late one from the current one. */
  timers: Readonly<Record<string, number>>;
  timerCount: number;
};

/** A caller who comes back to the agent: from talking with a person, or from a person who left before they could talk. */
export type CameBack = "talked" | "missed";

/** How it stands with a person for the caller. */
export type SearchMemory = Pick<ConversationState, "search" | "nobodyFor" | "owesCallback" | "cameBack">;
export const NO_SEARCH: SearchMemory = { search: null, nobodyFor: null, owesCallback: null, cameBack: null };

/** The state before the line is connected. A taken-over call begins with the history of the epochs before. */
export function initialState(
  settings: ConversationSettings,
  epoch = 0,
  history: readonly HistoryEntry[] = [],
  steering: Steering = NO_STEERING,
  searching: SearchMemory = NO_SEARCH,
  recording: RecordingState["phase"] = "none",
): ConversationState {
  return {
    settings,
    phase: "idle",
    epoch,
    // Generations and turns of different epochs never share a number.
    generation: epoch * 100_000,
    callerTurns: epoch * 100_000,
    history,
    historyVersion: 0,
    summary: null,
    summarising: false,
    caller: null,
    unanswered: false,
    waiting: null,
    thinking: null,
    knowledge: { lookup: null, given: [], toldId: null, openId: null },
    callerRecord: null,
    speeches: [],
    floor: AGENT_FLOOR,
    personTurn: null,
    personTurns: epoch * 100_000,
    steering,
    cut: null,
    ...searching,
    connectedId: null,
    tally: NOTHING_TALLIED,
    raised: steering.raised,
    step: 0,
    toolCallsThisTurn: 0,
    toolCounts: {},
    ownToolRuns: runsIn(history),
    waitingTools: [],
    silencePrompts: 0,
    proofs: proofsOf(history.flatMap((entry) => (entry.role === "agent" ? entry.tools : []))),
    outcomes: [],
    readings: 0,
    corrections: [],
    left: [],
    digits: "",
    saidDigits: "",
    recording: { phase: recording, noticeGeneration: null },
    capture: null,
    lastTurnStartMs: 0,
    fillersUsed: 0,
    closing: null,
    machine: "unknown",
    recentAnswers: [],
    recentQuestions: [],
    timers: {},
    timerCount: 0,
  };
}

/** Of a call that another worker began: each use of a tool counts, for it may have been begun. */
function runsIn(history: readonly HistoryEntry[]): Record<string, number> {
  const runs: Record<string, number> = {};
  for (const entry of history)
    if (entry.role === "agent") for (const { name } of entry.tools) runs[name] = (runs[name] ?? 0) + 1;
  return runs;
}

export const agentTurnId = (generation: number): string => `a${generation}`;
