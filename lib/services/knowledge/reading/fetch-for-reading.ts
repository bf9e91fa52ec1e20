import { setTimeout as pause } from "node:timers/promises";
import { fetchPage, type FetchedPage, type FetchOptions } from "@/lib/adapters/web-fetch/fetch-page";
import { WebFetchError } from "@/lib/adapters/web-fetch/web-fetch-error";

export const READER_AGENT = "AybizaBot";
const READER_USER_AGENT = `${READER_AGENT}/1.0 (+reads what a business gave its phone agents to know, at the business's wish)`;
const PAGE_TYPES = ["text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/pdf"];

const PAGE_LIMIT_MS = 15_000;
const PAGE_LIMIT_BYTES = 10_000_000;
const TRIES = 3;
const LONGEST_WAIT_MS = 20_000;
/** Between two pages of a site that asks for no pause; and the longest that is kept, whatever it asks. */
const LEAST_GAP_MS = 50;
const MOST_GAP_MS = 10_000;

/** Between two requests to a site there is a pause, however many are under way. */
export class Pacer {
  private freeAtMs = 0;
  constructor(private readonly gapMs: number) {}

  async wait(signal: AbortSignal): Promise<void> {
    const nowMs = performance.now();
    const startMs = Math.max(nowMs, this.freeAtMs);
    this.freeAtMs = startMs + this.gapMs;
    if (startMs > nowMs) await pause(startMs - nowMs, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}

export const gapOf = (crawlDelayMs: number | null): number =>
  Math.min(Math.max(crawlDelayMs ?? 0, LEAST_GAP_MS), MOST_GAP_MS);

/** How the web is reached. */
export type WebAccess = Pick<FetchOptions, "allow" | "resolve"> & {
  /** Of a page, all of it. */
  timeoutMs?: number;
};

/** What every request of a reading has in common. */
export const readerOptions = (web: WebAccess, signal: AbortSignal) => ({
  timeoutMs: PAGE_LIMIT_MS,
  ...web,
  userAgent: READER_USER_AGENT,
  signal,
});

/** As `fetchPage`; a site that is busy is asked again after the pause it wants, or a short one. */
export async function fetchPatiently(
  address: string,
  options: ReturnType<typeof readerOptions> & Pick<FetchOptions, "known" | "mayFollow">,
  pacer: Pacer,
): Promise<FetchedPage> {
  for (let tries = 1; ; tries += 1) {
    await pacer.wait(options.signal);
    try {
      return await fetchPage(address, { ...options, mediaTypes: PAGE_TYPES, maxBytes: PAGE_LIMIT_BYTES });
    } catch (error) {
      const answer = error instanceof WebFetchError ? error.answer : null;
      const isBusy = answer !== null && (answer.status === 429 || answer.status === 503);
      if (!isBusy || tries === TRIES) throw error;
      const waitMs = Math.min(answer.retryAfterMs ?? tries * 1_000, LONGEST_WAIT_MS);
      await pause(waitMs, undefined, { signal: options.signal }).catch(() => options.signal.throwIfAborted());
    }
  }
}
