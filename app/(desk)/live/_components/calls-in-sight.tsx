"use client";

import { clsx } from "clsx";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { LiveCallRow } from "./live-call-row";
import { runsOf } from "./rows-in-sight";
import { useGentleMoves } from "./use-gentle-moves";
import { useSight } from "./use-sight";
import type { ShownCall } from "./wall-provider";

type CallsInSightProps = Readonly<{
  shown: readonly ShownCall[];
  nowMs: number;
  selected: string | null;
  /** Changes when the list is to be seen from its top. */
  toTop: number;
}>;

/** The calls as rows, or as cards on a wide screen. However many there are, only those in sight are drawn; the list says how many it has. */
export function CallsInSight({ shown, nowMs, selected, toTop }: CallsInSightProps) {
  const list = useRef<HTMLUListElement>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const { sight, reveal } = useSight(list);
  const isCards = selected === null;
  const kept = focused === null ? null : shown.findIndex(({ call }) => call.id === focused);
  useGentleMoves(list, shown.map(({ call }) => call.id).join(), sight);
  useEffect(() => {
    if (toTop > 0) list.current?.scrollTo({ top: 0 });
  }, [toTop]);
  const latest = useRef({ shown, reveal });
  useEffect(() => {
    latest.current = { shown, reveal };
  });
  useEffect(() => {
    const { shown: calls, reveal: show } = latest.current;
    if (selected) show(calls.findIndex(({ call }) => call.id === selected));
  }, [selected]);

  return (
    <ul
      ref={list}
      onFocus={({ target }) => setFocused(target.closest<HTMLElement>("[data-id]")?.dataset.id ?? null)}
      onBlur={() => setFocused(null)}
      className={clsx(
        "min-h-0 flex-1 overflow-y-auto scroll-quiet [overflow-anchor:none]",
        isCards && "md:grid md:auto-rows-min md:grid-cols-[repeat(auto-fill,minmax(17rem,1fr))] md:gap-3 md:p-4",
      )}
    >
      {runsOf(shown.length, sight, kept).flatMap(({ from, to, isDrawn }) =>
        isDrawn
          ? shown
              .slice(from * sight.columns, to * sight.columns)
              .map(({ call, isGone }, index) => (
                <LiveCallRow
                  key={call.id}
                  known={call}
                  nowMs={nowMs}
                  isGone={isGone}
                  isSelected={call.id === selected}
                  isCard={isCards}
                  place={from * sight.columns + index + 1}
                  of={shown.length}
                />
              ))
          : [<Room key={`room-${from === 0 ? "above" : from}`} height={(to - from) * sight.row - sight.gap} />],
      )}
    </ul>
  );
}

/** The room of rows that are not drawn; `height` in px. */
function Room({ height }: Readonly<{ height: number }>) {
  const room = useRef<HTMLLIElement>(null);
  useLayoutEffect(() => room.current?.style.setProperty("height", `${Math.max(0, height)}px`), [height]);
  return <li ref={room} aria-hidden className="col-span-full" />;
}
