import type { FromBrowser, ToBrowser } from "@/lib/contracts/browser-line";

/** One connection to a call-worker: sound both ways, and messages in order. */
export type CallConnection = {
  readonly via: "webrtc" | "socket";
  send(message: FromBrowser): void;
  /** How long sound from the worker takes until it is played here, in ms; null when unknown. */
  playoutMs(): Promise<number | null>;
  close(): void;
};

export type ConnectionEvents = {
  onMessage(message: ToBrowser): void;
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

export type ConnectOptions = {
  workerUrl: string;
  token: string;
  /** The last event that was seen; 0: none. */
  lastSeq: number;
  events: ConnectionEvents;
  signal: AbortSignal;
};

/** A message of the worker's, which alone can write on this connection; null for what cannot be read. */
export function readMessage(data: unknown): ToBrowser | null {
  if (typeof data !== "string") return null;
  try {
    const message = JSON.parse(data) as ToBrowser;
    return typeof message?.type === "string" ? message : null;
  } catch {
    return null;
  }
}
