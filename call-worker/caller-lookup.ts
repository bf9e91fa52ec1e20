import type { KnownOfCaller } from "@/lib/contracts/caller-record";
import type { ClaimedCall } from "@/lib/services/call-ownership/claim-call";
import { callerNumberOf } from "./new-call";
import type { Clock } from "./ports/clock";
import type { OwnTools, ToolOutcome } from "./session/run-tool";

/** Longer no answer waits for it; what comes later is not used. */
export const LOOKUP_MS = 300;
const LONGEST_TEXT = 1000;

export type LookedUp = { known: readonly KnownOfCaller[]; tookMs: number; problem: string | null };

/** What the business's own records hold of a call's number. */
export type OwnRecords = (call: ClaimedCall, number: string) => Promise<readonly KnownOfCaller[]>;

/**
 * Looks up who calls, in the business's own records and with the tool that its agent names, side by side. The ringing never waits for it: it begins
 * with the greeting, and after 300 ms it goes on with what there is. Null where the agent does not look, or the number is not known. Never rejects.
 */
export function lookUpCallerOf(
  call: ClaimedCall,
  deps: { clock: Clock; ownRecords: OwnRecords | undefined; ownTools: OwnTools | null; onError(error: unknown): void },
): Promise<LookedUp> | null {
  const { callerLookup } = call.agent.config;
  const number = callerNumberOf(call);
  if (!callerLookup.enabled || call.epoch > 0 || number === null) return null;
  const { clock, ownRecords, ownTools, onError } = deps;
  const tool = (call.ownTools ?? []).find(({ id, spec }) => id === callerLookup.toolId && spec.effect === "reads");
  const begunMs = clock.now();
  const known: KnownOfCaller[] = [];
  let isOver = false;
  const part = (work: Promise<readonly KnownOfCaller[]>): Promise<boolean> =>
    work.then(
      (found) => {
        if (!isOver) known.push(...found);
        return true;
      },
      (error: unknown) => {
        onError(error);
        return false;
      },
    );
  const parts = [
    ...(ownRecords ? [part(ownRecords(call, number))] : []),
    ...(tool && ownTools ? [part(ownTools.use(tool.spec.name, {}).then(knownBy))] : []),
  ];
  return new Promise((resolve) => {
    const end = (problem: string | null) => {
      if (isOver) return;
      isOver = true;
      clock.clearTimer(timer);
      resolve({ known, tookMs: Math.round(clock.now() - begunMs), problem });
    };
    const timer = clock.setTimer(LOOKUP_MS, () => end("Not all of it was found in time"));
    void Promise.all(parts).then((all) => end(all.every(Boolean) ? null : "Not all of it could be looked up"));
  });
}

function knownBy({ output, failed }: ToolOutcome): KnownOfCaller[] {
  if (failed || typeof output !== "object" || output === null || !("answer" in output)) return [];
  const { answer } = output;
  const text = typeof answer === "string" ? answer : JSON.stringify(answer);
  return text ? [{ from: "tool", text: text.slice(0, LONGEST_TEXT) }] : [];
}
