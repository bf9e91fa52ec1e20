import type { CallEventBody } from "@/lib/contracts/live/events";
import type { ConversationEffect } from "./effects";
import type { ConversationState } from "./state";

/** One step of the machine: the state it reached, the facts to record, the effects to perform. */
export type StepResult = { state: ConversationState; facts: CallEventBody[]; effects: ConversationEffect[] };

/** The workbench of one step. Rules replace parts of the state; the state that came in is never changed. */
export class Step {
  readonly facts: CallEventBody[] = [];
  readonly effects: ConversationEffect[] = [];
  /** How many of the facts the business's rules have been held against. */
  judgedFacts = 0;

  constructor(
    public state: ConversationState,
    /** Milliseconds since the call's first media stream. */
    readonly nowMs: number,
  ) {}

  set(part: Partial<ConversationState>): void {
    this.state = { ...this.state, ...part };
  }

  fact(body: CallEventBody): void {
    this.facts.push(body);
  }

  effect(effect: ConversationEffect): void {
    this.effects.push(effect);
  }

  setTimer(name: string, afterMs: number): void {
    const id = this.state.timerCount + 1;
    this.set({ timerCount: id, timers: { ...this.state.timers, [name]: id } });
    this.effect({ kind: "set_timer", name, id, afterMs });
  }

  cancelTimer(name: string): void {
    if (!(name in this.state.timers)) return;
    const { [name]: _gone, ...timers } = this.state.timers;
    this.set({ timers });
    this.effect({ kind: "cancel_timer", name });
  }

  cancelAllTimers(): void {
    for (const name of Object.keys(this.state.timers)) this.cancelTimer(name);
  }

  /** True when this firing is of the timer that runs now; it then no longer runs. */
  takeTimer(name: string, id: number): boolean {
    if (this.state.timers[name] !== id) return false;
    const { [name]: _fired, ...timers } = this.state.timers;
    this.set({ timers });
    return true;
  }

  nextGeneration(): number {
    const generation = this.state.generation + 1;
    this.set({ generation });
    return generation;
  }

  result(): StepResult {
    return { state: this.state, facts: this.facts, effects: this.effects };
  }
}
