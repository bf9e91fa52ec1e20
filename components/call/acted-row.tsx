import { clsx } from "clsx";
import {
  Bot,
  CircleStop,
  EarOff,
  Headphones,
  type LucideIcon,
  Megaphone,
  Mic,
  Pause,
  PenLine,
  PhoneForwarded,
  PhoneOff,
  Play,
  Unplug,
} from "lucide-react";
import { formatClock } from "@/components/format/duration";
import type { TranscriptItem } from "@/lib/domain/live-call/apply-event";
import { actedWords } from "@/lib/domain/live-call/step-in-words";
import { TranscriptRow } from "./transcript-row";

type Acted = Extract<TranscriptItem, { kind: "acted" }>;
type Marked = Exclude<Acted["action"], "whisper">;

const ICONS: Record<Marked, LucideIcon> = {
  listen: Headphones,
  stop_listening: EarOff,
  say: Megaphone,
  pause: Pause,
  resume: Play,
  override: PenLine,
  take_over: Mic,
  give_back: Bot,
  connection_lost: Unplug,
  transfer: PhoneForwarded,
  stop_recording: CircleStop,
  end: PhoneOff,
};

/** After these somebody else speaks for the business: a line across says so. */
const HAND_OVERS: ReadonlySet<Acted["action"]> = new Set(["take_over", "give_back", "connection_lost", "transfer"]);

/** What somebody of the team did: who, what, and their words. A whisper is plainly not part of what the caller heard. */
export function ActedRow({ acted }: Readonly<{ acted: Acted }>) {
  const { action, name, text, atMs } = acted;
  if (action === "whisper") {
    return (
      <TranscriptRow voice="human" name="Whisper" atMs={atMs} aside="private">
        <p>{text}</p>
        <p className="text-12 leading-5 text-text-3">{name} · only the agent reads this</p>
      </TranscriptRow>
    );
  }
  const Icon = ICONS[action];
  const isHandOver = HAND_OVERS.has(action);
  return (
    <li
      data-line
      data-acted={action}
      className={clsx("py-2 text-13", isHandOver ? "text-human" : "text-text-2 md:pl-[124px]")}
    >
      <div className="flex items-center gap-2">
        {isHandOver ? <span aria-hidden className="h-px min-w-4 flex-1 bg-line-strong" /> : null}
        <Icon aria-hidden className="size-3.5 shrink-0 text-human" />
        <span className={clsx("min-w-0", isHandOver && "font-medium")}>{actedWords({ action, name })}</span>
        {atMs === null ? null : <span className="shrink-0 font-mono text-12 text-text-3">{formatClock(atMs)}</span>}
        {isHandOver ? <span aria-hidden className="h-px min-w-4 flex-1 bg-line-strong" /> : null}
      </div>
      {text === "" ? null : (
        <blockquote
          className={clsx(
            "mt-1 max-w-[68ch] border-l-2 border-human pl-2.5 whitespace-pre-line text-text-2",
            isHandOver && "mx-auto w-fit",
          )}
        >
          {action === "give_back" ? <span className="text-text-3">Promised: </span> : null}
          {text}
        </blockquote>
      )}
    </li>
  );
}
