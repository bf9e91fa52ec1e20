import type { LiveCall } from "@/lib/domain/live-call/apply-event";
import { timelineOf } from "../timeline";
import type { Moment } from "./waveform";

/** What of a call one wants to hear: rules broken, interruptions, tools, what the team did, in their order. */
export function momentsOf(call: LiveCall): Moment[] {
  const marks: Moment[] = timelineOf(call).marks.map((mark) => ({ ...mark }));
  const findings = call.findings.map(({ findingId, ruleName, atMs }): Moment => {
    return { key: `finding-${findingId}`, kind: "finding", atMs, label: ruleName };
  });
  return [...marks, ...findings].toSorted((a, b) => a.atMs - b.atMs);
}
