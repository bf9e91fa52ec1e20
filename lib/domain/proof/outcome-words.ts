import type { OutcomeDifference, OutcomeField, OutcomeVerdict } from "@/lib/contracts/live/outcomes";
import { spokenSlot } from "../appointments/spoken-slot";
import { spokenLanguageOf } from "../codes/spoken-code";
import { momentOf } from "./same-value";
import type { SaidScene } from "./said-otherwise";

export type CorrectionWords = Readonly<
  Record<"checkedNotThere" | "checkedOther" | "checkedWrong" | "checkedTwice", string>
>;

/**
 * What the caller is told of something that is not as they were told. What stands is said where it is a time, an amount or the end of a number; words of
 * another system are not.
 */
export function correctionOf(
  verdict: OutcomeVerdict,
  fields: readonly OutcomeField[],
  differences: readonly OutcomeDifference[],
  words: CorrectionWords,
  scene: SaidScene,
): string {
  if (verdict === "absent") return words.checkedNotThere;
  if (verdict === "twice") return words.checkedTwice;
  const stored = differences.flatMap(({ name }) => {
    const field = fields.find((each) => each.name === name);
    return field ? (storedWords(field, scene) ?? []) : [];
  });
  if (stored.length === 0 || stored.length < differences.length) return words.checkedWrong;
  return words.checkedOther.replace("{stored}", () => stored.join(", "));
}

function storedWords({ kind, stored }: OutcomeField, { language, timeZone }: SaidScene): string | null {
  if (stored === null) return null;
  if (kind === "amount") return /^[\d., $€£A-Z]{1,20}$/.test(stored) ? stored : null;
  if (kind === "recipient") return /^\+\d+$/.test(stored) ? `…${stored.slice(-2)}` : null;
  if (kind !== "moment") return null;
  const atMs = momentOf(stored, timeZone);
  return atMs === null ? null : spokenSlot(atMs, timeZone, spokenLanguageOf(language));
}

/** What reading back has shown, for people of the business. */
export const WORDS_OF_OUTCOME: Readonly<Record<OutcomeVerdict, string>> = {
  same: "it stands there",
  different: "something else stands there",
  absent: "it is not there",
  twice: "it is there more than once",
  changed_since: "it was changed since",
  unreadable: "it could not be read back",
};
