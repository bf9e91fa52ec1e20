import { DeepgramClient } from "@deepgram/sdk";
import type { DeepgramTransport, DeepgramTransportCloseEvent, DeepgramTransportMessage } from "@deepgram/sdk";
import { WebSocket } from "ws";
import type { ClientRequest, IncomingMessage } from "node:http";

/** Where Deepgram is and how to sign in. `baseUrl` is ws:// or wss://; absent, the public service. */
export type DeepgramSettings = { apiKey: string; baseUrl?: string | undefined };

export type Lost = { message: string; retryable: boolean };

export interface ConnectionListener {
  onOpen(): void;
  /** Audio from the vendor; the buffer is the listener's to keep. */
  onBinary(data: Buffer): void;
  /** Called once, never after close(). Nothing follows. */
  onLost(lost: Lost): void;
}

/** The part of the SDK's sockets that every API shares. */
interface SdkSocket {
  connect(): unknown;
  close(): void;
}

const HANDSHAKE_TIMEOUT_MS = 2_000;
const CLOSE_GRACE_MS = 1_000;
const MAX_MESSAGE_BYTES = 1024 * 1024;

/**
 * One Deepgram connection that never reconnects by itself: the call decides when to dial again.
 *
 * The SDK makes the address, the query, the headers and the messages; the socket below it is ours, through the SDK's
 * transport seam, because its own one reconnects silently, hides the status of a refused upgrade, and copies every
 * audio frame into a Blob whose bytes can only be had later, after messages that were sent behind it.
 */
export class DeepgramConnection<Socket extends SdkSocket> {
  private sdkSocket: Socket | undefined;
  private transport: WebSocketTransport | undefined;
  private over = false;

  constructor(
    private readonly service: string,
    settings: DeepgramSettings,
    dial: (client: DeepgramClient) => Promise<Socket>,
    private readonly listener: ConnectionListener,
  ) {
    const client = new DeepgramClient({
      apiKey: settings.apiKey,
      ...(settings.baseUrl === undefined ? {} : { baseUrl: settings.baseUrl }),
      reconnect: false,
      transportFactory: (url, headers) => {
        const transport = new WebSocketTransport(url, headers, {
          onOpen: () => {
            if (!this.over) this.listener.onOpen();
          },
          onBinary: (data) => {
            if (!this.over) this.listener.onBinary(data);
          },
          onLost: (lost) => this.lose(lost),
        });
        this.transport = transport;
        if (this.over) transport.close(1000);
        return transport;
      },
    });
    dial(client).then(
      (socket) => {
        if (this.over) return;
        this.sdkSocket = socket;
        socket.connect();
      },
      (error: unknown) =>
        this.lose({ message: error instanceof Error ? error.message : String(error), retryable: false }),
    );
  }

  /** The SDK's socket while messages can be sent on it, otherwise undefined. */
  get socket(): Socket | undefined {
    return !this.over && this.transport?.isOpen() ? this.sdkSocket : undefined;
  }

  bufferedBytes(): number {
    return this.transport?.bufferedBytes() ?? 0;
  }

  /** Ends the connection because of what came over it, and tells the listener why. */
  fail(lost: Lost): void {
    this.lose(lost);
    this.shut();
  }

  /** Ends the connection; the listener hears no more. */
  close(): void {
    this.over = true;
    this.shut();
  }

  private shut(): void {
    this.sdkSocket?.close();
    this.transport?.close(1000);
  }

  private lose(lost: Lost): void {
    if (this.over) return;
    this.over = true;
    this.listener.onLost({ message: `Deepgram ${this.service}: ${lost.message}`, retryable: lost.retryable });
  }
}

interface TransportListener {
  onOpen(): void;
  onBinary(data: Buffer): void;
  onLost(lost: Lost): void;
}

const nothing = (): void => {};

/** A plain WebSocket in the shape the SDK asks for. Audio goes past the SDK, straight to our listener. */
class WebSocketTransport implements DeepgramTransport {
  private readonly socket: WebSocket;
  private passText: (message: DeepgramTransportMessage) => void = nothing;
  private passOpen: () => void = nothing;
  private passClose: (event: DeepgramTransportCloseEvent) => void = nothing;
  private closing = false;
  private graceTimer: NodeJS.Timeout | undefined;

  constructor(
    url: string,
    headers: Record<string, string>,
    private readonly listener: TransportListener,
  ) {
    this.socket = new WebSocket(url, {
      headers,
      perMessageDeflate: false,
      maxPayload: MAX_MESSAGE_BYTES,
      handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
    });
    this.socket.on("open", () => {
      this.passOpen();
      this.listener.onOpen();
    });
    this.socket.on("message", (data, isBinary) => {
      if (!Buffer.isBuffer(data)) return;
      if (isBinary) this.listener.onBinary(data);
      else this.passText(data.toString("utf8"));
    });
    this.socket.on("unexpected-response", (request, response) => this.refused(request, response));
    this.socket.on("error", (error) => this.ended(0, "", { message: error.message, retryable: true }));
    this.socket.on("close", (code, reason) => {
      const why = reason.length > 0 ? ` (${reason.toString("utf8")})` : "";
      this.ended(code, reason.toString("utf8"), { message: `closed with ${code}${why}`, retryable: true });
    });
  }

  send(data: DeepgramTransportMessage): void {
    if (data instanceof Blob) throw new TypeError("A Blob cannot be sent without waiting; pass a Buffer.");
    this.socket.send(data, nothing);
  }

  onOpen(listener: () => void): void {
    this.passOpen = listener;
  }

  onMessage(listener: (message: DeepgramTransportMessage) => void): void {
    this.passText = listener;
  }

  /** Every end is reported as a close: the SDK answers an error by closing, which changes nothing here. */
  onError(): void {}

  onClose(listener: (event: DeepgramTransportCloseEvent) => void): void {
    this.passClose = listener;
  }

  isOpen(): boolean {
    return this.socket.readyState === WebSocket.OPEN;
  }

  bufferedBytes(): number {
    return this.socket.bufferedAmount;
  }

  close(code = 1000): void {
    if (this.closing) return;
    this.closing = true;
    if (this.socket.readyState === WebSocket.OPEN) {
      this.socket.close(code);
      // A peer that never answers the close must not hold the socket for the library's 30 s.
      this.graceTimer = setTimeout(() => this.socket.terminate(), CLOSE_GRACE_MS).unref();
    } else {
      this.socket.terminate();
    }
  }

  private refused(request: ClientRequest, response: IncomingMessage): void {
    const status = response.statusCode ?? 0;
    const detail = response.headers["dg-error"];
    const why = typeof detail === "string" ? `: ${detail}` : "";
    response.resume();
    this.ended(1006, "", {
      message: `refused with HTTP ${status}${why}. ${adviceFor(status)}`,
      retryable: isRetryable(status),
    });
    request.destroy();
  }

  private ended(code: number, reason: string, lost: Lost): void {
    clearTimeout(this.graceTimer);
    this.passClose({ code, reason });
    this.listener.onLost(lost);
    this.closing = true;
    this.socket.terminate();
  }
}

function isRetryable(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}

function adviceFor(status: number): string {
  if (status === 401 || status === 403) return "Check DEEPGRAM_API_KEY and what the key may use.";
  if (status === 402) return "The Deepgram project has no credit left.";
  if (status === 429) return "The project's limit of concurrent connections is reached.";
  if (status >= 500) return "Deepgram is in trouble; trying again may help.";
  return "A setting is not accepted for this model.";
}
