import type {
  AudioSides,
  CallAudio as CallAudioDetails,
  FromSupervisor,
  ToSupervisor,
} from "@/lib/contracts/call-audio";
import { SUPERVISOR_OFFER_PATH, SUPERVISOR_SOCKET_PATH } from "@/lib/contracts/browser-line-paths";
import { type CallConnection, ConnectError } from "@/components/phone/call-connection";
import { connectAnyhow } from "@/components/phone/connect-anyhow";
import { MicrophoneError, type MicrophoneProblem, Sound } from "@/components/phone/sound";
import { OpenAudioError, openAudio } from "./open-audio";
import * as words from "./audio-words";

export type AudioPhase = "off" | "connecting" | "listening" | "talking" | "reconnecting" | "failed";

export type CallAudioState = Readonly<{
  phase: AudioPhase;
  /** Whom one hears while one only listens. */
  sides: AudioSides;
  /** `closed`: nobody hears one; it is not even asked for. `opening`: asked for, or open and the floor is not given yet. A problem says why there is none. */
  microphone: "closed" | "opening" | "open" | "muted" | "lost" | MicrophoneProblem;
  /** Null until it is known. */
  maySpeak: boolean | null;
  /** Why it failed, in words. */
  problem: string | null;
  /** What has happened without one's doing, or did not take effect, in words; until the next thing one does. */
  notice: string | null;
}>;

export const NO_AUDIO: CallAudioState = {
  phase: "off",
  sides: "both",
  microphone: "closed",
  maySpeak: null,
  problem: null,
  notice: null,
};

const PATHS = { offer: SUPERVISOR_OFFER_PATH, socket: SUPERVISOR_SOCKET_PATH };
const ALIVE_EVERY_MS = 1_000;
/** Both sides say every second that they live. */
const SILENT_LIMIT_MS = 4_000;
const RETRY_MS = 1_000;
const RETURN_WITHIN_MS = 60_000;
/** The agent comes back after three seconds: who is back before that goes on speaking. */
const SPEAK_ON_WITHIN_MS = 2_500;

/**
 * Somebody's ear in one call, and their microphone when they take the floor: the microphone is asked for then and not before, and let go of as soon
 * as the floor is. Comes back by itself after a lost connection. Knows no screen.
 */
export class CallAudio {
  private current = NO_AUDIO;
  private readonly listeners = new Set<() => void>();
  private sound: Sound | null = null;
  private connection: CallConnection<FromSupervisor> | null = null;
  private attempt: AbortController | null = null;
  /** Whose events count. */
  private owner: object | null = null;
  private heardAt = 0;
  private lostAt = 0;
  private spokeWhenLost = false;
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(readonly callId: string) {}

  state = (): CallAudioState => this.current;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Begins to listen. Nobody in the call notices. */
  async listen(): Promise<void> {
    if (this.phase !== "off" && this.phase !== "failed") return;
    const sound = new Sound();
    this.sound = sound;
    void sound.resume();
    this.set({ ...NO_AUDIO, sides: this.current.sides, phase: "connecting" });
    try {
      await this.connect(sound);
    } catch (error) {
      if (this.sound === sound) this.fail(problemOf(error));
    }
  }

  /** Ends listening; who has the floor gives it back. */
  stop(): void {
    if (this.phase === "talking") this.connection?.send({ type: "give_back" });
    this.finish(NO_AUDIO);
  }

  /** Asks for the microphone, then for the floor. From `off` it listens first. Whether it took effect is in the state. */
  async takeOver(): Promise<void> {
    if (this.phase === "off" || this.phase === "failed") await this.listen();
    const mayAsk = this.phase === "listening" || (this.phase === "talking" && this.microphone !== "open");
    const { sound } = this;
    if (!sound || !mayAsk || this.microphone === "opening") return;
    this.set({ microphone: "opening", notice: null });
    try {
      await sound.openMicrophone(() => this.microphoneLost());
    } catch (error) {
      if (this.sound !== sound) return;
      return this.set({ microphone: error instanceof MicrophoneError ? error.problem : "denied" });
    }
    if (this.sound !== sound || (this.phase !== "listening" && this.phase !== "talking"))
      return sound.closeMicrophone();
    // What is said before the floor is given would be dropped over there anyway.
    sound.setMuted(true);
    this.connection?.send({ type: "take" });
  }

  /** `promised`: what the agent should know, besides what it heard. */
  giveBack(promised = ""): void {
    if (this.phase !== "talking") return;
    this.sound?.closeMicrophone();
    this.connection?.send({ type: "give_back", promised });
  }

  setSides(sides: AudioSides): void {
    this.set({ sides, notice: null });
    this.connection?.send({ type: "sides", sides });
  }

  /** Keeps the floor: the caller hears silence. */
  setMuted(muted: boolean): void {
    if (this.microphone !== "open" && this.microphone !== "muted") return;
    this.sound?.setMuted(muted);
    this.set({ microphone: muted ? "muted" : "open" });
  }

  /** Loudness now, 0 to 1. */
  levels(): { mine: number; theirs: number } {
    return this.sound?.levels() ?? { mine: 0, theirs: 0 };
  }

  private get phase(): AudioPhase {
    return this.current.phase;
  }

  private get microphone(): CallAudioState["microphone"] {
    return this.current.microphone;
  }

