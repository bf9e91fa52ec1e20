import type { ServerOptions, WebSocket } from "ws";
import { FRAME_BYTES } from "@/lib/contracts/browser-line-paths";
import { StartMessage } from "@/lib/contracts/browser-line";
import type { BrowserChannel, BrowserHandlers, BrowserReceiver } from "./handlers";
import { readJson } from "./read-json";

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

/** Takes over a browser's WebSocket: its first message brings its token, then sound goes as binary messages. */
export function acceptBrowserSocket(socket: WebSocket, handlers: BrowserHandlers): void {
  let receiver: BrowserReceiver | null = null;
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
    const start = readJson(StartMessage, text);
    if (!start) return refuse("the first message is no start");
    clearTimeout(startTimer);
    receiver = handlers.onStart({ token: start.token, lastSeq: start.lastSeq }, channel);
  }

  socket.on("message", (data: unknown, isBinary: boolean) => {
    if (!Buffer.isBuffer(data)) return;
    if (!receiver) return isBinary ? refuse("sound before start") : begin(data.toString("utf8"));
    if (!isBinary) return receiver.receiveText(data.toString("utf8"));
    if (data.length > 0 && data.length <= MAX_AUDIO_BYTES) receiver.receiveFrame(data);
  });
  socket.on("error", (error) => receiver?.lost(`connection error: ${error.message}`));
  socket.on("close", (code: number) => {
    clearTimeout(startTimer);
    receiver?.lost(`closed with ${code}`);
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
