export type PlayoutMark = { generation: number; playedMs: number; chars: number };

const NAME = /^(\d{1,15}):(\d{1,15}):(\d{1,15})$/;

/** A mark's name says what was played when it comes back: of which answer, how far in audio and (estimated) in text. */
export function playoutMarkName(generation: number, playedMs: number, chars: number): string {
  return `${generation}:${Math.round(playedMs)}:${chars}`;
}

/** Null for a mark that playout did not send. */
export function parsePlayoutMark(name: string): PlayoutMark | null {
  const parts = NAME.exec(name);
  if (parts === null) return null;
  return { generation: Number(parts[1]), playedMs: Number(parts[2]), chars: Number(parts[3]) };
}
