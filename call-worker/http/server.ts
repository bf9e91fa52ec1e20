import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { Logger } from "pino";
import { WebSocketServer, type WebSocket } from "ws";
import { mediaServerOptions } from "@/call-worker/adapters/twilio/media-stream";
import {
  BROWSER_OFFER_PATH,
  BROWSER_SOCKET_PATH,
  SUPERVISOR_OFFER_PATH,
  SUPERVISOR_SOCKET_PATH,
} from "@/lib/contracts/browser-line-paths";
import { LIVE_PATH } from "@/lib/contracts/live/socket";
import { HEALTH_CHALLENGE, healthProof } from "@/lib/services/workers/health-proof";
import { PUBLISH_PATH } from "@/lib/services/workers/publish-command";
import { BROWSER_CORS, type BrowserDoor } from "./browser";
import { MalformedWebhookError, type CarrierStep, type CarrierWebhooks, type WebhookParams } from "./carrier";
import { handleControl, handlePublish, type ControlDeps } from "./control";
import type { WorkerMetrics } from "./metrics";
import { handleBack, handleNext, type NextDeps } from "./next";
import { handleLeg, handleLegConference, handleLegKey, handleLegStatus, type LegDeps } from "./person-leg";
import { reasonsNotReady, type ReadinessSources } from "./readiness";
import { readForm, RequestError } from "./read-body";
import { handleAmd, handleStatus, type StatusDeps } from "./status";
import { mediaSigner } from "./addresses";
import { ownSigner, type OwnSignerDeps } from "./own-signer";
import { handleVoice, type VoiceDeps } from "./voice";

const SIGNATURE_HEADER = "x-twilio-signature";

export type HttpServerDeps = VoiceDeps &
  NextDeps &
  StatusDeps &
  LegDeps &
  ControlDeps & {
    carrier: CarrierWebhooks;
    /** Organizations' own carrier accounts; absent, only the installation's counts. */
    own?: OwnSignerDeps;
    log: Logger;
    metrics: WorkerMetrics;
    readiness: ReadinessSources;
    /** Takes an accepted media socket. Its first messages have not been read; it must close what it does not want. */
    onMediaSocket(socket: WebSocket, request: IncomingMessage): void;
    /** Where callers' browsers come in. */
    callers: BrowserDoor;
    /** Where the sound of calls goes out to the team, and their voices come in. */
    supervisors: BrowserDoor;
    limits?: RequestLimits;
  };

/** How long a request may take to arrive, in ms: its head, and all of it. A connection that says nothing counts as a slow head. */
export type RequestLimits = { headersMs: number; requestMs: number; checkedEveryMs: number };
/** A webhook is a few kilobytes, sent at once: slow or endless requests must not hold connections. */
const LIMITS: RequestLimits = { headersMs: 5_000, requestMs: 10_000, checkedEveryMs: 1_000 };

export type HttpServer = {
  /** Socket.IO attaches to this one. */
  readonly server: Server;
  /** Binds the port (0: any free one) and resolves with it. */
  listen(port: number, host?: string): Promise<number>;
  /** Takes no more requests and closes idle connections; media sockets are their sessions' business. */
  close(): Promise<void>;
};

/** `signer` is the organization whose own carrier account signed, null for the installation's. */
type Webhook = (
  params: WebhookParams,
  query: URLSearchParams,
  signer: string | null,
) => CarrierStep | null | Promise<CarrierStep | null>;

