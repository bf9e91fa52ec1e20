export type SentMark = {
  generation: number;
  /** Position in its answer's audio. */
  playedMs: number;
  /** What the far end's reckoning wants back with it. */
  expected: number;
};

const NAME = /^(\d{1,15}):(\d{1,15}):(\d{1,15})$/;

/** A mark's name says what was played when it comes back: of which answer, how far in audio and (estimated) in text. */
export function playoutMarkName(generation: number, playedMs: number, chars: number): string {
  return `${generation}:${playedMs}:${chars}`;
}

/** Marks on their way. They come back in order, so one that does ends the wait for those before it. */
export class MarkLedger {
  private pending: SentMark[] = [];

  sent(mark: SentMark): void {
    this.pending.push(mark);
  }

  /** Null: a mark nobody waits for (cleared, or known already); undefined: not one of playout's. */
  returned(name: string): SentMark | null | undefined {
    const parts = NAME.exec(name);
    if (parts === null) return undefined;
    const generation = Number(parts[1]);
    const playedMs = Number(parts[2]);
    const index = this.pending.findIndex((mark) => mark.generation === generation && mark.playedMs === playedMs);
    const mark = this.pending[index];
    if (mark === undefined) return null;
    this.pending.splice(0, index + 1);
    return mark;
  }

  clear(): void {
    this.pending = [];
  }
}
