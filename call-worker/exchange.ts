import type { Logger } from "pino";
import { DEFAULT_VOICE } from "@/lib/contracts/agent-config";
import type { CallSummary } from "@/lib/contracts/live/call-summary";
import type { CallEvent } from "@/lib/contracts/live/events";
import type { LiveSpeech } from "@/lib/contracts/live/socket";
import { memoryFromEvents, type CallMemory } from "@/lib/domain/conversation/memory";
import type { Closing } from "@/lib/domain/conversation/state";
import type { AppointmentTool } from "@/lib/domain/tools/appointment-tools";
import type { BookingCaller } from "@/lib/services/appointments/use-appointment-tool";
import type { ReadBack } from "@/lib/contracts/live/outcomes";
import type { DoneInCall } from "@/lib/services/proof/read-outcome";
import type { ClaimedCall } from "@/lib/services/call-ownership/claim-call";
import type { ControlCommand, ControlReply, NextInstruction } from "@/lib/services/workers/control-command";
import { MOST_RETURNS, screenOf, type Screen } from "./session/screen";
import { Briefs } from "./briefs";
import { callerNumberOf, newSummary, withPeople } from "./new-call";
import { createCallLog } from "./journal/call-log";
import type { Journal } from "./journal/open-journal";
import type { CallVendors } from "./own-vendors";
import type { CallPeople, CallWithPeople } from "./people-of-call";
import type { Clock } from "./ports/clock";
import type { Knowledge } from "./ports/knowledge";
import { lookUpCallerOf, type OwnRecords } from "./caller-lookup";
import { ownToolsOf, type UseOwnTool } from "./own-tools";
import type { TextDesk, ToolOutcome } from "./session/run-tool";
import type { Line, LineListener } from "./ports/line";
import type { Recorder } from "./ports/recorder";
import type { CallSession } from "./session/call-brief";
import { createCallSession } from "./session/call-session";
import { DeferredLine } from "./session/deferred-line";
import { SecretHolder } from "./session/secret-keys";
import type { Pacer } from "./session/pacer";
import { QualityWatch } from "./session/quality-watch";
import type { SpeakingRates } from "./session/playout-speaking-rate";
import { CallLine } from "./session/summary-of-call";
import { type SendCallText, textDeskOf } from "./texts";

/** A call that this worker has become the owner of, with what earlier owners stored of it (nothing, for a new call). */
export type TakenCall = {
  call: ClaimedCall;
  events: readonly CallEvent[];
  /** Whether its caller has talked with the person they were put through to last. */
  hasMetPerson?: boolean;
  /** The accounts of the call's organization, where it has own ones; the exchange's when missing. */
  vendors?: CallVendors;
  /** Where its sound is to be kept. */
  recorder?: Recorder | undefined;
};

export type ExchangeDeps = CallVendors & {
  clock: Clock;
  log: Logger;
  pacer: Pacer;
  rates: SpeakingRates;
  journal: Journal;
  slots: number;
  /** Null when the token is not good for that call. */
  claim(input: { token: string; providerCallSid: string }): Promise<TakenCall | null>;
  publishEvent(organizationId: string, event: CallEvent): void;
  publishSpeech(organizationId: string, speech: LiveSpeech): void;
  publishSummary(kind: "started" | "updated" | "ended", organizationId: string, summary: CallSummary): void;
  onBargeIn(ms: number): void;
  onTurn(event: Extract<CallEvent["body"], { type: "answer.ended" }>): void;
  onMediaRefused(reason: string): void;
  /** A one-time token with which a browser may come back to its call as the given epoch; null when the call is over. */
  prepareResume(input: { organizationId: string; callId: string; epoch: number }): Promise<string | null>;
  /** A call's stream has come, whatever became of it. */
  onArrived(providerCallSid: string): void;
  /** A call of this worker is over, or somebody else's. */
  onReleased(call: { organizationId: string; callId: string; epoch: number }): void;
  /** For agents that verify callers: `said` is what was heard, `language` BCP 47. */
  startVerification(input: SaidInCall): Promise<unknown>;
  checkVerification(input: SaidInCall): Promise<unknown>;
  /** For agents that make appointments. */
  appointment(
    caller: BookingCaller & { organizationId: string },
    tool: AppointmentTool,
    input: Record<string, unknown>,
  ): Promise<ToolOutcome>;
  /** For agents that text their callers; nothing can be texted when missing. */
  sendCallText?: SendCallText;
  /** For agents with tools that their business made itself; none can be used when missing. */
  useOwnTool?: UseOwnTool;
  /** How what a tool did stands in the system of record; nothing is read back when missing. */
  readOutcome?: (call: { organizationId: string }, done: DoneInCall) => Promise<{ read: ReadBack; timeZone: string }>;
  /** For agents that look up who calls; nothing is looked up when missing. */
  ownRecords?: OwnRecords;
  /** What a business's agents may look into. */
  knowledgeOf(organizationId: string, businessId: string): Knowledge;
  /** Whom a call's agent may call in and ask. */
  peopleOf(call: CallWithPeople): CallPeople;
};

