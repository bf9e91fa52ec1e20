import type { BrowserCall, FromBrowser, ToBrowser } from "@/lib/contracts/browser-line";
import { BROWSER_OFFER_PATH, BROWSER_SOCKET_PATH } from "@/lib/contracts/browser-line-paths";
import type { LiveSpeech } from "@/lib/contracts/live/socket";
import { applyShownEvent, type LiveCall, newLiveCall } from "@/lib/domain/live-call/apply-event";
import { speechAfter } from "@/lib/domain/live-call/speech-after";
import { type CallConnection, ConnectError } from "./call-connection";
import { connectAnyhow } from "./connect-anyhow";
import { MicrophoneError, type MicrophoneProblem, Sound } from "./sound";

export type Phase = "idle" | "asking" | "connecting" | "live" | "reconnecting" | "ended" | "failed";

export type PhoneState = {
  phase: Phase;
  /** `off`: not asked for. A problem says why there is none. */
  microphone: "off" | "on" | "muted" | "lost" | MicrophoneProblem;
  via: CallConnection<FromBrowser>["via"] | null;
  call: LiveCall;
  /** What is being said this moment. */
  speech: LiveSpeech | null;
  callId: string | null;
  /** In words, when the call failed. */
  problem: string | null;
  /** When both sides were connected, epoch ms. */
  connectedAt: number | null;
  isOffline: boolean;
};

export const NO_CALL: PhoneState = {
  phase: "idle",
  microphone: "off",
  via: null,
  call: newLiveCall,
  speech: null,
  callId: null,
  problem: null,
  connectedAt: null,
  isOffline: false,
};

/** Thrown by whoever begins the call; the message is shown. */
export class StartError extends Error {}

const PATHS = { offer: BROWSER_OFFER_PATH, socket: BROWSER_SOCKET_PATH };
/** The worker keeps a lost call for 15 s after it has noticed; a browser that is not back by then need not try any more. */
const RETURN_WITHIN_MS = 18_000;
const RETRY_MS = 700;
const ALIVE_EVERY_MS = 1_000;
/** Both sides say every second that they live. */
const SILENT_LIMIT_MS = 4_000;

/** A telephone in the browser: one call at a time, over WebRTC or a WebSocket, that goes on after a lost connection. Knows no screen. */
export class BrowserPhone {
  private current = NO_CALL;
  private readonly listeners = new Set<() => void>();
  private sound: Sound | null = null;
  private connection: CallConnection<FromBrowser> | null = null;
  private attempt: AbortController | null = null;
  private details: BrowserCall | null = null;
  private resumeToken: string | null = null;
  private heardAt = 0;
  private timer: ReturnType<typeof setInterval> | undefined;

  state = (): PhoneState => this.current;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /**
   * Begins a call, with the microphone or for typing alone. A refused microphone begins none: the state says why. `begin` asks our server
   * for the call; it throws StartError.
   */
  async start(withMicrophone: boolean, begin: () => Promise<BrowserCall>): Promise<void> {
    if (this.isBusy()) return;
    this.reset();
    const sound = new Sound();
    this.sound = sound;
    void sound.resume();
    if (withMicrophone) {
      this.set({ ...NO_CALL, phase: "asking" });
      try {
        await sound.openMicrophone(() => this.set({ microphone: "lost" }));
      } catch (error) {
        const microphone = error instanceof MicrophoneError ? error.problem : "denied";
        return this.finish({ ...NO_CALL, microphone });
      }
    }
    this.set({ ...NO_CALL, phase: "connecting", microphone: withMicrophone ? "on" : "off" });
    try {
      this.details = await begin();
      this.set({ callId: this.details.callId });
      await this.connect(this.details.token);
    } catch (error) {
      if (this.sound === sound) this.fail(error);
    }
  }

  setMuted(muted: boolean): void {
    if (this.current.microphone !== "on" && this.current.microphone !== "muted") return;
    this.sound?.setMuted(muted);
    this.set({ microphone: muted ? "muted" : "on" });
  }

  /** Asks for the microphone in mid-call: it was refused, or was unplugged. */
  async useMicrophone(): Promise<void> {
    try {
      await this.sound?.openMicrophone(() => this.set({ microphone: "lost" }));
      this.sound?.setMuted(false);
      this.set({ microphone: "on" });
    } catch (error) {
      this.set({ microphone: error instanceof MicrophoneError ? error.problem : "denied" });
    }
  }

  type(text: string): void {
    const said = text.trim();
    if (said !== "") this.connection?.send({ type: "text", text: said.slice(0, 2000) });
  }

  press(digit: string): void {
    this.connection?.send({ type: "key", digit });
  }

  /** Speaks sound (8 kHz mu-law) into the line, as if it came from the microphone; one after the other. */
  async speak(mulaw: Uint8Array): Promise<void> {
    const before = this.speaking;
    this.speaking = before.then(() => this.sound?.speak(mulaw)).catch(() => undefined);
    await this.speaking;
  }

