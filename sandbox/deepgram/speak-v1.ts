import type { Connection, Session } from "./connection";
import { completeSentences } from "./sentences";
import { MAX_SPEAK_CHARACTERS, modelFacts, silence, speak } from "./voice-output";
import type { VoiceOutput } from "./voice-output";

const WINDOW_MS = 60_000;
const FLUSHES_PER_WINDOW = 20;
const CHARACTERS_PER_WINDOW = 2400;
const SESSION_LIMIT_MS = 60 * 60_000;
/** A quarter of a second of audio a message: well ahead of real time, small enough to be cut off. */
const CHUNK_MS = 250;

interface Job {
  /** undefined: a Flush, to be confirmed once all before it was sent. */
  readonly audio: Promise<Uint8Array> | undefined;
  readonly askedAtMs: number;
}

/**
 * Aura on one connection. Text is buffered; a sentence is spoken as soon as text after it shows that it is complete, the
 * last one when it is flushed.
 */
export class AuraSession implements Session {
  private buffer = "";
  private jobs: Job[] = [];
  private isWorking = false;
  /** Changes with every Clear: what was under way for an older one is dropped. */
  private generation = 0;
  private sequenceId = 0;
  private isFirstAudio = true;
  private isOver = false;
  private flushedAtMs: number[] = [];
  private spoken: { readonly atMs: number; readonly characters: number }[] = [];

  constructor(
    private readonly connection: Connection,
    private readonly output: VoiceOutput,
  ) {
    const { name, version, uuid } = modelFacts(output.model);
    this.connection.sendJson({
      type: "Metadata",
      request_id: connection.requestId,
      model_name: name,
      model_version: version,
      model_uuid: uuid,
      additional_model_uuids: [],
    });
  }

  audio(): void {
    this.end(1003, "MESSAGE-0000");
  }

  text(message: string): void {
    if (this.isOver) return;
    let parsed: { type?: unknown; text?: unknown } | null = null;
    try {
      parsed = JSON.parse(message) as { type?: unknown; text?: unknown } | null;
    } catch {
      // Not JSON: refused below like any other unknown message.
    }
    if (parsed?.type === "Speak" && typeof parsed.text === "string") return this.takeText(parsed.text);
    this.connection.log("received", { type: typeof parsed?.type === "string" ? parsed.type : "unknown" });
    if (parsed?.type === "Flush") return this.flush();
    if (parsed?.type === "Clear") return this.clear();
    if (parsed?.type === "Close") return this.end(1000, "");
    this.end(1008, "DATA-0000");
  }

  tick(nowMs: number): void {
    if (!this.isOver && nowMs - this.connection.openedAtMs > SESSION_LIMIT_MS) this.end(1011, "NET-0003");
  }

  closed(): void {
    this.isOver = true;
    this.generation++;
    this.jobs = [];
  }

  private takeText(text: string): void {
    if (text.length > MAX_SPEAK_CHARACTERS) return this.end(1009, "BIG-0001");
    const nowMs = performance.now();
    this.spoken = this.spoken.filter(({ atMs }) => nowMs - atMs < WINDOW_MS);
    this.spoken.push({ atMs: nowMs, characters: text.length });
    const characters = this.spoken.reduce((sum, entry) => sum + entry.characters, 0);
    if (characters > CHARACTERS_PER_WINDOW) return this.end(1008, "DATA-0001");
    const { sentences, rest } = completeSentences(this.buffer + text);
    this.buffer = rest;
    for (const sentence of sentences) this.say(sentence);
  }

  private flush(): void {
    const nowMs = performance.now();
    this.flushedAtMs = this.flushedAtMs.filter((atMs) => nowMs - atMs < WINDOW_MS);
    if (this.flushedAtMs.length >= FLUSHES_PER_WINDOW) {
      // The specification names the fields code and description, the service has sent warn_code and warn_msg.
      const code = "EXCESSIVE_FLUSH";
      const description = "Rate limit exceeded for flushes. Please try again later.";
      this.connection.sendJson({ type: "Warning", code, description, warn_code: code, warn_msg: description });
      return;
    }
    this.flushedAtMs.push(nowMs);
    this.say(this.buffer.trim());
    this.buffer = "";
    this.jobs.push({ audio: undefined, askedAtMs: nowMs });
    void this.work();
  }

  private clear(): void {
    this.generation++;
    this.buffer = "";
    this.jobs = [];
    this.isWorking = false;
    this.isFirstAudio = true;
    this.connection.discard();
    this.connection.sendJson({ type: "Cleared", sequence_id: this.sequenceId++ });
  }

  private say(text: string): void {
    if (!/[\p{L}\p{N}]/u.test(text)) return;
    this.connection.log("spoken", { text });
    const audio = speak(text, this.output);
    // Awaited in its turn; a failure before that must not count as unhandled.
    audio.catch(() => undefined);
    this.jobs.push({ audio, askedAtMs: performance.now() });
    void this.work();
  }

  private async work(): Promise<void> {
    if (this.isWorking) return;
    this.isWorking = true;
    const { generation } = this;
    for (let job = this.jobs.shift(); job; job = this.jobs.shift()) {
      if (!job.audio) {
        this.connection.sendJson({ type: "Flushed", sequence_id: this.sequenceId++ }, 0, true);
        this.isFirstAudio = true;
        continue;
      }
      const audio = await job.audio.catch((error: Error) => this.fail(error));
      if (generation !== this.generation) return;
      if (audio) this.send(audio, job.askedAtMs);
    }
    this.isWorking = false;
  }

  private send(audio: Uint8Array, askedAtMs: number): void {
    const { connection, output } = this;
    let delayMs = 0;
    if (this.isFirstAudio) {
      this.isFirstAudio = false;
      delayMs = connection.latencyMs("speak-first-audio") - (performance.now() - askedAtMs);
      const silentMs = connection.latencyMs("speak-leading-silence");
      if (silentMs > 0) connection.sendAudio(silence(silentMs, output), delayMs);
    }
    const chunkBytes = ((output.sampleRate * CHUNK_MS) / 1000) * (output.encoding === "linear16" ? 2 : 1);
    for (let offset = 0; offset < audio.length; offset += chunkBytes) {
      connection.sendAudio(audio.subarray(offset, offset + chunkBytes), delayMs);
      delayMs = 0;
    }
  }

  private fail(error: Error): undefined {
    this.connection.log("failed", { message: error.message });
    this.end(1011, "NET-0000");
  }

  private end(code: number, reason: string): void {
    if (this.isOver) return;
    this.isOver = true;
    this.generation++;
    this.jobs = [];
    this.connection.discard();
    this.connection.close(code, reason);
  }
}
