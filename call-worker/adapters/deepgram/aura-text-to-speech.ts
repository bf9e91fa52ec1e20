import type { SpeakListener, TextToSpeech, TextToSpeechStream } from "@/call-worker/ports/text-to-speech";
import { DeepgramConnection } from "./connection";
import type { DeepgramSettings } from "./connection";
import { RollingWindow } from "./rolling-window";
import { speakable, splitSpeech } from "./speakable-text";

const CLEARED_DEADLINE_MS = 2_000;
/** Per connection (https://developers.deepgram.com/docs/streaming-text-to-speech#limits); beyond it the vendor closes. */
const MAX_FLUSHES_A_MINUTE = 20;
const MAX_CHARACTERS_A_MINUTE = 2_400;
const MINUTE_MS = 60_000;
/** Far below what a message may hold, so that a limit a minute is met in small steps. */
const MOST_TEXT_TOGETHER = 200;

export type AuraSettings = DeepgramSettings & {
  /** Told when text or an answer's end waits for one of the vendor's limits a minute. */
  onDelayed?: (delay: { what: "text" | "flush"; waitMs: number }) => void;
};

/** Deepgram Aura (`/v1/speak`), 8 kHz mu-law without a container. `voice` is a model such as "aura-2-thalia-en". */
export function createAuraTextToSpeech(settings: AuraSettings): TextToSpeech {
  return { open: (options, listener) => new AuraStream(settings, options.voice, listener) };
}

type AuraSocket = {
  connect(): unknown;
  close(): void;
  sendText(message: { type: "Speak"; text: string }): void;
  sendFlush(message: { type: "Flush" }): void;
  sendClear(message: { type: "Clear" }): void;
};

/** One answer that the vendor still owes audio for. */
type Answer = { generation: number; spoken: boolean; finished: boolean; flushSent: boolean };
type Order = { kind: "text"; text: string } | { kind: "flush"; answer: Answer };

/**
 * Audio carries no name, so it is told apart by order: the vendor works through its input in order, so all audio up
 * to a Flushed belongs to the oldest answer, and all audio before a Cleared belongs to what was cancelled.
 */
class AuraStream implements TextToSpeechStream {
  private readonly connection: DeepgramConnection<AuraSocket>;
  private readonly flushes = new RollingWindow(MAX_FLUSHES_A_MINUTE, MINUTE_MS);
  private readonly characters = new RollingWindow(MAX_CHARACTERS_A_MINUTE, MINUTE_MS);
  /** Oldest first. */
  private answers: Answer[] = [];
  /** Not sent yet: the connection opens, or a limit is reached. */
  private orders: Order[] = [];
  /** Generations up to this one are over; late text of theirs is dropped. */
  private overUpTo = -1;
  private heldSpace = "";
  private sending = false;
  private clearsPending = 0;
  private limitTimer: NodeJS.Timeout | undefined;
  private clearedTimer: NodeJS.Timeout | undefined;

  constructor(
    private readonly settings: AuraSettings,
    voice: string,
    private readonly listener: SpeakListener,
  ) {
    this.connection = new DeepgramConnection<AuraSocket>(
      "speak v1",
      settings,
      async (client) => {
        const socket = await client.speak.v1.connect({
          model: voice,
          encoding: "mulaw",
          sample_rate: "8000",
          queryParams: { container: "none" },
        });
        socket.on("message", (message: unknown) => this.receive(message));
        return socket;
      },
      {
        onOpen: () => {
          this.listener.onOpen();
          this.sendOrders();
        },
        onBinary: (audio) => this.receiveAudio(audio),
        onLost: (lost) => {
          this.forget();
          clearTimeout(this.clearedTimer);
          this.listener.onLost(lost);
        },
      },
    );
  }

  speak(generation: number, text: string): void {
    const answer = this.answerOf(generation);
    if (answer === undefined) return;
    const words = this.heldSpace + speakable(text);
    // A message of nothing but space is refused, yet the space between two tokens must not be lost.
    if (words.trim() === "") {
      this.heldSpace = answer.spoken && words !== "" ? " " : "";
      return;
    }
    this.heldSpace = "";
    answer.spoken = true;
    for (const piece of splitSpeech(words)) this.orderText(piece);
    this.sendSoon();
  }

  finish(generation: number): void {
    const answer = this.answerOf(generation);
    if (answer === undefined || answer.finished) return;
    answer.finished = true;
    this.heldSpace = "";
    if (answer.spoken) this.orders.push({ kind: "flush", answer });
    this.sendSoon();
    // Never from inside finish(): the caller is still in the middle of something.
    if (!answer.spoken) queueMicrotask(() => this.reportSilent());
  }

