import type { WebSocket } from "ws";
import { FRAME_BYTES, FRAME_KIND, nextFrame, readFrame } from "./frames";
import type { CallRecord, Registry } from "./records";

/** Flux tells what it has about four times a second. */
const UPDATE_EVERY_FRAMES = 12;
const WORDS = ["I", "would", "like", "to", "know", "about", "the", "garden", "visit", "next", "week"];

/** What the caller says in a turn. The number lets the model's stand-in find its call; no two are alike. */
const turnText = (call: number, turn: number): string => `My question about the garden visit is zulu ${call} ${turn}`;
const BREAK_IN_TEXT = "actually I meant something else";

/** Deepgram's `/v2/listen`, which ends a turn the moment a frame marked so arrives. */
export function listenConnection(socket: WebSocket, registry: Registry): void {
  const header = { call: 0, number: 0, kind: 0 };
  let record: CallRecord | null = null;
  let sequence = 0;
  let turnIndex = 0;
  let speechFrames = 0;
  let frames = 0;

  const tell = (event: string, transcript: string, confidence: number) => {
    const end = (frames * 20) / 1000;
    const words = transcript.split(" ").map((word, index) => ({
      word,
      confidence: 0.98,
      start: Math.max(0, end - 1 + index * 0.1),
      end: Math.max(0, end - 0.9 + index * 0.1),
    }));
    const message = {
      type: "TurnInfo",
      request_id: "bench",
      sequence_id: (sequence += 1),
      event,
      turn_index: turnIndex,
      audio_window_start: Math.max(0, end - 1),
      audio_window_end: end,
      transcript,
      words,
      end_of_turn_confidence: confidence,
      ...(event === "EndOfTurn" ? { trigger: "model" } : {}),
    };
    socket.send(JSON.stringify(message));
  };

  const hear = (call: CallRecord, kind: number) => {
    if (kind === FRAME_KIND.silence) return;
    speechFrames += 1;
    if (kind === FRAME_KIND.turnEnd) {
      call.turn += 1;
      call.answer = -1;
      call.modelReceivedAt = 0;
      call.speakReceivedAt = 0;
      call.turnEndSentAt = performance.now();
      tell("EndOfTurn", turnText(call.index, call.turn), 0.9);
      turnIndex += 1;
      speechFrames = 0;
    } else if (speechFrames === 1) {
      const breaksIn = kind === FRAME_KIND.breakIn;
      if (breaksIn) call.bargeInSentAt = performance.now();
      tell("StartOfTurn", breaksIn ? BREAK_IN_TEXT : WORDS[0]!, 0.1);
    } else if (speechFrames % UPDATE_EVERY_FRAMES === 0) {
      const spoken = WORDS.slice(0, 1 + Math.floor(speechFrames / 5)).join(" ");
      tell("Update", kind === FRAME_KIND.breakIn ? `${BREAK_IN_TEXT} ${spoken}` : spoken, 0.2);
    }
  };

  let rest: Buffer = Buffer.alloc(0);
  socket.on("message", (data: Buffer, isBinary: boolean) => {
    if (!isBinary) return;
    const bytes = rest.length === 0 ? data : Buffer.concat([rest, data]);
    let offset = 0;
    while (offset + FRAME_BYTES <= bytes.length) {
      if (readFrame(bytes, offset, header)) {
        if (!record) {
          record = registry.calls[header.call] ?? null;
          if (record) record.listenConnections += 1;
        }
        if (record?.frameArrived(header.number)) hear(record, header.kind);
      } else {
        // A connection that replaced another may begin within a frame.
        const next = nextFrame(bytes, offset + 1, offset + FRAME_BYTES);
        if (next > 0) {
          offset = next;
          continue;
        }
        if (record) record.framesFilled += 1;
      }
      frames += 1;
      offset += FRAME_BYTES;
    }
    rest = bytes.subarray(offset);
  });
  socket.on("error", () => socket.terminate());
  socket.send(JSON.stringify({ type: "Connected", request_id: "bench", sequence_id: 0 }));
}
