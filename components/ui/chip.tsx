import { clsx } from "clsx";
import type { ReactNode } from "react";

export type Tone = "neutral" | "accent" | "good" | "warn" | "bad";

const tones: Record<Tone, string> = {
  neutral: "bg-surface-2 text-text-2",
  accent: "bg-accent-soft text-ai",
  good: "bg-good-soft text-good",
  warn: "bg-warn-soft text-warn",
  bad: "bg-bad-soft text-bad",
};

type ChipProps = Readonly<{ tone?: Tone; icon?: ReactNode; className?: string; children: ReactNode }>;

/** A small fact beside something larger. The words carry the meaning; the colour only helps to find it. */
export function Chip({ tone = "neutral", icon, className, children }: ChipProps) {
  return (
    <span
      className={clsx(
        "inline-flex h-[22px] items-center gap-1.5 rounded-sm px-2 text-12 font-medium whitespace-nowrap figures",
        tones[tone],
        className,
      )}
    >
      {icon}
      {children}
    </span>
  );
}
