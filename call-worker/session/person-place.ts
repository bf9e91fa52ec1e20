import type { ConversationEvent } from "@/lib/domain/conversation/events";
import type { TimerHandle } from "../ports/clock";
import type { Line } from "../ports/line";
import type { CallBrief, CallSessionDeps, PersonOnLine } from "./call-brief";
import { createListening, type Listening } from "./listening";
import { PersonSound } from "./person-sound";

/** A microphone that sends nothing for so long is as good as gone. */
const MICROPHONE_DEAD_MS = 3000;
/** Who gave the call back is listened to until their last words are known. */
const LAST_WORDS_MS = 2500;

export type PersonPlaceOptions = {
  brief: Pick<CallBrief, "listen">;
  deps: Pick<CallSessionDeps, "clock" | "pacer" | "speechToText">;
  line: () => Line | null;
  nowMs: () => number;
  dispatch: (event: ConversationEvent) => void;
};

/** The place of the person who speaks to the caller: their sound to the line and to a recogniser of their own. One at a time. */
export class PersonPlace {
  private person: PersonOnLine | null = null;
  private readonly sound: PersonSound;
  private listening: Listening | null = null;
  private heardAt = 0;
  private microphone: TimerHandle | null = null;
  /** Recognisers of people who gave the call back and whose last words are on their way. */
  private readonly ending = new Map<Listening, TimerHandle>();
  private nextTurn = 0;

  constructor(private readonly options: PersonPlaceOptions) {
    this.sound = new PersonSound(options.deps.clock, options.deps.pacer, options.line);
  }

  /** They have the floor; who had it before loses it. */
  take(person: PersonOnLine): void {
    const before = this.person;
    this.person = person;
    this.heardAt = this.options.deps.clock.now();
    if (before !== person) {
      before?.onFloorLost("You took the call over from somewhere else.");
      this.sound.stop();
      this.listening ??= this.listenTo(person.name);
    }
    this.watchMicrophone();
  }

  audio(person: PersonOnLine, mulaw: Uint8Array): void {
    if (person !== this.person) return;
    this.heardAt = this.options.deps.clock.now();
    this.sound.push(mulaw);
    this.listening?.pushAudio(mulaw);
  }

  has(person: PersonOnLine): boolean {
    return person === this.person;
  }

  /** Their connection is lost; the place stays theirs until the conversation says otherwise. */
  lost(): void {
    this.stopWatching();
    this.sound.stop();
  }

  leave(reason: string): void {
    const { person, listening } = this;
    this.person = null;
    this.stopWatching();
    this.sound.stop();
    this.listening = null;
    if (listening) this.hearOut(listening);
    person?.onFloorLost(reason);
  }

  close(reason: string): void {
    this.leave(reason);
    for (const [listening, timer] of this.ending) {
      this.options.deps.clock.clearTimer(timer);
      listening.close();
    }
    this.ending.clear();
  }

  private listenTo(name: string): Listening {
    const { brief, deps, dispatch, nowMs } = this.options;
    const listening: Listening = createListening({
      speechToText: deps.speechToText,
      // Nothing is thought ahead on a colleague's words.
      listen: { ...brief.listen, eagerEndOfTurnThreshold: null },
      clock: deps.clock,
      pacer: deps.pacer,
      startMs: nowMs(),
      firstTurn: this.nextTurn,
      listener: {
        onRecognition: (recognition) => {
          this.nextTurn = Math.max(this.nextTurn, recognition.turn + 1);
          const { turn, text } = recognition;
          if (recognition.kind !== "turn.ended") return dispatch({ kind: "person.speaking", turn, text, name });
          const { confidence, startMs, endMs } = recognition;
          dispatch({ kind: "person.spoke", turn, text, name, confidence, startMs, endMs });
          if (this.ending.has(listening)) this.drop(listening);
        },
        onSpeechStarted: () => {},
        onSpeechEnded: () => {},
        onLost: () => {},
        onRecovered: () => {},
        onFailed: (message) => dispatch({ kind: "person.unheard", message }),
      },
    });
    listening.start();
    return listening;
  }

  private hearOut(listening: Listening): void {
    listening.forceEndOfTurn();
    const timer = this.options.deps.clock.setTimer(LAST_WORDS_MS, () => this.drop(listening));
    this.ending.set(listening, timer);
  }

  private drop(listening: Listening): void {
    const timer = this.ending.get(listening);
    if (timer) this.options.deps.clock.clearTimer(timer);
    this.ending.delete(listening);
    listening.close();
  }

  /** Audio comes all the time, silence too, while a microphone lives. */
  private watchMicrophone(): void {
    this.stopWatching();
    const { clock } = this.options.deps;
    const look = (): void => {
      this.microphone = null;
      const quietMs = clock.now() - this.heardAt;
      if (quietMs >= MICROPHONE_DEAD_MS) this.options.dispatch({ kind: "person.lost", mayReturn: false });
      else this.microphone = clock.setTimer(MICROPHONE_DEAD_MS - quietMs, look);
    };
    this.microphone = clock.setTimer(MICROPHONE_DEAD_MS, look);
  }

  private stopWatching(): void {
    if (this.microphone !== null) this.options.deps.clock.clearTimer(this.microphone);
    this.microphone = null;
  }
}
