import type { OutcomeVerdict } from "@/lib/contracts/live/outcomes";
import { isWrong } from "./judge-outcome";

type Known = { name: string; verdict: OutcomeVerdict | null };

/** Of what was done in a call, what is wrong and was not done right afterwards by the same tool. In order. */
export const unresolved = <T extends Known>(outcomes: readonly T[]): T[] =>
  outcomes.filter(
    ({ name, verdict }, at) =>
      verdict !== null &&
      isWrong(verdict) &&
      !outcomes.slice(at + 1).some((later) => later.name === name && later.verdict === "same"),
  );
