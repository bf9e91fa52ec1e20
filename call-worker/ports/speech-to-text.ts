/** What a conversation needs from any recogniser. No vendor's word in this file. Times are milliseconds of audio since the stream opened. */
export type Recognition =
  /** A person began to speak; text is what is known already and may be empty. */
  | { kind: "turn.started"; turn: number; text: string }
  /** Whole text of the turn so far; later ones replace earlier ones. */
  | { kind: "turn.updated"; turn: number; text: string }
  /** The turn may be over: good enough to think about an answer, not to speak it. */
  | { kind: "turn.ending"; turn: number; text: string }
  /** It was not over after all. */
  | { kind: "turn.resumed"; turn: number; text: string }
  | {
      kind: "turn.ended";
      turn: number;
      text: string;
      confidence: number | null;
      /** Why it ended: the recogniser's judgement, its time-out, or because we asked. */
      trigger: "model" | "timeout" | "manual";
      startMs: number;
      endMs: number;
    };

export type ListenOptions = {
  /** BCP 47, e.g. "en-US", "es". */
  language: string;
  /** 0–1: how sure the recogniser must be that a turn is over. */
  endOfTurnThreshold: number;
  /** 0–1, or null for no early warning. */
  eagerEndOfTurnThreshold: number | null;
  endOfTurnTimeoutMs: number;
  /** Names and terms worth listening for. */
  keyterms: readonly string[];
};

export interface ListenListener {
  onOpen(): void;
  onRecognition(recognition: Recognition): void;
  /** The connection is gone (or never came); nothing follows. Called once. `retryable` is false for a refused key or bad settings. */
  onLost(error: { message: string; retryable: boolean }): void;
}

export interface SpeechToTextStream {
  /** 8 kHz mu-law. Never blocks. Only after onOpen. */
  push(mulaw: Uint8Array): void;
  /** Ends the open turn on what is transcribed so far, if there is one. */
  forceEndOfTurn(): void;
  /** Bytes queued and not yet taken by the network. */
  bufferedBytes(): number;
  close(): void;
}

export interface SpeechToText {
  open(options: ListenOptions, listener: ListenListener): SpeechToTextStream;
}
