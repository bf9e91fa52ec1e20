import type { OutcomeDifference, OutcomeField, OutcomeVerdict, ReadBack } from "@/lib/contracts/live/outcomes";
import { isSameValue } from "./same-value";
import { type SaidScene, saysOtherwise } from "./said-otherwise";

export type Judgement = { verdict: OutcomeVerdict; differences: OutcomeDifference[] };

/** Holds what stands in the system of record against what was asked for, and against what was said of it (null: nothing was). */
export function judgeOutcome(read: ReadBack, said: string | null, scene: SaidScene): Judgement {
  if (read.found === "unknown") return { verdict: "unreadable", differences: [] };
  if (read.found === "no") return { verdict: "absent", differences: [] };
  if (read.changedSince) return { verdict: "changed_since", differences: [] };
  const differences = read.fields.flatMap((field): OutcomeDifference[] => {
    const { name, asked, stored } = field;
    if (asked !== null && (stored === null || isOther(field, asked, stored, scene)))
      return [{ name, between: "asked", wanted: asked, stored }];
    if (said !== null && saysOtherwise(said, field, scene)) return [{ name, between: "said", wanted: said, stored }];
    return [];
  });
  if (differences.length > 0) return { verdict: "different", differences };
  return { verdict: read.copies > 1 ? "twice" : "same", differences };
}

/** What was asked for may be in words ("Tuesday at three"), which then have to fit. */
const isOther = (field: OutcomeField, asked: string, stored: string, scene: SaidScene): boolean =>
  !isSameValue(asked, stored, scene.timeZone) &&
  (field.kind !== "moment" || !inWords(asked) || saysOtherwise(asked, field, scene));

const inWords = (text: string): boolean => !/^[\d\sTZ:.+-]+$/.test(text.trim());

/** What the caller must not be left with. */
export const isWrong = (verdict: OutcomeVerdict): boolean =>
  verdict === "different" || verdict === "absent" || verdict === "twice";
