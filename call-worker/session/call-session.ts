import type { CallEventBody } from "@/lib/contracts/live/events";
import type { LiveSpeech } from "@/lib/contracts/live/socket";
import type { SteerCommand, Steerer, SteerReply } from "@/lib/contracts/live/steering";
import type { ConversationEffect } from "@/lib/domain/conversation/effects";
import type { ConversationEvent } from "@/lib/domain/conversation/events";
import type { CallMemory } from "@/lib/domain/conversation/memory";
import { reduce } from "@/lib/domain/conversation/reduce";
import { agentTurnId, initialState, type Closing, type ConversationState } from "@/lib/domain/conversation/state";
import { refusalOf, refusalOfTakeOver } from "@/lib/domain/conversation/steering";
import type { Clock } from "../ports/clock";
import type { Line, LineListener } from "../ports/line";
import { Audience } from "./audience";
import type { CallBrief, CallListener, CallSession, CallSessionDeps, PersonOnLine } from "./call-brief";
import { guardedDeps } from "./guarded-deps";
import { LineLink } from "./line-link";
import { createListening, type Listening } from "./listening";
import { Lookups } from "./lookups";
import { ModelRuns } from "./model-runs";
import { NamedTimers } from "./named-timers";
import { PeopleLink } from "./people-link";
import { PersonPlace } from "./person-place";
import { readBack } from "./read-backs";
import { RecordingLink } from "./recording-link";
import { afterApproval, runTool, type ToolContext, type ToolOutcome } from "./run-tool";
import { CallSound } from "./sound";
import { TurnClock } from "./turn-clock";

const DONE: SteerReply = { result: "done" };

export function createCallSession(brief: CallBrief, deps: CallSessionDeps): CallSession {
  return new Session(brief, guardedDeps(deps));
}

class Session implements CallSession {
  readonly callId: string;
  private state: ConversationState;
  private readonly clock: Clock;
  private readonly startedAt: number;
  private readonly timers: NamedTimers;
  private readonly turnClock = new TurnClock();
  private readonly runs: ModelRuns;
  private readonly listening: Listening;
  private readonly lookups: Lookups | null;
  private readonly link: LineLink;
  private readonly person: PersonPlace;
  private readonly audience: Audience;
  private readonly people: PeopleLink | null;
  private readonly recording: RecordingLink;
  private queue: ConversationEvent[] = [];
  private working = false;
  private over: Closing | null = null;
  private toldSpeech = "";

  constructor(
    private readonly brief: CallBrief,
    private readonly deps: CallSessionDeps,
  ) {
    this.callId = brief.callId;
    this.clock = deps.clock;
    this.timers = new NamedTimers(deps.clock);
    this.startedAt = deps.clock.now() - brief.elapsedMs;
    const { settings, epoch, history, steering, searching, recording } = brief;
    this.state = initialState(settings, epoch, history, steering, searching, recording);
    this.runs = new ModelRuns(brief, deps, this.turnClock, (event) => this.dispatch(event));
    this.lookups = deps.knowledge
      ? new Lookups(deps.knowledge, deps.clock, (event) => this.dispatch(event), deps.onError)
      : null;
    const sound = new CallSound(deps.clock, deps.pacer);
    this.recording = new RecordingLink(
      deps.recorder,
      sound,
      (clockMs) => clockMs - this.startedAt,
      () => this.nowMs(),
      (error) => {
        deps.onError(error);
        this.dispatch({ kind: "recording.failed" });
      },
    );
    this.audience = new Audience(sound, (body) => deps.onEvent(deps.append(body)));
    this.link = new LineLink({
      brief,
      deps,
      sound,
      turnClock: this.turnClock,
      nowMs: () => this.nowMs(),
      dispatch: (event) => this.dispatch(event),
      isOver: () => this.over !== null,
      listening: () => this.listening,
    });
    this.person = new PersonPlace({
      brief,
      deps,
      line: () => this.link.line,
      nowMs: () => this.nowMs(),
      dispatch: (event) => this.dispatch(event),
    });
    this.people = deps.people
      ? new PeopleLink({
          people: deps.people,
          clock: deps.clock,
          askMs: brief.settings.tools.askMs,
          dispatch: (event) => this.dispatch(event),
          record: (body) => deps.onEvent(deps.append(body)),
        })
      : null;
    this.listening = createListening({
      speechToText: deps.speechToText,
      listen: brief.listen,
      clock: deps.clock,
      pacer: deps.pacer,
      startMs: brief.elapsedMs,
      listener: {
        onRecognition: (recognition) => {
          if (recognition.kind === "turn.ended") {
            this.turnClock.callerEnded(this.clock.now(), this.listening.lastSpeechEndAt());
          }
          if (recognition.kind === "turn.started") this.link.warm();
          this.dispatch(recognition);
        },
        onSpeechStarted: () => {},
        onSpeechEnded: () => {},
        onLost: () => {},
        onRecovered: (gapMs) => this.dispatch({ kind: "vendor.recovered", part: "listening", gapMs }),
        onFailed: (message) => this.dispatch({ kind: "vendor.failed", part: "listening", message }),
      },
    });
  }

