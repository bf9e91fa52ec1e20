import type { CheckedCode } from "./check";
import type { StartedVerification } from "./start";

const GROUPS = ["first", "second", "third"] as const;

/** What came of it, with what to tell the caller, in English; the model says it in the language of the call. */
export function withWords<Outcome extends StartedVerification | CheckedCode>(
  outcome: Outcome,
): Outcome & { spoken: string } {
  return { ...outcome, spoken: wordsFor(outcome) };
}

function wordsFor(outcome: StartedVerification | CheckedCode): string {
  switch (outcome.outcome) {
    case "sent_if_it_exists":
      // Not that it was sent: nobody learns here which accounts there are.
      return "If there is such an account, a code is on its way by text message. Please say its six digits, or press them on the keypad.";
    case "too_many_codes":
      return "No more codes can be sent in this call. Please call again later.";
    case "verified":
      return "Thank you, the code is right. You are verified.";
    case "wrong":
      return `That code is not right. You can try ${outcome.triesLeft === 1 ? "once" : `${outcome.triesLeft} times`} more.`;
    case "expired":
      return "This code is too old. For a new one, please say the account id again.";
    case "used_up":
      return "This code was wrong too often and counts no more. For a new one, please say the account id again.";
    case "not_started":
      return "The account id comes first. Please say it.";
    case "unclear":
      return "digits" in outcome
        ? "All six digits are needed. Please say them one by one, or press them on the keypad."
        : `The ${outcome.groups.map((group) => GROUPS[group - 1] ?? "last").join(" and ")} group of the account id was not clear. Please say the whole id once more, slowly.`;
  }
}
