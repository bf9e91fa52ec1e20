import { FRAME_MS } from "./frames";

/** Somebody who does one thing every 20 ms. */
export interface Paced {
  onFrame(nowMs: number, lateMs: number): void;
}

const SLOT_MS = 2;
const SLOTS = FRAME_MS / SLOT_MS;
/** After a standstill so many frames are made up for at once; more would be a burst no telephone makes. */
const MOST_BEHIND_FRAMES = 50;

/** One clock for everybody, on absolute deadlines: members are spread over the 20 ms as real calls are. */
export class Pacer {
  private readonly slots: Set<Paced>[] = Array.from({ length: SLOTS }, () => new Set());
  private readonly slotOf = new Map<Paced, number>();
  private tick = 0;
  private startedAt = performance.now();
  private timer: NodeJS.Timeout | null = null;

  add(member: Paced): void {
    let least = 0;
    for (let i = 1; i < SLOTS; i += 1) if (this.slots[i]!.size < this.slots[least]!.size) least = i;
    this.slots[least]!.add(member);
    this.slotOf.set(member, least);
    if (this.timer === null) this.begin();
  }

  remove(member: Paced): void {
    const slot = this.slotOf.get(member);
    if (slot === undefined) return;
    this.slots[slot]!.delete(member);
    this.slotOf.delete(member);
    if (this.slotOf.size > 0 || this.timer === null) return;
    clearTimeout(this.timer);
    this.timer = null;
  }

  private begin(): void {
    this.startedAt = performance.now();
    this.tick = 0;
    this.arm();
  }

  private arm(): void {
    const dueAt = this.startedAt + this.tick * SLOT_MS;
    this.timer = setTimeout(() => this.run(), Math.max(0, dueAt - performance.now()));
  }

  private run(): void {
    const now = performance.now();
    const due = Math.floor((now - this.startedAt) / SLOT_MS);
    if (due - this.tick > MOST_BEHIND_FRAMES * SLOTS) this.tick = due - MOST_BEHIND_FRAMES * SLOTS;
    for (; this.tick <= due; this.tick += 1) {
      const lateMs = now - (this.startedAt + this.tick * SLOT_MS);
      for (const member of this.slots[this.tick % SLOTS]!) member.onFrame(now, lateMs);
    }
    if (this.slotOf.size > 0) this.arm();
  }
}
