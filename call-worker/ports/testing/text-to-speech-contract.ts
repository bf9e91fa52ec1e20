import { describe, expect, it } from "vitest";
import type { SpeakListener, TextToSpeech } from "../text-to-speech";
import { Recorder } from "./recorder";
import type { Trouble } from "./speech-to-text-contract";

/** What the suite needs to know of one voice and of the vendor it talks to. */
export interface TextToSpeechHarness {
  voice(): TextToSpeech;
  /** The same with a key that the vendor does not know. */
  withWrongKey(): TextToSpeech;
  name: string;
  /** Makes the vendor misbehave on its next connection, once. */
  trouble(trouble: Trouble): void;
}

type Spoken =
  | { kind: "open" }
  | { kind: "audio"; generation: number; bytes: Uint8Array }
  | { kind: "finished"; generation: number }
  | { kind: "lost"; message: string; retryable: boolean };

class Mouth implements SpeakListener {
  readonly spoken = new Recorder<Spoken>();
  onOpen(): void {
    this.spoken.add({ kind: "open" });
  }
  onAudio(generation: number, bytes: Uint8Array): void {
    this.spoken.add({ kind: "audio", generation, bytes });
  }
  onFinished(generation: number): void {
    this.spoken.add({ kind: "finished", generation });
  }
  onLost(lost: { message: string; retryable: boolean }): void {
    this.spoken.add({ kind: "lost", ...lost });
  }
  audioOf(generation: number): Buffer {
    return Buffer.concat(
      this.spoken.events.flatMap((each) =>
        each.kind === "audio" && each.generation === generation ? [each.bytes] : [],
      ),
    );
  }
  opened(): Promise<unknown> {
    return this.spoken.until((each) => each.kind === "open");
  }
  finished(generation: number): Promise<unknown> {
    return this.spoken.until((each) => each.kind === "finished" && each.generation === generation);
  }
  async lost(): Promise<{ message: string; retryable: boolean }> {
    const event = await this.spoken.until((each) => each.kind === "lost");
    if (event.kind !== "lost") throw new Error("unreachable");
    return event;
  }
}

const BYTES_PER_SECOND = 8_000;

