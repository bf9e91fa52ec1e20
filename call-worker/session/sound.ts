import { MULAW_BYTES_PER_MS } from "@/lib/domain/audio/mulaw";
import type { Clock } from "../ports/clock";
import type { Line } from "../ports/line";
import type { SoundSink } from "./call-brief";
import { type Paced, type Pacer, TICK_MS } from "./pacer";
import { SoundTrack } from "./sound-track";

/** Frames come a little early and a little late; so much later they are passed on evenly. */
const EVENED_MS = 40;
/** After a pause a network delivers in a heap: what is older than this is left out, or a listener would hear it late for ever after. */
const MOST_HEAP_MS = 100;
/** A beat this late means that the process stood still: it goes on from now instead of in a burst. */
const MOST_BEHIND_MS = 200;
/** A tick may come a fraction of a millisecond before its time. */
const EARLY_MS = 1;

/**
 * The sound of one call for whoever listens to it, both sides as the caller hears and says them. What the caller says comes as it is
 * spoken; what is said to them is sent ahead of its time, so it is played out here at the far end's pace, and what is cleared over there
 * unheard is not heard here either. While nobody listens it keeps no sound and has no beat.
 */
export class CallSound implements Paced {
  dueAt = Infinity;
  pacerSlot = -1;
  private readonly sinks = new Set<SoundSink>();
  private readonly caller = new SoundTrack(EVENED_MS, MOST_HEAP_MS);
  private readonly agent = new SoundTrack(EVENED_MS, Infinity);
  private readonly callerFrame = new Uint8Array(TICK_MS * MULAW_BYTES_PER_MS);
  /** What the caller says is secret: nobody hears it. */
  private isSecret = false;
  private readonly agentFrame = new Uint8Array(TICK_MS * MULAW_BYTES_PER_MS);

  constructor(
    private readonly clock: Clock,
    private readonly pacer: Pacer,
  ) {}

  /** From the next beat on, until the returned function is called. */
  listen(sink: SoundSink): () => void {
    // Of its own: one sink may listen twice.
    const own: SoundSink = (caller, agent, atMs) => sink(caller, agent, atMs);
    this.sinks.add(own);
    if (this.sinks.size === 1) {
      this.dueAt = -Infinity;
      this.pacer.add(this);
    }
    return () => {
      this.sinks.delete(own);
      if (this.sinks.size === 0) this.rest();
    };
  }

  /** What the caller says, as it comes. */
  said(mulaw: Uint8Array): void {
    if (this.sinks.size > 0 && !this.isSecret) this.caller.place(this.clock.now(), mulaw, true);
  }

  /** What the caller says from here on is silence to whoever listens, until it is no secret any more. */
  keepSecret(isSecret: boolean): void {
    this.isSecret = isSecret;
  }

  /** The line, with all that goes out over it heard here too: whoever speaks to the caller, there is no other way to them. */
  tapped(line: Line): Line {
    const { agent, clock } = this;
    agent.cut(clock.now());
    return {
      lineId: line.lineId,
      sendAudio: (mulaw) => {
        line.sendAudio(mulaw);
        agent.place(clock.now(), mulaw, this.sinks.size > 0);
      },
      sendMark: (name) => line.sendMark(name),
      clear: () => {
        line.clear();
        agent.cut(clock.now());
      },
      close: () => line.close(),
      bufferedBytes: () => line.bufferedBytes(),
    };
  }

  /** Nobody hears any more. */
  close(): void {
    this.sinks.clear();
    this.rest();
  }

  onDue(nowMs: number): number {
    if (nowMs - this.dueAt > MOST_BEHIND_MS) this.dueAt = nowMs;
    while (this.dueAt <= nowMs + EARLY_MS) {
      this.tell(this.dueAt - EVENED_MS - TICK_MS);
      this.dueAt += TICK_MS;
    }
    return 0; // nothing that goes to the caller
  }

  private tell(fromMs: number): void {
    const caller = this.caller.read(fromMs, this.callerFrame) ? this.callerFrame : null;
    const agent = this.agent.read(fromMs, this.agentFrame) ? this.agentFrame : null;
    for (const sink of this.sinks) sink(caller, agent, fromMs);
  }

  private rest(): void {
    this.dueAt = Infinity;
    this.pacer.remove(this);
    this.caller.forget();
    this.agent.forget();
  }
}
