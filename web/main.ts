import { createServer } from "node:http";
import next from "next";
import { setOwnOrigin, webEnv } from "@/lib/env/web";
import { log } from "@/lib/log/log";
import { clientAddressOf, INNER_HEADER, stampClientAddress } from "@/lib/web/client-address";

/**
 * The web process: Next, behind a server that says from where each request comes (`lib/web/client-address.ts`), for Next's routes do not see the
 * socket and believe what a header says.
 */

const { WEB_PORT, TRUSTED_PROXIES } = webEnv();
/** Answers under way have this long when the process is told to stop. */
const CLOSE_LIMIT_MS = 4_000;

setOwnOrigin(WEB_PORT);
const app = next({ dev: false, port: WEB_PORT });
await app.prepare();
const handle = app.getRequestHandler();

let hasWarned = false;
const server = createServer((request, response) => {
  const claimed = request.headers[INNER_HEADER] ? undefined : request.headers["x-forwarded-for"];
  const { remoteAddress } = request.socket;
  if (claimed && !hasWarned && clientAddressOf(request, TRUSTED_PROXIES) === clientAddressOf(request, [])) {
    hasWarned = true;
    log.warn(
      { peer: remoteAddress },
      "X-Forwarded-For is not believed: it came from an address that is not in TRUSTED_PROXIES. If that is your proxy, name it there",
    );
  }
  stampClientAddress(request, TRUSTED_PROXIES);
  handle(request, response).catch((error: unknown) => {
    log.error({ err: error }, "request failed");
    if (!response.headersSent) response.writeHead(500);
    response.end();
  });
});

server.on("error", (error: NodeJS.ErrnoException) => {
  const isTaken = error.code === "EADDRINUSE";
  const help = `Port ${WEB_PORT} (WEB_PORT) is in use. Stop what uses it, or set WEB_PORT to another port.`;
  process.stderr.write(`${isTaken ? help : String(error)}\n`);
  process.exit(98);
});
server.listen(WEB_PORT, () => log.info({ port: WEB_PORT }, "the web app answers"));

let stopping = false;
function stop(): void {
  if (stopping) return;
  stopping = true;
  setTimeout(() => process.exit(0), CLOSE_LIMIT_MS).unref();
  server.close(() => void app.close().finally(() => process.exit(0)));
}
process.on("SIGTERM", stop);
process.on("SIGINT", stop);
process.on("disconnect", stop);
