import { createServer } from "node:http";
import type { IncomingMessage, Server } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";
import type { WebSocket } from "ws";
import { Recorder } from "@/call-worker/ports/testing/recorder";

/** One accepted connection, as the vendor would see it. */
export type Peer = {
  url: URL;
  headers: IncomingMessage["headers"];
  socket: WebSocket;
  /** JSON messages as objects, audio as Buffers. */
  received: Recorder<Record<string, unknown> | Buffer>;
  send(message: Record<string, unknown> | string | Buffer): void;
};

/** The other end of a vendor's socket, for what no well-behaved vendor would do on demand. */
export class ScriptedVendor {
  readonly peers = new Recorder<Peer>();
  /** When set, upgrades are refused with this status. */
  refuseWith: number | undefined;
  /** When true, upgrades are neither accepted nor refused. */
  mute = false;
  readonly attempts = new Recorder<IncomingMessage>();

  private constructor(
    private readonly server: Server,
    private readonly sockets: WebSocketServer,
  ) {
    server.on("upgrade", (request, socket, head) => {
      socket.on("error", () => {});
      this.attempts.add(request);
      if (this.mute) {
        socket.resume();
        return;
      }
      if (this.refuseWith !== undefined) {
        socket.end(`HTTP/1.1 ${this.refuseWith} Refused\r\ndg-error: scripted\r\ncontent-length: 0\r\n\r\n`);
        return;
      }
      sockets.handleUpgrade(request, socket, head, (accepted) => this.accept(request, accepted));
    });
  }

  static async start(): Promise<ScriptedVendor> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new ScriptedVendor(server, new WebSocketServer({ noServer: true }));
  }

  get baseUrl(): string {
    return `ws://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The connection with this number, counted from 0, as soon as it is there. */
  async peer(index = 0): Promise<Peer> {
    await this.peers.untilCount(index + 1);
    const peer = this.peers.events[index];
    if (peer === undefined) throw new Error("no such connection");
    return peer;
  }

  async stop(): Promise<void> {
    for (const client of this.sockets.clients) client.terminate();
    for (const attempt of this.attempts.events) attempt.socket.destroy();
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private accept(request: IncomingMessage, socket: WebSocket): void {
    const received = new Recorder<Record<string, unknown> | Buffer>();
    socket.on("error", () => {});
    socket.on("message", (data, isBinary) => {
      if (!Buffer.isBuffer(data)) return;
      received.add(isBinary ? data : (JSON.parse(data.toString("utf8")) as Record<string, unknown>));
    });
    this.peers.add({
      url: new URL(request.url ?? "/", this.baseUrl),
      headers: request.headers,
      socket,
      received,
      send: (message) => {
        socket.send(typeof message === "string" || Buffer.isBuffer(message) ? message : JSON.stringify(message));
      },
    });
  }
}

/** Whether `message` is the JSON message of this type. */
export function ofType(type: string): (message: Record<string, unknown> | Buffer) => boolean {
  return (message) => !Buffer.isBuffer(message) && message["type"] === type;
}
