import type { LiveCall } from "@/lib/domain/live-call/apply-event";

/** How a turn of the caller sounded, -1 to 1, and where it begins, as the times of speech count. */
export type MoodPoint = { turnId: string; atMs: number; compound: number; text: string };

/** The caller's mood, turn by turn: as it was told while they spoke, else by the model afterwards. A turn of which nothing is left has none. */
export function moodPointsOf(
  call: LiveCall,
  byModel: readonly { turnId: string; compound: number }[] = [],
): MoodPoint[] {
  const said = new Map<string, { atMs: number; text: string }>();
  for (const item of call.items) {
    if (item.kind !== "said" || item.speaker !== "caller") continue;
    const before = said.get(item.turnId);
    said.set(item.turnId, {
      atMs: before?.atMs ?? item.startMs,
      text: before ? `${before.text} ${item.text}` : item.text,
    });
  }
  const scored = call.sentiment.length > 0 ? call.sentiment : byModel;
  return scored
    .flatMap(({ turnId, compound }) => {
      const turn = said.get(turnId);
      return turn ? [{ turnId, compound, ...turn }] : [];
    })
    .toSorted((a, b) => a.atMs - b.atMs);
}

/** At most so many of a list, of each stretch the one that stands out most. Their order stays. */
export function standingOut<T>(all: readonly T[], most: number, by: (one: T) => number): T[] {
  if (all.length <= most) return [...all];
  const length = all.length / most;
  return Array.from({ length: most }, (_, at) =>
    all
      .slice(Math.floor(at * length), Math.max(Math.floor(at * length) + 1, Math.floor((at + 1) * length)))
      .reduce((best, one) => (by(one) > by(best) ? one : best)),
  );
}
