import type { EndStatus } from "./far-end";

/** What happens on a call as the person at the far end lives it. `atMs` is call time since the answer. */
export type PersonEvent =
  | { readonly type: "ringing" }
  | { readonly type: "answered" }
  | { readonly type: "caller.speech.started"; readonly atMs: number; readonly text: string }
  | { readonly type: "caller.speech.ended"; readonly atMs: number; readonly text: string }
  | { readonly type: "caller.keys"; readonly atMs: number; readonly digits: string }
  | {
      readonly type: "agent.speech.started";
      readonly atMs: number;
      /** Index of the turn that it answers; -1 for a greeting. */
      readonly turn: number;
      /** Last sample of the caller's speech → first audible sample of the answer. */
      readonly voiceToVoiceMs?: number;
    }
  | {
      readonly type: "agent.speech.ended";
      readonly startedAtMs: number;
      readonly endedAtMs: number;
      readonly turn: number;
      /** The words as the sandbox's recogniser heard them; empty when it could not tell. */
      readonly text: string;
    }
  | { readonly type: "agent.interrupted"; readonly atMs: number; readonly turn: number; readonly afterMs: number }
  | { readonly type: "agent.keys"; readonly digits: string }
  | { readonly type: "twiml.say"; readonly text: string }
  | { readonly type: "problem"; readonly message: string }
  | {
      readonly type: "ended";
      readonly status: EndStatus;
      readonly reason: string;
      readonly durationMs: number;
      readonly answered: boolean;
    };
