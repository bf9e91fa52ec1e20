import { Worker } from "node:worker_threads";
import type { KnowledgeIndex, Namespace, VectorSource } from "./knowledge-index";
import { SCAN_MODULE_BASE64 } from "./scan-module";
import { runVectorThread, type VectorAnswer, type VectorJob, type VectorReply } from "./vector-thread";

/** Vectors asked for at once while a namespace is filled: a megabyte at 256 dimensions. */
const LOAD_AT_ONCE = 1000;

const keyOf = ({ businessId, embeddedBy }: Namespace): string => `${businessId} ${embeddedBy}`;

/**
 * All vectors in the memory of one thread of this process, searched exactly. Namespaces longest unused go when there are more than `maxBytes`.
 * Namespaces must have a multiple of 32 dimensions.
 */
export function createExactIndex({ maxBytes = 600_000_000 }: { maxBytes?: number } = {}): KnowledgeIndex {
  const waiting = new Map<number, { resolve: (answer: VectorAnswer) => void; reject: (error: Error) => void }>();
  let thread: Worker | undefined;
  let count = 0;

  function start(): Worker {
    // Bundlers name functions by a helper that is not there in the thread.
    const source = `const __name = (target) => target;
const { parentPort, workerData } = require("node:worker_threads");
(${runVectorThread.toString()})(parentPort, new WebAssembly.Module(Buffer.from(workerData.module, "base64")), workerData.maxBytes);`;
    const worker = new Worker(source, {
      eval: true,
      execArgv: [],
      name: "knowledge",
      workerData: { module: SCAN_MODULE_BASE64, maxBytes },
    });
    worker.unref();
    worker.on("message", (reply: VectorReply) => {
      const asked = waiting.get(reply.id);
      waiting.delete(reply.id);
      if (waiting.size === 0) worker.unref();
      if ("error" in reply) asked?.reject(new Error(reply.error));
      else asked?.resolve(reply.answer);
    });
    const fail = (error: Error): void => {
      if (thread === worker) thread = undefined;
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    };
    worker.on("error", fail);
    worker.on("exit", () => {
      if (thread === worker) fail(new Error("the thread that searches vectors ended"));
    });
    return worker;
  }

  function ask(job: VectorJob): Promise<VectorAnswer> {
    const worker = (thread ??= start());
    return new Promise((resolve, reject) => {
      const id = ++count;
      waiting.set(id, { resolve, reject });
      worker.ref();
      worker.postMessage({ id, job });
    });
  }

  async function refresh(namespace: Namespace, source: VectorSource): Promise<void> {
    const key = keyOf(namespace);
    const { dimensions } = namespace;
    if (dimensions % 32 !== 0) throw new RangeError(`vectors of ${dimensions} numbers can't be searched`);
    const listing = await source.listing();
    const { ids } = await ask({ kind: "reconcile", key, dimensions, listing });
    for (let at = 0; at < ids.length; at += LOAD_AT_ONCE) {
      const batch = await source.vectors(ids.slice(at, at + LOAD_AT_ONCE));
      if (batch.ids !== "") await ask({ kind: "upsert", key, ...batch });
    }
  }

  return {
    refresh,
    async search(namespace, { vector, limit, documents, at }) {
      const atSeconds = at.getTime() / 1000;
      const only = documents ? [...documents] : null;
      const found = await ask({ kind: "search", key: keyOf(namespace), vector, limit, atSeconds, documents: only });
      return found.known ? found.ids.map((id, place) => ({ id, cosine: found.cosines[place]! })) : null;
    },
    async cosines(namespace, vector, ids) {
      const found = await ask({ kind: "cosines", key: keyOf(namespace), vector, ids: [...ids] });
      return new Map(found.ids.map((id, place) => [id, found.cosines[place]!]));
    },
    async remove(businessId) {
      if (thread) await ask({ kind: "remove", prefix: `${businessId} ` });
    },
    async close() {
      const worker = thread;
      thread = undefined;
      await worker?.terminate();
    },
  };
}
