import type { ServerOptions, WebSocket } from "ws";
import { FRAME_BYTES } from "@/lib/contracts/browser-line-paths";
import { BrowserLine, readMessage, type BrowserChannel } from "./browser-line";
import type { FrameClock } from "./frame-clock";
import type { BrowserLineHandlers } from "./handlers";

const START_TIMEOUT_MS = 10_000;
const CLOSE_GRACE_MS = 1_000;
/** Half a second in one message is more than any microphone sends at once. */
const MAX_AUDIO_BYTES = FRAME_BYTES * 25;

/** For the `ws` server that browsers' sockets arrive on. */
export const browserSocketOptions = {
  noServer: true,
  perMessageDeflate: false,
  maxPayload: 16_384,
} as const satisfies ServerOptions;

/** Takes over a browser's WebSocket: its first message says whose call it is, then sound goes as binary messages. */
export function acceptBrowserSocket(
  socket: WebSocket,
  lineId: string,
  clock: FrameClock,
  handlers: BrowserLineHandlers,
): void {
  let line: BrowserLine | null = null;
  const startTimer = setTimeout(() => refuse("no start message within 10 s"), START_TIMEOUT_MS);
  const channel: BrowserChannel = {
    sendFrame: (mulaw) => socket.send(mulaw, ignoreSendError),
    sendText: (text) => socket.send(text, ignoreSendError),
    bufferedBytes: () => socket.bufferedAmount,
    close: () => endSocket(socket, 1000, "call over"),
  };

  function refuse(reason: string): void {
    clearTimeout(startTimer);
    endSocket(socket, 1008, reason);
    handlers.onRejected(reason);
  }

  function begin(text: string): void {
    const message = readMessage(text);
    if (message?.type !== "start") return refuse("the first message is no start");
    clearTimeout(startTimer);
    line = new BrowserLine(lineId, channel, clock);
    line.listen(handlers.onStart({ token: message.token, lastSeq: message.lastSeq }, line));
  }

  socket.on("message", (data: unknown, isBinary: boolean) => {
    if (!Buffer.isBuffer(data)) return;
    if (!line) return isBinary ? refuse("sound before start") : begin(data.toString("utf8"));
    if (!isBinary) return line.receiveText(data.toString("utf8"));
    if (data.length > 0 && data.length <= MAX_AUDIO_BYTES) line.receiveFrame(data);
  });
  socket.on("error", (error) => line?.lost(`connection error: ${error.message}`));
  socket.on("close", (code: number) => {
    clearTimeout(startTimer);
    line?.lost(`closed with ${code}`);
  });
}

const ignoreSendError = (): void => {
  // A send that fails is followed by the socket's close, which is reported.
};

function endSocket(socket: WebSocket, code: number, reason: string): void {
  if (socket.readyState === socket.CLOSED || socket.readyState === socket.CLOSING) return;
  socket.close(code, reason.slice(0, 120));
  const timer = setTimeout(() => socket.terminate(), CLOSE_GRACE_MS);
  timer.unref();
  socket.once("close", () => clearTimeout(timer));
}
