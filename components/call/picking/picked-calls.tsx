"use client";

import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";
import { isTyping } from "@/components/ui/is-typing";

type Picking = {
  picked: ReadonlySet<string>;
  /** `asRange`: all from the last one picked to this one. */
  pick(callId: string, isPicked: boolean, asRange?: boolean): void;
  pickAll(isPicked: boolean): void;
};

const Context = createContext<Picking | null>(null);

/** What is picked of the calls of this page; null where nothing can be. */
export const usePicking = (): Picking | null => useContext(Context);

type PickedCallsProps = Readonly<{ callIds: readonly string[]; children: ReactNode }>;

/** Lets calls of a list be picked, with the mouse and by the keyboard: J and K go up and down, X picks, Shift and X a range, Esc lets go. */
export function PickedCalls({ callIds, children }: PickedCallsProps) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const last = useRef<string | null>(null);
  // What a filter or another page has taken away is picked no more.
  const picked = useMemo(() => new Set(callIds.filter((id) => chosen.has(id))), [callIds, chosen]);

  const pick = useCallback(
    (callId: string, isPicked: boolean, asRange = false) => {
      const [here, there] = [callIds.indexOf(callId), callIds.indexOf(last.current ?? "")];
      const range = asRange && there >= 0 ? callIds.slice(Math.min(here, there), Math.max(here, there) + 1) : [callId];
      last.current = callId;
      setChosen((before) => {
        const after = new Set(before);
        for (const id of range) {
          if (isPicked) after.add(id);
          else after.delete(id);
        }
        return after;
      });
    },
    [callIds],
  );
  const pickAll = useCallback((isPicked: boolean) => setChosen(new Set(isPicked ? callIds : [])), [callIds]);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector("[role=dialog]")) return;
      const links = [...document.querySelectorAll<HTMLElement>("[data-call]")];
      const at = links.findIndex((link) => link.closest("tr")?.contains(document.activeElement));
      const key = event.key.toLowerCase();
      const callId = links[at]?.dataset.call;
      if (key === "j") links[Math.min(at + 1, links.length - 1)]?.focus();
      else if (key === "k") links[Math.max(at - 1, 0)]?.focus();
      else if (key === "x" && callId) pick(callId, event.shiftKey || !picked.has(callId), event.shiftKey);
      else if (event.key === "Escape" && picked.size > 0) pickAll(false);
      else return;
      event.preventDefault();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [pick, pickAll, picked]);

  const picking = useMemo(() => ({ picked, pick, pickAll }), [picked, pick, pickAll]);
  return <Context.Provider value={picking}>{children}</Context.Provider>;
}

const box = "size-4 cursor-pointer accent-accent";

export function PickAll({ count }: Readonly<{ count: number }>) {
  const picking = usePicking();
  const some = picking?.picked.size ?? 0;
  return (
    <input
      type="checkbox"
      aria-label="Pick all calls of this page"
      ref={(input) => {
        if (input) input.indeterminate = some > 0 && some < count;
      }}
      checked={count > 0 && some === count}
      onChange={({ target }) => picking?.pickAll(target.checked)}
      className={box}
    />
  );
}

export function PickCall({ callId, name }: Readonly<{ callId: string; name: string }>) {
  const picking = usePicking();
  return (
    // The whole row is a link: what is to be pressed lies above it, with room for a thumb.
    <label className="relative z-[1] flex h-10 cursor-pointer items-center justify-center px-2">
      <input
        type="checkbox"
        aria-label={`Pick the call ${name}`}
        checked={picking?.picked.has(callId) ?? false}
        onChange={({ target, nativeEvent }) =>
          picking?.pick(callId, target.checked, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
        }
        className={box}
      />
    </label>
  );
}
