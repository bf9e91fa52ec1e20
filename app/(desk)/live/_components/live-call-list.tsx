"use client";

import { clsx } from "clsx";
import { CircleCheck, LayoutGrid } from "lucide-react";
import Link from "next/link";
import { useParams } from "next/navigation";
import { useState } from "react";
import { Select } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { CallsInSight } from "./calls-in-sight";
import { useWalk } from "./use-walk";
import { useWall } from "./wall-provider";

/**
 * The calls in progress by need, each with why it is where it is. Beside a picked call it is a list; without one, on a wide screen, a wall
 * over its whole width. It stands still under the pointer and the keyboard.
 */
export function LiveCallList() {
  const wall = useWall();
  const selected = useParams<{ callId?: string }>().callId ?? null;
  const [toTop, setToTop] = useState(0);
  useWalk(wall.shown, selected, wall.touch);
  const showWaiting = () => {
    wall.showWaiting();
    wall.setFocused(false);
    setToTop((times) => times + 1);
  };
  return (
    <section
      aria-label="Calls in progress"
      className={clsx(
        "w-full shrink-0 flex-col bg-surface",
        selected ? "hidden border-line md:flex md:w-72 md:border-r xl:w-80" : wall.total > 0 ? "flex" : "hidden",
      )}
    >
      <WallHead isNarrow={selected !== null} />
      <div
        className="relative flex min-h-0 flex-1 flex-col"
        onPointerEnter={({ pointerType }) => pointerType !== "touch" && wall.setPointed(true)}
        onPointerLeave={() => wall.setPointed(false)}
        onPointerDown={({ pointerType }) => pointerType === "touch" && wall.touch()}
        onFocus={({ target }) => wall.setFocused(target.matches(":focus-visible"))}
        // From one call to the next it does not leave the list, which would be put in order between the two.
        onBlur={({ currentTarget, relatedTarget }) => !currentTarget.contains(relatedTarget) && wall.setFocused(false)}
      >
        {wall.shown.length === 0 ? (
          <p className="flex items-center gap-2 px-4 py-6 text-13 text-text-2">
            <CircleCheck aria-hidden className="size-4 shrink-0 text-good" />
            {wall.total === 0
              ? "No call at the moment. The next one appears here by itself."
              : "All quiet: no call needs you."}
          </p>
        ) : (
          <CallsInSight shown={wall.shown} nowMs={wall.nowMs} selected={selected} toTop={toTop} />
        )}
        {wall.waiting > 0 ? (
          <button
            type="button"
            onClick={showWaiting}
            className="animate-rise absolute bottom-4 left-1/2 -translate-x-1/2 rounded-full border border-line-strong bg-surface px-3.5 py-1.5 text-13 font-medium whitespace-nowrap shadow-float hover:bg-surface-2"
          >
            {wall.waiting === 1 ? "1 call needs you: show" : `${wall.waiting} calls need you: show`}
          </button>
        ) : null}
      </div>
    </section>
  );
}

function WallHead({ isNarrow }: Readonly<{ isNarrow: boolean }>) {
  const { total, needing, businesses, businessId, setBusinessId, onlyNeeding, setOnlyNeeding } = useWall();
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-3 py-2">
      <h2 className="sr-only">In progress, by need</h2>
      <Segmented
        label="Which calls"
        value={onlyNeeding ? "needing" : "all"}
        options={[
          { value: "needing", label: `Need help ${needing}` },
          { value: "all", label: `All ${total}` },
        ]}
        onChange={(value) => setOnlyNeeding(value === "needing")}
      />
      {businesses.length > 1 ? (
        <Select
          aria-label="Business"
          value={businessId ?? ""}
          onChange={({ target }) => setBusinessId(target.value === "" ? null : target.value)}
          className={isNarrow ? "order-last w-full" : "max-w-60"}
        >
          <option value="">All businesses</option>
          {businesses.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      ) : null}
      {isNarrow ? (
        <Link
          href="/live"
          aria-label="All calls side by side"
          title="All calls side by side"
          className="ml-auto hidden rounded-md p-1.5 text-text-3 hover:bg-surface-2 hover:text-text md:block"
        >
          <LayoutGrid aria-hidden className="size-4" />
        </Link>
      ) : (
        <span className="ml-auto hidden text-12 text-text-3 sm:inline">by need, then longest first</span>
      )}
    </div>
  );
}
