import { createServer, type Server } from "node:http";
import { ASK_AGAIN } from "@/lib/domain/call/webhook-address";

/** While the worker restarts, calls wait instead of failing: each is asked to come back in a second. */
const WAIT_SECONDS = 1;

/**
 * Answers the carrier on the worker's port while the worker is down: a call that asks what to do next, or rings, is told to wait and to
 * ask again. Says nothing about any call, so it needs no signature. Resolves with null when the port can't be had.
 */
export function holdTheLine(port: number): Promise<{ release(): Promise<void> } | null> {
  return new Promise((resolve) => {
    const server = createServer((request, response) => {
      const isCall = request.method === "POST" && /^\/twilio\/(voice|next)(\?|$)/.test(request.url ?? "");
      request.resume();
      if (!isCall) {
        response.writeHead(503, {
          "content-type": "application/json",
          "retry-after": String(WAIT_SECONDS),
          connection: "close",
        });
        response.end(JSON.stringify({ error: "The call-worker is starting again; try in a second" }));
        return;
      }
      const again = `${request.url ?? ""}${ASK_AGAIN}`
        .replaceAll("&", "&amp;")
        .replaceAll('"', "&quot;")
        .replaceAll("<", "&lt;");
      response.writeHead(200, { "content-type": "text/xml; charset=utf-8", connection: "close" });
      response.end(
        `<?xml version="1.0" encoding="UTF-8"?><Response><Pause length="${WAIT_SECONDS}"/><Redirect method="POST">${again}</Redirect></Response>`,
      );
    });
    server.once("error", () => resolve(null));
    server.listen(port, () => resolve({ release: () => close(server) }));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
