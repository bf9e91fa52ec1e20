import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocket } from "ws";
import { AccountBook } from "../controls/accounts";
import { MindBook } from "../controls/mind-book";
import type { Controls, Fault } from "../stand-in";
import { createDeepgramStandIn } from "./stand-in";

/** A Deepgram stand-in on a free port, with controls that tests set by hand. */
export interface TestBench {
  readonly httpUrl: string;
  readonly wsUrl: string;
  /** Latencies by name; absent ones are zero. */
  readonly latencies: Record<string, number>;
  readonly faults: Fault[];
  readonly accounts: AccountBook;
  readonly log: { what: string; detail: Record<string, unknown> }[];
  close(): Promise<void>;
}

export async function openTestBench(apiKeys: readonly string[] | "any" = "any"): Promise<TestBench> {
  const latencies: Record<string, number> = {};
  const faults: Fault[] = [];
  const log: { what: string; detail: Record<string, unknown> }[] = [];
  const accounts = new AccountBook();
  const controls: Controls = {
    latencyMs: (_vendor, what) => latencies[what] ?? 0,
    takeFault(vendor, operation) {
      const index = faults.findIndex((fault) => fault.vendor === vendor && fault.operation === operation);
      return index < 0 ? undefined : faults.splice(index, 1)[0];
    },
    random: () => 0.5,
    accounts,
    minds: new MindBook(),
    log: (_vendor, what, detail = {}) => void log.push({ what, detail }),
  };
  const standIn = createDeepgramStandIn(controls, { apiKeys });
  const server = createServer((request, response) => {
    void standIn.handleRequest?.(request, response, new URL(request.url ?? "/", "http://localhost")).then((isTaken) => {
      if (!isTaken) response.writeHead(404).end();
    });
  });
  server.on("upgrade", (request, socket, head) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    if (!standIn.handleUpgrade?.(request, socket, head, url)) socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    httpUrl: `http://127.0.0.1:${port}`,
    wsUrl: `ws://127.0.0.1:${port}`,
    latencies,
    faults,
    accounts,
    log,
    async close() {
      await standIn.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

export type Message = Record<string, unknown> & { type: string };

/** A bare WebSocket client that keeps all it received. */
export class TestClient {
  readonly messages: Message[] = [];
  readonly texts: string[] = [];
  readonly audio: Buffer[] = [];
  /** The types of all that came, in order; "audio" for binary. */
  readonly order: string[] = [];
  closed: { code: number; reason: string } | undefined;
  readonly socket: WebSocket;
  private readonly waiting = new Set<() => void>();

  private constructor(url: string, headers: Record<string, string>) {
    this.socket = new WebSocket(url, { headers, perMessageDeflate: false });
    this.socket.on("message", (data: Buffer, isBinary: boolean) => {
      if (isBinary) {
        this.audio.push(data);
        this.order.push("audio");
      } else {
        this.receive(data.toString());
      }
      this.wake();
    });
    this.socket.on("close", (code: number, reason: Buffer) => {
      this.closed = { code, reason: reason.toString() };
      this.wake();
    });
    this.socket.on("error", () => this.wake());
  }

  static async open(
    url: string,
    headers: Record<string, string> = { authorization: "Token test" },
  ): Promise<TestClient> {
    const client = new TestClient(url, headers);
    await new Promise<void>((resolve, reject) => {
      client.socket.once("open", resolve);
      client.socket.once("error", reject);
    });
    return client;
  }

  /** The HTTP answer to an upgrade that is refused. */
  static async refused(
    url: string,
    headers: Record<string, string> = { authorization: "Token test" },
  ): Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: Record<string, unknown> }> {
    const socket = new WebSocket(url, { headers });
    socket.on("error", () => undefined);
    return new Promise((resolve, reject) => {
      socket.once("open", () => reject(new Error("the upgrade was accepted")));
      socket.once("unexpected-response", (_request, response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => {
          const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
        });
      });
    });
  }

  send(message: Record<string, unknown>): void {
    this.socket.send(JSON.stringify(message));
  }

  /** Streams audio as a telephone does: in 20 ms frames, but without waiting. */
  stream(audio: Uint8Array): void {
    for (let offset = 0; offset < audio.length; offset += 160) this.socket.send(audio.subarray(offset, offset + 160));
  }

  /** Resolves with the condition's first value that is not undefined or false, checked after each thing received. */
  async until<T>(condition: () => T | undefined | false): Promise<T> {
    for (;;) {
      const value = condition();
      if (value !== undefined && value !== false) return value;
      if (this.closed) throw new Error(`closed with ${this.closed.code} ${this.closed.reason} before it happened`);
      await new Promise<void>((resolve) => this.waiting.add(resolve));
    }
  }

  async untilClosed(): Promise<{ code: number; reason: string }> {
    while (!this.closed) await new Promise<void>((resolve) => this.waiting.add(resolve));
    return this.closed;
  }

  ofType(type: string): Message[] {
    return this.messages.filter((message) => message.type === type);
  }

  private receive(text: string): void {
    this.texts.push(text);
    try {
      const message = JSON.parse(text) as Message;
      this.messages.push(message);
      this.order.push(String(message?.type));
    } catch {
      // Kept as text only.
    }
  }

  private wake(): void {
    const waiting = [...this.waiting];
    this.waiting.clear();
    for (const resolve of waiting) resolve();
  }
}

export function silentAudio(durationMs: number): Buffer {
  return Buffer.alloc(durationMs * 8, 0xff);
}
