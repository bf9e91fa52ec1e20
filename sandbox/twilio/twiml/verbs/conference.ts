import type { FormParams } from "../../signature";
import type { Participant } from "../../telephony/conference";
import { interruptible } from "../../telephony/interruption";
import { booleanAttribute, integerAttribute, listAttribute, methodAttribute } from "../attributes";
import type { TwimlElement } from "../parse";
import type { Run } from "../run";

/** <Dial><Conference>: stays in the room until taken out; resolves with the parameters of Dial's action. */
export async function dialConference(noun: TwimlElement, run: Run): Promise<FormParams> {
  const { call } = run;
  const room = call.exchange.conferences.enter(noun.text);
  const { statusCallback } = noun.attributes;
  if (statusCallback !== undefined && room.callback === undefined) {
    room.callback = {
      url: run.url(statusCallback),
      method: methodAttribute(noun, "statusCallbackMethod"),
      events: listAttribute(noun, "statusCallbackEvent", ["start", "end"]),
    };
  }
  if (room.participants.size >= integerAttribute(noun, "maxParticipants", 250, 2, 250)) {
    return { ConferenceSid: room.sid, ReasonConferenceEnded: "participant-limit" };
  }
  await interruptible<undefined>(run.signal, (resolve) => {
    const participant: Participant = {
      call,
      joinedAt: new Date(),
      label: noun.attributes["participantLabel"],
      muted: booleanAttribute(noun, "muted", false),
      onHold: false,
      startConferenceOnEnter: booleanAttribute(noun, "startConferenceOnEnter", true),
      endConferenceOnExit: booleanAttribute(noun, "endConferenceOnExit", false),
      leave: () => resolve(undefined),
    };
    room.join(participant);
    return () => room.part(participant);
  });
  return { ConferenceSid: room.sid, DialCallStatus: "completed" };
}