/** The worker's HTTP side: the carrier's webhooks, media sockets, commands from other processes, health and metrics. */
export function createHttpServer(deps: HttpServerDeps): HttpServer {
  const webhooks: Readonly<Record<string, Webhook>> = {
    "/twilio/voice": (params, query, signer) => handleVoice(deps, params, query, signer),
    "/twilio/next": (params, query, signer) => handleNext(deps, params, query, signer),
    "/twilio/back": (params, query, signer) => handleBack(deps, params, query, signer),
    "/twilio/status": (params, query) => (handleStatus(deps, params, query), null),
    "/twilio/amd": (params, query) => (handleAmd(deps, params, query), null),
    "/twilio/leg": (params, query) => handleLeg(deps, params, query),
    "/twilio/leg-key": (params, query) => handleLegKey(deps, params, query),
    "/twilio/leg-status": (params, query) => handleLegStatus(deps, params, query),
    "/twilio/leg-conference": (params, query) => handleLegConference(deps, params, query),
  };
  const sockets = new WebSocketServer(mediaServerOptions);

  const { headersMs, requestMs, checkedEveryMs } = deps.limits ?? LIMITS;
  const server = createServer(
    {
      headersTimeout: headersMs,
      requestTimeout: requestMs,
      connectionsCheckingInterval: checkedEveryMs,
      keepAliveTimeout: 30_000,
    },
    (request, response) => {
      const startedAt = performance.now();
      const { pathname: route } = splitPath(request.url);
      respond(request, response)
        .catch((error: unknown) => fail(deps.log, request, response, error))
        .finally(() => {
          if (!Object.hasOwn(webhooks, route)) return;
          deps.metrics.observeWebhook(route, response.statusCode, performance.now() - startedAt);
        });
    },
  );
  server.maxHeadersCount = 100;

  const ownSignerOf = async (signed: Parameters<typeof ownSigner>[1], query: URLSearchParams) =>
    deps.own ? ownSigner({ ...deps.own, carrier: deps.carrier }, signed, query) : undefined;

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pathAndQuery = request.url ?? "/";
    const { pathname, searchParams } = splitPath(request.url);
    const webhook = Object.hasOwn(webhooks, pathname) ? webhooks[pathname] : undefined;
    if (webhook) {
      allow(request, "POST");
      const params = await readForm(request);
      const signature = header(request, SIGNATURE_HEADER);
      const signed = { pathAndQuery, signature, params };
      const signer = deps.carrier.isGenuine(signed) ? null : await ownSignerOf(signed, searchParams);
      if (signer === undefined) throw forged();
      const step = await webhook(params, searchParams, signer);
      if (step === null) return void response.writeHead(204).end();
      const { contentType, body } = deps.carrier.render(step);
      return send(response, 200, contentType, body);
    }
    const controlled = /^\/control\/calls\/([0-9a-f-]{36})$/.exec(pathname);
    if (controlled?.[1]) {
      allow(request, "POST");
      const reply = await handleControl(deps, request, controlled[1]);
      return sendJson(response, reply.result === "not_here" ? 404 : 200, reply);
    }
    switch (pathname) {
      case PUBLISH_PATH:
        allow(request, "POST");
        await handlePublish(deps, request);
        return void response.writeHead(204).end();
      case BROWSER_OFFER_PATH:
      case SUPERVISOR_OFFER_PATH: {
        const door = pathname === BROWSER_OFFER_PATH ? deps.callers : deps.supervisors;
        for (const [name, value] of Object.entries(BROWSER_CORS)) response.setHeader(name, value);
        if (request.method === "OPTIONS") return void response.writeHead(204).end();
        allow(request, "POST");
        return sendJson(response, 200, await door.answerOffer(request));
      }
      case "/healthz": {
        allow(request, "GET", "HEAD");
        // So that whoever asks at the public address knows that it leads here and not to somebody else.
        const challenge = searchParams.get("challenge") ?? "";
        const proof = HEALTH_CHALLENGE.test(challenge) ? { proof: healthProof(deps.controlSecret, challenge) } : {};
        return sendJson(response, 200, { ok: true, ...proof });
      }
      case "/readyz": {
        allow(request, "GET", "HEAD");
        const reasons = reasonsNotReady(deps.readiness);
        return sendJson(response, reasons.length === 0 ? 200 : 503, { ready: reasons.length === 0, reasons });
      }
      case "/metrics":
        allow(request, "GET", "HEAD");
        return send(response, 200, deps.metrics.registry.contentType, await deps.metrics.registry.metrics());
      default:
        throw new RequestError(404, "No such path");
    }
  }

  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const pathAndQuery = request.url ?? "/";
    const { pathname } = splitPath(request.url);
    if (pathname.startsWith(`${LIVE_PATH}/`)) return; // Socket.IO's own
    socket.on("error", () => socket.destroy());
    if (pathname === BROWSER_SOCKET_PATH) return deps.callers.upgrade(request, socket, head);
    if (pathname === SUPERVISOR_SOCKET_PATH) return deps.supervisors.upgrade(request, socket, head);
    const signer = mediaSigner(pathname);
    if (signer === undefined) return refuse(socket, "404 Not Found");
    const signed = { pathAndQuery, signature: header(request, SIGNATURE_HEADER) };
    const accept = (isGenuine: boolean) => {
      if (!isGenuine) {
        deps.metrics.countMediaRefused("signature");
        return refuse(socket, "403 Forbidden");
      }
      sockets.handleUpgrade(request, socket, head, (media) => {
        // Without a listener a message that breaks the protocol would end the process; the close that follows tells the session.
        media.on("error", (error) => deps.log.warn({ err: error }, "media socket broke the protocol"));
        deps.onMediaSocket(media, request);
      });
    };
    if (deps.carrier.isGenuineUpgrade(signed)) return accept(true);
    if (signer === null || !deps.own) return accept(false);
    deps.own
      .ownSecret(signer)
      .then((secret) => accept(secret !== null && deps.carrier.isGenuineUpgrade(signed, secret)))
      .catch((error: unknown) => {
        deps.log.error({ err: error }, "media stream of an own account not accepted");
        socket.destroy();
      });
  });

  return {
    server,
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen({ port, host }, () => {
          server.off("error", reject);
          const address = server.address();
          resolve(typeof address === "object" && address !== null ? address.port : port);
        });
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}

