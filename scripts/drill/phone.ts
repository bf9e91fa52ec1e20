import { dial } from "../../sandbox/cli/telephone";
import type { PersonEvent } from "../../sandbox/twilio/telephony/person-events";
import type { Step } from "../../sandbox/twilio/telephony/script";

export type PlacedCall = {
  callSid: string;
  events: readonly PersonEvent[];
  /** Resolves with the first event, past or future, that fits. Rejects when the call ends before. */
  until(fits: (event: PersonEvent) => boolean): Promise<PersonEvent>;
  /** Resolves when the call is over. */
  over: Promise<Extract<PersonEvent, { type: "ended" }>>;
};

/** What a caller says, and after how much silence of the agent. */
export type Line = string | { say: string; afterMs: number };

const SILENCE_MS = 1500;
const PATIENCE_MS = 40_000;

/** A caller who says the lines one after the other, each when the answer before it is over, and then hangs up. */
export async function placeCall(sandboxUrl: string, to: string, lines: readonly Line[]): Promise<PlacedCall> {
  const silence = (silenceMs: number): Step => ({ waitForAgent: { silenceMs, timeoutMs: PATIENCE_MS } });
  const script: Step[] = lines.flatMap((line) =>
    typeof line === "string" ? [silence(SILENCE_MS), { say: line }] : [silence(line.afterMs), { say: line.say }],
  );
  script.push(silence(SILENCE_MS), { hangup: true });
  const events: PersonEvent[] = [];
  const waiting = new Set<{
    fits: (event: PersonEvent) => boolean;
    resolve: (event: PersonEvent) => void;
    reject: (error: Error) => void;
  }>();
  const telephone = await dial(sandboxUrl, { from: undefined, to, script }, (event) => {
    events.push(event);
    for (const waiter of waiting) {
      if (waiter.fits(event)) {
        waiting.delete(waiter);
        waiter.resolve(event);
      } else if (event.type === "ended") {
        waiting.delete(waiter);
        waiter.reject(new Error(`The call ended before (${event.status}, ${event.reason})`));
      }
    }
  });
  const until = (fits: (event: PersonEvent) => boolean) =>
    new Promise<PersonEvent>((resolve, reject) => {
      const past = events.find(fits);
      if (past) resolve(past);
      else waiting.add({ fits, resolve, reject });
    });
  const over = until((event) => event.type === "ended") as PlacedCall["over"];
  over.catch(() => undefined);
  return { callSid: telephone.callSid, events, until, over };
}

/** What the caller said, in order. */
export const saidBy = (events: readonly PersonEvent[]): string[] =>
  events.flatMap((event) => (event.type === "caller.speech.ended" ? [event.text] : []));
