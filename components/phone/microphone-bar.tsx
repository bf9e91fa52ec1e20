"use client";

import { clsx } from "clsx";
import { Mic, MicOff } from "lucide-react";
import { Button } from "@/components/ui/button";
import type { BrowserPhone, PhoneState } from "./browser-phone";
import { LevelMeter } from "./level-meter";
import { microphoneWords } from "./phone-words";

type MicrophoneBarProps = Readonly<{
  phone: BrowserPhone;
  state: PhoneState;
  /** What to do without one, where it is not the usual. */
  offHint?: string;
}>;

/** Whether the agent hears you: in words, in colour, and as it moves. */
export function MicrophoneBar({ phone, state, offHint }: MicrophoneBarProps) {
  const { microphone } = state;
  const { title, hint: usualHint } = microphoneWords(microphone);
  const hint = microphone === "off" ? (offHint ?? usualHint) : usualHint;
  const isOn = microphone === "on";
  const Icon = isOn ? Mic : MicOff;
  return (
    <div
      data-microphone={microphone}
      className={clsx(
        "flex items-center gap-3 rounded-lg border px-3 py-2.5",
        isOn ? "border-accent bg-accent-soft text-ai" : "border-line-strong bg-surface-2 text-text-2",
      )}
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      <p role="status" className="min-w-0 flex-1">
        <span className={clsx("block text-14 font-semibold", isOn ? "text-text" : "text-text-2")}>{title}</span>
        <span className="block text-12 text-text-3">{hint}</span>
      </p>
      {isOn ? <LevelMeter level={() => phone.levels().mine} className="shrink-0" /> : null}
      {isOn || microphone === "muted" ? (
        <Button size="sm" aria-pressed={microphone === "muted"} onClick={() => phone.setMuted(isOn)}>
          {isOn ? "Mute" : "Unmute"}
        </Button>
      ) : (
        <Button size="sm" onClick={() => void phone.useMicrophone()}>
          Use microphone
        </Button>
      )}
    </div>
  );
}
