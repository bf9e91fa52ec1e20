/** One connection to a call-worker: sound both ways, and messages in order. */
export type CallConnection<Sent> = {
  readonly via: "webrtc" | "socket";
  send(message: Sent): void;
  /** How long sound from the worker takes until it is played here, in ms; null when unknown. */
  playoutMs(): Promise<number | null>;
  close(): void;
};

export type ConnectionEvents<Received> = {
  onMessage(message: Received): void;
  /** Not told after `close()`. */
  onClosed(): void;
};

/** Thrown while connecting. `retry`: the same token may still work, by another way or a moment later. */
export class ConnectError extends Error {
  constructor(
    message: string,
    readonly retry: boolean,
  ) {
    super(message);
  }
}

export type ConnectOptions<Received> = {
  workerUrl: string;
  /** The worker's addresses for such connections. */
  paths: { offer: string; socket: string };
  token: string;
  /** The last event that was seen; 0: none. */
  lastSeq: number;
  events: ConnectionEvents<Received>;
  signal: AbortSignal;
};

/** A message of the worker's, which alone can write on this connection; null for what cannot be read. */
export function readMessage<Received extends { type: string }>(data: unknown): Received | null {
  if (typeof data !== "string") return null;
  try {
    const message = JSON.parse(data) as Received;
    return typeof message?.type === "string" ? message : null;
  } catch {
    return null;
  }
}
