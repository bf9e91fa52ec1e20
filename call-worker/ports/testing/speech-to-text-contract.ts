import { describe, expect, it } from "vitest";
import type { ListenListener, ListenOptions, Recognition, SpeechToText, SpeechToTextStream } from "../speech-to-text";
import { Recorder } from "./recorder";

export type Trouble =
  { kind: "drop" | "garbage" | "stall" | "half-open"; afterMs?: number } | { kind: "status"; status: number };

/** What the suite needs to know of one recogniser and of the vendor it talks to. */
export interface SpeechToTextHarness {
  recogniser(): SpeechToText;
  /** The same with a key that the vendor does not know. */
  withWrongKey(): SpeechToText;
  options: ListenOptions;
  /** Somebody saying `text`, 8 kHz mu-law without silence around it. */
  speech(text: string): Promise<Uint8Array>;
  /** Makes the vendor misbehave on its next connection, once. */
  trouble(trouble: Trouble): void;
  /** Whether the recogniser says when a turn may be ending. */
  warnsEarly: boolean;
}

type Heard =
  | { kind: "open" }
  | { kind: "recognition"; recognition: Recognition }
  | { kind: "lost"; message: string; retryable: boolean };

const CHUNK_BYTES = 640;
const SILENCE = new Uint8Array(CHUNK_BYTES).fill(0xff);
const MOST_SILENT_CHUNKS = 250;

class Ear implements ListenListener {
  readonly heard = new Recorder<Heard>();
  onOpen(): void {
    this.heard.add({ kind: "open" });
  }
  onRecognition(recognition: Recognition): void {
    this.heard.add({ kind: "recognition", recognition });
  }
  onLost(lost: { message: string; retryable: boolean }): void {
    this.heard.add({ kind: "lost", ...lost });
  }
  get recognitions(): Recognition[] {
    return this.heard.events.flatMap((each) => (each.kind === "recognition" ? [each.recognition] : []));
  }
  get ended(): Extract<Recognition, { kind: "turn.ended" }>[] {
    return this.recognitions.filter((each) => each.kind === "turn.ended");
  }
  opened(): Promise<unknown> {
    return this.heard.until((each) => each.kind === "open");
  }
  async lost(): Promise<{ message: string; retryable: boolean }> {
    const event = await this.heard.until((each) => each.kind === "lost");
    if (event.kind !== "lost") throw new Error("unreachable");
    return event;
  }
}

/** Speaks into a stream as fast as the vendor takes it, 80 ms at a time. */
async function say(stream: SpeechToTextStream, audio: Uint8Array): Promise<void> {
  for (let at = 0; at < audio.length; at += CHUNK_BYTES) {
    const chunk = new Uint8Array(CHUNK_BYTES).fill(0xff);
    chunk.set(audio.subarray(at, at + CHUNK_BYTES));
    stream.push(chunk);
    await turnOfTheLoop();
  }
}

/** Keeps the line open in silence until something has happened; fails when 20 s of it were not enough. */
async function silenceUntil(stream: SpeechToTextStream, happened: () => boolean): Promise<void> {
  for (let chunk = 0; !happened(); chunk += 1) {
    if (chunk > MOST_SILENT_CHUNKS) throw new Error("20 s of silence changed nothing");
    stream.push(SILENCE);
    await turnOfTheLoop();
    while (stream.bufferedBytes() > 0) await turnOfTheLoop();
  }
}

function turnOfTheLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function words(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N} ]/gu, "")
    .trim();
}

