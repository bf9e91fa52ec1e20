import { redactCardsDeep } from "@/lib/domain/redaction/card-numbers";
import type { CallSessionDeps } from "./call-brief";

/** Numbers and ids of ours, and telephone numbers, some of which pass for a card's. */
const KEPT = new Set(
  "callId segmentId turnId toolCallId streamSid textSha256 from to number callbackNumber escalationId captureId questionId messageId model at".split(
    " ",
  ),
);

/** The session's ways out, none of which a card's number passes: the last of what keeps them from records, events and screens. */
export const guardedDeps = (deps: CallSessionDeps): CallSessionDeps => ({
  ...deps,
  append: (body) => deps.append(redactCardsDeep(body, KEPT)),
  onSpeech: (speech) => deps.onSpeech(redactCardsDeep(speech, KEPT)),
});
