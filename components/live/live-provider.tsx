"use client";

import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import type { CallSummary } from "@/lib/contracts/live/call-summary";
import { type CallStore, createCallStore } from "./call-store";
import type { LiveStatus } from "./connection-health";
import type { LiveClient } from "./live-client";

type Live = Readonly<{
  client: LiveClient | null;
  status: LiveStatus;
  /** The session has ended; only signing in again helps. */
  isSignedOut: boolean;
  /** When the connection was lost, in ms; null while it is there. */
  lostAt: number | null;
  store: CallStore;
  /** Grows with each call that started or ended: the sign for server-rendered lists to refetch. */
  changes: number;
}>;

const LiveContext = createContext<Live>({
  client: null,
  status: "connecting",
  isSignedOut: false,
  lostAt: null,
  store: createCallStore([]),
  changes: 0,
});

type LiveProviderProps = Readonly<{
  /** The call-worker's address; null when this person may not watch calls. */
  url: string | null;
  initialCalls: readonly CallSummary[];
  children: ReactNode;
}>;

/** One connection for the whole dashboard: the calls in progress, and how fresh that knowledge is. */
export function LiveProvider({ url, initialCalls, children }: LiveProviderProps) {
  const [client, setClient] = useState<LiveClient | null>(null);
  const [connection, setConnection] = useState<Pick<Live, "status" | "lostAt">>({ status: "connecting", lostAt: null });
  const [store] = useState(() => createCallStore(initialCalls));
  const [changes, setChanges] = useState(0);
  const [isSignedOut, setIsSignedOut] = useState(false);

  useEffect(() => {
    if (!url) return;
    let connected: LiveClient | null = null;
    let left = false;
    const onStatus = (status: LiveStatus) => setConnection({ status, lostAt: status === "lost" ? Date.now() : null });
    import("./live-client").then(
      ({ connectLive }) => {
        if (left) return;
        connected = connectLive({
          url,
          onStatus,
          onCalls: store.change,
          onTurn: () => setChanges((count) => count + 1),
          onSignedOut: () => setIsSignedOut(true),
        });
        setClient(connected);
      },
      () => onStatus("lost"),
    );
    return () => {
      left = true;
      connected?.close();
      setClient(null);
    };
  }, [url, store]);

  const value = useMemo(
    () => ({ client, ...connection, isSignedOut, store, changes }),
    [client, connection, isSignedOut, store, changes],
  );
  return <LiveContext value={value}>{children}</LiveContext>;
}

/** The connection; it changes seldom. The calls themselves: `useLiveCalls`, `useCallInProgress`. */
export const useLive = (): Live => useContext(LiveContext);

/** Something read from the calls in progress, renewed when it reads differently. `read` gives the same for the same calls. */
export function useLiveCalls<T>(read: (calls: readonly CallSummary[]) => T): T {
  const { store } = useLive();
  return useSyncExternalStore(
    store.subscribe,
    () => read(store.all()),
    () => read(store.initial),
  );
}

/** One call as it stands now; undefined: it does not go on. */
export function useCallInProgress(callId: string): CallSummary | undefined {
  const { store } = useLive();
  return useSyncExternalStore(
    store.subscribe,
    () => store.find(callId),
    () => store.initial.find(({ id }) => id === callId),
  );
}

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
