import type { CaptureKind } from "@/lib/contracts/quality";
import type { ConversationEvent } from "@/lib/domain/conversation/events";
import { SecretKeys } from "./secret-keys";
import type { Line, LineEnd, LineListener } from "../ports/line";
import type { CallBrief, CallSessionDeps } from "./call-brief";
import type { Listening } from "./listening";
import type { CallSound } from "./sound";
import type { TurnClock } from "./turn-clock";
import { Voice } from "./voice";

const LINE_SILENT_MS = 10_000;

export type LineLinkOptions = {
  brief: CallBrief;
  deps: CallSessionDeps;
  /** For whoever listens. */
  sound: CallSound;
  turnClock: TurnClock;
  nowMs: () => number;
  dispatch: (event: ConversationEvent) => void;
  /** The call is over: nothing of the line counts any more. */
  isOver: () => boolean;
  listening: () => Listening;
};

/** A call's line of the moment, with the agent's voice on it. Lines come and go; the newest counts. */
export class LineLink {
  voice: Voice | null = null;
  line: Line | null = null;
  /** While it is there, what the caller says and keys in goes nowhere else. */
  private secret: SecretKeys | null = null;
  private number = 0;
  private heardAt = 0;

  constructor(private readonly options: LineLinkOptions) {}

  attach(connect: (listener: LineListener) => Line, resumed: boolean): void {
    const { brief, deps, sound, turnClock, nowMs, dispatch, isOver } = this.options;
    const number = (this.number += 1);
    const current = () => number === this.number && !isOver();
    const before = this.line;
    if (before) {
      // Newest connection wins: what the old one says from here on is stale.
      dispatch({ kind: "line.closed", reason: "another connection took over", how: "lost" });
      this.voice?.close();
      before.close();
    }
    const listening = this.options.listening();
    const far = connect({
      onAudio: (mulaw) => {
        if (!current()) return;
        if (this.secret) {
          this.heardAt = deps.clock.now();
          return;
        }
        sound.said(mulaw);
        listening.pushAudio(mulaw);
      },
      onMark: (name) => {
        if (!current()) return;
        this.heardAt = deps.clock.now();
        this.voice?.onMark(name);
      },
      onKey: (digit) => {
        if (!current()) return;
        if (this.secret) this.pressSecret(this.secret, digit);
        else dispatch({ kind: "keypad.pressed", digit });
      },
      onText: (text) => {
        if (!current()) return;
        const { secret } = this;
        if (!secret) return dispatch({ kind: "text.typed", text });
        // What is typed on a screen is all of it.
        for (const digit of `${text.replaceAll(/\D/g, "")}#`)
          if (this.secret === secret) this.pressSecret(secret, digit);
      },
      onClosed: (reason, how) => {
        if (current()) this.closed(reason, how);
      },
    });
    const line = sound.tapped(far);
    this.line = line;
    this.heardAt = deps.clock.now();
    this.voice = new Voice({
      line,
      brief,
      deps,
      turnClock,
      nowMs,
      dispatch,
      onUnconfirmed: () => this.giveUpSilent(),
    });
    this.warm();
    listening.start();
    dispatch({ kind: "line.connected", lineId: line.lineId, resumed });
  }

  /** Connections that may have gone to sleep are up again by the time there is something to think and to say. */
  warm(): void {
    this.voice?.warm();
    this.options.deps.languageModel.warm();
  }

  /** What the caller says and keys in from here on goes to the holder of secrets alone. */
  capture(captureId: string, what: CaptureKind): void {
    const { deps, sound, dispatch } = this.options;
    if (!deps.secrets) {
      const nothing = { got: 0, valid: false, lastFour: null, token: null };
      return dispatch({ kind: "capture.done", captureId, captured: nothing });
    }
    this.secret = new SecretKeys(captureId, what, deps.secrets);
    sound.keepSecret(true);
  }

  /** It does no more, and what came so far is forgotten. */
  dropSecret(captureId: string): void {
    if (this.secret?.captureId !== captureId) return;
    this.secret.forget();
    this.heardAgain();
  }

  private heardAgain(): void {
    this.secret = null;
    this.options.sound.keepSecret(false);
  }

  private pressSecret(secret: SecretKeys, key: string): void {
    const captured = secret.press(key);
    this.options.dispatch({ kind: "capture.key" });
    if (!captured) return;
    this.heardAgain();
    this.options.dispatch({ kind: "capture.done", captureId: secret.captureId, captured });
  }

  close(): void {
    this.voice?.close();
    this.line?.close();
    this.line = null;
    this.voice = null;
  }

  private closed(reason: string, how: LineEnd): void {
    this.options.dispatch({ kind: "line.closed", reason, how });
    this.voice?.close();
    this.voice = null;
    this.line = null;
  }

  /** A carrier sends audio all the time, and says what was played: a line that does neither is dead. Closed, it is connected anew. */
  private giveUpSilent(): void {
    const { line } = this;
    const heardAt = Math.max(this.heardAt, this.options.listening().lastAudioAt());
    if (!line || this.options.deps.clock.now() - heardAt < LINE_SILENT_MS) return;
    this.number += 1;
    this.closed(`nothing came over the line for ${LINE_SILENT_MS / 1000} s`, "lost");
    line.close();
  }
}
