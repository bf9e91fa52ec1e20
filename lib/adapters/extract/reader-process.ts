import { type ChildProcess, fork } from "node:child_process";
import { ExtractedText } from "@/lib/contracts/knowledge-blocks";
import { ExtractError, type ExtractProblem } from "./extract-error";
import type { ProcessLimits, ReadLimits } from "./limits";
import { extractProgramFile } from "./program-file";
import { usageOf } from "./process-usage";
import type { DocumentBytes } from "./read/read-document";

export type ReadRequest = { document: DocumentBytes; limits: ReadLimits };
export type ReadReply = { text: ExtractedText } | { problem: ExtractProblem; message: string | null };

const LOOK_EVERY_MS = 40;
/** What is left for what a program needs beside its objects. */
const HEAP_SHARE = 0.65;

/** A process that reads what others wrote, one document after the other. What it says is checked as such. */
export class ReaderProcess {
  readonly #child: ChildProcess;
  #isGone = false;
  read = 0;

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.once("exit", () => (this.#isGone = true));
    child.on("error", () => (this.#isGone = true));
  }

  static async start({ memoryBytes }: ProcessLimits): Promise<ReaderProcess> {
    const file = await extractProgramFile();
    const permission = process.allowedNodeEnvironmentFlags.has("--permission")
      ? "--permission"
      : "--experimental-permission";
    const child = fork(file, [], {
      env: {} as NodeJS.ProcessEnv,
      execArgv: [
        permission,
        `--allow-fs-read=${file}`,
        "--no-warnings",
        "--disallow-code-generation-from-strings",
        `--max-old-space-size=${Math.floor((memoryBytes * HEAP_SHARE) / 1024 / 1024)}`,
      ],
      stdio: ["ignore", "ignore", "ignore", "ipc"],
      serialization: "advanced",
    });
    return new ReaderProcess(child);
  }

  get isUsable(): boolean {
    return !this.#isGone && this.#child.connected;
  }

  /** Its being there keeps nobody from ending. */
  rest(): void {
    this.#child.unref();
    this.#child.channel?.unref();
  }

  end(): void {
    this.#isGone = true;
    this.#child.kill("SIGKILL");
  }

  /** Throws ExtractError; after one of time, memory or a crash the process is gone. */
  async ask(request: ReadRequest, limits: ProcessLimits, signal?: AbortSignal): Promise<ExtractedText> {
    const child = this.#child;
    child.ref();
    child.channel?.ref();
    this.read += 1;
    const startedMs = performance.now();
    const before = usageOf(child.pid);
    const over = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    try {
      const reply = await new Promise<ReadReply>((resolve, reject) => {
        const fail = (problem: ExtractProblem) => {
          this.end();
          resolve({ problem, message: null });
        };
        const look = () => {
          const usage = usageOf(child.pid);
          if (usage && usage.memoryBytes > limits.memoryBytes) fail("too_much_memory");
          const tookMs = performance.now() - startedMs;
          const workedMs = usage && before ? usage.processorMs - before.processorMs : tookMs;
          if (workedMs > limits.timeMs || tookMs > limits.timeMs * 3) fail("too_slow");
        };
        timer = setInterval(look, LOOK_EVERY_MS);
        const listen = (event: string, heard: (...args: unknown[]) => void) => {
          child.on(event, heard);
          over.signal.addEventListener("abort", () => child.off(event, heard));
        };
        listen("message", (reply) => resolve(reply as ReadReply));
        // The engine ends a program by this signal that has no memory left.
        listen("exit", (code, by) => fail(by === "SIGABRT" || code === 134 ? "too_much_memory" : "broken"));
        listen("error", () => fail("broken"));
        const giveUp = () => {
          this.end();
          reject(signal?.reason as Error);
        };
        signal?.addEventListener("abort", giveUp, { signal: over.signal });
        child.send(request, (error) => error && fail("broken"));
      });
      if (!("text" in reply))
        throw new ExtractError(reply.problem, reply.message ?? WORDS[reply.problem] ?? WORDS.broken);
      const parsed = ExtractedText.safeParse(reply.text);
      if (!parsed.success) throw new ExtractError("broken", WORDS.broken);
      return parsed.data;
    } finally {
      clearInterval(timer);
      over.abort();
    }
  }
}

const WORDS: Partial<Record<ExtractProblem, string>> & { broken: string } = {
  broken:
    "It is damaged, or not written as files of its kind are, and cannot be read. Open it in the program that made it, save it anew, and add it again.",
  too_slow:
    "Reading it took too long, and was given up. It may be damaged or made to be hard to read. Save it anew, or split it into smaller parts, and add those.",
  too_much_memory:
    "It unpacks to more than can be read. It may be damaged or made to be hard to read. Save it anew with smaller pictures, or split it into parts, and add those.",
};
