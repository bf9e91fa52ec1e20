import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { EventStreamCodec } from "@smithy/core/event-streams";
import { fromUtf8, toUtf8 } from "@smithy/core/serde";
import { Recorder } from "@/call-worker/ports/testing/recorder";

const codec = new EventStreamCodec(toUtf8, fromUtf8);

/** One frame of ConverseStream's answer. */
export function frame(type: string, payload: unknown, messageType: "event" | "exception" = "event"): Uint8Array {
  return codec.encode({
    headers: {
      ":message-type": { type: "string", value: messageType },
      [`:${messageType}-type`]: { type: "string", value: type },
      ":content-type": { type: "string", value: "application/json" },
    },
    body: fromUtf8(JSON.stringify(payload)),
  });
}

export const WHOLE_ANSWER = [
  frame("messageStart", { role: "assistant" }),
  frame("contentBlockDelta", { contentBlockIndex: 0, delta: { text: "Hello." }, p: "abc" }),
  frame("contentBlockStop", { contentBlockIndex: 0 }),
  frame("messageStop", { stopReason: "end_turn" }),
  frame("metadata", { usage: { inputTokens: 3, outputTokens: 2, totalTokens: 5 }, metrics: { latencyMs: 1 } }),
];

export type Received = { path: string; authorization: string; body: Record<string, unknown>; socketPort: number };

/** Bedrock for what no well-behaved Bedrock would do on demand: each request is answered by the next of `script`. */
export class ScriptedBedrock {
  readonly received = new Recorder<Received>();
  readonly closed = new Recorder<{ path: string }>();
  connections = 0;
  script: ((response: ServerResponse, request: IncomingMessage) => void)[] = [];

  private constructor(private readonly server: Server) {
    server.on("connection", () => {
      this.connections += 1;
    });
    server.on("request", (request: IncomingMessage, response: ServerResponse) => {
      const chunks: Buffer[] = [];
      request.on("error", () => {});
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const path = request.url ?? "";
        if (request.method === "GET") return void response.writeHead(404).end();
        response.on("close", () => this.closed.add({ path }));
        const answer = this.script.shift() ?? stream(WHOLE_ANSWER);
        const body = JSON.parse(Buffer.concat(chunks).toString("utf8")) as Record<string, unknown>;
        answer(response, request);
        const authorization = request.headers.authorization ?? "";
        this.received.add({ path, authorization, body, socketPort: request.socket.remotePort ?? 0 });
      });
    });
  }

  static async start(): Promise<ScriptedBedrock> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new ScriptedBedrock(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }
}

/** Answers with frames, and ends unless told to hang. */
export function stream(frames: readonly Uint8Array[], end: "end" | "hang" | "cut" = "end") {
  return (response: ServerResponse): void => {
    response.writeHead(200, { "content-type": "application/vnd.amazon.eventstream" });
    for (const each of frames) response.write(each);
    if (end === "end") response.end();
    // The frames must have left before the connection breaks.
    if (end === "cut") response.write(Buffer.from([0, 0, 0, 99]), () => response.socket?.destroy());
  };
}

/** Answers with an error, as Bedrock words it. */
export function refuse(status: number, type: string) {
  return (response: ServerResponse): void => {
    response.writeHead(status, { "content-type": "application/json", "x-amzn-errortype": type });
    response.end(JSON.stringify({ message: `scripted ${type}` }));
  };
}

export function reset(response: ServerResponse): void {
  response.socket?.destroy();
}
