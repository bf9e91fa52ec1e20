import type { WebSocket } from "ws";
import { BYTES_PER_MS, FRAME_BYTES, FRAME_KIND, FRAME_MS, readFrame, voiceAudio } from "./frames";
import type { Paced, Pacer } from "./pacer";
import type { CallRecord, Registry } from "./records";

/** As the engine sends it: some 100 ms a message, and about as long as the engine's answers. */
const MESSAGE_MS = 100;
const ANSWER_MS = 3_200;
const AHEAD_MS = 300;

/** The relay's other end: counts the frames that come and answers a turn with as much audio as the engine's voice would. */
export class RelayLink implements Paced {
  private readonly header = { call: 0, number: 0, kind: 0 };
  private record: CallRecord | null = null;
  private leftMs = 0;
  private nextAt = 0;

  constructor(
    private readonly socket: WebSocket,
    private readonly registry: Registry,
    private readonly pacer: Pacer,
  ) {
    socket.on("message", (data: Buffer) => this.hear(data));
    socket.on("error", () => socket.terminate());
    socket.on("close", () => pacer.remove(this));
    pacer.add(this);
  }

  private hear(data: Buffer): void {
    for (let offset = 0; offset + FRAME_BYTES <= data.length; offset += FRAME_BYTES) {
      if (!readFrame(data, offset, this.header)) continue;
      this.record ??= this.registry.calls[this.header.call] ?? null;
      if (!this.record?.frameArrived(this.header.number)) continue;
      const { kind } = this.header;
      if (kind === FRAME_KIND.turnEnd) this.answer(this.record);
      else if (kind === FRAME_KIND.breakIn) this.leftMs = 0;
    }
  }

  private answer(record: CallRecord): void {
    record.turn += 1;
    record.answers.push({ sentBytes: 0, cleared: false, toTurn: true });
    record.answer = record.answers.length - 1;
    this.leftMs = ANSWER_MS;
    this.nextAt = performance.now() - AHEAD_MS;
    record.turnEndSentAt = performance.now();
    this.onFrame(performance.now());
  }

  onFrame(now: number): void {
    const { record } = this;
    while (record && this.leftMs > 0 && now >= this.nextAt - FRAME_MS / 2) {
      const bytes = MESSAGE_MS * BYTES_PER_MS;
      this.socket.send(voiceAudio(record.answer, bytes));
      const answer = record.answers[record.answer];
      if (answer) answer.sentBytes += bytes;
      this.leftMs -= MESSAGE_MS;
      this.nextAt += MESSAGE_MS;
    }
  }
}
