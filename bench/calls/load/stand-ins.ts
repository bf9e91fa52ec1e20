import { createServer, type Server } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { listenConnection } from "./listen";
import { handleModel } from "./model";
import type { Pacer } from "./pacer";
import type { Registry } from "./records";
import { RelayLink } from "./relay-link";
import { speakConnection } from "./speak";

/** All vendors on one port of 127.0.0.1, without any latency of their own. Resolves with the server and its port. */
export function startStandIns(registry: Registry, pacer: Pacer): Promise<{ server: Server; port: number }> {
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  const server = createServer({ keepAliveTimeout: 120_000 }, (request, response) => {
    if (request.method === "POST" && request.url?.endsWith("/converse-stream"))
      handleModel(request, response, registry);
    else response.writeHead(404).end();
  });
  server.on("upgrade", (request, stream: Duplex, head) => {
    const path = request.url?.split("?")[0];
    sockets.handleUpgrade(request, stream, head, (socket) => {
      if (path === "/v2/listen") listenConnection(socket, registry);
      else if (path === "/v1/speak") speakConnection(socket, registry);
      else if (path === "/relay") new RelayLink(socket, registry, pacer);
      else socket.close(1008);
    });
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port: 0, host: "127.0.0.1", backlog: 4096 }, () => {
      const address = server.address();
      resolve({ server, port: typeof address === "object" && address !== null ? address.port : 0 });
    });
  });
}
