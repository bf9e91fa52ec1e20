import { TEXTED_APPOINTMENT } from "@/lib/contracts/business-contact";
import type { CallEvent } from "@/lib/contracts/live/events";
import type { ClaimedCall } from "@/lib/services/call-ownership/claim-call";
import type { TextAnswer, TextedCaller } from "@/lib/services/call-texts/send-call-text";
import { callerNumberOf } from "./new-call";
import type { TextDesk, TextInput } from "./session/run-tool";

/** Sends one text message to a call's caller. */
export type SendCallText = (caller: TextedCaller & { organizationId: string }, input: TextInput) => Promise<TextAnswer>;

const MOST_PER_CALL = 3;

/**
 * Texts one call's caller: so often and no more, and nothing twice, whatever the model asks for. What an earlier owner of the call has sent counts
 * too. Undefined where nothing can be sent.
 */
export function textDeskOf(
  call: ClaimedCall,
  events: readonly CallEvent[],
  send: SendCallText | undefined,
): TextDesk | undefined {
  if (!send) return undefined;
  const { organizationId, callId, business, agent, kind } = call;
  const callerNumber = callerNumberOf(call);
  const language = agent.config.language;
  const caller = { organizationId, businessId: business.id, callId, callerNumber, language, isTest: kind === "test" };
  // Noted before it goes: of two at once the second is refused.
  const gone: string[] = events.flatMap(({ body }) => (body.type === "text.sent" ? [keyOf({ what: body.what })] : []));
  return async (input) => {
    const key = keyOf(input);
    if (gone.includes(key))
      return refusal(
        "It was handed to the telephone network in this call already, and is not sent twice. Where it has not arrived, tell them instead.",
      );
    if (gone.length >= MOST_PER_CALL)
      return refusal(`${MOST_PER_CALL} messages were texted in this call already. Say so, and tell them instead.`);
    gone.push(key);
    const answer = await send(caller, input);
    // One of which nobody knows whether it went is not sent again; nor is one when the database was away in the middle.
    if (!answer.sent && !answer.mayHaveGone) gone.splice(gone.indexOf(key), 1);
    const { output, failed, sent, reference } = answer;
    return { output, failed, ...(sent ? { sent } : {}), reference };
  };
}

/** Appointments are several things of one name. */
const keyOf = ({ what, appointment_start: start }: TextInput): string => {
  const name = what.trim().toLowerCase();
  return name === TEXTED_APPOINTMENT ? `${name} ${start ?? ""}`.trim() : name;
};

const refusal = (error: string) => ({ output: { error }, failed: true });