  attachLine(connect: (listener: LineListener) => Line, resumed: boolean): void {
    this.link.attach(connect, resumed);
  }

  carrierEnded(reason: string): void {
    this.dispatch({ kind: "line.closed", reason, how: "call_ended" });
  }

  callerLookedUp(found: Parameters<CallSession["callerLookedUp"]>[0]): void {
    this.dispatch({ kind: "caller.looked_up", ...found });
  }

  answeringMachine(result: string): void {
    this.dispatch({ kind: "answering_machine.detected", result });
  }

  kill(reason: string): void {
    this.dispatch({ kind: "killed", reason });
  }

  end(reason: string): void {
    this.dispatch({ kind: "end.requested", reason });
  }

  steer(by: Steerer, command: SteerCommand): SteerReply {
    const refusal = refusalOf(this.state, by, command);
    if (!refusal) this.dispatch({ kind: "steered", by, command });
    return refusal ?? DONE;
  }

  listen(listener: CallListener): () => void {
    if (!this.over) return this.audience.add(listener);
    // Whoever asks anew learns what became of the call.
    listener.onOver("moved");
    return () => undefined;
  }

  takeOver(person: PersonOnLine): SteerReply {
    const by = { userId: person.userId, name: person.name };
    const refusal = refusalOfTakeOver(this.state, by);
    if (refusal) return refusal;
    this.person.take(person);
    this.dispatch({ kind: "person.joined", by });
    return DONE;
  }

  personAudio(person: PersonOnLine, mulaw: Uint8Array): void {
    this.person.audio(person, mulaw);
  }

  personGone(person: PersonOnLine): void {
    if (!this.person.has(person)) return;
    this.person.lost();
    this.dispatch({ kind: "person.lost", mayReturn: true });
  }

  handOver(): CallMemory {
    if (!this.over) {
      // What was heard of the answer in progress belongs to the history; nobody here is told of it any more.
      this.dispatch({ kind: "line.closed", reason: "handed over", how: "lost" });
      this.letGo("moved");
    }
    const { history, steering, search, nobodyFor, owesCallback, cameBack, recording } = this.state;
    return {
      history,
      steering,
      searching: { search, nobodyFor, owesCallback, cameBack },
      recording: recording.phase === "on" ? "resuming" : recording.phase,
    };
  }

  closing(): Closing | null {
    return this.over;
  }

  speech(): LiveSpeech {
    const { caller, speeches, personTurn: person } = this.state;
    const speech = speeches[0];
    return {
      callId: this.callId,
      caller: caller ? { turnId: caller.turnId, text: caller.text, startMs: caller.startedAtMs } : null,
      agent: speech
        ? {
            turnId: agentTurnId(speech.generation),
            text: speech.text,
            heardChars: speech.heardChars,
            startMs: speech.startedAtMs ?? this.nowMs(),
          }
        : null,
      person: person
        ? { turnId: person.turnId, name: person.name, text: person.text, startMs: person.startedAtMs }
        : null,
    };
  }

  private nowMs(): number {
    return Math.round(this.clock.now() - this.startedAt);
  }

  /** Events that arrive while one is worked on wait their turn: a step is never entered twice. */
  private dispatch(event: ConversationEvent): void {
    this.queue.push(event);
    if (this.working) return;
    this.working = true;
    try {
      for (let next = this.queue.shift(); next; next = this.queue.shift()) this.perform(next);
    } catch (error) {
      this.deps.onError(error);
      this.queue = [];
      this.breakOff();
    } finally {
      this.working = false;
    }
  }

  private perform(event: ConversationEvent): void {
    if (this.over) return;
    const startedAt = this.clock.now();
    const { holder } = this.state.floor;
    const { state, facts, effects } = reduce(this.state, event, this.nowMs());
    this.state = state;
    // The journal first: what follows may be seen by others.
    for (const body of facts) this.deps.onEvent(this.deps.append(body));
    // How long the caller had waited while the agent was not to speak is no answer time of its.
    if (holder !== "agent" && state.floor.holder === "agent") this.turnClock.forgetTurn();
    if (holder === "person" && state.floor.holder !== "person") this.agentIsBack();
    for (const effect of effects) this.carryOut(effect);
    if (facts.some(({ type }) => type === "barge_in.committed")) this.deps.onBargeIn?.(this.clock.now() - startedAt);
    this.tellSpeech();
  }

  private agentIsBack(): void {
    this.person.leave("The agent has the call again.");
    // While a person spoke with the caller, nobody missed a recogniser that could not be had.
    this.listening.start();
  }

