"use client";

import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from "react";

export type SaveState = { kind: "idle" } | { kind: "saving" } | { kind: "saved" } | { kind: "failed"; message: string };

type Shared = {
  state: SaveState;
  setState: (state: SaveState) => void;
  /** Whoever keeps something at the moment; `flush` has it kept at once. */
  register: (flush: (() => Promise<void>) | null) => void;
  flush: () => Promise<void>;
};

const SaveStateContext = createContext<Shared | null>(null);

/** What the step keeps while one types, and the frame around it says. */
export function SaveStateProvider({ children }: Readonly<{ children: ReactNode }>) {
  const [state, setState] = useState<SaveState>({ kind: "idle" });
  const current = useRef<(() => Promise<void>) | null>(null);
  const register = useCallback((flush: (() => Promise<void>) | null) => {
    current.current = flush;
  }, []);
  const flush = useCallback(async () => current.current?.(), []);
  const value = useMemo(() => ({ state, setState, register, flush }), [state, register, flush]);
  return <SaveStateContext value={value}>{children}</SaveStateContext>;
}

export function useSaveState(): Shared {
  const shared = useContext(SaveStateContext);
  if (!shared) throw new Error("useSaveState is for components inside the setup's frame");
  return shared;
}
