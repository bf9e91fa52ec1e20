import { Scissors, Timer } from "lucide-react";
import { formatSpan } from "@/components/format/duration";
import { Chip } from "@/components/ui/chip";
import type { LiveSpeech } from "@/lib/contracts/live/socket";
import type { TranscriptItem } from "@/lib/domain/live-call/apply-event";
import { splitAt, splitHeard } from "./heard-text";
import { stagesOf } from "./answer-stages";

type Answer = Extract<TranscriptItem, { kind: "answer" }>;

/** What the agent says this moment: what the caller has already heard, a playhead, and what is still to come. */
export function SpokenNow({ text, heardChars }: Readonly<{ text: string; heardChars: number }>) {
  const { heard, unheard } = splitAt(text, heardChars);
  return (
    <p>
      <span data-part="heard">{heard}</span>
      {unheard ? (
        <>
          <span aria-hidden className="mx-px inline-block h-[1.05em] w-0.5 translate-y-[0.18em] rounded-full bg-ai" />
          <span data-part="to-come" className="text-text-3">
            {unheard}
          </span>
        </>
      ) : null}
    </p>
  );
}

type AnswerLineProps = Readonly<{ answer: Answer; speech: LiveSpeech["agent"] }>;

/** One answer: being spoken, spoken to the end, or cut off, with the part that nobody heard struck through. */
export function AnswerLine({ answer, speech }: AnswerLineProps) {
  const { outcome, text } = answer;
  if (!outcome) {
    return <SpokenNow text={text} heardChars={speech && speech.turnId === answer.turnId ? speech.heardChars : 0} />;
  }
  const { heard, unheard } = splitHeard(text, outcome.heardText);
  const { metrics, interrupted } = outcome;
  return (
    <>
      <p>
        {heard}
        {unheard ? (
          <>
            {heard ? " " : null}
            <del data-part="unheard" className="text-text-3 decoration-text-3/70">
              {unheard}
            </del>
            <span className="ml-2 inline-flex items-center gap-1 align-baseline text-12 whitespace-nowrap text-text-3">
              <Scissors aria-hidden className="size-3" />
              {interrupted ? "interrupted, not heard" : "not heard"}
            </span>
          </>
        ) : null}
      </p>
      {metrics.voiceToVoiceMs === null ? null : (
        <p className="mt-1 mb-0.5 flex flex-wrap gap-1.5">
          <Chip icon={<Timer aria-hidden className="size-3" />}>
            <span className="sr-only">The caller waited </span>
            {formatSpan(metrics.voiceToVoiceMs)}
            <span className="sr-only">
              :{" "}
              {stagesOf(metrics)
                .map(({ label, ms }) => `${label} ${Math.round(ms)} ms`)
                .join(", ")}
            </span>
          </Chip>
        </p>
      )}
    </>
  );
}
