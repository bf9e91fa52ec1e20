import { MULAW_BYTES_PER_MS } from "@/lib/domain/audio/mulaw";
import type { Clock } from "@/call-worker/ports/clock";
import type { Line } from "@/call-worker/ports/line";
import type { Paced, Pacer } from "./pacer";

/** What a person says waits this long for what comes after it, so that an uneven network is not heard. */
const ALLOWANCE_MS = 20;
/** More never waits: the oldest of it is let go, or a person would be heard later and later. */
const MOST_WAITING_MS = 60;

/**
 * A person's sound on its way to the caller: piece by piece at the pace of speech. The far end plays whatever it is sent one after the other, so a burst
 * after a stall would make everything after it late; nothing is ever sent ahead.
 */
export class PersonSound implements Paced {
  dueAt = Infinity;
  pacerSlot = -1;
  private waiting: Uint8Array[] = [];
  private waitingMs = 0;

  constructor(
    private readonly clock: Clock,
    private readonly pacer: Pacer,
    private readonly line: () => Line | null,
  ) {}

  /** Some 20 ms; copied. */
  push(mulaw: Uint8Array): void {
    this.waiting.push(mulaw.slice());
    this.waitingMs += mulaw.length / MULAW_BYTES_PER_MS;
    while (this.waitingMs > MOST_WAITING_MS && this.waiting.length > 1) this.take();
    if (this.dueAt !== Infinity) return;
    this.dueAt = this.clock.now() + ALLOWANCE_MS;
    this.pacer.add(this);
  }

  onDue(now: number): number {
    const next = this.take();
    if (!next) {
      this.stop();
      return 0;
    }
    this.line()?.sendAudio(next);
    const ms = next.length / MULAW_BYTES_PER_MS;
    // A tick that came late is not caught up with: the far end has been silent for as long.
    this.dueAt = Math.max(this.dueAt + ms, now + ms / 2);
    return 1;
  }

  stop(): void {
    this.waiting = [];
    this.waitingMs = 0;
    this.dueAt = Infinity;
    this.pacer.remove(this);
  }

  private take(): Uint8Array | undefined {
    const next = this.waiting.shift();
    if (next) this.waitingMs -= next.length / MULAW_BYTES_PER_MS;
    return next;
  }
}
