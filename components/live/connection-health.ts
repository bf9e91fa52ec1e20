/** Silence after which a connection is asked for a sign of life, and after which it no longer counts as live. */
const PROBE_AFTER_MS = 1_300;
const STALE_AFTER_MS = 2_600;
const CHECK_EVERY_MS = 400;

export type LiveStatus = "connecting" | "live" | "lost";

/** What the watch needs from Socket.IO; small, so that a test can stand in for it. */
export type HealthSocket = {
  connected: boolean;
  on(event: "connect" | "disconnect", listener: () => void): unknown;
  off(event: "connect" | "disconnect", listener: () => void): unknown;
  connect(): unknown;
  io: {
    on(event: "ping" | "packet", listener: () => void): unknown;
    off(event: "ping" | "packet", listener: () => void): unknown;
    engine: { close(): unknown } | undefined;
  };
};

type HealthOptions = {
  socket: HealthSocket;
  /** Sends anything that is answered. */
  probe: () => void;
  onStatus: (status: LiveStatus) => void;
  now: () => number;
};

/**
 * Watches a socket and tells within 3 s when it has gone quiet: a cable pulled out sends no goodbye. Any packet is a sign of
 * life. Returns a function that stops the watch.
 */
export function watchConnection({ socket, probe, onStatus, now }: HealthOptions): () => void {
  let status: LiveStatus = "connecting";
  let lastSignAt = now();
  let probedAt = 0;

  const become = (next: LiveStatus) => {
    if (next === status) return;
    status = next;
    onStatus(next);
  };
  const sign = () => {
    lastSignAt = now();
    if (socket.connected) become("live");
  };
  const lose = () => become("lost");
  const check = () => {
    const quietMs = now() - lastSignAt;
    if (!socket.connected) {
      if (status === "connecting" && quietMs >= STALE_AFTER_MS) lose();
      return;
    }
    if (quietMs >= STALE_AFTER_MS) {
      lose();
      // Gone quiet for good: start over rather than wait for the transport's own, far longer, time-out.
      if (quietMs >= 2 * STALE_AFTER_MS) socket.io.engine?.close();
    } else if (quietMs >= PROBE_AFTER_MS && now() - probedAt >= PROBE_AFTER_MS) {
      probedAt = now();
      probe();
    }
  };
  const goOffline = () => {
    lose();
    socket.io.engine?.close();
  };
  const goOnline = () => void socket.connect();

  socket.on("connect", sign);
  socket.on("disconnect", lose);
  socket.io.on("ping", sign);
  socket.io.on("packet", sign);
  globalThis.addEventListener?.("offline", goOffline);
  globalThis.addEventListener?.("online", goOnline);
  const timer = setInterval(check, CHECK_EVERY_MS);

  return () => {
    clearInterval(timer);
    socket.off("connect", sign);
    socket.off("disconnect", lose);
    socket.io.off("ping", sign);
    socket.io.off("packet", sign);
    globalThis.removeEventListener?.("offline", goOffline);
    globalThis.removeEventListener?.("online", goOnline);
  };
}