  private async connect(sound: Sound): Promise<void> {
    const attempt = new AbortController();
    this.attempt = attempt;
    const details: CallAudioDetails = await openAudio(this.callId);
    const connection = await connectAnyhow<FromSupervisor, ToSupervisor>({
      ...details,
      paths: PATHS,
      lastSeq: 0,
      events: this.events(),
      sound,
      signal: attempt.signal,
    });
    if (this.sound !== sound) return connection.close();
    this.connection = connection;
    this.heardAt = Date.now();
    // What has come meanwhile may have said more already.
    if (this.phase === "connecting" || this.phase === "reconnecting") this.set({ phase: "listening" });
    this.set({ maySpeak: details.maySpeak });
    if (this.current.sides !== "both") connection.send({ type: "sides", sides: this.current.sides });
    this.watch();
    this.speakOn();
  }

  /** After a short loss the floor is still theirs. */
  private speakOn(): void {
    if (!this.spokeWhenLost) return;
    this.spokeWhenLost = false;
    if (Date.now() - this.lostAt < SPEAK_ON_WITHIN_MS && this.sound?.hasMicrophone) {
      this.set({ microphone: "opening", notice: null });
      this.connection?.send({ type: "take" });
    } else {
      this.sound?.closeMicrophone();
      this.set({ microphone: "closed", notice: words.AGENT_IS_BACK });
    }
  }

  private events() {
    const mine = {};
    this.owner = mine;
    const current = () => this.owner === mine;
    return {
      onMessage: (message: ToSupervisor) => {
        if (current()) this.receive(message);
      },
      onClosed: () => {
        if (current()) this.lose();
      },
    };
  }

  private receive(message: ToSupervisor): void {
    this.heardAt = Date.now();
    switch (message.type) {
      case "state":
        return this.follow(message.talking);
      case "refused":
        if (this.phase !== "talking") this.sound?.closeMicrophone();
        return this.set({ microphone: this.phase === "talking" ? this.microphone : "closed", notice: message.message });
      case "floor_lost":
        return this.set({ notice: words.floorLost(message.reason) });
      case "bye":
        if (message.why === "moved") return this.lose();
        if (message.why === "ended") return this.finish({ ...NO_AUDIO, notice: message.message });
        return this.fail(message.message);
      case "alive":
        return;
    }
  }

  private follow(talking: boolean): void {
    if (talking) {
      this.sound?.setMuted(false);
      return this.set({ phase: "talking", microphone: this.sound?.hasMicrophone ? "open" : "lost" });
    }
    if (this.phase === "talking") {
      this.sound?.closeMicrophone();
      this.set({ microphone: "closed" });
    }
    this.set({ phase: "listening" });
  }

  private microphoneLost(): void {
    if (this.phase === "talking") {
      this.connection?.send({ type: "microphone_lost" });
      this.set({ microphone: "lost", notice: words.MICROPHONE_LOST });
    } else if (this.microphone === "opening") this.set({ microphone: "lost" });
  }

  private readonly goOffline = () => this.lose();

  private watch(): void {
    this.stopWatching();
    globalThis.addEventListener("offline", this.goOffline);
    this.timer = setInterval(() => {
      if (Date.now() - this.heardAt > SILENT_LIMIT_MS) return this.lose();
      this.connection?.send({ type: "alive", playoutMs: null });
    }, ALIVE_EVERY_MS);
  }

  private stopWatching(): void {
    clearInterval(this.timer);
    globalThis.removeEventListener("offline", this.goOffline);
  }

  private lose(): void {
    if (this.phase !== "listening" && this.phase !== "talking") return;
    this.stopWatching();
    this.owner = null;
    this.connection?.close();
    this.connection = null;
    this.lostAt = Date.now();
    this.spokeWhenLost = this.phase === "talking";
    this.sound?.setMuted(true);
    if (!this.spokeWhenLost) this.sound?.closeMicrophone();
    this.set({
      phase: "reconnecting",
      microphone: "closed",
      notice: this.spokeWhenLost ? words.CUT_OFF : null,
    });
    void this.comeBack();
  }

  private async comeBack(): Promise<void> {
    const { sound, lostAt } = this;
    // Who spoke comes back at once; who listened need not knock at a door that has just been shut.
    if (!this.spokeWhenLost) await pause(RETRY_MS);
    while (sound && this.sound === sound && Date.now() - lostAt < RETURN_WITHIN_MS) {
      if (this.spokeWhenLost && Date.now() - lostAt > SPEAK_ON_WITHIN_MS) sound.closeMicrophone();
      if (navigator.onLine) {
        try {
          return await this.connect(sound);
        } catch (error) {
          if (this.sound !== sound) return;
          if (error instanceof OpenAudioError && error.isOver) {
            return this.finish({ ...NO_AUDIO, notice: error.message });
          }
          if (error instanceof OpenAudioError && !error.retry) return this.fail(error.message);
        }
      }
      await pause(RETRY_MS);
    }
    if (sound && this.sound === sound) this.fail(words.NOT_BACK);
  }

  private fail(problem: string): void {
    this.finish({ ...NO_AUDIO, sides: this.current.sides, phase: "failed", problem });
  }

  private finish(state: CallAudioState): void {
    this.stopWatching();
    this.owner = null;
    this.spokeWhenLost = false;
    this.attempt?.abort();
    const { connection, sound } = this;
    this.connection = null;
    this.sound = null;
    sound?.closeMicrophone();
    // What was sent last shall leave.
    setTimeout(() => {
      connection?.close();
      sound?.close();
    }, 300);
    this.set(state);
  }

  private set(change: Partial<CallAudioState>): void {
    this.current = { ...this.current, ...change };
    for (const listener of this.listeners) listener();
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function problemOf(error: unknown): string {
  const known = error instanceof OpenAudioError || error instanceof ConnectError;
  return known ? error.message : words.NOT_CONNECTED;
}
