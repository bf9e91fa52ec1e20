import { ServiceError } from "../errors";
import { listWorkers } from "../workers/list-workers";

export type BrowserAddresses = {
  /** Where browsers reach any call-worker. */
  publicCallUrl: string;
  /** Where they reach single ones, as the pages' content security policy allows. */
  workerOrigins: readonly string[];
};

/** Where a browser reaches this worker: at its own address where a page may go there, else at the common one. */
export const browserAddress = (
  worker: { publicUrl: string },
  { publicCallUrl, workerOrigins }: BrowserAddresses,
): string => (isReachable(worker.publicUrl, workerOrigins) ? worker.publicUrl : publicCallUrl);

/**
 * The address of the worker with most free slots, as a browser reaches it: its own where `workerOrigins` allows it, else the common one.
 * Throws UNAVAILABLE when none runs, RATE_LIMITED when all are full.
 */
export async function chooseWorker(publicCallUrl: string, workerOrigins: readonly string[]): Promise<string> {
  const workers = (await listWorkers()).filter(({ draining }) => !draining);
  if (workers.length === 0) {
    throw new ServiceError("UNAVAILABLE", "No call-worker is running, so no call can be held. Try again in a minute.", {
      retryAfterMs: 10_000,
    });
  }
  const best = workers.find(({ slots, load }) => load < slots);
  if (!best) {
    throw new ServiceError("RATE_LIMITED", "All lines are busy. Try again in a moment.", { retryAfterMs: 5_000 });
  }
  return browserAddress(best, { publicCallUrl, workerOrigins });
}

/** Whether a page's content security policy lets it go there. */
function isReachable(address: string, workerOrigins: readonly string[]): boolean {
  const { origin, protocol, host } = new URL(address);
  return workerOrigins.some((allowed) => {
    const [scheme = "", name = ""] = allowed.split("://");
    return name.startsWith("*.") ? protocol === `${scheme}:` && host.endsWith(name.slice(1)) : origin === allowed;
  });
}
