import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { endOf } from "../controls/accounts";
import { replyJson } from "../server/reply";
import { synthesize } from "../speech/synthesize";
import type { Controls, StandIn } from "../stand-in";
import { Connection } from "./connection";
import type { Operation, Session } from "./connection";
import { FaultDesk } from "./faults";
import { Refusal, checkCredentials, checkRights, refusalFor, refuseRequest, refuseUpgrade } from "./handshake";
import type { SignedIn } from "./handshake";
import { NovaSession, novaSettings } from "./listen-v1";
import { FluxSession, fluxSettings } from "./listen-v2";
import { answerManage, isManagePath } from "./manage";
import { Query } from "./query";
import { answerSpeak } from "./speak-rest";
import { AuraSession } from "./speak-v1";
import { answerSpeechHook } from "./speech-hooks";
import { voiceOutput } from "./voice-output";

const MAX_MESSAGE_BYTES = 2 * 1024 * 1024;
const TICK_MS = 500;

interface Service {
  readonly operation: Operation;
  /** Checks the query (throws a Refusal), and returns what begins the session once the socket is open. */
  prepare(query: Query): (connection: Connection) => Session;
}

const SERVICES: Record<string, Service> = {
  "/v1/listen": {
    operation: "listen.v1",
    prepare(query) {
      const settings = novaSettings(query);
      return (connection) => new NovaSession(connection, settings);
    },
  },
  "/v2/listen": {
    operation: "listen.v2",
    prepare(query) {
      const settings = fluxSettings(query);
      return (connection) => new FluxSession(connection, settings);
    },
  },
  "/v1/speak": {
    operation: "speak.v1",
    prepare(query) {
      const output = voiceOutput(query);
      return (connection) => new AuraSession(connection, output);
    },
  },
};

/**
 * Deepgram's stand-in: live transcription with Nova (/v1/listen) and Flux (/v2/listen), speech with Aura (/v1/speak, by
 * WebSocket and REST), and the sandbox's own /sandbox/speech endpoints. It hears only what the sandbox's voices said.
 * `apiKeys` are the keys it accepts, or "any". Source: developers.deepgram.com, @deepgram/sdk 5.13.
 */
export function createDeepgramStandIn(controls: Controls, options: { apiKeys: readonly string[] | "any" }): StandIn {
  return new DeepgramStandIn(controls, options.apiKeys);
}

class DeepgramStandIn implements StandIn {
  readonly vendor = "deepgram" as const;
  private readonly connections = new Set<Connection>();
  /** Connections that were accepted and are never answered. */
  private readonly unanswered = new Set<Duplex>();
  private readonly faults: FaultDesk;
  private readonly server = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: MAX_MESSAGE_BYTES,
    autoPong: false,
  });
  private readonly requestIds = new WeakMap<IncomingMessage, string>();
  private readonly ticker: NodeJS.Timeout;

  constructor(
    private readonly controls: Controls,
    private readonly apiKeys: readonly string[] | "any",
  ) {
    this.faults = new FaultDesk(controls);
    // The synthesis thread takes a moment to start: the first caller should not wait for it.
    void synthesize("Hello.").catch((error: Error) => controls.log("deepgram", "no voice", { message: error.message }));
    this.server.on("headers", (headers, request) =>
      headers.push(`dg-request-id: ${this.requestIds.get(request) ?? ""}`),
    );
    this.ticker = setInterval(() => this.tick(), TICK_MS);
    this.ticker.unref();
  }

  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer, url: URL): boolean {
    const service = SERVICES[url.pathname];
    if (!service) return false;
    const { operation } = service;
    const requestId = randomUUID();
    // Once handed over, an unhandled socket error would end the process.
    socket.on("error", () => socket.destroy());
    const fault = this.faults.atConnect(operation);
    if (fault) this.controls.log("deepgram", `${operation} fault`, { requestId, kind: fault.kind });
    if (fault?.kind === "half-open") {
      this.unanswered.add(socket);
      socket.on("close", () => this.unanswered.delete(socket));
      return true;
    }
    if (fault?.kind === "drop" && !fault.afterMs) {
      socket.destroy();
      return true;
    }
    let begin: (connection: Connection) => Session;
    let signedIn: SignedIn;
    try {
      if (fault?.kind === "status") throw refusalFor(fault.status ?? 500);
      signedIn = checkCredentials(request, this.apiKeys, this.controls.accounts);
      begin = service.prepare(new Query(url.searchParams));
      checkRights(signedIn, url.searchParams.get("model") ?? "");
    } catch (error) {
      const refusal = error instanceof Refusal ? error : refusalFor(500);
      this.controls.log("deepgram", `${operation} refused`, {
        requestId,
        status: refusal.status,
        reason: refusal.message,
      });
      refuseUpgrade(socket, refusal, requestId);
      return true;
    }
    this.requestIds.set(request, requestId);
    this.server.handleUpgrade(request, socket, head, (webSocket) => {
      const connection = new Connection(webSocket, operation, requestId, this.controls);
      this.connections.add(connection);
      webSocket.on("close", () => this.connections.delete(connection));
      connection.log("connected", { query: url.search, key: endOf(signedIn.key) });
      connection.session = begin(connection);
      if (fault) this.faults.apply(connection, fault);
    });
    return true;
  }

  async handleRequest(request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean> {
    const isSpeak = url.pathname === "/v1/speak" && request.method === "POST";
    const isManage = request.method === "GET" && isManagePath(url.pathname);
    if (!isSpeak && !isManage && !url.pathname.startsWith("/sandbox/speech/")) return false;
    const requestId = randomUUID();
    try {
      if (isManage) return this.manage(request, response, url);
      if (!isSpeak) return await answerSpeechHook(request, response, url);
      const fault = this.faults.atConnect("speak.v1");
      if (fault?.kind === "status") throw refusalFor(fault.status ?? 500);
      if (fault?.kind === "drop") response.destroy();
      if (fault?.kind === "garbage") response.end("<garbage>");
      if (fault) return true;
      const signedIn = checkCredentials(request, this.apiKeys, this.controls.accounts);
      checkRights(signedIn, url.searchParams.get("model") ?? "");
      await answerSpeak(request, response, new Query(url.searchParams), requestId, this.controls);
    } catch (error) {
      const refusal = error instanceof Refusal ? error : refusalFor(500);
      const reason = error instanceof Error ? error.message : String(error);
      this.controls.log("deepgram", "request refused", { requestId, status: refusal.status, reason });
      refuseRequest(response, refusal, requestId);
    }
    return true;
  }

  private manage(request: IncomingMessage, response: ServerResponse, url: URL): true {
    const fault = this.controls.takeFault("deepgram", "manage");
    if (fault?.kind === "status") throw refusalFor(fault.status ?? 500);
    const signedIn = checkCredentials(request, this.apiKeys, this.controls.accounts);
    this.controls.log("deepgram", "manage", { path: url.pathname, key: endOf(signedIn.key) });
    replyJson(response, 200, answerManage(signedIn, url.pathname));
    return true;
  }

  async close(): Promise<void> {
    clearInterval(this.ticker);
    this.faults.close();
    for (const socket of this.unanswered) socket.destroy();
    for (const { socket } of this.connections) socket.terminate();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private tick(): void {
    const nowMs = performance.now();
    for (const connection of this.connections) {
      connection.session?.tick?.(nowMs);
      this.faults.whileOpen(connection);
    }
  }
}
