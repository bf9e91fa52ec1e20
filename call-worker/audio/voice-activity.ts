import { MULAW_BYTES_PER_MS, meanMagnitude } from "@/lib/domain/audio/mulaw";

const FRAME_BYTES = 160;
/** −46 dB of full scale: quieter is never speech, however silent the line. */
const LEAST_SPEECH_LEVEL = 160;
/** What goes on may be softer than what begins. */
const LEAST_CONTINUED_LEVEL = 90;
/** Speech stands about 10 dB above the noise; once it is going, 5 dB are enough (word ends fade). */
const START_RATIO = 3;
const CONTINUE_RATIO = 1.8;
/** Above this a noise floor is not believed: better to hear "speech" in a loud room than none at all. */
const LOUDEST_NOISE_FLOOR = 1_000;
const START_AFTER_MS = 60;
const FORGET_ONSET_AFTER_MS = 40;
const HANGOVER_MS = 300;
/** The floor is the lowest level of the last one to two windows: speech pauses within that time, noise does not. */
const FLOOR_WINDOW_MS = 2_000;

export type VoiceChange = "none" | "started" | "ended";

/** One call's detector: numbers only. All times are milliseconds of audio seen, silence filled in by others included. */
export type VoiceActivity = {
  streamMs: number;
  speaking: boolean;
  /** Start of the present or last speech; −1 before the first. */
  speechStartMs: number;
  /** End of the last audible speech, hangover not included; −1 before the first. While speaking it moves along. */
  lastSpeechEndMs: number;
  noiseFloor: number;
  smoothedLevel: number;
  lowestNow: number;
  lowestBefore: number;
  windowLeftMs: number;
  onsetMs: number;
  onsetStartMs: number;
  quietMs: number;
};

export function createVoiceActivity(): VoiceActivity {
  return {
    streamMs: 0,
    speaking: false,
    speechStartMs: -1,
    lastSpeechEndMs: -1,
    noiseFloor: 30,
    smoothedLevel: 30,
    lowestNow: 30,
    lowestBefore: 30,
    windowLeftMs: FLOOR_WINDOW_MS,
    onsetMs: 0,
    onsetStartMs: 0,
    quietMs: 0,
  };
}

/** Takes the next audio, any length (8 kHz mu-law). Tells the last change in it: at most one is expected in 20 ms. */
export function observeAudio(state: VoiceActivity, mulaw: Uint8Array): VoiceChange {
  let change: VoiceChange = "none";
  for (let from = 0; from < mulaw.length; from += FRAME_BYTES) {
    const to = Math.min(from + FRAME_BYTES, mulaw.length);
    const one = observeLevel(state, meanMagnitude(mulaw, from, to), (to - from) / MULAW_BYTES_PER_MS);
    if (one !== "none") change = one;
  }
  return change;
}

/** Takes `ms` of silence that was filled in for missing audio; it teaches nothing about the line's noise. */
export function observeFilledSilence(state: VoiceActivity, ms: number): VoiceChange {
  state.streamMs += ms;
  return settle(state, false, ms);
}

function observeLevel(state: VoiceActivity, level: number, frameMs: number): VoiceChange {
  state.streamMs += frameMs;
  learnNoise(state, level, frameMs);
  const threshold = state.speaking
    ? Math.max(LEAST_CONTINUED_LEVEL, state.noiseFloor * CONTINUE_RATIO)
    : Math.max(LEAST_SPEECH_LEVEL, state.noiseFloor * START_RATIO);
  return settle(state, level >= threshold, frameMs);
}

function learnNoise(state: VoiceActivity, level: number, frameMs: number): void {
  const smoothed = (state.smoothedLevel + level) / 2;
  state.smoothedLevel = smoothed;
  if (smoothed < state.lowestNow) state.lowestNow = smoothed;
  state.noiseFloor = Math.min(state.lowestNow, state.lowestBefore, LOUDEST_NOISE_FLOOR);
  state.windowLeftMs -= frameMs;
  if (state.windowLeftMs <= 0) {
    state.windowLeftMs = FLOOR_WINDOW_MS;
    state.lowestBefore = state.lowestNow;
    state.lowestNow = smoothed;
  }
}

function settle(state: VoiceActivity, audible: boolean, frameMs: number): VoiceChange {
  if (audible) {
    state.quietMs = 0;
    if (state.speaking) {
      state.lastSpeechEndMs = state.streamMs;
      return "none";
    }
    if (state.onsetMs === 0) state.onsetStartMs = state.streamMs - frameMs;
    state.onsetMs += frameMs;
    if (state.onsetMs < START_AFTER_MS) return "none";
    state.speaking = true;
    state.speechStartMs = state.onsetStartMs;
    state.lastSpeechEndMs = state.streamMs;
    return "started";
  }
  state.quietMs += frameMs;
  if (!state.speaking) {
    if (state.quietMs >= FORGET_ONSET_AFTER_MS) state.onsetMs = 0;
    return "none";
  }
  if (state.quietMs < HANGOVER_MS) return "none";
  state.speaking = false;
  state.onsetMs = 0;
  return "ended";
}
