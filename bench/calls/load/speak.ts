import type { WebSocket } from "ws";
import { BYTES_PER_MS, voiceAudio } from "./frames";
import type { CallRecord, Registry, VoiceAnswer } from "./records";

const MS_PER_CHARACTER = 45;
const LARGEST_MESSAGE_BYTES = 8_000;

/** Deepgram's `/v1/speak`: the audio of each piece of text goes out the moment the text is there. */
export function speakConnection(socket: WebSocket, registry: Registry): void {
  const answers: VoiceAnswer[] = [];
  let current: VoiceAnswer | null = null;
  let record: CallRecord | null = null;
  let sequence = 0;

  const speak = (text: string) => {
    const receivedAt = performance.now();
    if (!current) answers.push((current = { sentBytes: 0, cleared: false, toTurn: false }));
    const answer = answers.length - 1;
    const named = /sierra (\d+) (\d+)/.exec(text);
    if (named) current.toTurn = true;
    if (named && !record) {
      record = registry.calls[Number(named[1])] ?? null;
      if (record) {
        record.answers = answers;
        record.speakConnections += 1;
      }
    }
    for (let left = text.length * MS_PER_CHARACTER * BYTES_PER_MS; left > 0; left -= LARGEST_MESSAGE_BYTES) {
      const bytes = Math.min(left, LARGEST_MESSAGE_BYTES);
      socket.send(voiceAudio(answer, bytes));
      current.sentBytes += bytes;
    }
    if (record && named && Number(named[2]) === record.turn && record.speakReceivedAt === 0) {
      record.answer = answer;
      record.speakReceivedAt = receivedAt;
      record.audioSentAt = performance.now();
    }
  };

  socket.on("message", (data: Buffer) => {
    const message = JSON.parse(data.toString("utf8")) as { type: string; text?: string };
    if (message.type === "Speak") speak(message.text ?? "");
    else if (message.type === "Flush") {
      current = null;
      socket.send(`{"type":"Flushed","sequence_id":${(sequence += 1)}}`);
    } else if (message.type === "Clear") {
      if (current) current.cleared = true;
      current = null;
      socket.send(`{"type":"Cleared","sequence_id":${(sequence += 1)}}`);
    } else if (message.type === "Close") socket.close(1000);
  });
  socket.on("error", () => socket.terminate());
}
