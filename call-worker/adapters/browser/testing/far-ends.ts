import { MediaStreamTrack, RTCPeerConnection, RTCRtpCodecParameters, RtpHeader, RtpPacket } from "werift";
import { WebSocket } from "ws";
import { BROWSER_CHANNEL, FRAME_BYTES } from "@/lib/contracts/browser-line-paths";

/** A browser's end of a connection, in Node. */
export type BrowserFarEnd<Sent, Received> = {
  /** Messages that came, in order. */
  received: Received[];
  send(message: Sent | string): void;
  /** Speaks, in real time: a frame every 20 ms. */
  talk(mulaw: Uint8Array): void;
  /** All sound that came, silence included. */
  heard(): Buffer;
  /** Our side has ended the connection. */
  closed: Promise<void>;
  /** The connection breaks without a goodbye. */
  breakOff(): void;
  /** Nothing is sent any more, as of a machine that lost its network. */
  fallSilent(): void;
  close(): Promise<void>;
};

const pcmu = () => new RTCRtpCodecParameters({ mimeType: "audio/PCMU", clockRate: 8000, channels: 1, payloadType: 0 });

/** Over WebRTC, on loopback. `answer` has the worker answer the offer. */
export async function openPeer<Sent, Received extends { type: string }>(
  answer: (sdp: string) => Promise<string>,
): Promise<BrowserFarEnd<Sent, Received>> {
  const received: Received[] = [];
  const heard: Buffer[] = [];
  const peer = new RTCPeerConnection({ codecs: { audio: [pcmu()], video: [] }, iceServers: [], iceUseIpv6: false });
  const channel = peer.createDataChannel(BROWSER_CHANNEL);
  const track = new MediaStreamTrack({ kind: "audio" });
  const transceiver = peer.addTransceiver(track, { direction: "sendrecv" });
  transceiver.onTrack.subscribe((remote) => remote.onReceiveRtp.subscribe(({ payload }) => heard.push(payload)));
  let tellClosed = () => {};
  const closed = new Promise<void>((resolve) => (tellClosed = resolve));
  channel.onMessage.subscribe((data) => {
    const message = JSON.parse(data.toString()) as Received;
    received.push(message);
    if (message.type === "bye") tellClosed();
  });
  const opened = new Promise<void>((resolve) =>
    channel.stateChanged.subscribe((state) => state === "open" && resolve()),
  );
  await peer.setLocalDescription(await peer.createOffer());
  try {
    await peer.setRemoteDescription({ type: "answer", sdp: await answer(peer.localDescription?.sdp ?? "") });
    await opened;
  } catch (error) {
    await peer.close().catch(() => undefined);
    throw error;
  }
  let sequence = 0;
  const microphone = startMicrophone((frame) => {
    const header = new RtpHeader({
      payloadType: 0,
      sequenceNumber: sequence & 0xffff,
      timestamp: sequence * FRAME_BYTES,
    });
    sequence += 1;
    track.writeRtp(new RtpPacket(header, Buffer.from(frame)));
  });
  const end = async () => {
    microphone.stop();
    await peer.close().catch(() => undefined);
  };
  return {
    received,
    send: (message) => channel.send(textOf(message)),
    talk: microphone.talk,
    heard: () => Buffer.concat(heard),
    closed,
    breakOff: () => void end(),
    fallSilent: microphone.stop,
    close: end,
  };
}

/** Over a WebSocket. */
export async function openSocket<Sent, Received>(url: string, token: string): Promise<BrowserFarEnd<Sent, Received>> {
  const received: Received[] = [];
  const heard: Buffer[] = [];
  const socket = new WebSocket(url);
  socket.on("message", (data, isBinary) => {
    if (isBinary) heard.push(data as Buffer);
    else received.push(JSON.parse((data as Buffer).toString()) as Received);
  });
  const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  await new Promise<void>((resolve, reject) => {
    socket.once("open", resolve);
    socket.once("error", reject);
  });
  socket.on("error", () => undefined);
  socket.send(JSON.stringify({ type: "start", token, lastSeq: 0 }));
  const microphone = startMicrophone((frame) => {
    if (socket.readyState === socket.OPEN) socket.send(frame);
  });
  return {
    received,
    send: (message) => socket.send(textOf(message)),
    talk: microphone.talk,
    heard: () => Buffer.concat(heard),
    closed,
    breakOff: () => socket.terminate(),
    fallSilent: microphone.stop,
    async close() {
      microphone.stop();
      socket.terminate();
      await closed;
    },
  };
}

const textOf = (message: unknown): string => (typeof message === "string" ? message : JSON.stringify(message));

/** A microphone is never still. */
function startMicrophone(send: (frame: Uint8Array) => void) {
  const waiting: Uint8Array[] = [];
  const quiet = new Uint8Array(FRAME_BYTES).fill(0xff);
  const timer = setInterval(() => send(waiting.shift() ?? quiet), 20);
  return {
    talk(mulaw: Uint8Array) {
      for (let at = 0; at < mulaw.length; at += FRAME_BYTES) waiting.push(mulaw.subarray(at, at + FRAME_BYTES));
    },
    stop: () => clearInterval(timer),
  };
}
