import type { CallSummary } from "@/lib/contracts/live/call-summary";
import { SITUATIONS } from "@/lib/domain/attention/testing/situations";
import { NOW_MS, tellCall } from "@/lib/domain/attention/testing/tell-call";

/** The gateway sends a call's changes at most so often. */
export const CHANGES_A_SECOND = 2;

export type Wall = {
  all(): readonly CallSummary[];
  /** The next so many calls, changed. */ change(many: number): CallSummary[];
};

const ISO = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;

/** Made-up calls of every kind, and their changes: somebody speaks, sounds otherwise, is silent. */
export function wallOf(count: number): Wall {
  const shiftMs = Date.now() - NOW_MS;
  const calls = Array.from({ length: count }, (_, index): CallSummary => {
    const { ageSeconds, lines } = SITUATIONS[index % SITUATIONS.length] ?? { ageSeconds: 60, lines: [] };
    const told = tellCall(`00000000-0000-7000-8000-${String(index).padStart(12, "0")}`, ageSeconds + index, lines);
    const moved = JSON.stringify(told).replace(ISO, (at) => new Date(Date.parse(at) + shiftMs).toISOString());
    const from = `+1415555${String(1000 + index)}`;
    return {
      ...(JSON.parse(moved) as CallSummary),
      from,
      businessId: `b${index % 3}`,
      businessName: `Business ${index % 3}`,
    };
  });
  let next = 0;
  let step = 0;
  return {
    all: () => calls,
    change(many) {
      return Array.from({ length: many }, (): CallSummary => {
        const index = next++ % count;
        step += 1;
        const call = calls[index] as CallSummary;
        const { attention } = call;
        // Every fifth call is not spoken in, so that silences grow and the order changes.
        const isSilent = index % 5 === 0;
        const changed: CallSummary = {
          ...call,
          turns: call.turns + 1,
          lastLine: `And what about the second one, sent ${Date.now()}`,
          attention: {
            ...attention,
            sentiment: [...attention.sentiment, Math.sin(step * 0.37)].slice(-12),
            ...(isSilent ? {} : { quietSince: new Date().toISOString(), lastSpeaker: "agent" }),
          },
        };
        calls[index] = changed;
        return changed;
      });
    },
  };
}
