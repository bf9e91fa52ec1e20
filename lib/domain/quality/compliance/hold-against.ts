import type { ComplianceRuleInForce } from "@/lib/contracts/compliance";
import type { CallEventBody } from "@/lib/contracts/live/events";
import type { LiveFinding } from "@/lib/contracts/quality";
import { newWatch, readyRules, watchFact } from "./watch";

type Fact = { body: CallEventBody; atMs: number };

/** What rules find in a call that is over, told from its words. What was told already, while it went on, is not told again. */
export function holdAgainst(
  rules: readonly ComplianceRuleInForce[],
  businessName: string,
  facts: readonly Fact[],
): LiveFinding[] {
  const ready = readyRules(rules, businessName);
  let state = newWatch(ready);
  // What was told already is known before anything is looked at.
  for (const { body } of facts)
    if (body.type === "finding.noted") state = { ...state, told: new Set(state.told).add(body.finding.findingId) };
  const found: LiveFinding[] = [];
  for (const { body, atMs } of facts) {
    const step = watchFact(ready, state, body, atMs);
    state = step.state;
    found.push(...step.findings);
  }
  return found;
}

const MS_PER_WORD = 400;
/** Longer than any time that a rule may give. */
const AFTER_ALL_MS = 3_600_000;

/** Words that might be said as the facts of a call: spoken one after the other, at 150 words a minute, and then long silence. */
export function factsOfWords(lines: readonly { by: "agent" | "caller"; text: string }[]): Fact[] {
  let atMs = 0;
  const said = lines.map(({ by, text }, index): Fact => {
    const startMs = atMs;
    atMs += Math.max(1, text.split(/\s+/).length) * MS_PER_WORD;
    const turnId = `t${index + 1}`;
    const speaker = by === "caller" ? "caller" : "human";
    return {
      atMs,
      body: {
        type: "segment.final",
        segmentId: `0.${turnId}`,
        turnId,
        speaker,
        text,
        startMs,
        endMs: atMs,
        confidence: null,
        source: "typed",
      },
    };
  });
  const endMs = atMs + AFTER_ALL_MS;
  const ended: CallEventBody = { type: "call.ended", disposition: "caller_hung_up", reason: "", durationMs: endMs };
  return [...said, { body: ended, atMs: endMs }];
}
