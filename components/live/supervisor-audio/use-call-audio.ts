"use client";

import { useEffect, useMemo, useSyncExternalStore } from "react";
import { takesOnArrival } from "../take-on-arrival";
import { CallAudio, type CallAudioState, NO_AUDIO } from "./call-audio";

/**
 * The sound of one call in progress, and one's own microphone in it:
 *
 *     const { audio, state } = useCallAudio(callId);
 *     <Button onClick={() => void audio.listen()}>Listen</Button>      nobody in the call notices
 *     <Button onClick={() => void audio.takeOver()}>Take over</Button> asks for the microphone, then for the floor; listens first if need be
 *     <Button onClick={() => audio.giveBack(promised)}>Give back</Button>
 *     audio.stop(), audio.setSides("both" | "caller" | "agent"), audio.setMuted(true), audio.levels() for LevelMeter
 *     <MicrophoneState audio={audio} state={state} />                  in sight whenever it renders something
 *
 * `state.phase`: off | connecting | listening | talking (one has the floor) | reconnecting (by itself) | failed (state.problem says why).
 * `state.notice` says in words what happened without one's doing, or why something did not take effect ("Marcus is speaking with this
 * caller"). `state.maySpeak` is null until one listens. All of it begins with the press of a key or button: browsers play nothing before.
 *
 * Leaving the page gives the floor back and ends listening; while one has the floor the browser asks before it closes the page.
 */
export function useCallAudio(callId: string): { audio: CallAudio; state: CallAudioState } {
  const audio = useMemo(() => new CallAudio(callId), [callId]);
  const state = useSyncExternalStore(audio.subscribe, audio.state, () => NO_AUDIO);
  useEffect(() => () => audio.stop(), [audio]);
  // Who has just pressed Accept wants to speak: they need not press once more.
  useEffect(() => {
    if (takesOnArrival(callId)) void audio.takeOver();
  }, [audio, callId]);
  const isTalking = state.phase === "talking";
  useEffect(() => {
    if (!isTalking) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [isTalking]);
  return { audio, state };
}
