import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";
import type { Line, LineListener } from "@/call-worker/ports/line";
import type { ConnectedLine, FarEnd } from "@/call-worker/ports/testing/line-contract";
import type { FromBrowser, StartMessage, ToBrowser } from "@/lib/contracts/browser-line";
import { acceptOffer } from "../accept-offer";
import { acceptBrowserSocket, browserSocketOptions } from "../accept-socket";
import { BrowserLine } from "../browser-line";
import { createFrameClock } from "../frame-clock";
import type { BrowserHandlers } from "../handlers";
import { type BrowserFarEnd, openPeer, openSocket } from "./far-ends";

/** Callers' browsers, in Node: the contract wants none of a page. */
type FromCaller = FromBrowser | StartMessage;
export type BrowserEnd = FarEnd & { received: ToBrowser[]; send(message: FromCaller | string): void };
export type ConnectedBrowser = ConnectedLine & { farEnd: BrowserEnd };

/** Takes the first browser that comes for a line. */
function lineFor(listener: LineListener): { handlers: BrowserHandlers; begun: Promise<Line> } {
  const clock = createFrameClock();
  let tellLine: (line: Line) => void = () => {};
  let tellRejected: (error: Error) => void = () => {};
  const begun = new Promise<Line>((resolve, reject) => ([tellLine, tellRejected] = [resolve, reject]));
  const handlers: BrowserHandlers = {
    onStart: (_start, channel) => {
      const line = new BrowserLine("line-1", { channel, clock });
      line.listen(listener);
      tellLine(line);
      return line;
    },
    onRejected: (reason) => tellRejected(new Error(reason)),
  };
  return { handlers, begun };
}

const asFarEnd = (end: BrowserFarEnd<FromCaller, ToBrowser>): BrowserEnd => ({
  received: end.received,
  send: end.send,
  closed: end.closed,
  talk: end.talk,
  pressKey: (digit) => end.send({ type: "key", digit }),
  type: (text) => end.send({ type: "text", text }),
  heard: end.heard,
  hangUp: () => end.send({ type: "hang_up" }),
  breakOff: end.breakOff,
});

/** A line over WebRTC with werift at both ends, on loopback. */
export async function connectPeer(listener: LineListener, token = "token"): Promise<ConnectedBrowser> {
  const { handlers, begun } = lineFor(listener);
  const end = await openPeer<FromCaller, ToBrowser>(async (sdp) => {
    const options = { iceServers: [], extraAddresses: ["127.0.0.1"], portRange: null };
    return (await acceptOffer({ sdp, start: { token, lastSeq: 0 } }, options, handlers, () => {})).sdp;
  });
  const line = await begun;
  return {
    line,
    farEnd: asFarEnd(end),
    async close() {
      line.close();
      await end.close();
    },
  };
}

/** A line over a WebSocket. */
export async function connectSocketPeer(listener: LineListener, token = "token"): Promise<ConnectedBrowser> {
  const { handlers, begun } = lineFor(listener);
  const sockets = new WebSocketServer(browserSocketOptions);
  const http: Server = createServer();
  http.on("upgrade", (request, socket, head) => {
    sockets.handleUpgrade(request, socket, head, (accepted) => acceptBrowserSocket(accepted, handlers));
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const { port } = http.address() as AddressInfo;
  const end = await openSocket<FromCaller, ToBrowser>(`ws://127.0.0.1:${port}/`, token);
  const line = await begun;
  return {
    line,
    farEnd: asFarEnd(end),
    async close() {
      line.close();
      await end.close();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}