/** What every recogniser must do, whoever makes it. */
export function describeSpeechToText(name: string, harness: SpeechToTextHarness): void {
  describe(`${name} as a recogniser`, () => {
    it("hears turns from the first word to the end, each with its times", async () => {
      const ear = new Ear();
      const stream = harness.recogniser().open(harness.options, ear);
      await ear.opened();
      const first = await harness.speech("I would like to book a table.");
      const second = await harness.speech("For four people, please.");
      await silenceUntil(stream, () => true);
      await say(stream, first);
      await silenceUntil(stream, () => ear.ended.length === 1);
      await say(stream, second);
      await silenceUntil(stream, () => ear.ended.length === 2);
      stream.close();

      expect(ear.ended.map((each) => words(each.text))).toEqual([
        "i would like to book a table",
        "for four people please",
      ]);
      let open = -1;
      let last = -1;
      for (const recognition of ear.recognitions) {
        if (recognition.kind === "turn.started") {
          expect(recognition.turn).toBeGreaterThan(last);
          open = recognition.turn;
        }
        expect(recognition.turn).toBe(open);
        if (recognition.kind === "turn.ended") {
          last = open;
          open = -1;
        }
      }
      const [one, two] = ear.ended;
      expect(one?.endMs).toBeGreaterThan((one?.startMs ?? 0) + 500);
      expect(two?.startMs).toBeGreaterThanOrEqual(one?.endMs ?? Infinity);
      expect(Math.abs((one?.endMs ?? 0) - (one?.startMs ?? 0) - first.length / 8)).toBeLessThan(600);
      const warned = ear.recognitions.some((each) => each.kind === "turn.ending");
      expect(warned).toBe(harness.warnsEarly);
    });

    it("ends a turn when asked to", async () => {
      const ear = new Ear();
      const stream = harness.recogniser().open(harness.options, ear);
      await ear.opened();
      await say(stream, await harness.speech("My number is four two seven nine."));
      await ear.heard.until((each) => each.kind === "recognition");
      stream.forceEndOfTurn();
      await ear.heard.until((each) => each.kind === "recognition" && each.recognition.kind === "turn.ended");
      stream.close();
      expect(ear.ended).toHaveLength(1);
      expect(words(ear.ended[0]?.text ?? "")).toContain("my number");
    });

    it("says nothing about silence", async () => {
      const ear = new Ear();
      const stream = harness.recogniser().open(harness.options, ear);
      await ear.opened();
      let chunks = 0;
      await silenceUntil(stream, () => (chunks += 1) > 60);
      stream.forceEndOfTurn();
      stream.close();
      expect(ear.heard.events).toEqual([{ kind: "open" }]);
    });

    it("is told once when the connection drops, and a new one works", async () => {
      harness.trouble({ kind: "drop", afterMs: 50 });
      const recogniser = harness.recogniser();
      const ear = new Ear();
      const stream = recogniser.open(harness.options, ear);
      expect(await ear.lost()).toMatchObject({ retryable: true });
      stream.push(SILENCE);
      stream.forceEndOfTurn();
      stream.close();
      expect(ear.heard.events.filter((each) => each.kind === "lost")).toHaveLength(1);

      const again = new Ear();
      const second = recogniser.open(harness.options, again);
      await again.opened();
      await say(second, await harness.speech("Are you still there?"));
      await silenceUntil(second, () => again.ended.length === 1);
      second.close();
      expect(words(again.ended[0]?.text ?? "")).toBe("are you still there");
    });

    it.each([429, 503])("is told that a refusal with %i may pass", async (status) => {
      harness.trouble({ kind: "status", status });
      const ear = new Ear();
      harness.recogniser().open(harness.options, ear);
      const lost = await ear.lost();
      expect(lost.retryable).toBe(true);
      expect(lost.message).toContain(String(status));
    });

    it("is told that a wrong key will not", async () => {
      const ear = new Ear();
      harness.withWrongKey().open(harness.options, ear);
      const lost = await ear.lost();
      expect(lost.retryable).toBe(false);
      expect(lost.message).toContain("401");
      expect(ear.heard.events).toHaveLength(1);
    });

    it("survives garbage", async () => {
      harness.trouble({ kind: "garbage" });
      const ear = new Ear();
      harness.recogniser().open(harness.options, ear);
      expect(await ear.lost()).toMatchObject({ retryable: true });
    });

    it("survives a vendor that takes the connection and never answers", { timeout: 10_000 }, async () => {
      harness.trouble({ kind: "half-open" });
      const ear = new Ear();
      harness.recogniser().open(harness.options, ear);
      expect(await ear.lost()).toMatchObject({ retryable: true });
    });

    it("can be closed at any moment, also while it connects, and is then silent", async () => {
      harness.trouble({ kind: "stall" });
      const stalled = new Ear();
      const stream = harness.recogniser().open(harness.options, stalled);
      await stalled.opened();
      await say(stream, await harness.speech("Hello?"));
      stream.close();
      stream.close();
      const early = new Ear();
      harness.recogniser().open(harness.options, early).close();
      const other = new Ear();
      const last = harness.recogniser().open(harness.options, other);
      await other.opened();
      last.close();
      expect(stalled.heard.events).toEqual([{ kind: "open" }]);
      expect(early.heard.events).toEqual([]);
    });
  });
}
