export const FRAME_MS = 20;
/** A tick this late means that the process stood still: the beat starts anew instead of sending a burst. */
const MOST_BEHIND_MS = 200;

export type FrameClock = {
  /** Calls `onFrame` every 20 ms until the returned function is called. */
  add(onFrame: (nowMs: number) => void): () => void;
};

/** One 20 ms beat for all browser lines of a process, by absolute deadlines, so that it neither drifts nor adds up. Still while there is none. */
export function createFrameClock(now: () => number = () => performance.now()): FrameClock {
  const listeners = new Set<(nowMs: number) => void>();
  let timer: NodeJS.Timeout | undefined;
  let dueAt = 0;

  const schedule = () => {
    timer = setTimeout(beat, Math.max(0, dueAt - now()));
  };
  const beat = () => {
    timer = undefined;
    const at = now();
    if (at - dueAt > MOST_BEHIND_MS) dueAt = at;
    // Frames that are due already are sent now: a little late is better than missing.
    while (dueAt <= at) {
      for (const onFrame of listeners) onFrame(at);
      dueAt += FRAME_MS;
    }
    if (listeners.size > 0) schedule();
  };

  return {
    add(onFrame) {
      const listener = (nowMs: number) => onFrame(nowMs);
      listeners.add(listener);
      if (timer === undefined) {
        dueAt = now() + FRAME_MS;
        schedule();
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearTimeout(timer);
        timer = undefined;
      };
    },
  };
}
