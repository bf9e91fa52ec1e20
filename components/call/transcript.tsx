import { CircleAlert, Info, Keyboard, TriangleAlert } from "lucide-react";
import { clsx } from "clsx";
import type { LiveSpeech } from "@/lib/contracts/live/socket";
import type { LiveCall, TranscriptItem } from "@/lib/domain/live-call/apply-event";
import { ActedRow } from "./acted-row";
import { AnswerLine, SpokenNow } from "./answer-line";
import { KnowledgeChips } from "./knowledge-chips";
import { ToolChips } from "./tool-chips";
import { TranscriptRow } from "./transcript-row";

type TranscriptProps = Readonly<{
  call: LiveCall;
  speech?: LiveSpeech | null;
  /** The turn to point out. */
  markedTurn?: string | null;
}>;

/** Everything said and done in a call, and, while it goes on, the words being spoken. */
export function Transcript({ call, speech = null, markedTurn = null }: TranscriptProps) {
  const written = speech?.agent && hasOpenAnswer(call.items, speech.agent.turnId);
  return (
    <>
      {/* Only whole lines are announced: words arriving one by one would drown a reader. */}
      <div
        role="log"
        aria-label="Transcript"
        aria-live={call.phase === "ended" ? "off" : "polite"}
        aria-relevant="additions"
      >
        <ol>
          {call.items.map((item, at) => (
            <Line
              key={item.key}
              item={item}
              goesOn={isSameVoice(call.items[at - 1], item)}
              speech={speech}
              markedTurn={markedTurn}
            />
          ))}
        </ol>
      </div>
      {speech?.agent && !written ? (
        <ol aria-label="Being said by the agent">
          <TranscriptRow voice="agent" atMs={speech.agent.startMs}>
            <SpokenNow text={speech.agent.text} heardChars={speech.agent.heardChars} />
          </TranscriptRow>
        </ol>
      ) : null}
      {speech?.caller?.text ? (
        <ol aria-label="Being said by the caller">
          <TranscriptRow voice="caller" atMs={speech.caller.startMs}>
            <p className="text-text-2 italic">{speech.caller.text}</p>
          </TranscriptRow>
        </ol>
      ) : null}
      {speech?.person?.text ? (
        <ol aria-label={`Being said by ${speech.person.name}`}>
          <TranscriptRow voice="human" name={speech.person.name} atMs={speech.person.startMs}>
            <p className="text-text-2 italic">{speech.person.text}</p>
          </TranscriptRow>
        </ol>
      ) : null}
    </>
  );
}

const hasOpenAnswer = (items: readonly TranscriptItem[], turnId: string) =>
  items.some((item) => item.kind === "answer" && item.turnId === turnId && item.outcome === null);

/** Two answers, or two lines of one person, with nothing in between. */
function isSameVoice(before: TranscriptItem | undefined, item: TranscriptItem): boolean {
  if (before?.kind === "said" && item.kind === "said")
    return before.speaker === item.speaker && before.name === item.name;
  return before?.kind === "answer" && item.kind === "answer";
}

type LineProps = Readonly<{
  item: TranscriptItem;
  goesOn: boolean;
  speech: LiveSpeech | null;
  markedTurn: string | null;
}>;

function Line({ item, goesOn, speech, markedTurn }: LineProps) {
  const marked = "turnId" in item && item.turnId === markedTurn;
  switch (item.kind) {
    case "said":
      return (
        <TranscriptRow
          voice={item.speaker}
          name={item.name}
          atMs={item.startMs}
          endMs={item.endMs}
          turnId={item.turnId}
          marked={marked}
          goesOn={goesOn}
        >
          {item.source === "speech" ? (
            <p>{item.text}</p>
          ) : (
            <p className={item.source === "keypad" ? "flex items-center gap-2 font-mono" : "flex items-baseline gap-2"}>
              <Keyboard aria-hidden className="size-4 shrink-0 self-center text-text-3" />
              <span className="sr-only">{item.source === "keypad" ? "keyed in " : "typed "}</span>
              {item.text}
            </p>
          )}
        </TranscriptRow>
      );
    case "answer": {
      const speaking = speech?.agent?.turnId === item.turnId ? speech.agent : null;
      return (
        <TranscriptRow
          voice="agent"
          atMs={item.outcome?.startMs ?? speaking?.startMs ?? null}
          endMs={item.outcome?.endMs ?? null}
          turnId={item.turnId}
          marked={marked}
          goesOn={goesOn}
        >
          <AnswerLine answer={item} speech={speaking} />
        </TranscriptRow>
      );
    }
    case "tools":
      return <ToolChips uses={item.uses} />;
    case "knowledge":
      return <KnowledgeChips found={item} />;
    case "acted":
      return <ActedRow acted={item} />;
    case "note":
      return <Note tone={item.tone} text={item.text} />;
  }
}

const notes = {
  info: { Icon: Info, className: "text-text-3" },
  warning: { Icon: TriangleAlert, className: "text-warn" },
  danger: { Icon: CircleAlert, className: "text-bad" },
};

function Note({ tone, text }: Readonly<{ tone: keyof typeof notes; text: string }>) {
  const { Icon, className } = notes[tone];
  return (
    <li data-line className={clsx("flex items-start gap-2 py-1.5 text-13 md:pl-[124px]", className)}>
      <Icon aria-hidden className="mt-0.5 size-3.5 shrink-0" />
      <span>{text}</span>
    </li>
  );
}
