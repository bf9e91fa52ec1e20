import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { MediaStreamTrack, RTCPeerConnection, RTCRtpCodecParameters, RtpHeader, RtpPacket } from "werift";
import { WebSocket, WebSocketServer } from "ws";
import type { Line, LineListener } from "@/call-worker/ports/line";
import type { ConnectedLine, FarEnd } from "@/call-worker/ports/testing/line-contract";
import type { FromBrowser, ToBrowser } from "@/lib/contracts/browser-line";
import { acceptOffer } from "../accept-offer";
import { acceptBrowserSocket, browserSocketOptions } from "../accept-socket";
import { createFrameClock } from "../frame-clock";

/** Browsers' ends of a line, in Node: the contract wants none of a page. */
export type BrowserEnd = FarEnd & { received: ToBrowser[]; send(message: FromBrowser | string): void };
export type ConnectedBrowser = ConnectedLine & { farEnd: BrowserEnd };

const FRAME = 160;
const pcmu = () => new RTCRtpCodecParameters({ mimeType: "audio/PCMU", clockRate: 8000, channels: 1, payloadType: 0 });

/** A line over WebRTC with werift at both ends, on loopback. */
export async function connectPeer(listener: LineListener, token = "token"): Promise<ConnectedBrowser> {
  const received: ToBrowser[] = [];
  const heard: Buffer[] = [];
  const peer = new RTCPeerConnection({ codecs: { audio: [pcmu()], video: [] }, iceServers: [], iceUseIpv6: false });
  const channel = peer.createDataChannel("call");
  const track = new MediaStreamTrack({ kind: "audio" });
  const transceiver = peer.addTransceiver(track, { direction: "sendrecv" });
  transceiver.onTrack.subscribe((remote) => remote.onReceiveRtp.subscribe(({ payload }) => heard.push(payload)));
  let tellClosed = () => {};
  const closed = new Promise<void>((resolve) => (tellClosed = resolve));
  channel.onMessage.subscribe((data) => {
    const message = JSON.parse(data.toString()) as ToBrowser;
    received.push(message);
    if (message.type === "bye") tellClosed();
  });
  await peer.setLocalDescription(await peer.createOffer());
  const clock = createFrameClock();
  const line = await new Promise<Line>((resolve, reject) => {
    acceptOffer(
      { sdp: peer.localDescription?.sdp ?? "", start: { token, lastSeq: 0 }, lineId: "webrtc-1" },
      { iceServers: [], extraAddresses: ["127.0.0.1"], portRange: null },
      clock,
      {
        onStart: (_start, begun) => {
          resolve(begun);
          return listener;
        },
        onRejected: (reason) => reject(new Error(reason)),
      },
      () => {},
    ).then(({ sdp }) => peer.setRemoteDescription({ type: "answer", sdp }), reject);
  });
  // A microphone is never still.
  let sequence = 0;
  const waiting: Uint8Array[] = [];
  const microphone = setInterval(() => {
    const payload = Buffer.from(waiting.shift() ?? new Uint8Array(FRAME).fill(0xff));
    const header = new RtpHeader({ payloadType: 0, sequenceNumber: sequence & 0xffff, timestamp: sequence * FRAME });
    sequence += 1;
    track.writeRtp(new RtpPacket(header, payload));
  }, 20);
  const send = (message: FromBrowser | string) =>
    channel.send(typeof message === "string" ? message : JSON.stringify(message));
  const end = async () => {
    clearInterval(microphone);
    await peer.close().catch(() => undefined);
  };
  return {
    line,
    farEnd: {
      received,
      send,
      closed,
      talk: (mulaw) => waiting.push(...framesOf(mulaw)),
      pressKey: (digit) => send({ type: "key", digit }),
      type: (text) => send({ type: "text", text }),
      heard: () => Buffer.concat(heard),
      hangUp: () => send({ type: "hang_up" }),
      breakOff: () => void end(),
    },
    async close() {
      line.close();
      await end();
    },
  };
}

/** A line over a WebSocket. */
export async function connectSocketPeer(listener: LineListener, token = "token"): Promise<ConnectedBrowser> {
  const received: ToBrowser[] = [];
  const heard: Buffer[] = [];
  const sockets = new WebSocketServer(browserSocketOptions);
  const clock = createFrameClock();
  let tellLine: (line: Line) => void = () => {};
  const begun = new Promise<Line>((resolve) => (tellLine = resolve));
  const http: Server = createServer();
  http.on("upgrade", (request, socket, head) => {
    sockets.handleUpgrade(request, socket, head, (accepted) =>
      acceptBrowserSocket(accepted, "socket-1", clock, {
        onStart: (_start, line) => {
          tellLine(line);
          return listener;
        },
        onRejected: () => {},
      }),
    );
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const socket = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}/`);
  socket.on("error", () => undefined);
  socket.on("message", (data, isBinary) => {
    if (isBinary) heard.push(data as Buffer);
    else received.push(JSON.parse((data as Buffer).toString()) as ToBrowser);
  });
  const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  await new Promise((resolve) => socket.once("open", resolve));
  const send = (message: FromBrowser | string) =>
    socket.send(typeof message === "string" ? message : JSON.stringify(message));
  send({ type: "start", token, lastSeq: 0 });
  const line = await begun;
  const waiting: Uint8Array[] = [];
  const microphone = setInterval(() => {
    if (socket.readyState === socket.OPEN) socket.send(waiting.shift() ?? new Uint8Array(FRAME).fill(0xff));
  }, 20);
  return {
    line,
    farEnd: {
      received,
      send,
      closed,
      talk: (mulaw) => waiting.push(...framesOf(mulaw)),
      pressKey: (digit) => send({ type: "key", digit }),
      type: (text) => send({ type: "text", text }),
      heard: () => Buffer.concat(heard),
      hangUp: () => send({ type: "hang_up" }),
      breakOff: () => socket.terminate(),
    },
    async close() {
      clearInterval(microphone);
      line.close();
      socket.terminate();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

function framesOf(mulaw: Uint8Array): Uint8Array[] {
  return Array.from({ length: Math.ceil(mulaw.length / FRAME) }, (_, i) => mulaw.subarray(i * FRAME, (i + 1) * FRAME));
}
