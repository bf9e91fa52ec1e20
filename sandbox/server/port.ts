import { createServer as createHttp1Server, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createHttp2Server, type ServerHttp2Session } from "node:http2";
import { createServer as createNetServer, type AddressInfo, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { rememberSocket } from "./cut";

/** What the port does with what it receives. `request` may come over HTTP/1.1 or HTTP/2. */
export interface PortHandlers {
  request(request: IncomingMessage, response: ServerResponse): void;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

export interface Port {
  readonly host: string;
  readonly port: number;
  /** Stops listening and cuts every connection. */
  close(): Promise<void>;
}

const HTTP2_PREFACE = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "latin1");
const FIRST_BYTES_TIMEOUT_MS = 30_000;
// Longer than any client keeps an idle connection, so that the client is the one that closes it (no reset on reuse).
const KEEP_ALIVE_MS = 300_000;

/**
 * One TCP port that speaks HTTP/1.1, WebSocket upgrades and HTTP/2 with prior knowledge: the first bytes of a
 * connection decide which server gets it. Errors of one connection end that connection only.
 *
 * @throws the listen error (EADDRINUSE, EACCES …) when the port cannot be had.
 */
export async function openPort(host: string, port: number, handlers: PortHandlers): Promise<Port> {
  const sockets = new Set<Socket>();
  const http1 = createHttp1Server({ keepAliveTimeout: KEEP_ALIVE_MS, noDelay: true }, handlers.request);
  http1.on("upgrade", (request, socket, head) => {
    socket.on("error", () => socket.destroy());
    handlers.upgrade(request, socket, head);
  });
  http1.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
    const status = error.code === "HPE_HEADER_OVERFLOW" ? "431 Request Header Fields Too Large" : "400 Bad Request";
    socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
    socket.once("finish", () => socket.destroy());
  });

  const http2 = createHttp2Server({}, (request, response) =>
    // Node's compatibility classes have the parts of IncomingMessage and ServerResponse that the stand-ins use.
    handlers.request(request as unknown as IncomingMessage, response as unknown as ServerResponse),
  );
  http2.on("session", (session: ServerHttp2Session) => {
    session.on("error", () => session.destroy());
    session.on("stream", (stream) => stream.on("error", () => stream.destroy()));
  });
  http2.on("sessionError", () => undefined);

  function hand(socket: Socket, firstBytes: Buffer, protocol: "http1" | "http2"): void {
    socket.setTimeout(0);
    socket.removeAllListeners("timeout");
    socket.unshift(firstBytes);
    if (protocol === "http1") {
      http1.emit("connection", socket);
      socket.resume();
      return;
    }
    // The session is made, and announced, while the connection is handed over.
    http2.once("session", (session: ServerHttp2Session) => rememberSocket(session, socket));
    http2.emit("connection", socket);
  }

  const listener = createNetServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    socket.setTimeout(FIRST_BYTES_TIMEOUT_MS, () => socket.destroy());
    let received: Buffer | undefined;
    const endEarly = () => socket.destroy();
    const sniff = (chunk: Buffer) => {
      received = received ? Buffer.concat([received, chunk]) : chunk;
      const compared = Math.min(received.length, HTTP2_PREFACE.length);
      const looksHttp2 = received.compare(HTTP2_PREFACE, 0, compared, 0, compared) === 0;
      if (looksHttp2 && compared < HTTP2_PREFACE.length) return;
      socket.removeListener("data", sniff);
      socket.removeListener("end", endEarly);
      socket.pause();
      hand(socket, received, looksHttp2 ? "http2" : "http1");
    };
    socket.on("data", sniff);
    socket.on("end", endEarly);
  });

  await new Promise<void>((resolve, reject) => {
    listener.once("error", reject);
    listener.listen(port, host, () => {
      listener.removeListener("error", reject);
      resolve();
    });
  });
  listener.on("error", () => undefined);

  return {
    host,
    port: (listener.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        listener.close(() => resolve());
        for (const socket of sockets) socket.destroy();
        http1.close();
        http2.close();
      }),
  };
}
