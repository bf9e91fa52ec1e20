import { setTimeout as pause } from "node:timers/promises";
import { EmbedError } from "@/lib/adapters/embeddings/embedder";
import { ExtractError } from "@/lib/adapters/extract/extract-error";
import type { ObjectStore } from "@/lib/adapters/object-store/object-store";
import { WebFetchError } from "@/lib/adapters/web-fetch/web-fetch-error";
import { isDatabaseUnavailable } from "@/lib/db/unavailable";
import { log } from "@/lib/log/log";
import type { EmbedderFor } from "../embedder-for";
import { embedWaiting } from "../embed-waiting";
import type { ClaimedSource } from "./claim-source";
import type { WebAccess } from "./fetch-for-reading";
import { readFile } from "./read-file";
import { readWeb } from "./read-web";
import { Reading, ReadingLost } from "./reading";
import { ReadingProblem } from "./reading-problem";

const EMBED_EVERY_MS = 2_000;

export type ReadingDeps = {
  objects: Pick<ObjectStore, "get">;
  embedderFor: EmbedderFor;
  web: WebAccess;
  /** Aborted when the process stops: what is being read is left for another to go on with. */
  stopping?: AbortSignal;
  now?: () => Date;
};

/**
 * Reads a claimed source to its end: documents written, pieces with vectors, ready, or failed with why. Resolves with how it ended; `lost` when it was
 * stopped, removed or taken over, which leaves what was read. Never throws but for a database that is away, after which somebody goes on with it.
 */
export async function readSource(source: ClaimedSource, deps: ReadingDeps): Promise<"ready" | "failed" | "lost"> {
  const { now = () => new Date() } = deps;
  const reading = new Reading(source, deps.stopping);
  const { organizationId, id, kind, run } = source;
  try {
    await reading.beat("finding");
    let problem: string | null = null;
    try {
      if (kind === "file") await readFile(reading, deps.objects);
      else await embeddingMeanwhile(reading, deps, readWeb(reading, deps.web));
      await reading.beat("embedding");
      await embed(reading, deps);
    } catch (error) {
      reading.signal.throwIfAborted();
      if (isDatabaseUnavailable(error)) throw error;
      problem = wordsOf(error);
      if (reading.single && reading.stage !== "embedding") reading.single.failed = 1;
    }
    await reading.finish(problem, now());
    log.info({ organizationId, sourceId: id, kind, run, isReady: problem === null }, "source read");
    return problem === null ? "ready" : "failed";
  } catch (error) {
    if (!(error instanceof ReadingLost) && !reading.signal.aborted) throw error;
    return "lost";
  } finally {
    await reading.close();
  }
}

async function embed({ source, signal }: Reading, { embedderFor }: ReadingDeps): Promise<void> {
  const embedder = await embedderFor(source.organizationId);
  await embedWaiting(source.organizationId, { embedder, sourceId: source.id, signal });
}

/** What was read of a site is found before all of it is. What goes wrong goes wrong again at the end, and is said there. */
async function embeddingMeanwhile(reading: Reading, deps: ReadingDeps, work: Promise<void>): Promise<void> {
  const done = new AbortController();
  const { signal } = done;
  const meanwhile = (async () => {
    while (!signal.aborted) {
      await pause(EMBED_EVERY_MS, undefined, { signal });
      await embed(reading, deps);
    }
  })().catch(() => undefined);
  try {
    await work;
  } finally {
    done.abort();
    await meanwhile;
  }
}

function wordsOf(error: unknown): string {
  const isForeseen = [ReadingProblem, ExtractError, WebFetchError, EmbedError].some((kind) => error instanceof kind);
  if (isForeseen) return (error as Error).message;
  log.error({ err: error }, "a source could not be read");
  return "Something went wrong on our side. Read it again; if it stays so, tell support.";
}
