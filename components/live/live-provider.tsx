"use client";

import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from "react";
import { z } from "zod";
import { CallSummary } from "@/lib/contracts/live/call-summary";
import { CallListMessage } from "@/lib/contracts/live/socket";
import { isOpen, withCall } from "./active-calls";
import { type LiveStatus, watchConnection } from "./connection-health";
import { createLiveSocket, type LiveSocket } from "./socket";

type Live = Readonly<{
  socket: LiveSocket | null;
  status: LiveStatus;
  /** When the connection was lost, in ms; null while it is there. */
  lostAt: number | null;
  calls: readonly CallSummary[];
  /** Grows with each call that started or ended: the sign for server-rendered lists to refetch. */
  changes: number;
}>;

const LiveContext = createContext<Live>({ socket: null, status: "connecting", lostAt: null, calls: [], changes: 0 });

const WatchCallsReply = z.object({ calls: z.array(CallSummary) });

type LiveProviderProps = Readonly<{
  /** The call-worker's address; null when this person may not watch calls. */
  url: string | null;
  initialCalls: readonly CallSummary[];
  children: ReactNode;
}>;

/** One connection for the whole dashboard: the calls in progress, and how fresh that knowledge is. */
export function LiveProvider({ url, initialCalls, children }: LiveProviderProps) {
  const [socket, setSocket] = useState<LiveSocket | null>(null);
  const [connection, setConnection] = useState<Pick<Live, "status" | "lostAt">>({ status: "connecting", lostAt: null });
  const [calls, setCalls] = useState(initialCalls);
  const [changes, setChanges] = useState(0);

  useEffect(() => {
    if (!url) return;
    const live = createLiveSocket(url);
    const refresh = () => {
      live.emit("calls:watch", (raw) => {
        const reply = WatchCallsReply.safeParse(raw);
        if (reply.success) setCalls(reply.data.calls.filter(isOpen).reduce(withCall, []));
      });
    };
    const onNews = (raw: unknown) => {
      const message = CallListMessage.safeParse(raw);
      if (message.success) setCalls((known) => withCall(known, message.data.call));
    };
    const onTurn = (raw: unknown) => {
      onNews(raw);
      setChanges((count) => count + 1);
    };
    live.on("connect", refresh);
    live.on("call.started", onTurn);
    live.on("call.updated", onNews);
    live.on("call.ended", onTurn);
    const unwatch = watchConnection({
      socket: live,
      // Deliberately no valid question: it is answered at once, and costs the worker nothing.
      probe: () => live.emit("call:watch", { callId: "", lastSeq: 0 }, () => undefined),
      onStatus: (status) => setConnection({ status, lostAt: status === "lost" ? Date.now() : null }),
      now: () => Date.now(),
    });
    live.connect();
    setSocket(live);
    return () => {
      unwatch();
      live.disconnect();
      setSocket(null);
    };
  }, [url]);

  const value = useMemo(() => ({ socket, ...connection, calls, changes }), [socket, connection, calls, changes]);
  return <LiveContext value={value}>{children}</LiveContext>;
}

export const useLive = (): Live => useContext(LiveContext);

/** Calls `refetch` a moment after a call started or ended, once for several. */
export function useCallChanges(refetch: () => void): void {
  const { changes } = useLive();
  const latest = useRef(refetch);
  useEffect(() => {
    latest.current = refetch;
  });
  useEffect(() => {
    if (changes === 0) return;
    const timer = setTimeout(() => latest.current(), 400);
    return () => clearTimeout(timer);
  }, [changes]);
}
