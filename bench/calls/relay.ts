import { createServer } from "node:http";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { WebSocket, WebSocketServer } from "ws";

/**
 * The least that a process between a telephone and its vendors can do: parse each media message, decode it, pass four frames at a
 * time on, and send what comes back to the caller. What the engine costs beyond this is its own.
 */

const CHUNK_BYTES = 640;
const LOOP_RESOLUTION_MS = 10;
const vendorUrl = process.argv[2] ?? "";
const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
const scratch = Buffer.alloc(16_000);
const ignore = (): void => {};

function relay(caller: WebSocket): void {
  let prefix = "";
  let chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  let filled = 0;
  const waiting: Buffer[] = [];
  const vendor = new WebSocket(vendorUrl, { perMessageDeflate: false });
  vendor.on("open", () => waiting.splice(0).forEach((bytes) => vendor.send(bytes, ignore)));
  vendor.on("message", (audio: Buffer) => caller.send(`${prefix}${audio.toString("base64")}"}}`, ignore));
  vendor.on("error", () => caller.close());
  caller.on("message", (data: Buffer) => {
    const message = JSON.parse(data.toString("utf8")) as {
      event: string;
      streamSid?: string;
      media?: { payload: string };
    };
    if (message.media) {
      const bytes = scratch.write(message.media.payload, 0, "base64");
      scratch.copy(chunk, filled, 0, bytes);
      filled += bytes;
      if (filled < CHUNK_BYTES) return;
      if (vendor.readyState === WebSocket.OPEN) vendor.send(chunk, ignore);
      else waiting.push(chunk);
      chunk = Buffer.allocUnsafe(CHUNK_BYTES);
      filled = 0;
    } else if (message.event === "start") {
      prefix = `{"event":"media","streamSid":"${message.streamSid}","media":{"payload":"`;
    }
  });
  caller.on("close", () => vendor.close());
  caller.on("error", () => caller.terminate());
}

const loop = monitorEventLoopDelay({ resolution: LOOP_RESOLUTION_MS });
loop.enable();
const delayMs = (share: number) => Math.max(0, loop.percentile(share) / 1e6 - LOOP_RESOLUTION_MS);
process.on("message", () => {
  process.send?.({ eventLoopDelayMs: { p50: delayMs(50), p99: delayMs(99) } });
  loop.reset();
});
process.on("disconnect", () => process.exit(0));

const server = createServer();
server.on("upgrade", (request, stream, head) => sockets.handleUpgrade(request, stream, head, relay));
server.listen({ port: 0, host: "127.0.0.1", backlog: 4096 }, () => {
  const address = server.address();
  process.send?.({ port: typeof address === "object" && address !== null ? address.port : 0 });
});
