import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import { claimSource } from "@/lib/services/knowledge/reading/claim-source";
import { embedLeftOver } from "@/lib/services/knowledge/reading/embed-left-over";
import { embedOutdated } from "@/lib/services/knowledge/reading/embed-outdated";
import { readSource, type ReadingDeps } from "@/lib/services/knowledge/reading/read-source";

/** A source is begun within this long of being added. */
const LOOK_EVERY_MS = 500;
const AFTER_TROUBLE_MS = 5_000;
const EMBED_EVERY_MS = 1_000;
/** Another model comes with another version of the product, which begins with a look. */
const LOOK_FOR_OUTDATED_EVERY_MS = 600_000;

/**
 * Reads what businesses give their agents to know, `atOnce` sources at a time, beside the other jobs and not among them: a site may take half an hour, and
 * nobody's mail should wait for that. No organization's sites get more than half of the places, so that slow ones hold up only their own. Any number of
 * processes may do so; a source is read by one, and gone on with by another when that one dies.
 */
export function keepReadingKnowledge(
  deps: Omit<ReadingDeps, "stopping">,
  { atOnce, log }: { atOnce: number; log: Logger },
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const me = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
  const busy = new Map<symbol, { organizationId: string; done: Promise<void> }>();
  const mostOfOne = Math.max(1, Math.floor(atOnce / 2));
  let wake = () => {};
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  /** Organizations that have all the places one may have. */
  const satisfied = () => {
    const counts = new Map<string, number>();
    for (const { organizationId } of busy.values()) counts.set(organizationId, (counts.get(organizationId) ?? 0) + 1);
    return [...counts].flatMap(([id, count]) => (count >= mostOfOne ? [id] : []));
  };

  async function fill(): Promise<void> {
    while (busy.size < atOnce && !stopping.signal.aborted) {
      const source = await claimSource(me, satisfied());
      if (!source) return;
      const key = Symbol(source.id);
      const done = readSource(source, { ...deps, stopping: stopping.signal }).then(
        () => undefined,
        (error: unknown) => log.warn({ err: error, sourceId: source.id }, "a reading was cut off; it goes on later"),
      );
      busy.set(key, { organizationId: source.organizationId, done });
      void done.then(() => {
        busy.delete(key);
        wake();
      });
    }
  }

  async function live(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await fill();
        await pause(LOOK_EVERY_MS);
      } catch (error) {
        if (stopping.signal.aborted) break;
        log.warn({ err: error }, "knowledge is not read at the moment; it is tried again");
        await pause(AFTER_TROUBLE_MS);
      }
    }
  }
  async function embed(): Promise<void> {
    const { signal } = stopping;
    let lookAgainMs = 0;
    while (!signal.aborted) {
      await embedLeftOver({ ...deps, signal }).catch((error: unknown) => {
        if (!signal.aborted) log.warn({ err: error }, "pieces without vectors were not looked for");
      });
      if (performance.now() >= lookAgainMs) {
        const isMore = await embedOutdated({ ...deps, signal }).catch((error: unknown) => {
          if (!signal.aborted) log.warn({ err: error }, "vectors of another model were not looked for");
          return false;
        });
        lookAgainMs = isMore ? 0 : performance.now() + LOOK_FOR_OUTDATED_EVERY_MS;
      }
      await sleep(EMBED_EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }
  const living = Promise.all([live(), embed()]);

  return {
    async stop() {
      stopping.abort();
      wake();
      await Promise.allSettled([living, ...[...busy.values()].map(({ done }) => done)]);
    },
  };
}
