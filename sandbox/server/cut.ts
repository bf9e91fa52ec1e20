import type { IncomingMessage } from "node:http";
import type { Http2ServerRequest, Http2Session } from "node:http2";
import type { Socket } from "node:net";

const socketOfSession = new WeakMap<Http2Session, Socket>();

/** Remembers the socket under an HTTP/2 session, which Node keeps to itself. */
export function rememberSocket(session: Http2Session, socket: Socket): void {
  socketOfSession.set(session, socket);
}

/** Cuts the TCP connection under a request with a reset, as a network that fails does; over HTTP/2 with all its streams. */
export function cutConnection(request: IncomingMessage): void {
  const session = (request as unknown as Partial<Http2ServerRequest>).stream?.session;
  const socket = session ? socketOfSession.get(session) : request.socket;
  socket?.resetAndDestroy();
}