export type SaidInCall = { organizationId: string; callId: string; said: string; language: string };

type Held = {
  providerCallSid: string;
  session: CallSession;
  /** Null: a test, for which nobody is disturbed. */
  people: CallPeople | null;
  /** How the lists show it; the next owner here goes on with it. */
  line: CallLine;
  organizationId: string;
  agentId: string;
  epoch: number;
  /** What has happened, for a line with a screen that may come back after it was lost. */
  events: CallEvent[];
  quality: QualityWatch;
  texts: TextDesk | undefined;
};

/** What its record says, with whether a caller who comes back from a person has talked with them. */
function withReturn({ events, hasMetPerson }: TakenCall, wasPutThrough: boolean): CallMemory {
  const memory = memoryFromEvents(events);
  if (!wasPutThrough && memory.searching.cameBack === null) return memory;
  return { ...memory, searching: { ...memory.searching, cameBack: hasMetPerson ? "talked" : "missed" } };
}

/** How long an ended call's instruction is remembered for the carrier's question; it asks within seconds. */
const REMEMBERED_MS = 120_000;

/** The calls of this worker: takes their lines in, keeps their sessions, and answers for them. */
export class Exchange {
  private readonly calls = new Map<string, Held>();
  private readonly ended = new Map<string, NextInstruction>();
  /** Sockets whose call is being looked up. */
  private arriving = 0;
  private readonly briefs: Briefs;
  /** What callers of this worker have keyed in in secret. */
  private readonly secrets: SecretHolder;
  draining = false;

  constructor(private readonly deps: ExchangeDeps) {
    this.briefs = new Briefs(deps.clock);
    this.secrets = new SecretHolder(deps.clock);
  }

  capacity(): { slots: number; load: number; draining: boolean } {
    return { slots: this.deps.slots, load: this.calls.size + this.arriving, draining: this.draining };
  }

  /** The calls this worker owns, for leases and kill switches. */
  owned(): { organizationId: string; callId: string; agentId: string; epoch: number }[] {
    return [...this.calls].map(([callId, { organizationId, agentId, epoch }]) => ({
      callId,
      organizationId,
      agentId,
      epoch,
    }));
  }

  /**
   * A line has said whose call it is. Returns its listener; the call itself is looked up meanwhile. `lastSeq` is the last event that a line with a
   * screen has been shown.
   */
  arrive(start: { callSid: string; parameters: Record<string, string>; lastSeq?: number }, line: Line): LineListener {
    const deferred = new DeferredLine();
    const token = start.parameters.token ?? "";
    this.arriving += 1;
    this.takeIn(token, start.callSid, line, deferred, start.lastSeq ?? 0)
      .catch((error: unknown) => {
        this.deps.log.error({ err: error, providerCallSid: start.callSid }, "call could not be taken in");
        line.close();
      })
      .finally(() => (this.arriving -= 1));
    return deferred;
  }

