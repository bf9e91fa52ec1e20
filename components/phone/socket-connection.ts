import { FRAME_BYTES } from "@/lib/contracts/browser-line-paths";
import { decodeMulaw, linearToMulaw } from "@/lib/domain/audio/mulaw";
import { type CallConnection, ConnectError, type ConnectOptions, readMessage } from "./call-connection";
import { addFramesWorklet, type FromWorklet, type ToWorklet } from "./frames-worklet";
import { Resampler } from "./resample";

type SocketOptions<Received> = ConnectOptions<Received> & {
  context: AudioContext;
  /** What the caller says. */
  microphone: AudioNode;
  /** Where the agent is played. */
  loudspeaker: AudioNode;
};

const LINE_RATE = 8_000;
/** Above so much unsent sound the network does not keep up: what is added now would only be later. */
const MOST_UNSENT_BYTES = 16_000;
/** The way from the worker to here, which nothing tells: a usual one. */
const USUAL_WAY_MS = 20;

/** The same frames over a WebSocket, for networks that let nothing else through. Rejects with ConnectError. */
export async function connectSocket<Sent, Received extends { type: string }>(
  options: SocketOptions<Received>,
): Promise<CallConnection<Sent>> {
  const { context, signal, events, token, lastSeq } = options;
  await addFramesWorklet(context).catch(() => {
    throw new ConnectError("This browser cannot process sound.", false);
  });
  const socket = new WebSocket(`${options.workerUrl.replace(/^http/, "ws")}${options.paths.socket}`);
  socket.binaryType = "arraybuffer";
  await opened(socket, signal);
  socket.send(JSON.stringify({ type: "start", token, lastSeq }));

  const capture = new AudioWorkletNode(context, "aybiza-capture", {
    numberOfOutputs: 0,
    channelCount: 1,
    channelCountMode: "explicit",
  });
  const player = new AudioWorkletNode(context, "aybiza-play", { numberOfInputs: 0, outputChannelCount: [1] });
  options.microphone.connect(capture);
  player.connect(options.loudspeaker);
  const toLine = new Resampler(context.sampleRate, LINE_RATE);
  const fromLine = new Resampler(LINE_RATE, context.sampleRate);
  const tell = (message: ToWorklet) => player.port.postMessage(message);
  const packer = new FramePacker((frame) => {
    if (socket.readyState === WebSocket.OPEN && socket.bufferedAmount < MOST_UNSENT_BYTES) socket.send(frame);
  });
  let queuedMs = 0;
  let closed = false;

  capture.port.onmessage = ({ data }: MessageEvent<FromWorklet>) => {
    if (data.kind === "captured") packer.push(toLine.push(data.samples));
  };
  player.port.onmessage = ({ data }: MessageEvent<FromWorklet>) => {
    if (data.kind === "queued") queuedMs = (data.samples * 1000) / context.sampleRate;
  };
  const close = () => {
    if (closed) return;
    closed = true;
    capture.port.onmessage = null;
    options.microphone.disconnect(capture);
    player.disconnect();
    socket.close();
  };
  socket.onmessage = ({ data }: MessageEvent<ArrayBuffer | string>) => {
    if (typeof data !== "string")
      return tell({ kind: "play", samples: fromLine.push(decodeMulaw(new Uint8Array(data))) });
    const message = readMessage<Received>(data);
    if (message?.type === "clear") tell({ kind: "clear" });
    if (message) events.onMessage(message);
  };
  socket.onclose = () => {
    if (closed) return;
    close();
    events.onClosed();
  };
  return {
    via: "socket",
    send(message) {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
    },
    playoutMs: () => Promise.resolve(Math.round(queuedMs + (context.outputLatency || 0) * 1000 + USUAL_WAY_MS)),
    close,
  };
}

function opened(socket: WebSocket, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (message: string) => {
      socket.onopen = null;
      socket.close();
      reject(new ConnectError(message, true));
    };
    const tooLate = () => fail("The call-worker does not answer.");
    signal.addEventListener("abort", tooLate, { once: true });
    socket.onopen = () => {
      // From here on the call's own end counts, not how long connecting may take.
      signal.removeEventListener("abort", tooLate);
      socket.onerror = null;
      resolve();
    };
    socket.onerror = () => fail("The call-worker cannot be reached.");
  });
}

/** Collects samples of any number into frames of 20 ms. */
class FramePacker {
  private frame = new Uint8Array(FRAME_BYTES);
  private filled = 0;

  constructor(private readonly onFrame: (frame: Uint8Array<ArrayBuffer>) => void) {}

  push(samples: Float32Array): void {
    for (const sample of samples) {
      this.frame[this.filled++] = linearToMulaw(Math.round(Math.max(-1, Math.min(1, sample)) * 32_767));
      if (this.filled < FRAME_BYTES) continue;
      this.onFrame(this.frame.slice());
      this.filled = 0;
    }
  }
}