  cancel(): void {
    const owed = this.answers.some((answer) => answer.spoken);
    const socket = this.connection.socket;
    this.forget();
    if (!owed || socket === undefined) return;
    socket.sendClear({ type: "Clear" });
    this.clearsPending += 1;
    this.clearedTimer ??= setTimeout(() => {
      this.connection.fail({ message: "did not confirm Clear", retryable: true });
    }, CLEARED_DEADLINE_MS);
  }

  close(): void {
    this.forget();
    clearTimeout(this.clearedTimer);
    this.connection.close();
  }

  /** The answer that text of this generation goes to; undefined for one that is over. */
  private answerOf(generation: number): Answer | undefined {
    if (generation <= this.overUpTo) return undefined;
    const newest = this.answers[this.answers.length - 1];
    if (newest !== undefined && newest.generation >= generation) {
      return newest.generation === generation && !newest.finished ? newest : undefined;
    }
    if (newest !== undefined && !newest.finished) this.finish(newest.generation);
    const answer = { generation, spoken: false, finished: false, flushSent: false };
    this.answers.push(answer);
    return answer;
  }

  /** Tokens that came together are said together: a model sends many at a time, and each message is a system call. */
  private orderText(text: string): void {
    const last = this.orders[this.orders.length - 1];
    if (last?.kind === "text" && last.text.length + text.length <= MOST_TEXT_TOGETHER) last.text += text;
    else this.orders.push({ kind: "text", text });
  }

  private sendSoon(): void {
    if (this.sending) return;
    this.sending = true;
    queueMicrotask(() => {
      this.sending = false;
      this.sendOrders();
    });
  }

  private sendOrders(): void {
    const socket = this.connection.socket;
    if (socket === undefined || this.limitTimer !== undefined) return;
    for (let order = this.orders[0]; order !== undefined; order = this.orders[0]) {
      const now = performance.now();
      const limit = order.kind === "text" ? this.characters : this.flushes;
      const amount = order.kind === "text" ? order.text.length : 1;
      const waitMs = limit.waitMs(now, amount);
      if (waitMs > 0) {
        this.settings.onDelayed?.({ what: order.kind, waitMs });
        this.limitTimer = setTimeout(() => {
          this.limitTimer = undefined;
          this.sendOrders();
        }, waitMs);
        return;
      }
      limit.add(now, amount);
      this.orders.shift();
      if (order.kind === "text") {
        socket.sendText({ type: "Speak", text: order.text });
      } else {
        order.answer.flushSent = true;
        socket.sendFlush({ type: "Flush" });
      }
    }
  }

  private receiveAudio(audio: Buffer): void {
    if (this.clearsPending > 0 || audio.length === 0) return;
    const answer = this.answers[0];
    if (answer !== undefined) this.listener.onAudio(answer.generation, audio);
  }

  private receive(message: unknown): void {
    if (this.connection.socket === undefined) return;
    if (typeof message !== "object" || message === null || Array.isArray(message)) {
      this.connection.fail({ message: "sent a message that is not a JSON object", retryable: true });
      return;
    }
    const fields = message as Record<string, unknown>;
    if (fields["type"] === "Flushed") this.flushed();
    else if (fields["type"] === "Cleared") this.cleared();
    else if (fields["type"] === "Error") {
      this.connection.fail({ message: String(fields["description"] ?? fields["err_msg"]), retryable: true });
    }
  }

  private flushed(): void {
    const answer = this.answers[0];
    if (this.clearsPending > 0 || answer === undefined || !answer.flushSent) return;
    this.delivered(answer);
    this.reportSilent();
  }

  /** Answers that had no words end as soon as those before them have. */
  private reportSilent(): void {
    for (let next = this.answers[0]; next !== undefined && next.finished && !next.spoken; next = this.answers[0]) {
      this.delivered(next);
    }
  }

  private cleared(): void {
    if (this.clearsPending === 0) return;
    this.clearsPending -= 1;
    if (this.clearsPending > 0) return;
    clearTimeout(this.clearedTimer);
    this.clearedTimer = undefined;
  }

  private forget(): void {
    for (const answer of this.answers) this.overUpTo = Math.max(this.overUpTo, answer.generation);
    this.answers = [];
    this.orders = [];
    this.heldSpace = "";
    clearTimeout(this.limitTimer);
    this.limitTimer = undefined;
  }

  private delivered(answer: Answer): void {
    this.answers.shift();
    this.overUpTo = answer.generation;
    this.listener.onFinished(answer.generation);
  }
}