/** What every voice must do, whoever makes it. */
export function describeTextToSpeech(name: string, harness: TextToSpeechHarness): void {
  const open = () => {
    const mouth = new Mouth();
    return { mouth, stream: harness.voice().open({ voice: harness.name }, mouth) };
  };

  describe(`${name} as a voice`, () => {
    it("speaks an answer that comes in tokens, and says when all of it has come", async () => {
      const { mouth, stream } = open();
      await mouth.opened();
      for (const token of ["Thank", " you", " for", " calling", ".", " How", " can", " I", " help", "?"])
        stream.speak(1, token);
      stream.finish(1);
      await mouth.finished(1);
      stream.close();
      const seconds = mouth.audioOf(1).length / BYTES_PER_SECOND;
      expect(seconds).toBeGreaterThan(1);
      expect(seconds).toBeLessThan(8);
      expect(mouth.spoken.events.at(-1)).toEqual({ kind: "finished", generation: 1 });
      // Silence is 0xFF in mu-law: an answer is not made of it, and has no file header either.
      expect(new Set(mouth.audioOf(1)).size).toBeGreaterThan(50);
      expect(mouth.audioOf(1).subarray(0, 4).toString("latin1")).not.toBe("RIFF");
    });

    it("speaks what was asked for before it was connected", async () => {
      const { mouth, stream } = open();
      stream.speak(1, "Hello.");
      stream.finish(1);
      await mouth.finished(1);
      stream.close();
      expect(mouth.audioOf(1).length).toBeGreaterThan(BYTES_PER_SECOND / 10);
    });

    it("keeps two answers apart", async () => {
      const { mouth, stream } = open();
      stream.speak(1, "Yes.");
      stream.finish(1);
      stream.speak(2, "The quick brown fox jumps over the lazy dog.");
      stream.finish(2);
      await mouth.finished(2);
      stream.close();
      const order = mouth.spoken.events.flatMap((each) => ("generation" in each ? [each.generation] : []));
      expect(order).toEqual(order.toSorted());
      expect(mouth.audioOf(2).length).toBeGreaterThan(mouth.audioOf(1).length);
    });

    it("lets nothing of a cancelled answer into the next", async () => {
      const whole = open();
      whole.stream.speak(1, "Of course.");
      whole.stream.finish(1);
      await whole.mouth.finished(1);
      whole.stream.close();

      const { mouth, stream } = open();
      await mouth.opened();
      for (let generation = 1; generation <= 9; generation += 2) {
        stream.speak(
          generation,
          "This is a long answer that nobody wants to hear to its end, and so on, and so forth.",
        );
        if (generation > 3) stream.finish(generation);
        if (generation > 5) await mouth.spoken.until((each) => each.kind === "audio" && each.generation === generation);
        const before = mouth.spoken.events.length;
        stream.cancel();
        stream.speak(generation, "too late");
        stream.speak(generation + 1, "Of course.");
        stream.finish(generation + 1);
        await mouth.finished(generation + 1);
        const after = mouth.spoken.events.slice(before);
        expect(after.filter((each) => "generation" in each && each.generation === generation)).toEqual([]);
        expect(mouth.audioOf(generation + 1).length).toBe(whole.mouth.audioOf(1).length);
      }
      stream.close();
    });

    it("speaks long text whole", async () => {
      const { mouth, stream } = open();
      const short = "We are open from nine to five. ";
      stream.speak(1, short);
      stream.finish(1);
      stream.speak(2, short.repeat(65));
      stream.finish(2);
      await mouth.finished(2);
      stream.close();
      expect(mouth.audioOf(2).length).toBeGreaterThan(mouth.audioOf(1).length * 50);
    });

    it("has nothing to say about nothing, and says so", async () => {
      const { mouth, stream } = open();
      await mouth.opened();
      stream.speak(1, " \u0000\n");
      stream.finish(1);
      stream.finish(2);
      await mouth.finished(2);
      stream.close();
      expect(mouth.spoken.events.filter((each) => each.kind === "audio")).toEqual([]);
    });

    it("speaks odd characters without harm", async () => {
      const { mouth, stream } = open();
      stream.speak(1, 'Curly “quotes”, <tags>, [[brackets]], \u0007bells, half \ud83d pairs and 👋 "JSON\\u0000".');
      stream.finish(1);
      await mouth.finished(1);
      stream.close();
      expect(mouth.audioOf(1).length).toBeGreaterThan(BYTES_PER_SECOND);
    });

    it("is told once when the connection drops, and a new one works", async () => {
      harness.trouble({ kind: "drop", afterMs: 50 });
      const { mouth, stream } = open();
      expect(await mouth.lost()).toMatchObject({ retryable: true });
      const count = mouth.spoken.events.length;
      stream.speak(5, "Hello?");
      stream.finish(5);
      stream.cancel();
      stream.close();
      const again = open();
      again.stream.speak(1, "Hello again.");
      again.stream.finish(1);
      await again.mouth.finished(1);
      again.stream.close();
      expect(mouth.spoken.events).toHaveLength(count);
    });

    it.each([429, 503])("is told that a refusal with %i may pass", async (status) => {
      harness.trouble({ kind: "status", status });
      const lost = await open().mouth.lost();
      expect(lost.retryable).toBe(true);
      expect(lost.message).toContain(String(status));
    });

    it("is told that a wrong key will not", async () => {
      const mouth = new Mouth();
      harness.withWrongKey().open({ voice: harness.name }, mouth);
      const lost = await mouth.lost();
      expect(lost.retryable).toBe(false);
      expect(lost.message).toContain("401");
    });

    it("survives garbage", async () => {
      harness.trouble({ kind: "garbage" });
      const { mouth, stream } = open();
      stream.speak(1, "Hello.");
      expect(await mouth.lost()).toMatchObject({ retryable: true });
    });

    it("can be closed at any moment and is then silent", async () => {
      const early = open();
      early.stream.speak(1, "Hello.");
      early.stream.close();
      const { mouth, stream } = open();
      await mouth.opened();
      stream.speak(1, "This will not be heard.");
      stream.finish(1);
      stream.close();
      const other = open();
      other.stream.speak(1, "This will.");
      other.stream.finish(1);
      await other.mouth.finished(1);
      other.stream.close();
      expect(early.mouth.spoken.events).toEqual([]);
      expect(mouth.spoken.events).toEqual([{ kind: "open" }]);
    });
  });
}