/** Paths are matched as sent; one that is not even a URL matches none. */
function splitPath(url = "/"): { pathname: string; searchParams: URLSearchParams } {
  const at = url.indexOf("?");
  return at < 0
    ? { pathname: url, searchParams: new URLSearchParams() }
    : { pathname: url.slice(0, at), searchParams: new URLSearchParams(url.slice(at)) };
}

const forged = () =>
  new RequestError(403, "The signature does not match: check PUBLIC_CALL_URL and the account's auth token");

function allow(request: IncomingMessage, ...methods: string[]): void {
  if (methods.includes(request.method ?? "")) return;
  throw new RequestError(405, `Use ${methods.join(" or ")}`, { allow: methods.join(", ") });
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === "string" ? value : undefined;
}

function send(response: ServerResponse, status: number, contentType: string, body: string, headers = {}): void {
  const length = Buffer.byteLength(body);
  response.writeHead(status, {
    "content-type": contentType,
    "content-length": length,
    "cache-control": "no-store",
    ...headers,
  });
  response.end(response.req.method === "HEAD" ? undefined : body);
}

const sendJson = (response: ServerResponse, status: number, body: unknown, headers = {}) =>
  send(response, status, "application/json", JSON.stringify(body), headers);

function fail(log: Logger, request: IncomingMessage, response: ServerResponse, error: unknown): void {
  const known = error instanceof MalformedWebhookError ? new RequestError(400, error.message) : asRequestError(error);
  // Who went away in the middle of a request needs no answer, and must not fill the log.
  if (request.destroyed && !request.complete && !known) return void response.destroy();
  if (!known) log.error({ err: error, path: request.url?.split("?")[0] }, "request failed");
  if (response.headersSent || response.destroyed) return void response.destroy();
  // What was not read would be taken for the next request.
  const headers = request.complete ? known?.headers : { ...known?.headers, connection: "close" };
  sendJson(response, known?.status ?? 500, { error: known?.message ?? "The request failed; try again" }, headers);
}

const asRequestError = (error: unknown): RequestError | null => (error instanceof RequestError ? error : null);

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}