  private async takeIn(
    token: string,
    providerCallSid: string,
    line: Line,
    deferred: DeferredLine,
    lastSeq: number,
  ): Promise<void> {
    if (token === "") {
      this.deps.onMediaRefused("token");
      line.close();
      return;
    }
    const taken = await this.deps.claim({ token, providerCallSid });
    this.deps.onArrived(providerCallSid);
    if (!taken) {
      this.deps.onMediaRefused("token");
      this.deps.log.warn({ providerCallSid }, "media stream with a token that is unknown, used or of another call");
      line.close();
      return;
    }
    const before = this.calls.get(taken.call.callId);
    before?.people?.letGo();
    const memory = before ? before.session.handOver() : withReturn(taken, this.wasPutThrough(taken.call.callId));
    this.ended.delete(taken.call.callId);
    // The session before has told of its end by now.
    const events = before?.events ?? [...taken.events];
    const callLine = before?.line ?? new CallLine(newSummary(taken.call));
    if (!before) for (const event of taken.events) callLine.apply(event);
    const screen = screenOf(line, taken.call.kind);
    for (const event of events) if (event.seq > lastSeq) screen?.event(event);
    const quality = before?.quality ?? new QualityWatch(taken.call.business, taken.events);
    const texts = before?.texts ?? textDeskOf(taken.call, taken.events, this.deps.sendCallText);
    this.hold(taken, memory, { events, line: callLine, quality, texts }, screen, line, deferred);
    if (screen) await this.offerResume(taken.call, line);
  }

  /** Ended here for a person at a telephone: its record may not be stored yet. */
  private wasPutThrough(callId: string): boolean {
    return this.ended.get(callId)?.kind === "conference";
  }

  private async offerResume({ organizationId, callId, epoch }: ClaimedCall, line: Line): Promise<void> {
    if (epoch >= MOST_RETURNS) return;
    const token = await this.deps.prepareResume({ organizationId, callId, epoch: epoch + 1 }).catch(() => null);
    if (token !== null) line.show?.({ kind: "resume", token });
  }

  private hold(
    { call, vendors, recorder }: TakenCall,
    memory: CallMemory,
    { events, line: callLine, quality, texts }: Pick<Held, "events" | "line" | "quality" | "texts">,
    screen: Screen | null,
    line: Line,
    deferred: DeferredLine,
  ): void {
    const { deps } = this;
    const { callId, organizationId, callDay, epoch, agent, direction, from, to } = call;
    const { language } = agent.config;
    const callLog = createCallLog(deps.journal, deps.clock, { organizationId, callId, callDay, epoch });
    const onEvent = (event: CallEvent) => {
      deps.publishEvent(organizationId, event);
      if (screen) {
        events.push(event);
        screen.event(event);
      }
      if (event.body.type === "answer.ended") deps.onTurn(event.body);
      if (callLine.apply(event)) {
        const kind =
          event.body.type === "call.ended"
            ? "ended"
            : event.body.type === "line.connected" && epoch === 0
              ? "started"
              : "updated";
        deps.publishSummary(kind, organizationId, callLine.current);
      }
      // What it means for the call's quality is a fact after it.
      for (const body of quality.after(event)) onEvent(callLog.append(body));
    };
    const ownTools = ownToolsOf(call, deps.useOwnTool);
    const people = call.kind === "test" ? null : deps.peopleOf(withPeople(call));
    const session = createCallSession(this.briefs.of(call, memory, people !== null), {
      clock: deps.clock,
      pacer: deps.pacer,
      rate: deps.rates.forVoice(agent.config.voice || DEFAULT_VOICE),
      speechToText: (vendors ?? deps).speechToText,
      textToSpeech: (vendors ?? deps).textToSpeech,
      languageModel: (vendors ?? deps).languageModel,
      models: (vendors ?? deps).models,
      append: (body) => callLog.append(body),
      onEvent,
      onSpeech: (speech) => {
        deps.publishSpeech(organizationId, speech);
        if (callLine.hear(speech, deps.clock.wallTime().toISOString()))
          deps.publishSummary("updated", organizationId, callLine.current);
        screen?.speech(speech);
      },
      onBargeIn: (ms) => deps.onBargeIn(ms),
      onEnded: (closing) => this.onEnded(callId, closing),
      onError: (error) => deps.log.error({ err: error, callId }, "the call's session failed"),
      verifyCaller: {
        start: (said) => deps.startVerification({ organizationId, callId, said, language }),
        check: (said) => deps.checkVerification({ organizationId, callId, said, language }),
      },
      appointments: (tool, input) => {
        const caller = { businessId: call.business.id, callId, callerNumber: callerNumberOf(call), language };
        return deps.appointment({ ...caller, organizationId }, tool, input);
      },
      ...(deps.readOutcome
        ? { readOutcome: (done) => deps.readOutcome!({ organizationId }, { ...done, callId, language }) }
        : {}),
      ...(texts ? { texts } : {}),
      ...(ownTools ? { ownTools } : {}),
      ...(recorder ? { recorder } : {}),
      secrets: this.secrets,
      ...(people ? { people } : {}),
      ...(call.business.hasKnowledge ? { knowledge: deps.knowledgeOf(organizationId, call.business.id) } : {}),
    });
    this.calls.set(callId, {
      providerCallSid: call.providerCallSid,
      session,
      people,
      line: callLine,
      organizationId,
      agentId: agent.id,
      epoch,
      events,
      quality,
      texts,
    });
    if (epoch === 0) {
      const businessName = call.business.name;
      onEvent(
        callLog.append({
          type: "call.started",
          direction,
          from,
          to,
          agentName: agent.name,
          agentVersion: agent.version,
          channel: call.channel,
          kind: call.kind,
          businessName,
        }),
      );
    }
    session.attachLine((listener) => {
      deferred.connect(listener);
      return line;
    }, epoch > 0);
    if (call.answeredBy) session.answeringMachine(call.answeredBy);
    const onError = (error: unknown) => deps.log.warn({ err: error, callId }, "who calls could not be looked up");
    void lookUpCallerOf(call, { clock: deps.clock, ownRecords: deps.ownRecords, ownTools, onError })?.then((found) =>
      session.callerLookedUp(found),
    );
  }

