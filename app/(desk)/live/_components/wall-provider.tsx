"use client";

import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";
import { useLive } from "@/components/live/live-provider";
import { onTick } from "@/components/ui/use-now";
import { type RankedCall, rankCalls } from "@/lib/domain/attention/rank-calls";
import { isSameOrder, shownOrder } from "@/lib/domain/attention/shown-order";

/** How long the list stands still after a key walked through it or a finger touched it. */
const HELD_MS = 5_000;
/** How often the calls are put in order anew. What a call says is not made to wait for it. */
const RANKED_MS = 1_000;

export type ShownCall = RankedCall & {
  /** It has ended; its place is kept while the list is held. */
  isGone: boolean;
};

type Wall = Readonly<{
  /** When the calls were ranked. */
  nowMs: number;
  /** All of the organization's calls in progress, by need. */
  ranked: readonly RankedCall[];
  shown: readonly ShownCall[];
  /** All of the organization's calls in progress. */
  total: number;
  /** How many of them need somebody. */
  needing: number;
  businesses: readonly { id: string; name: string }[];
  businessId: string | null;
  setBusinessId: (id: string | null) => void;
  onlyNeeding: boolean;
  setOnlyNeeding: (only: boolean) => void;
  /** Calls that need somebody and do not stand where they should, because the list is held. */
  waiting: number;
  /** Puts the held list in order. */
  showWaiting: () => void;
  setPointed: (isPointed: boolean) => void;
  setFocused: (isFocused: boolean) => void;
  /** Holds the list for a moment. */
  touch: () => void;
}>;

const WallContext = createContext<Wall | null>(null);

type WallProviderProps = Readonly<{
  /** The server's clock when it wrote the page. */ nowMs: number;
  children: ReactNode;
}>;

/** Ranks the calls in progress once for everything on the live desk, and keeps their order still while somebody points at it. */
export function WallProvider({ nowMs, children }: WallProviderProps) {
  const { calls, now } = useCallsEachSecond(nowMs);
  const [businessId, setBusinessId] = useState<string | null>(null);
  const [onlyNeeding, setOnlyNeeding] = useState(false);
  const [isPointed, setPointed] = useState(false);
  const [isFocused, setFocused] = useState(false);
  const [isTouched, touch] = useMoment(HELD_MS);
  const [known, setKnown] = useState<readonly RankedCall[]>([]);

  const all = useMemo(() => rankCalls(calls, now), [calls, now]);
  const wanted = useMemo(
    () =>
      all.filter(
        ({ call, needsHelp }) => (!businessId || call.businessId === businessId) && (!onlyNeeding || needsHelp),
      ),
    [all, businessId, onlyNeeding],
  );
  const before = useMemo(() => known.map(({ call }) => call.id), [known]);
  const order = useMemo(
    () => shownOrder(before, wanted, isPointed || isFocused || isTouched),
    [before, wanted, isPointed, isFocused, isTouched],
  );
  const shown = useMemo(() => {
    const present = new Map(all.map((one) => [one.call.id, one]));
    const last = new Map(known.map((one) => [one.call.id, one]));
    return order.ids.flatMap((id): ShownCall[] => {
      const one = present.get(id) ?? last.get(id);
      return one ? [{ ...one, isGone: !present.has(id) }] : [];
    });
  }, [all, known, order.ids]);
  if (!isSameOrder(before, order.ids)) setKnown(shown);

  const filterBusiness = useCallback((id: string | null) => {
    setBusinessId(id);
    setKnown([]);
  }, []);
  const filterNeeding = useCallback((only: boolean) => {
    setOnlyNeeding(only);
    setKnown([]);
  }, []);
  const showWaiting = useCallback(() => setKnown(wanted), [wanted]);

  const value = useMemo((): Wall => {
    const names = new Map(calls.map((call) => [call.businessId, call.businessName]));
    return {
      nowMs: now,
      ranked: all,
      shown,
      total: all.length,
      needing: all.filter(({ needsHelp }) => needsHelp).length,
      businesses: [...names].map(([id, name]) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name)),
      businessId,
      setBusinessId: filterBusiness,
      onlyNeeding,
      setOnlyNeeding: filterNeeding,
      waiting: order.waiting,
      showWaiting,
      setPointed,
      setFocused,
      touch,
    };
  }, [
    now,
    calls,
    all,
    shown,
    businessId,
    filterBusiness,
    onlyNeeding,
    filterNeeding,
    order.waiting,
    showWaiting,
    touch,
  ]);
  return <WallContext value={value}>{children}</WallContext>;
}

export function useWall(): Wall {
  const wall = useContext(WallContext);
  if (!wall) throw new Error("useWall outside of WallProvider");
  return wall;
}

/** The calls in progress as they stand each second, and at once when one comes or goes. `firstMs`: the server's clock when it wrote the page. */
function useCallsEachSecond(firstMs: number) {
  const { store } = useLive();
  const [seen, setSeen] = useState({ calls: store.initial, now: firstMs });
  useEffect(() => {
    const look = () => setSeen({ calls: store.all(), now: Date.now() });
    look();
    const ends = [onTick(RANKED_MS, look), store.subscribeToTurns(look)];
    return () => ends.forEach((end) => end());
  }, [store]);
  return seen;
}

/** True for `ms` after the last call of the function. */
function useMoment(ms: number): [boolean, () => void] {
  const [isOn, setOn] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const start = useCallback(() => {
    setOn(true);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setOn(false), ms);
  }, [ms]);
  return [isOn, start];
}