  hangUp(): void {
    if (!this.isBusy()) return;
    this.connection?.send({ type: "hang_up" });
    this.finish({ ...this.current, phase: "ended", speech: null });
  }

  levels(): { mine: number; theirs: number } {
    return this.sound?.levels() ?? { mine: 0, theirs: 0 };
  }

  /** The page goes away. */
  close(): void {
    if (this.isBusy()) this.hangUp();
    this.reset();
  }

  private isBusy(): boolean {
    return ["asking", "connecting", "live", "reconnecting"].includes(this.current.phase);
  }

  private async connect(token: string): Promise<void> {
    const connection = await this.connectAnyhow(token);
    if (!this.isBusy()) return connection.close();
    this.connection = connection;
    this.heardAt = Date.now();
    this.set({
      phase: "live",
      via: connection.via,
      isOffline: false,
      connectedAt: this.current.connectedAt ?? Date.now(),
    });
    this.watch();
  }

  private connectAnyhow(token: string): Promise<CallConnection<FromBrowser>> {
    const { details, sound } = this;
    if (!details || !sound) throw new ConnectError("There is no call.", false);
    this.attempt = new AbortController();
    return connectAnyhow<FromBrowser, ToBrowser>({
      ...details,
      paths: PATHS,
      token,
      lastSeq: this.current.call.lastSeq,
      events: this.events(),
      sound,
      signal: this.attempt.signal,
    });
  }

  private events() {
    // Of a connection that was given up nothing counts any more.
    const mine = {};
    this.owner = mine;
    const current = () => this.owner === mine;
    return {
      onMessage: (message: ToBrowser) => {
        if (current()) this.receive(message);
      },
      onClosed: () => {
        if (current()) this.lose();
      },
    };
  }
  private owner: object | null = null;
  private speaking: Promise<unknown> = Promise.resolve();

  private receive(message: ToBrowser): void {
    this.heardAt = Date.now();
    switch (message.type) {
      case "event": {
        const call = applyShownEvent(this.current.call, message.event);
        this.set({ call, speech: speechAfter(this.current.speech, message.event) });
        if (call.phase === "ended") this.finish({ ...this.current, phase: "ended", speech: null });
        return;
      }
      case "speech":
        return this.set({ speech: message.speech });
      case "resume":
        this.resumeToken = message.token;
        return;
      case "bye":
        // Not the end of the call, or its event had come: another worker goes on with it.
        return this.lose();
      case "clear":
      case "alive":
        return;
    }
  }

  private readonly goOffline = () => {
    this.set({ isOffline: true });
    this.lose();
  };

  private watch(): void {
    this.stopWatching();
    globalThis.addEventListener("offline", this.goOffline);
    this.timer = setInterval(() => {
      if (Date.now() - this.heardAt > SILENT_LIMIT_MS) return this.lose();
      const { connection } = this;
      void connection?.playoutMs().then((playoutMs) => connection.send({ type: "alive", playoutMs }));
    }, ALIVE_EVERY_MS);
  }

  private stopWatching(): void {
    clearInterval(this.timer);
    globalThis.removeEventListener("offline", this.goOffline);
  }

  /** The connection is gone, the call may not be: come back with the token that was given for it. */
  private lose(): void {
    if (this.current.phase !== "live") return;
    this.stopWatching();
    this.owner = null;
    this.connection?.close();
    this.connection = null;
    this.set({ phase: "reconnecting", speech: null });
    void this.comeBack(Date.now() + RETURN_WITHIN_MS);
  }

  private async comeBack(until: number): Promise<void> {
    while (this.current.phase === "reconnecting" && Date.now() < until) {
      const token = this.resumeToken;
      if (token === null) break; // never let in
      if (navigator.onLine) {
        try {
          return await this.connect(token);
        } catch (error) {
          if (error instanceof ConnectError && !error.retry) break;
        }
      }
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      if (navigator.onLine && this.current.isOffline) this.set({ isOffline: false });
    }
    if (this.current.phase !== "reconnecting") return;
    this.finish({
      ...this.current,
      phase: "failed",
      problem: "The connection was lost and did not come back in time, so the call has ended.",
    });
  }

  private fail(error: unknown): void {
    const known = error instanceof StartError || error instanceof ConnectError;
    const problem = known ? error.message : "The call could not be started. Try again.";
    this.finish({ ...this.current, phase: "failed", problem });
  }

  private finish(state: PhoneState): void {
    this.stopWatching();
    this.owner = null;
    this.attempt?.abort();
    const { connection, sound } = this;
    this.connection = null;
    this.sound = null;
    this.resumeToken = null;
    // What was sent last shall leave, and the agent's last word be heard.
    setTimeout(() => {
      connection?.close();
      sound?.close();
    }, 300);
    this.set(state);
  }

  private reset(): void {
    this.finish(NO_CALL);
    this.details = null;
  }

  private set(change: Partial<PhoneState>): void {
    this.current = { ...this.current, ...change };
    for (const listener of this.listeners) listener();
  }
}
