import type { RecordingResource } from "@/lib/contracts/recordings";
import type { CallEvent, CallEventBody } from "@/lib/contracts/live/events";

type StopReason = Extract<CallEventBody, { type: "recording.stopped" }>["reason"];

/** What a call's record says of its sound. */
export type RecordingStory = { began: boolean; stopped: StopReason | null };

export function recordingStory(events: readonly CallEvent[]): RecordingStory {
  let story: RecordingStory = { began: false, stopped: null };
  for (const { body } of events) {
    if (body.type === "recording.started") story = { began: true, stopped: null };
    else if (body.type === "recording.stopped") story = { ...story, stopped: body.reason };
  }
  return story;
}

const DAY = new Intl.DateTimeFormat("en-US", { dateStyle: "medium", timeZone: "UTC" });

const STOPPED: Record<StopReason, string | null> = {
  refused: "The caller did not want to be recorded: nothing is kept.",
  asked: "It ends where the caller asked to stop recording.",
  by_supervisor: "It ends where the team stopped it.",
  failed: "It ends early: the sound could not be kept any more. The call itself went on.",
  ended: null,
};

/** What there is to hear, or in words why there is nothing. `isWaiting`: there will be. */
export type RecordingView =
  { kind: "sound"; note: string | null } | { kind: "words"; text: string; isWaiting: boolean };

export function recordingView(
  resource: RecordingResource | null,
  { began, stopped }: RecordingStory,
  isOver: boolean,
): RecordingView {
  const words = (text: string, isWaiting = false): RecordingView => ({ kind: "words", text, isWaiting });
  switch (resource?.state) {
    case "kept":
      if (!isOver) return words("This call is being recorded. It can be heard once it is over.");
      return { kind: "sound", note: stopped && STOPPED[stopped] };
    case "refused":
      return words("The caller did not want to be recorded: nothing is kept.");
    case "deleted":
      return words(goneWords("was deleted", resource));
    case "expired":
      return words(goneWords("was kept as long as recordings are, and deleted", resource));
    default:
      break;
  }
  if (stopped === "refused") return words("The caller did not want to be recorded: nothing is kept.");
  if (!began && stopped === null)
    return words(isOver ? "This call was not recorded." : "This call is not being recorded.");
  if (!isOver && stopped === null) return words("This call is being recorded. It can be heard once it is over.");
  if (!began || stopped === "failed") return words("This call could not be recorded: its sound could not be kept.");
  return words("The recording is being stored. It can be heard in a moment.", true);
}

const goneWords = (what: string, { gone }: RecordingResource): string =>
  gone === null
    ? `The recording ${what}.`
    : `The recording ${what} on ${DAY.format(new Date(gone.at))}${/^(retention|erasure|caller)$/.test(gone.by) ? "" : ` by ${gone.by}`}.`;
