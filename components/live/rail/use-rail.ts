"use client";

import { useState } from "react";
import { usePageKeys } from "@/components/shell/page-keys";
import type { Saved } from "@/lib/contracts/saved";
import type { LiveCall } from "@/lib/domain/live-call/apply-event";
import type { CallAudio, CallAudioState } from "../supervisor-audio/call-audio";
import { useCallAudio } from "../supervisor-audio/use-call-audio";
import { MUTE_KEY } from "../supervisor-audio/audio-words";
import { type RailAction, type RailItem, railItems } from "./rail-actions";
import { type Steering, useSteering } from "./use-steering";

/** Somebody whom a call can be handed to, as the server knows them at this moment. */
export type TransferPerson = Readonly<{
  id: string;
  name: string;
  departments: readonly string[];
  isReachable: boolean;
  /** Until when they are there, or since when not. */
  words: string;
}>;

/** Of whom the rail is, and what the server tells it. */
export type RailInfo = Readonly<{
  userId: string;
  mayControl: boolean;
  mayListen: boolean;
  findPeople: () => Promise<Saved<readonly TransferPerson[]>>;
}>;

export type ComposerMode = "whisper" | "say";
export type RailDialog = "instructions" | "give_back" | "transfer" | "stop_recording" | "end" | "more";

export type Rail = Readonly<{
  info: RailInfo;
  items: readonly RailItem[];
  steering: Steering;
  audio: CallAudio;
  sound: CallAudioState;
  run: (action: RailAction) => void;
  dialog: RailDialog | null;
  setDialog: (dialog: RailDialog | null) => void;
  composer: Readonly<{ mode: ComposerMode; isOpen: boolean; focus: number }>;
  openComposer: (mode: ComposerMode) => void;
  closeComposer: () => void;
}>;

/** What one can do with a call, and the keys for it. */
export function useRail(callId: string, call: LiveCall, info: RailInfo): Rail {
  const steering = useSteering(callId);
  const { audio, state: sound } = useCallAudio(callId);
  const [dialog, setDialog] = useState<RailDialog | null>(null);
  const [composer, setComposer] = useState<Rail["composer"]>({ mode: "whisper", isOpen: false, focus: 0 });
  const openComposer = (mode: ComposerMode) => setComposer(({ focus }) => ({ mode, isOpen: true, focus: focus + 1 }));
  const closeComposer = () => setComposer((before) => ({ ...before, isOpen: false }));

  const items = railItems({
    phase: call.phase,
    floor: call.floor,
    userId: info.userId,
    mayControl: info.mayControl,
    mayListen: info.mayListen,
    isListening: sound.phase === "listening" || sound.phase === "talking",
    recording: call.recording,
    isConnecting: sound.phase === "connecting" || sound.phase === "reconnecting" || sound.microphone === "opening",
  });

  const does: Record<RailAction, () => void> = {
    listen: () => (sound.phase === "listening" ? audio.stop() : void audio.listen()),
    whisper: () => openComposer("whisper"),
    say: () => openComposer("say"),
    pause: () => void steering.send({ action: "pause" }),
    resume: () => void steering.send({ action: "resume" }),
    instructions: () => setDialog("instructions"),
    take_over: () => void audio.takeOver(),
    give_back: () => setDialog("give_back"),
    transfer: () => setDialog("transfer"),
    stop_recording: () => setDialog("stop_recording"),
    end: () => setDialog("end"),
  };
  const run = (action: RailAction) => {
    const item = items.find((other) => other.action === action);
    if (!item) return;
    if (item.reason !== null) return steering.tell({ tone: "refused", text: item.reason });
    if (dialog === "more") setDialog(null);
    does[action]();
  };
  const hasMicrophone = sound.microphone === "open" || sound.microphone === "muted";
  usePageKeys([
    ...items.map(({ action, key, label }) => ({ key, does: label, run: () => run(action) })),
    ...(hasMicrophone ? [{ key: MUTE_KEY, does: "Mute", run: () => audio.setMuted(sound.microphone === "open") }] : []),
  ]);

  return { info, items, steering, audio, sound, run, dialog, setDialog, composer, openComposer, closeComposer };
}

/** A button's command is on its way; those that open something have none. */
export const isPending = ({ steering }: Rail, action: RailAction): boolean =>
  (action === "pause" || action === "resume") && steering.pending.has(action);
