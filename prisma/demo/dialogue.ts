import type { CallEventBody, Disposition } from "@/lib/contracts/live/events";

/** The words of a demo call, before there are times. */
export type Line =
  | { kind: "caller"; text: string; keypad?: boolean }
  | { kind: "agent"; text: string; say: Saying }
  /** The agent looks the opening hours up; its answer is computed from the business's real hours. */
  | { kind: "hours"; day: string | null; before: string; after: string }
  | { kind: "message"; name: string; number: string; text: string; answer: string }
  | { kind: "silence"; prompt: string; count: number }
  | { kind: "fact"; body: CallEventBody };

export type Saying = {
  purpose: Extract<CallEventBody, { type: "answer.written" }>["kind"];
  /** How much of it was heard before the caller broke in. */
  cutAt?: number;
  /** The caller said "mm-hm" meanwhile and the agent went on. */
  backchannel?: boolean;
  /** A harder question: the router took the larger model. */
  deep?: string;
  /** It says goodbye and hangs up. */
  end?: string;
};

export type Ending = { disposition: Disposition; reason: string; status: "completed" | "failed" | "escalated" };

export type Dialogue = {
  /** How often it happens, against the others of the same agent. */
  weight: number;
  lines: Line[];
  /** Missing: whoever spoke last decides. */
  ending?: Ending;
};

export type Caller = {
  first: string;
  last: string;
  /** As people say it. */
  spokenNumber: string;
  /** E.164 */
  number: string;
  pick: <T>(options: readonly T[]) => T;
};

export type Script = (caller: Caller) => Dialogue;

export const caller = (text: string): Line => ({ kind: "caller", text });
export const keypad = (digits: string): Line => ({ kind: "caller", text: digits, keypad: true });
export const agent = (text: string, say: Partial<Saying> = {}): Line => ({
  kind: "agent",
  text,
  say: { purpose: "answer", ...say },
});
/** The agent's goodbye, after which it hangs up. */
export const goodbye = (text: string, why = "The caller had all they needed"): Line =>
  agent(text, { purpose: "goodbye", end: why });
export const hours = (day: string | null, before = "", after = ""): Line => ({ kind: "hours", day, before, after });
export const message = (who: Caller, text: string, answer: string): Line => ({
  kind: "message",
  name: `${who.first} ${who.last}`,
  number: who.spokenNumber,
  text,
  answer,
});