  private carryOut(effect: ConversationEffect): void {
    switch (effect.kind) {
      case "think":
        return this.runs.start(effect);
      case "look_up":
        return this.lookups?.start(effect);
      case "stop_thinking":
        return this.runs.stop(effect.generation);
      case "summarise":
        return this.runs.summarise(effect.messages, effect.entries);
      case "begin_speaking":
        return this.link.voice?.begin(effect.generation);
      case "speak":
        return this.link.voice?.speak(effect.generation, effect.text);
      case "finish_speaking":
        return this.link.voice?.finish(effect.generation, effect.text);
      case "clear":
        return this.clear(effect.generation);
      case "hold":
        return this.link.voice?.hold();
      case "release":
        return this.link.voice?.release();
      case "force_end_of_turn":
        return this.listening.forceEndOfTurn();
      case "record":
        return this.recording.start();
      case "stop_recording":
        return this.recording.stop(effect.cutFromMs);
      case "capture":
        return this.link.capture(effect.captureId, effect.what);
      case "drop_capture":
        return this.link.dropSecret(effect.captureId);
      case "name_search":
        return this.people?.nameSearch();
      case "find_person":
        return this.people?.find(effect);
      case "withdraw_search":
        return this.people?.withdraw();
      case "person_connected":
        return this.people?.connected(effect.escalationId);
      case "person_released":
        return this.people?.released(effect.escalationId);
      case "run_tool":
        return this.useTool(effect);
      case "read_back":
        return void readBack(
          effect,
          { read: this.deps.readOutcome, clock: this.clock, onError: (error) => this.deps.onError(error) },
          (event) => this.dispatch(event),
        );
      case "abandon_tool":
        return;
      case "set_timer":
        return this.timers.set(effect.name, effect.afterMs, () =>
          this.dispatch({ kind: "timer.fired", name: effect.name, id: effect.id }),
        );
      case "cancel_timer":
        return this.timers.cancel(effect.name);
      case "end":
        return this.finish(effect.closing);
    }
  }

  private clear(generation: number): void {
    const heard = this.link.voice?.clear(generation);
    this.dispatch({
      kind: "speech.cleared",
      generation,
      heardText: heard?.heardText ?? "",
      heardFraction: heard?.heardFraction ?? 0,
      startMs: heard?.startMs ?? this.nowMs(),
      endMs: heard?.endMs ?? this.nowMs(),
      metrics: this.turnClock.metricsOf(generation),
    });
  }

  private useTool({ toolCallId, name, input, approval }: Extract<ConversationEffect, { kind: "run_tool" }>): void {
    const startedAt = this.clock.now();
    const { lookups } = this;
    const context: ToolContext = {
      allowed: this.brief.allowedTools,
      schedule: this.brief.schedule,
      nowMs: this.clock.wallTime().getTime(),
      record: (body) => this.deps.onEvent(this.deps.append(body)),
      verifyCaller: this.deps.verifyCaller ?? null,
      appointments: this.deps.appointments,
      texts: this.deps.texts,
      own: this.deps.ownTools,
      ask: this.people ? (asked) => this.people!.ask(asked) : undefined,
      search: lookups ? (question) => lookups.search(question, this.state.history) : undefined,
      onError: (error) => this.deps.onError(error),
    };
    const run = () => runTool(name, input, context);
    const outcome = approval ? afterApproval(approval, context.ask, run) : run();
    const finished = ({ output, failed, finding, reference }: ToolOutcome) => {
      this.turnClock.toolsTook(this.clock.now() - startedAt);
      this.dispatch({ kind: "tool.finished", toolCallId, output, failed, finding, reference });
    };
    if (outcome instanceof Promise) void outcome.then(finished);
    else finished(outcome);
  }

  private tellSpeech(): void {
    const { caller, speeches, personTurn } = this.state;
    const mark = `${caller?.turnId}:${caller?.text.length}|${personTurn?.turnId}:${personTurn?.text.length}|${speeches[0]?.generation}:${speeches[0]?.text.length}:${speeches[0]?.heardChars}`;
    if (mark === this.toldSpeech) return;
    this.toldSpeech = mark;
    this.deps.onSpeech(this.speech());
  }

  /** A defect of ours must not leave the caller in silence: the carrier says the apology. */
  private breakOff(): void {
    if (this.over) return;
    const reason = "The agent's program failed";
    const closing: Closing = {
      disposition: "failed",
      reason,
      next: { kind: "say", text: this.brief.settings.phrases.apologyAndEnd },
    };
    try {
      const ended: CallEventBody = { type: "call.ended", disposition: "failed", reason, durationMs: this.nowMs() };
      this.deps.onEvent(this.deps.append(ended));
    } catch (error) {
      this.deps.onError(error);
    }
    this.finish(closing);
  }

  private finish(closing: Closing): void {
    if (this.over) return;
    this.over = closing;
    this.letGo("ended");
    this.deps.onEnded(closing);
  }

  private letGo(how: "ended" | "moved"): void {
    this.over ??= { disposition: "transferred", reason: "handed over", next: { kind: "hang_up" } };
    this.timers.cancelAll();
    // What is recorded here ends here; another worker goes on with a part of its own.
    this.recording.stop(null);
    this.runs.stopAll();
    this.lookups?.stop();
    this.people?.close();
    this.listening.close();
    this.person.close("The call is over.");
    this.link.close();
    this.audience.close(how);
  }
}
