import type { Percentiles } from "./percentiles";

/** Where the callers dial: the engine by its webhook, the relay by its socket alone. */
export type Target =
  | { kind: "engine"; callUrl: string; accountSid: string; authToken: string; to: string }
  | { kind: "relay"; mediaUrl: string };

export type DialOrder = { target: Target; calls: number; perSecond: number; turnEveryMs: number };

/** What the bench asks of the load process; each is answered once. */
export type LoadCommand =
  | { kind: "listen" }
  /** Answered when every caller has heard the greeting, or failed to. */
  | ({ kind: "dial" } & DialOrder)
  /** Holds the calls for so long and answers with what was measured in that time. */
  | { kind: "window"; seconds: number }
  /** No new turns; answered when everything said has been heard and counted. */
  | { kind: "settle" }
  /** Of all calls, or of those to one kind of target. */
  | { kind: "hang_up"; of?: Target["kind"] }
  /** New calls at a steady rate, each held for a while. */
  | { kind: "starts"; target: Target; perSecond: number; seconds: number; holdSeconds: number };

export type Dialled = {
  offered: number;
  up: number;
  /** Told that all lines are busy. */
  busy: number;
  failed: number;
  failures: string[];
  twimlMs: Percentiles;
  /** Webhook sent → first audio of the greeting. */
  firstAudioMs: Percentiles;
};

export type WindowFigures = {
  turns: number;
  bargeIns: number;
  failedTurns: number;
  failedBargeIns: number;
  addedDelayMs: Percentiles;
  bargeInMs: Percentiles;
  /** How much too late audio came: after what was there had been played out. 0 for what came in time. */
  underrunMs: Percentiles;
  underruns: number;
  /** Media messages of an answer that came after its `clear`. */
  oldFramesAfterClear: number;
  mediaMessages: number;
  /** Share of the time in which callers heard the agent. */
  talkShare: number;
  droppedCalls: number;
  /** Of the load process itself: what it adds to the figures above. */
  load: { sendLatenessMs: Percentiles; loopDelayMs: { p50: number; p99: number }; cpuPercent: number };
};

export type Settled = {
  framesSent: number;
  framesReceived: number;
  framesLost: number;
  framesReplayed: number;
  framesFilled: number;
  voiceBytesSent: number;
  voiceBytesReceived: number;
  voiceBytesLost: number;
  recogniserReconnects: number;
  /** Of some calls that lost anything: what, and where. */
  losses: string[];
};

export type LoadReply = {
  listen: { port: number };
  dial: Dialled;
  window: WindowFigures;
  settle: Settled;
  hang_up: { done: true };
  starts: Dialled & { lost: number };
};
