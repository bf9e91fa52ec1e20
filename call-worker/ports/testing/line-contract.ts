import { afterEach, describe, expect, it } from "vitest";
import { MULAW_SILENCE } from "@/lib/domain/audio/mulaw";
import type { Line, LineEnd, LineListener } from "../line";
import { Recorder } from "./recorder";

/** The far end of a line under test: what a caller and their device do. */
export interface FarEnd {
  /** Sends sound, in real time. */
  talk(mulaw: Uint8Array): void;
  pressKey(digit: string): void;
  /** Null where the far end has no keyboard. */
  type: ((text: string) => void) | null;
  /** All sound that came, in order, silence included. */
  heard(): Uint8Array;
  hangUp(): void;
  /** The connection breaks without a goodbye. */
  breakOff(): void;
  /** Resolves when our side has closed the line. */
  readonly closed: Promise<void>;
}

export type ConnectedLine = { line: Line; farEnd: FarEnd; close(): Promise<void> };

type Told =
  | { kind: "audio"; mulaw: Uint8Array }
  | { kind: "mark"; name: string; atMs: number }
  | { kind: "key"; digit: string }
  | { kind: "text"; text: string }
  | { kind: "closed"; how: LineEnd };

type LineContractOptions = {
  connect(listener: LineListener): Promise<ConnectedLine>;
  /** How the line tells that the far end hung up. */
  whenHungUp: LineEnd;
};

/** 100 ms whose every byte is `code`: a sound that can be found again. */
const sound = (code: number, ms = 100) => new Uint8Array(ms * 8).fill(code);
const count = (audio: Uint8Array, code: number) => audio.reduce((sum, byte) => sum + (byte === code ? 1 : 0), 0);

/** What every line must do, whoever is at its far end. In real time: marks are about nothing else. */
export function describeLineContract(name: string, options: LineContractOptions): void {
  describe(`${name} as a line`, () => {
    let connected: ConnectedLine | null = null;
    let told = new Recorder<Told>();

    async function connect() {
      told = new Recorder<Told>();
      const mine = told;
      connected = await options.connect({
        onAudio: (mulaw) => mine.add({ kind: "audio", mulaw: Uint8Array.from(mulaw) }),
        onMark: (mark) => mine.add({ kind: "mark", name: mark, atMs: performance.now() }),
        onKey: (digit) => mine.add({ kind: "key", digit }),
        onText: (text) => mine.add({ kind: "text", text }),
        onClosed: (_reason, how) => mine.add({ kind: "closed", how }),
      });
      return connected;
    }
    const marks = () => told.events.filter((each) => each.kind === "mark").map((each) => each.name);
    const marked = (mark: string) => told.until((each) => each.kind === "mark" && each.name === mark);

    afterEach(async () => {
      await connected?.close();
      connected = null;
    });

    it("plays what it is sent, in order and without a gap", async () => {
      const { line, farEnd } = await connect();
      for (const code of [0x10, 0x20, 0x30]) line.sendAudio(sound(code));
      line.sendMark("end");
      await marked("end");
      const heard = farEnd.heard();
      const played = heard.subarray(heard.indexOf(0x10), heard.lastIndexOf(0x30) + 1);
      expect([0x10, 0x20, 0x30].map((code) => count(played, code))).toEqual([800, 800, 800]);
      expect(played.indexOf(0x20)).toBeGreaterThan(played.lastIndexOf(0x10));
      expect(played.indexOf(0x30)).toBeGreaterThan(played.lastIndexOf(0x20));
    });

    it("returns marks in order, each not before the sound ahead of it was played", async () => {
      const { line } = await connect();
      const startedAt = performance.now();
      line.sendAudio(sound(0x10, 200));
      line.sendMark("first");
      line.sendAudio(sound(0x20, 300));
      line.sendMark("second");
      const first = await marked("first");
      const second = await marked("second");
      expect(marks()).toEqual(["first", "second"]);
      // A clock's tick early at most.
      if (first.kind === "mark") expect(first.atMs - startedAt).toBeGreaterThan(180);
      if (second.kind === "mark") expect(second.atMs - startedAt).toBeGreaterThan(480);
    });

    it("clear empties the far end's buffer and returns its marks at once", async () => {
      const { line, farEnd } = await connect();
      line.sendAudio(sound(0x10, 2000));
      line.sendMark("never played");
      await new Promise((resolve) => setTimeout(resolve, 200));
      const clearedAt = performance.now();
      line.clear();
      const mark = await marked("never played");
      if (mark.kind === "mark") expect(mark.atMs - clearedAt).toBeLessThan(500);
      line.sendAudio(sound(0x20, 60));
      line.sendMark("after");
      await marked("after");
      expect(count(farEnd.heard(), 0x10)).toBeLessThan(1200 * 8);
      expect(count(farEnd.heard(), 0x20)).toBe(480);
    });

    it("passes on what the far end says, in pieces", async () => {
      const { farEnd } = await connect();
      farEnd.talk(sound(0x42, 300));
      await told.until(() => said(0x42) >= 2000);
      expect(
        Math.max(...told.events.map((each) => (each.kind === "audio" ? each.mulaw.length : 0))),
      ).toBeLessThanOrEqual(4000);
    });
    const said = (code: number) =>
      told.events.reduce((sum, each) => sum + (each.kind === "audio" ? count(each.mulaw, code) : 0), 0);

    it("passes on keys, and what is typed where there is a keyboard", async () => {
      const { farEnd } = await connect();
      farEnd.pressKey("7");
      farEnd.pressKey("#");
      await told.until((each) => each.kind === "key" && each.digit === "#");
      expect(told.events.filter((each) => each.kind === "key").map((each) => each.digit)).toEqual(["7", "#"]);
      if (!farEnd.type) return;
      farEnd.type("Are you open on Saturday?");
      expect(await told.until((each) => each.kind === "text")).toEqual({
        kind: "text",
        text: "Are you open on Saturday?",
      });
    });

    it("tells once that the far end hung up", async () => {
      const { farEnd } = await connect();
      farEnd.hangUp();
      expect(await told.until((each) => each.kind === "closed")).toEqual({ kind: "closed", how: options.whenHungUp });
      expect(told.events.filter((each) => each.kind === "closed")).toHaveLength(1);
    });

    it("tells a connection that broke from one that ended", async () => {
      const { farEnd } = await connect();
      farEnd.breakOff();
      expect(await told.until((each) => each.kind === "closed")).toEqual({ kind: "closed", how: "lost" });
    });

    it("closes when asked, and takes everything afterwards without complaint", async () => {
      const { line, farEnd } = await connect();
      line.close();
      await farEnd.closed;
      line.sendAudio(sound(MULAW_SILENCE));
      line.sendMark("late");
      line.clear();
      line.close();
      expect(line.bufferedBytes()).toBeGreaterThanOrEqual(0);
    });
  });
}
