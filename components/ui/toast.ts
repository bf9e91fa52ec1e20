let waiting: string[] = [];
let wanted = false;
const watchers = new Set<() => void>();

/** Says what went wrong and what to do, for some seconds, at the edge of the page. */
export function showError(message: string): void {
  wanted = true;
  waiting = [...waiting, message];
  for (const notify of watchers) notify();
}

export const wantsToasts = (): boolean => wanted;

export function watchToasts(notify: () => void): () => void {
  watchers.add(notify);
  return () => void watchers.delete(notify);
}

/** What has not been shown yet; each message once. */
export function takeToasts(): readonly string[] {
  const taken = waiting;
  waiting = [];
  return taken;
}
