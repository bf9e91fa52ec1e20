import type { WebSocket } from "ws";
import type { Line } from "@/call-worker/ports/line";

const CLOSE_GRACE_MS = 1_000;

const ignoreSendError = (): void => {
  // A send that fails is followed by the socket's close, which is reported.
};

/** The sending half of a media stream. */
export class MediaLine implements Line {
  private readonly mediaPrefix: string;
  private readonly markPrefix: string;
  private readonly clearMessage: string;

  constructor(
    private readonly socket: WebSocket,
    readonly lineId: string,
  ) {
    const sid = JSON.stringify(lineId);
    this.mediaPrefix = `{"event":"media","streamSid":${sid},"media":{"payload":"`;
    this.markPrefix = `{"event":"mark","streamSid":${sid},"mark":{"name":`;
    this.clearMessage = `{"event":"clear","streamSid":${sid}}`;
  }

  sendAudio(mulaw: Uint8Array): void {
    const bytes = Buffer.isBuffer(mulaw) ? mulaw : Buffer.from(mulaw.buffer, mulaw.byteOffset, mulaw.byteLength);
    this.socket.send(`${this.mediaPrefix}${bytes.toString("base64")}"}}`, ignoreSendError);
  }

  sendMark(name: string): void {
    this.socket.send(`${this.markPrefix}${JSON.stringify(name)}}}`, ignoreSendError);
  }

  clear(): void {
    this.socket.send(this.clearMessage, ignoreSendError);
  }

  close(): void {
    endSocket(this.socket, 1000, "call over");
  }

  bufferedBytes(): number {
    return this.socket.bufferedAmount;
  }
}

/** Closes politely, and cuts the connection when the other side does not answer within a second. */
export function endSocket(socket: WebSocket, code: number, reason: string): void {
  if (socket.readyState === socket.CLOSED || socket.readyState === socket.CLOSING) return;
  // A close frame holds at most 123 bytes of reason.
  socket.close(code, reason.replace(/[^\x20-\x7e]/g, "?").slice(0, 120));
  const timer = setTimeout(() => socket.terminate(), CLOSE_GRACE_MS);
  timer.unref();
  socket.once("close", () => clearTimeout(timer));
}