  /** A call of this worker, for whoever has an audio connection of their own; null when it is not here. */
  sessionOf(callId: string): { session: CallSession; organizationId: string } | null {
    return this.calls.get(callId) ?? null;
  }

  /** What the carrier is told when it asks what comes after a call's media stream; null when the call is not known here. */
  nextOf(callId: string): NextInstruction | null {
    return this.calls.has(callId) ? { kind: "reconnect" } : (this.ended.get(callId) ?? null);
  }

  control(callId: string, command: ControlCommand): ControlReply {
    if (command.command === "next") {
      const next = this.nextOf(callId);
      return next ? { result: "done", next } : { result: "not_here" };
    }
    const held = this.calls.get(callId);
    if (!held) return { result: "not_here" };
    if (command.command === "amd") held.session.answeringMachine(command.answeredBy);
    else if (command.command === "end") held.session.end(command.reason);
    else if (command.command === "kill") held.session.kill(command.reason);
    else if (command.command === "steer") {
      const reply = held.session.steer(command.by, command.steer);
      return reply.result === "done" ? { result: "done", next: null } : reply;
    } else {
      const { people } = held;
      const isTaken = command.command === "offer" ? people?.offerAnswered(command) : people?.questionAnswered(command);
      if (!isTaken)
        return { result: "refused", code: "not_now", message: "The caller does not wait for this any more." };
    }
    return { result: "done", next: null };
  }

  /** The carrier reported that a call is over; without effect when it is not held here. */
  carrierEnded(providerCallSid: string): void {
    for (const held of this.calls.values()) {
      if (held.providerCallSid === providerCallSid) held.session.carrierEnded("the carrier says the call is over");
    }
  }

  /** Stops every call for which `reasonFor` has a reason. */
  kill(reasonFor: (call: { organizationId: string; agentId: string; callId: string }) => string | null): void {
    for (const [callId, { organizationId, agentId, session }] of this.calls) {
      const reason = reasonFor({ organizationId, agentId, callId });
      if (reason !== null) session.kill(reason);
    }
  }

  /** Another worker owns the call now: what this one still does would be stale. */
  lose(callId: string): void {
    const held = this.calls.get(callId);
    if (!held) return;
    this.calls.delete(callId);
    held.people?.letGo();
    held.session.handOver();
    this.deps.log.warn({ callId }, "another worker owns this call now");
  }

  /** At the end of a drain: lines are closed without ending their calls, so that the carrier asks `next` and another worker goes on. */
  moveAway(): void {
    for (const [callId, held] of this.calls) {
      this.calls.delete(callId);
      held.people?.letGo();
      held.session.handOver();
      this.deps.onReleased({ organizationId: held.organizationId, callId, epoch: held.epoch });
    }
  }

  private onEnded(callId: string, closing: Closing): void {
    const held = this.calls.get(callId);
    this.calls.delete(callId);
    if (held) this.deps.onReleased({ organizationId: held.organizationId, callId, epoch: held.epoch });
    held?.people?.ended(closing.next.kind === "conference");
    this.ended.set(callId, closing.next);
    this.deps.clock.setTimer(REMEMBERED_MS, () => this.ended.delete(callId));
  }
}
