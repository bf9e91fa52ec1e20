import { clsx } from "clsx";
import {
  Headphones,
  Lock,
  type LucideIcon,
  Megaphone,
  Mic,
  Pause,
  PenLine,
  PhoneForwarded,
  PhoneOff,
  CircleStop,
  Play,
  Undo2,
} from "lucide-react";
import { useId } from "react";
import { Kbd } from "@/components/ui/kbd";
import type { RailAction, RailItem } from "./rail-actions";

export const ACTION_ICONS: Record<RailAction, LucideIcon> = {
  listen: Headphones,
  whisper: Lock,
  say: Megaphone,
  pause: Pause,
  resume: Play,
  instructions: PenLine,
  take_over: Mic,
  give_back: Undo2,
  transfer: PhoneForwarded,
  stop_recording: CircleStop,
  end: PhoneOff,
};

type ActionButtonProps = Readonly<{
  item: RailItem;
  isPending: boolean;
  onPress: () => void;
  /** `row`: with its reason in sight, in a list. `stack`: icon above the words, for a thumb. */
  shape?: "cell" | "row" | "stack";
}>;

/** One action: icon, words, key. What cannot be done now stays in its place and says why. */
export function ActionButton({ item, isPending, onPress, shape = "cell" }: ActionButtonProps) {
  const { action, label, key, reason, isOn } = item;
  const reasonId = useId();
  const Icon = ACTION_ICONS[action];
  const isOff = reason !== null || isPending;
  const shows = shape === "row" && reason !== null;
  return (
    <button
      type="button"
      onClick={isPending ? undefined : onPress}
      aria-disabled={isOff || undefined}
      aria-pressed={action === "listen" ? isOn : undefined}
      aria-keyshortcuts={key}
      aria-describedby={reason === null ? undefined : reasonId}
      title={reason ?? undefined}
      data-action={action}
      className={clsx(
        "flex min-w-0 items-center rounded-md border text-13 font-medium transition-colors duration-150 select-none",
        shape === "stack" && "min-h-12 flex-1 flex-col justify-center gap-0.5 border-transparent px-1 text-12",
        shape === "cell" && "h-9 gap-1.5 px-2",
        shape === "row" && "min-h-11 w-full gap-3 px-3 py-2 text-left text-14",
        look(action, isOn, shape),
        isOff ? "cursor-default opacity-60" : "cursor-pointer",
      )}
    >
      <Icon
        aria-hidden
        className={clsx("shrink-0", shape === "stack" ? "size-5" : "size-4", isPending && "animate-pulse")}
      />
      <span className={clsx("min-w-0 truncate", shape !== "stack" && "flex-1 text-left")}>
        {label}
        {shows ? <span className="block text-12 font-normal whitespace-normal">{reason}</span> : null}
      </span>
      {shape === "stack" ? null : (
        <span aria-hidden className="hidden md:block">
          <Kbd>{key}</Kbd>
        </span>
      )}
      {reason === null ? null : (
        <span id={reasonId} className="sr-only">
          {reason}
        </span>
      )}
    </button>
  );
}

function look(action: RailAction, isOn: boolean, shape: ActionButtonProps["shape"]): string {
  const stack = shape === "stack";
  if (action === "take_over") return stack ? "text-text" : "border-text bg-text text-bg";
  if (action === "give_back") return "border-bad bg-bad text-on-accent";
  if (action === "end") return clsx("text-bad", !stack && "border-line-strong bg-surface hover:bg-bad-soft");
  if (isOn) return action === "resume" ? "border-warn bg-warn-soft text-warn" : "border-accent bg-accent-soft text-ai";
  return stack ? "text-text-2" : "border-line-strong bg-surface text-text hover:bg-surface-2";
}
